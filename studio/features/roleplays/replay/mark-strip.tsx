import { useMessages } from '#lib/messages.ts'
import { scores } from '#messages/scores.ts'
import { cn } from '#ui/cn.ts'
import type { Placed } from './timeline.ts'

export interface Mark {
  readonly id: string
  readonly placed: Placed
  readonly kind: 'technique' | 'fault' | 'note'
  readonly name: string
}
const looks = { technique: 'bg-primary', fault: 'bg-destructive', note: 'bg-warning' } as const

/** What was found and noted, under the moment of the wave at which it was said. */
export function MarkStrip(props: { marks: readonly Mark[]; seconds: number; onGo: (placed: Placed) => void }) {
  const words = useMessages(scores)
  const kinds = { technique: words.replay.technique, fault: words.replay.fault, note: words.notes.label }
  return (
    <ul className="relative mt-1 h-6" aria-label={words.replay.marks}>
      {props.marks.map(({ id, placed, kind, name }) => (
        <li
          key={id}
          className="absolute top-0 -translate-x-1/2"
          style={{ left: `${Math.min(100, (placed.from / props.seconds) * 100)}%` }}
        >
          <button
            type="button"
            title={`${kinds[kind]}: ${name}`}
            aria-label={`${kinds[kind]}: ${name}`}
            onClick={() => props.onGo(placed)}
            className="focus-visible:ring-ring flex size-6 items-center justify-center rounded-full outline-none focus-visible:ring-2"
          >
            <span
              className={cn(
                'size-2.5',
                looks[kind],
                kind === 'technique' && 'rounded-full',
                kind === 'fault' && 'rotate-45',
              )}
            />
          </button>
        </li>
      ))}
    </ul>
  )
}
