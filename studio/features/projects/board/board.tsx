import { useDroppable } from '@dnd-kit/core'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import {
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  type ComponentType,
  type KeyboardEvent,
  type MouseEvent,
} from 'react'
import { useStore } from '#lib/store.ts'
import { cn } from '#ui/cn.ts'
import { Cell, type TileProps } from './board-cell.tsx'
import { layoutOf, markOf, PADDING, rowCount, stepFrom, type StepKey } from './board.rules.ts'
import { canvasId, DragContext, type BoardKind, type DragDesk } from './drag.ts'
import { useLatest } from './latest.ts'
import { useFlight, useKeptPlace, useWidth } from './measures.ts'
import { choosingOf } from './selection.ts'
import type { BoardState } from './use-board.ts'

export interface BoardProps<T> {
  readonly kind: BoardKind
  readonly board: BoardState
  /** In the order of `board.order`. */
  readonly items: readonly T[]
  readonly label: string
  readonly nameOf: (item: T) => string
  readonly Tile: ComponentType<TileProps<T>>
  /** Least width of a tile, the shape of its picture, and the height of its caption. */
  readonly wanted: number
  readonly aspect: number
  readonly caption: number
  readonly onOpen: (id: string) => void
  readonly movable: boolean
  /** A press opens instead of choosing: where there is nothing to do with what is chosen. */
  readonly opensOnPress: boolean
  /** Null while the order on the screen is not the one that can be changed. */
  readonly onMove: ((ids: readonly string[], before: string | null) => void) | null
  readonly className?: string
}

const GAP = 10

/** A grid of tiles of which only those near the screen exist; one tab stop, arrow keys inside, drag to reorder. */
export function Board<T extends { readonly id: string }>(props: BoardProps<T>) {
  const { kind, board, items, wanted, aspect, caption, onOpen } = props
  const { goTo, placeOf } = board
  const viewport = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLDivElement>(null)
  const width = useWidth(viewport) - 2 * PADDING
  const layout = useMemo(
    () =>
      layoutOf({ width: Math.max(width, 1), wanted: Math.min(wanted, Math.max(width, 1)), gap: GAP, aspect, caption }),
    [width, wanted, aspect, caption],
  )
  const activeRow = board.active === null ? -1 : Math.floor(placeOf(board.active) / layout.columns)
  const rows = useVirtualizer({
    count: width > 0 ? rowCount(items.length, layout.columns) : 0,
    getScrollElement: () => viewport.current,
    estimateSize: () => layout.rowHeight,
    overscan: 3,
    paddingStart: PADDING,
    paddingEnd: PADDING,
    scrollPaddingStart: PADDING,
    scrollPaddingEnd: PADDING,
    isScrollingResetDelay: 120,
    // The tile of the keyboard stays, wherever the page is scrolled to: otherwise Tab would lose its stop.
    rangeExtractor: (range) => {
      const near = defaultRangeExtractor(range)
      return activeRow < 0 || near.includes(activeRow) ? near : [...near, activeRow].sort((one, other) => one - other)
    },
  })
  useKeptPlace(layout.rowHeight, layout.columns, rows)
  const { isFlying, onScroll } = useFlight()
  const reveal = useCallback(
    (place: number) => rows.scrollToIndex(Math.floor(place / layout.columns), { align: 'auto' }),
    [rows, layout.columns],
  )

  const focusTurn = useRef(board.focusTurn)
  const focusTile = useCallback(
    (id: string | null) => {
      if (id === null) return
      reveal(placeOf(id))
      // A tile that was far away exists only after the next drawing.
      const find = (): HTMLElement | null | undefined =>
        canvas.current?.querySelector<HTMLElement>(`[data-tile="${CSS.escape(id)}"]`)
      const found = find()
      if (found) found.focus({ preventScroll: true })
      else requestAnimationFrame(() => find()?.focus({ preventScroll: true }))
    },
    [reveal, placeOf],
  )
  useEffect(() => {
    if (focusTurn.current === board.focusTurn) return
    focusTurn.current = board.focusTurn
    focusTile(board.active)
  }, [board.focusTurn, board.active, focusTile])

  const desk = use(DragContext)
  useOnStage(desk, props, { layout, viewport, canvas, reveal })

  const { opensOnPress } = props
  const press = useCallback(
    (id: string, event: MouseEvent) => {
      goTo(id, choosingOf(event))
      if (opensOnPress) onOpen(id)
    },
    [goTo, onOpen, opensOnPress],
  )
  const reach = useCallback((id: string) => goTo(id, 'keep'), [goTo])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (desk?.drag.get() || board.active === null || event.altKey) return
    const mod = event.ctrlKey || event.metaKey
    const key = event.key.toLowerCase()
    if (mod && key === 'a') {
      event.preventDefault()
      return board.selectAll()
    }
    if (!isStepKey(key)) return
    const visible = Math.floor((viewport.current?.clientHeight ?? 0) / layout.rowHeight)
    const next =
      items[stepFrom(placeOf(board.active), key, { columns: layout.columns, count: items.length, rows: visible })]
    if (next === undefined) return
    event.preventDefault()
    goTo(next.id, event.shiftKey ? 'range' : mod ? 'keep' : 'only')
    board.focus()
  }

  const { setNodeRef } = useDroppable({ id: canvasId(kind) })
  return (
    <div
      ref={viewport}
      onScroll={onScroll}
      className={cn('relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain', props.className)}
    >
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- one of its tiles always has the focus stop */}
      <div
        ref={(element) => {
          canvas.current = element
          setNodeRef(element)
        }}
        role="grid"
        aria-label={props.label}
        aria-multiselectable
        aria-rowcount={rowCount(items.length, layout.columns)}
        aria-colcount={layout.columns}
        data-board={kind}
        className="relative mx-3.5"
        style={{ height: rows.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {rows.getVirtualItems().map((row) => (
          <div
            key={row.key}
            role="row"
            aria-rowindex={row.index + 1}
            className="absolute inset-x-0 top-0"
            style={{ height: layout.rowHeight, transform: `translateY(${row.start}px)` }}
          >
            {items.slice(row.index * layout.columns, (row.index + 1) * layout.columns).map((item, column) => (
              <Cell<T>
                key={item.id}
                id={item.id}
                kind={kind}
                item={item}
                name={props.nameOf(item)}
                column={column}
                left={column * (layout.tileWidth + layout.gap)}
                width={layout.tileWidth}
                height={layout.tileHeight}
                active={item.id === board.active}
                selected={board.selection.ids.has(item.id)}
                movable={props.movable}
                isFlying={isFlying}
                Tile={props.Tile}
                onPress={press}
                onOpen={onOpen}
                onReach={reach}
              />
            ))}
          </div>
        ))}
        {desk !== null && <DropMark desk={desk} kind={kind} layout={layout} />}
      </div>
    </div>
  )
}

