import type { Rehearsal } from '@greenroom/contract/rehearsals.ts'
import { PlayIcon, RotateCcwIcon, StickyNoteIcon } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useMe } from '#features/shell/gate.tsx'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { scores } from '#messages/scores.ts'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { highlighted, type AboutTurn } from './marks.ts'
import { useNames } from './names.ts'
import type { Placed } from './timeline.ts'

/** One turn of the replay with what was found in it. */
export function TurnRow(props: {
  placed: Placed
  about: AboutTurn | undefined
  rehearsal: Rehearsal
  current: boolean
  onGo: () => void
  onRetry: (() => void) | null
}) {
  const words = useMessages(scores).replay
  const talk = useMessages(calls)
  const format = useFormat()
  const names = useNames()
  const me = useMe()
  const row = useRef<HTMLLIElement>(null)
  const { current } = props
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const { turn, from, guessed } = props.placed
  const { roleplay } = props.rehearsal
  const mine = turn.speaker === 'trainee'
  const techniques = props.about?.found?.techniques ?? []
  const faults = props.about?.found?.faults ?? []
  const quotes = [...techniques, ...faults].map(({ quote }) => quote)
  const time = guessed ? null : format.duration(from)
  return (
    <li
      ref={row}
      aria-current={current ? 'true' : undefined}
      className={cn(
        'group/turn grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 rounded-lg border border-transparent px-2 py-2 sm:grid-cols-[6.5rem_minmax(0,1fr)_auto]',
        current && 'bg-tint border-primary/40',
      )}
    >
      <div className="text-xs">
        <p className={cn('truncate font-medium', !mine && 'text-muted-foreground')}>
          {!mine ? roleplay.customerName : roleplay.userId === me.id ? talk.you : roleplay.userName}
        </p>
        <button
          type="button"
          onClick={props.onGo}
          aria-label={time === null ? words.turn(turn.number) : words.from(time)}
          className="text-muted-foreground hover:text-foreground focus-visible:ring-ring mt-0.5 inline-flex items-center gap-1 rounded-sm py-0.5 tabular-nums outline-none focus-visible:ring-2"
        >
          {turn.audioUrl !== null && <PlayIcon className="size-3" aria-hidden />}
          {time ?? words.turn(turn.number)}
        </button>
      </div>
      <div className="min-w-0">
        <p lang={roleplay.language} className="text-sm leading-relaxed whitespace-pre-wrap">
          {highlighted(turn.text, quotes).map((part, place) =>
            part.found ? (
              // The place is all that tells two equal parts of one text apart.
              <mark key={place} className="decoration-primary bg-transparent text-inherit underline underline-offset-4">
                {part.text}
              </mark>
            ) : (
              part.text
            ),
          )}
        </p>
        {techniques.length + faults.length > 0 && (
          <p className="mt-1.5 flex flex-wrap gap-1.5">
            {techniques.map(({ techniqueId }) => (
              <Badge key={techniqueId} variant="outline" className="border-primary/50">
                {names(techniqueId)}
              </Badge>
            ))}
            {faults.map(({ faultId }) => (
              <Badge key={faultId} variant="outline" className="border-destructive/60 text-destructive">
                {words.fault}: {names(faultId)}
              </Badge>
            ))}
          </p>
        )}
        {props.about?.notes.map((note) => (
          <p key={note.id} className="mt-1.5 flex gap-1.5 text-[0.8125rem]">
            <StickyNoteIcon className="text-warning mt-0.5 size-3.5 shrink-0" aria-hidden />
            <span>
              {note.body} <span className="text-muted-foreground">({note.author})</span>
            </span>
          </p>
        ))}
      </div>
      {props.onRetry !== null && (
        <Button
          variant="ghost"
          size="sm"
          className={cn(
            'text-muted-foreground col-start-2 mt-1 justify-self-start sm:col-start-3 sm:mt-0',
            !current &&
              'opacity-0 group-focus-within/turn:opacity-100 group-hover/turn:opacity-100 pointer-coarse:opacity-100',
          )}
          title={words.tryAgain}
          onClick={props.onRetry}
        >
          <RotateCcwIcon />
          {/* Its words would take a third of the row from what was said, or make it jump when it is its turn. */}
          <span className="sm:sr-only">{words.tryAgain}</span>
        </Button>
      )}
    </li>
  )
}
