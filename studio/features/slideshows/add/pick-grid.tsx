import { useVirtualizer } from '@tanstack/react-virtual'
import { CheckIcon, PlayIcon } from 'lucide-react'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { cn } from '#ui/cn.ts'
import { layoutOf, rowCount, stepFrom, type StepKey } from '#features/projects/board/board.rules.ts'
import { useWidth } from '#features/projects/board/measures.ts'
import { TilePicture } from '../edit/slide-tile.tsx'

export interface Pick {
  readonly id: string
  readonly name: string
  readonly thumbUrl: string
  readonly hash: string | null
  /** Of a clip, e.g. "0:08". */
  readonly length: string | null
  /** Said below it, e.g. that it is there already. */
  readonly note: string | null
}

const steps: Readonly<Record<string, StepKey>> = {
  ArrowLeft: 'arrowleft',
  ArrowRight: 'arrowright',
  ArrowUp: 'arrowup',
  ArrowDown: 'arrowdown',
  Home: 'home',
  End: 'end',
}

/** Pictures of which some are chosen, in the order of choosing; one tab stop, arrow keys inside. */
export function PickGrid(props: {
  label: string
  picks: readonly Pick[]
  chosen: readonly string[]
  onToggle: (id: string) => void
}) {
  const { picks, chosen } = props
  const viewport = useRef<HTMLDivElement>(null)
  const width = useWidth(viewport) - 16
  const [active, setActive] = useState(0)
  const layout = useMemo(
    () => layoutOf({ width: Math.max(width, 1), wanted: 104, gap: 8, aspect: 1, caption: 0 }),
    [width],
  )
  const rows = useVirtualizer({
    count: width > 0 ? rowCount(picks.length, layout.columns) : 0,
    getScrollElement: () => viewport.current,
    estimateSize: () => layout.rowHeight,
    overscan: 2,
    paddingStart: 8,
    paddingEnd: 8,
  })
  const places = useMemo(() => new Map(chosen.map((id, place) => [id, place + 1])), [chosen])
  const at = Math.min(active, picks.length - 1)
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = steps[event.key]
    if (key === undefined) return
    event.preventDefault()
    const next = stepFrom(at, key, { columns: layout.columns, count: picks.length, rows: 3 })
    setActive(next)
    rows.scrollToIndex(Math.floor(next / layout.columns), { align: 'auto' })
    const id = picks[next]?.id
    if (id === undefined) return
    const find = (): HTMLElement | null | undefined =>
      viewport.current?.querySelector<HTMLElement>(`[data-pick="${CSS.escape(id)}"]`)
    const found = find()
    // One that was far away exists only after the next drawing.
    if (found) found.focus({ preventScroll: true })
    else requestAnimationFrame(() => find()?.focus({ preventScroll: true }))
  }
  return (
    <div ref={viewport} className="min-h-0 flex-1 overflow-y-auto rounded-lg border">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys between its buttons */}
      <div
        role="group"
        aria-label={props.label}
        className="relative mx-2"
        style={{ height: rows.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {rows.getVirtualItems().map((row) => (
          <div
            key={row.key}
            className="absolute inset-x-0 top-0 flex gap-2"
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {picks.slice(row.index * layout.columns, (row.index + 1) * layout.columns).map((pick, column) => {
              const index = row.index * layout.columns + column
              return (
                <Tile
                  key={pick.id}
                  pick={pick}
                  size={layout.tileWidth}
                  place={places.get(pick.id) ?? null}
                  reachable={index === at}
                  onPress={() => {
                    setActive(index)
                    props.onToggle(pick.id)
                  }}
                />
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
}

function Tile(props: { pick: Pick; size: number; place: number | null; reachable: boolean; onPress: () => void }) {
  const { pick, place } = props
  return (
    <button
      type="button"
      data-pick={pick.id}
      tabIndex={props.reachable ? 0 : -1}
      aria-pressed={place !== null}
      title={pick.name}
      onClick={props.onPress}
      style={{ width: props.size, height: props.size }}
      className={cn(
        'bg-muted focus-visible:ring-ring relative overflow-hidden rounded-md outline-none focus-visible:ring-2 focus-visible:ring-offset-1',
        place !== null && 'ring-primary ring-2',
      )}
    >
      <span className="sr-only">{[pick.name, pick.note].filter(Boolean).join(', ')}</span>
      <TilePicture url={pick.thumbUrl} hash={pick.hash} />
      {place !== null && (
        <span className="bg-primary text-primary-foreground absolute top-1 right-1 flex h-5 min-w-5 items-center justify-center rounded-full px-1 text-[0.6875rem] font-semibold tabular-nums">
          {place}
        </span>
      )}
      {pick.length !== null && (
        <span className="absolute bottom-1 left-1 flex h-5 items-center gap-1 rounded bg-black/65 px-1.5 text-[0.6875rem] text-white tabular-nums">
          <PlayIcon className="size-2.5 fill-current" aria-hidden />
          {pick.length}
        </span>
      )}
      {pick.note !== null && place === null && (
        <span className="absolute top-1 right-1 grid size-5 place-items-center rounded-full bg-black/65 text-white">
          <CheckIcon className="size-3" aria-hidden />
        </span>
      )}
    </button>
  )
}
