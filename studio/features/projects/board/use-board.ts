import { useCallback, useMemo, useState } from 'react'
import { useLatest } from './latest.ts'
import {
  afterRemoval,
  choose,
  chooseAll,
  nothingSelected,
  targetsOf,
  withoutGone,
  type Choosing,
  type Selection,
} from './selection.ts'

/** Which tiles of a board are chosen and where its keyboard is. Made by `useBoard`, shown by `<Board>`. */
export interface BoardState {
  /** The ids as they are shown. */
  readonly order: readonly string[]
  readonly placeOf: (id: string) => number
  /** The one tile that can be reached with Tab; null on an empty board. */
  readonly active: string | null
  readonly selection: Selection
  /** What a command is about. */
  readonly targets: () => string[]
  /** Moves the keyboard there; `how` also changes the selection. */
  readonly goTo: (id: string, how: Choosing | 'keep') => void
  readonly select: (ids: readonly string[]) => void
  readonly selectAll: () => void
  /** Keeps only the tile of the keyboard. Answers false when there was nothing to give up. */
  readonly clear: () => boolean
  /** Call before tiles are taken away, so that the keyboard goes on beside them. */
  readonly willRemove: (ids: readonly string[]) => void
  /** Counts the times somebody asked for the focus to be put on the active tile. */
  readonly focusTurn: number
  readonly focus: () => void
}

export function useBoard(order: readonly string[]): BoardState {
  const [chosen, setChosen] = useState<Selection>(nothingSelected)
  const [wanted, setWanted] = useState<string | null>(null)
  const [focusTurn, setFocusTurn] = useState(0)
  const places = useMemo(() => new Map(order.map((id, place) => [id, place])), [order])
  const active = wanted !== null && places.has(wanted) ? wanted : (order[0] ?? null)
  const selection = useMemo(() => withoutGone(chosen, (id) => places.has(id)), [chosen, places])
  // Handlers are made once: 10,000 tiles must not be drawn again because a closure changed.
  const now = useLatest({ order, places, active, selection })

  const acts = useMemo(
    () => ({
      targets: (): string[] => targetsOf(now.current.selection, now.current.active, now.current.order),
      goTo: (id: string, how: Choosing | 'keep'): void => {
        setWanted(id)
        if (how === 'keep') return
        // A range that is drawn from nothing begins where the keyboard was.
        const { selection: before, active: from } = now.current
        const anchored = how === 'range' && before.anchor === null ? { ...before, anchor: from } : before
        setChosen(choose(anchored, now.current.order, id, how))
      },
      select: (ids: readonly string[]): void => {
        setChosen({ ids: new Set(ids), anchor: ids[0] ?? null })
        if (ids[0] !== undefined) setWanted(ids[0])
      },
      selectAll: (): void => setChosen(chooseAll(now.current.order)),
      clear: (): boolean => {
        if (now.current.selection.ids.size === 0) return false
        setChosen(nothingSelected)
        return true
      },
      willRemove: (ids: readonly string[]): void => {
        setWanted(afterRemoval(now.current.order, new Set(ids), now.current.active))
        // The focus goes along now: with its tile it would fall out of the page.
        if (document.activeElement?.closest('[data-tile]')) setFocusTurn((turn) => turn + 1)
      },
      focus: (): void => setFocusTurn((turn) => turn + 1),
    }),
    [now],
  )
  const placeOf = useCallback((id: string): number => places.get(id) ?? -1, [places])
  return { order, placeOf, active, selection, focusTurn, ...acts }
}
