import type { Roleplay } from '@greenroom/contract/rehearsals.ts'
import { KeyboardIcon, MicIcon, PlayIcon, Share2Icon } from 'lucide-react'
import { Link } from 'wouter'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { scores } from '#messages/scores.ts'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { CallMenu } from './call-menu.tsx'
import { ScoreMark } from './score-mark.tsx'

/** Where a call stands, for people. */
function stateOf({ status, scoreState, paused, callEnded }: Roleplay) {
  if (scoreState !== 'none') return scoreState
  if (status === 'abandoned') return 'abandoned'
  if (callEnded) return 'review'
  return paused ? 'paused' : 'none'
}

/** One call of the list. The whole row leads to it. */
export function CallRow({ roleplay }: { roleplay: Roleplay }) {
  const words = useMessages(scores)
  const talk = useMessages(calls)
  const language = useLanguage()
  const format = useFormat()
  const state = stateOf(roleplay)
  const Mode = roleplay.mode === 'spoken' ? MicIcon : KeyboardIcon
  const open = state === 'none' || state === 'paused' || state === 'review'
  return (
    <li className="hover:bg-accent/50 relative flex items-center gap-4 px-4 py-3.5">
      <ScoreMark score={roleplay.score} passed={roleplay.passed} />
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-sm font-medium">
          <Link
            href={`/coach/sessions/${roleplay.id}`}
            className="after:focus-visible:ring-ring outline-none after:absolute after:inset-0 after:focus-visible:ring-2 after:focus-visible:ring-inset"
          >
            {roleplay.scenarioTitle[language]}
          </Link>
        </h2>
        <p className="text-muted-foreground mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-[0.8125rem]">
          <Mode className="size-3.5" aria-label={talk.modes[roleplay.mode]} role="img" />
          {open && <span className="text-foreground font-medium sm:hidden">{words.list.states[state]}</span>}
          <span>{words.list.with(roleplay.customerName)}</span>
          <span>{format.dateTime(roleplay.startedAt)}</span>
          {roleplay.durationSeconds !== null && <span>{format.duration(roleplay.durationSeconds)}</span>}
          <span>{talk.turns(roleplay.turns)}</span>
          {roleplay.retryOf !== null && <span>{words.list.again(roleplay.retryOf.turn)}</span>}
        </p>
      </div>
      {roleplay.shared && (
        <Share2Icon className="text-muted-foreground size-4 shrink-0" aria-label={words.menu.shared} role="img" />
      )}
      <Badge variant="outline" className="hidden sm:inline-flex">
        {state === 'abandoned'
          ? words.list.statuses.abandoned
          : state === 'scored'
            ? roleplay.passed === true
              ? words.passed
              : words.notPassed
            : words.list.states[state]}
      </Badge>
      <span className="relative z-10 flex items-center gap-1">
        {open && (
          <Button asChild size="sm" variant="outline" className="hidden sm:inline-flex">
            <Link href={`/coach/sessions/${roleplay.id}`}>
              <PlayIcon />
              {state === 'review' ? words.list.review : words.list.resume}
            </Link>
          </Button>
        )}
        <CallMenu roleplay={roleplay} mine list />
      </span>
    </li>
  )
}
