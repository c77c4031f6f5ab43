import {
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
  type Announcements,
  type DragMoveEvent,
  type DragStartEvent,
  type KeyboardCoordinateGetter,
} from '@dnd-kit/core'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { makeStore, useStore } from '#lib/store.ts'
import { projects } from '#messages/projects.ts'
import { gapAt, markOf, PADDING } from './board.rules.ts'
import {
  DragContext,
  frameSlotId,
  type BoardHandle,
  type BoardKind,
  type Drag,
  type DragDesk,
  type FrameSlot,
} from './drag.ts'
import { beforeOf, gapAfterStep } from './reorder.ts'

// Space and Enter open things on these boards, so M takes hold of a tile and lets it go.
const keyboardCodes = { start: ['KeyM'], cancel: ['Escape', 'Tab'], end: ['KeyM', 'Enter', 'Space'] }

/**
 * The stage for everything that is dragged on a page: tiles within their board, photos onto the frame slots. Boards
 * know where their tiles lie, so that a drop is reckoned instead of measured, also where no tile is drawn yet.
 */
export function DragStage(props: {
  /** Where there are frame slots. */
  onFrame?: (slot: FrameSlot, fileId: string) => void
  preview: (drag: Drag) => ReactNode
  children: ReactNode
}) {
  const words = useMessages(projects).dragging
  const [desk] = useState(makeDesk)
  const pointer = usePointer()
  const coordinateGetter = useMemo(() => keyboardSteps(desk), [desk])
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 8 } }),
    useSensor(KeyboardSensor, { keyboardCodes, coordinateGetter }),
  )
  const start = ({ active }: DragStartEvent): void => {
    const kind = active.data.current?.kind as BoardKind | undefined
    const handle = kind && desk.boards.get(kind)
    if (kind === undefined || handle === undefined) return
    const id = String(active.id)
    desk.drag.set({ kind, id, ids: handle.targets(id), gap: null, atRowEnd: false, slot: null })
  }
  const move = ({ over, activatorEvent }: DragMoveEvent): void => {
    const drag = desk.drag.get()
    const handle = drag && desk.boards.get(drag.kind)
    if (!drag || !handle || activatorEvent instanceof KeyboardEvent) return
    const slot = drag.kind === 'photos' ? slotOf(over?.id) : null
    const place = slot === null && handle.drop !== null ? gapUnder(handle, pointer.current) : null
    desk.drag.set({ ...drag, slot, gap: place?.gap ?? null, atRowEnd: place?.atRowEnd ?? false })
  }
  const end = (): void => {
    const drag = desk.drag.get()
    desk.drag.set(null)
    const handle = drag && desk.boards.get(drag.kind)
    if (!drag || !handle) return
    if (drag.slot !== null) return props.onFrame?.(drag.slot, drag.id)
    const before = drag.gap === null ? undefined : beforeOf(handle.order(), new Set(drag.ids), drag.gap)
    if (before !== undefined) handle.drop?.(drag.ids, before)
  }
  const tell = (say: (name: string, drag: Drag, handle: BoardHandle) => string) => (): string | undefined => {
    const drag = desk.drag.get()
    const handle = drag && desk.boards.get(drag.kind)
    return drag && handle ? say(handle.nameOf(drag.id), drag, handle) : undefined
  }
  const announcements: Announcements = {
    onDragStart: tell((name, drag) => words.taken(name, drag.ids.length)),
    onDragMove: tell((_name, drag, handle) => words.at((drag.gap ?? 0) + 1, handle.order().length + 1)),
    onDragOver: () => undefined,
    onDragEnd: () => words.dropped,
    onDragCancel: () => words.left,
  }
  return (
    <DragContext value={desk}>
      <DndContext
        sensors={sensors}
        collisionDetection={pointerWithin}
        onDragStart={start}
        onDragMove={move}
        onDragEnd={end}
        onDragCancel={() => desk.drag.set(null)}
        accessibility={{ announcements, screenReaderInstructions: { draggable: words.how } }}
      >
        {props.children}
        <DragOverlay dropAnimation={null}>
          <Carried desk={desk} preview={props.preview} />
        </DragOverlay>
      </DndContext>
    </DragContext>
  )
}

function Carried({ desk, preview }: { desk: DragDesk; preview: (drag: Drag) => ReactNode }) {
  const drag = useStore(desk.drag)
  return drag === null ? null : preview(drag)
}

interface Desk extends DragDesk {
  readonly boards: Map<BoardKind, BoardHandle>
}

function makeDesk(): Desk {
  const boards = new Map<BoardKind, BoardHandle>()
  return {
    boards,
    drag: makeStore<Drag | null>(null),
    enter: (kind, handle) => {
      boards.set(kind, handle)
      return () => void (boards.get(kind) === handle && boards.delete(kind))
    },
  }
}

/** Where the pointer is; events of a drag only tell how far it moved. */
function usePointer() {
  const pointer = useRef({ x: 0, y: 0 })
  useEffect(() => {
    const follow = (event: PointerEvent | TouchEvent): void => {
      const at = 'touches' in event ? event.touches[0] : event
      if (at !== undefined) pointer.current = { x: at.clientX, y: at.clientY }
    }
    addEventListener('pointermove', follow, { passive: true, capture: true })
    addEventListener('touchmove', follow, { passive: true, capture: true })
    return () => {
      removeEventListener('pointermove', follow, { capture: true })
      removeEventListener('touchmove', follow, { capture: true })
    }
  }, [])
  return pointer
}

const slotOf = (over: string | number | undefined): FrameSlot | null =>
  over === frameSlotId('start') ? 'start' : over === frameSlotId('end') ? 'end' : null

function gapUnder(handle: BoardHandle, { x, y }: { x: number; y: number }) {
  const [view, canvas] = [handle.viewport()?.getBoundingClientRect(), handle.canvas()?.getBoundingClientRect()]
  if (!view || !canvas || x < view.left || x > view.right || y < view.top || y > view.bottom) return null
  const point = { x: x - canvas.left, y: y - canvas.top - PADDING }
  return { gap: gapAt(handle.layout(), handle.order().length, point), atRowEnd: point.x > canvas.width / 2 }
}

/** Arrow keys move the carried tile from gap to gap. */
const keyboardSteps =
  (desk: Desk): KeyboardCoordinateGetter =>
  (event) => {
    const drag = desk.drag.get()
    const handle = drag && desk.boards.get(drag.kind)
    if (!drag || !handle || handle.drop === null) return undefined
    const { columns } = handle.layout()
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }
    const step = steps[event.code]
    if (step === undefined) return undefined
    event.preventDefault()
    const order = handle.order()
    const gap = gapAfterStep(order, new Set(drag.ids), drag.gap, step)
    desk.drag.set({ ...drag, gap, atRowEnd: false })
    handle.reveal(gap)
    const canvas = handle.canvas()?.getBoundingClientRect()
    const mark = markOf(handle.layout(), gap, false)
    return canvas && { x: canvas.left + mark.x, y: canvas.top + mark.y + PADDING }
  }
