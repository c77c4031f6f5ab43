import type { Rehearsal, SpokenTurn } from '@greenroom/contract/rehearsals.ts'
import { useEffect, useRef } from 'react'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { cn } from '#ui/cn.ts'

/** What was said so far. Keeps the newest line in sight while nobody has scrolled away from it. */
export function Transcript(props: {
  rehearsal: Rehearsal
  /** Said and not acknowledged yet. */
  pending: string | null
  thinking: boolean
  className?: string
}) {
  const words = useMessages(calls)
  const { turns, roleplay } = props.rehearsal
  const box = useRef<HTMLDivElement>(null)
  const near = useRef(true)
  const count = turns.length
  useEffect(() => {
    const log = box.current
    if (log === null) return undefined
    const follow = (): void => {
      if (near.current) log.scrollTo({ top: log.scrollHeight })
    }
    follow()
    // What is written below (a hint, a longer draft) takes room from the log.
    const sizes = new ResizeObserver(follow)
    sizes.observe(log)
    return () => sizes.disconnect()
  }, [count, props.pending])
  const earlier = roleplay.retryOf?.turn ?? 0
  return (
    <div
      ref={box}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a place that scrolls has to be reachable by keyboard
      tabIndex={0}
      role="log"
      aria-label={words.room.transcript}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        near.current = scrollHeight - scrollTop - clientHeight < 80
      }}
      className={cn('min-h-0 overflow-y-auto outline-offset-[-2px]', props.className)}
    >
      {count === 0 && <p className="text-muted-foreground p-6 text-sm">{words.room.nothingYet}</p>}
      <ol lang={roleplay.language} className="grid gap-4 p-4 sm:p-6">
        {roleplay.retryOf !== null && <li className="text-muted-foreground text-xs">{words.room.earlier}</li>}
        {turns.map((turn) => (
          <TurnLine
            key={turn.id}
            turn={turn}
            name={roleplay.customerName}
            faint={roleplay.retryOf !== null && turn.number < earlier}
          />
        ))}
        {props.pending !== null && (
          <Bubble mine speaker={words.you} faint>
            {props.pending}
          </Bubble>
        )}
      </ol>
      {props.thinking && (
        <p className="text-muted-foreground px-6 pb-4 text-sm" aria-live="polite">
          {roleplay.customerName}: {words.room.thinking}
        </p>
      )}
    </div>
  )
}

function TurnLine({ turn, name, faint }: { turn: SpokenTurn; name: string; faint: boolean }) {
  const words = useMessages(calls)
  if (turn.aside) {
    if (turn.text.trim() === '') return null
    return (
      <li className="bg-muted/60 rounded-lg border border-dashed px-4 py-3 text-sm">
        <p className="text-muted-foreground mb-1 text-xs font-medium">{words.notes}</p>
        <p className="leading-relaxed whitespace-pre-wrap">{turn.text}</p>
      </li>
    )
  }
  const mine = turn.speaker === 'trainee'
  return (
    <Bubble mine={mine} speaker={mine ? words.you : name} faint={faint}>
      {turn.text}
    </Bubble>
  )
}

function Bubble(props: { mine: boolean; speaker: string; faint?: boolean; children: string }) {
  return (
    <li className={cn('grid max-w-[85%] gap-1', props.mine && 'justify-self-end')}>
      <p className={cn('text-muted-foreground text-xs font-medium', props.mine && 'text-right')}>{props.speaker}</p>
      <p
        className={cn(
          'rounded-2xl px-4 py-2.5 text-sm leading-relaxed whitespace-pre-wrap',
          props.mine ? 'bg-tint rounded-tr-sm' : 'bg-card rounded-tl-sm border',
          props.faint === true && 'text-muted-foreground border-dashed',
        )}
      >
        {props.children}
      </p>
    </li>
  )
}
