import type { ListedCall } from '@greenroom/contract/rehearsal-admin.ts'
import { AudioLinesIcon, EyeIcon, KeyboardIcon, MicIcon, Share2Icon } from 'lucide-react'
import { Link } from 'wouter'
import { useMe } from '#features/shell/gate.tsx'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { admin } from '#messages/admin.ts'
import { calls } from '#messages/calls.ts'
import { scores } from '#messages/scores.ts'
import { Badge } from '#ui/badge.tsx'
import { ScoreMark } from './score-mark.tsx'

/** Somebody's call in the list of admins. It leads to its words as long as there are some. */
export function ListedRow({ listed }: { listed: ListedCall }) {
  const words = useMessages(admin).calls
  const talk = useMessages(calls)
  const scoring = useMessages(scores)
  const language = useLanguage()
  const format = useFormat()
  const me = useMe()
  const { status, scoreState, passed } = listed
  const Mode = listed.mode === 'spoken' ? MicIcon : KeyboardIcon
  const person = listed.userName === '' ? listed.userEmail : listed.userName
  const state =
    scoreState === 'scored'
      ? passed === true
        ? scoring.passed
        : scoring.notPassed
      : scoreState === 'none'
        ? scoring.list.statuses[status]
        : scoring.list.states[scoreState]
  return (
    <li className={listed.words ? 'hover:bg-accent/50 relative' : undefined}>
      <div className="flex items-center gap-4 px-4 py-3.5">
        <ScoreMark score={listed.score} passed={passed} />
        <div className="min-w-0 flex-1">
          <h2 className="flex flex-wrap items-center gap-x-2 text-sm font-medium wrap-anywhere">
            {listed.words ? (
              <Link
                href={`/coach/sessions/${listed.id}`}
                data-call=""
                className="after:focus-visible:ring-ring outline-none after:absolute after:inset-0 after:focus-visible:ring-2 after:focus-visible:ring-inset"
              >
                {person}
              </Link>
            ) : (
              person
            )}
            {listed.userId === me.id && <span className="text-muted-foreground font-normal">({words.own})</span>}
          </h2>
          <p className="mt-0.5 text-[0.8125rem] wrap-anywhere">
            {listed.scenarioTitle[language]}
            <span className="text-muted-foreground">
              <span aria-hidden> · </span>
              {listed.workspace?.name ?? words.noWorkspace}
            </span>
          </p>
          <p className="text-muted-foreground mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-[0.8125rem]">
            <Mode className="size-3.5" aria-label={talk.modes[listed.mode]} role="img" />
            {listed.recordings && <AudioLinesIcon className="size-3.5" aria-label={words.recordings} role="img" />}
            {listed.shared && <Share2Icon className="size-3.5" aria-label={words.shared} role="img" />}
            <span>{format.dateTime(listed.startedAt)}</span>
            {listed.durationSeconds !== null && <span>{format.duration(listed.durationSeconds)}</span>}
            <span>{talk.turns(listed.turns)}</span>
            {listed.readings > 0 && (
              <span className="inline-flex items-center gap-1 tabular-nums" title={words.readings(listed.readings)}>
                <EyeIcon className="size-3.5" aria-hidden />
                <span aria-hidden>{listed.readings}</span>
                <span className="sr-only">{words.readings(listed.readings)}</span>
              </span>
            )}
          </p>
        </div>
        <span className="flex flex-col items-end gap-1.5">
          <Badge variant="outline">{state}</Badge>
          {!listed.words && <span className="text-muted-foreground text-xs">{words.wordless}</span>}
        </span>
      </div>
    </li>
  )
}