const stepKeys: readonly string[] = [
  'arrowleft',
  'arrowright',
  'arrowup',
  'arrowdown',
  'home',
  'end',
  'pageup',
  'pagedown',
]
const isStepKey = (key: string): key is StepKey => stepKeys.includes(key)

function DropMark({ desk, kind, layout }: { desk: DragDesk; kind: BoardKind; layout: ReturnType<typeof layoutOf> }) {
  const drag = useStore(desk.drag)
  if (drag?.kind !== kind || drag.gap === null) return null
  const { x, y } = markOf(layout, drag.gap, drag.atRowEnd)
  return (
    <div
      className="bg-primary pointer-events-none absolute top-0 left-0 z-10 w-1 -translate-x-1/2 rounded-full"
      style={{ height: layout.tileHeight, transform: `translate(${x}px, ${y + PADDING}px)` }}
    />
  )
}

function useOnStage<T extends { readonly id: string }>(
  desk: DragDesk | null,
  props: BoardProps<T>,
  parts: {
    layout: ReturnType<typeof layoutOf>
    viewport: { current: HTMLDivElement | null }
    canvas: { current: HTMLDivElement | null }
    reveal: (place: number) => void
  },
): void {
  const now = useLatest({ props, parts })
  const { kind } = props
  useEffect(
    () =>
      desk?.enter(kind, {
        layout: () => now.current.parts.layout,
        canvas: () => now.current.parts.canvas.current,
        viewport: () => now.current.parts.viewport.current,
        order: () => now.current.props.board.order,
        targets: (id) => {
          const { selection, order } = now.current.props.board
          return selection.ids.has(id) ? order.filter((one) => selection.ids.has(one)) : [id]
        },
        nameOf: (id) => {
          const item = now.current.props.items.find((one) => one.id === id)
          return item === undefined ? '' : now.current.props.nameOf(item)
        },
        reveal: (gap) => now.current.parts.reveal(Math.max(0, gap - 1)),
        get drop() {
          return now.current.props.onMove
        },
      }),
    [desk, kind, now],
  )
}
