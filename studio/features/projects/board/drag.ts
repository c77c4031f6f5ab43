import { createContext } from 'react'
import type { Store } from '#lib/store.ts'
import type { BoardLayout } from './board.rules.ts'

export type BoardKind = 'photos' | 'scenes' | 'slides'
/** Places outside the boards that take a photo. */
export type FrameSlot = 'start' | 'end'

/** What is being dragged, and where it would land. */
export interface Drag {
  readonly kind: BoardKind
  /** The tile that was taken hold of. */
  readonly id: string
  /** Everything that moves with it, in the order of the board. */
  readonly ids: readonly string[]
  /** The gap between tiles it would go into; null = it would stay. */
  readonly gap: number | null
  readonly atRowEnd: boolean
  readonly slot: FrameSlot | null
}

/** What the drag stage needs to know of a board on the page. */
export interface BoardHandle {
  readonly layout: () => BoardLayout
  /** The element that all tiles lie in, as high as all of them. */
  readonly canvas: () => HTMLElement | null
  readonly viewport: () => HTMLElement | null
  readonly order: () => readonly string[]
  readonly targets: (id: string) => readonly string[]
  readonly nameOf: (id: string) => string
  /** Scrolls so that a gap can be seen. */
  readonly reveal: (gap: number) => void
  /** Null while the board is sorted in a way that nobody can change by hand. */
  readonly drop: ((ids: readonly string[], before: string | null) => void) | null
}

export interface DragDesk {
  readonly drag: Store<Drag | null>
  /** Answers a function that takes the board off the stage. */
  readonly enter: (kind: BoardKind, handle: BoardHandle) => () => void
}

export const DragContext = createContext<DragDesk | null>(null)
export const frameSlotId = (slot: FrameSlot): string => `frame-${slot}`
export const canvasId = (kind: BoardKind): string => `canvas-${kind}`
