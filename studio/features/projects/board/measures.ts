import type { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useLayoutEffect, useRef, useState, type UIEvent } from 'react'

/** Pixels a second: faster than this nobody recognises a picture. */
const FLYING = 3000

export function useFlight(): { isFlying: () => boolean; onScroll: (event: UIEvent) => void } {
  const last = useRef({ top: 0, at: 0, speed: 0 })
  const onScroll = useCallback(({ currentTarget, timeStamp }: UIEvent) => {
    const { top, at } = last.current
    const next = currentTarget.scrollTop
    last.current = { top: next, at: timeStamp, speed: (Math.abs(next - top) / Math.max(timeStamp - at, 1)) * 1000 }
  }, [])
  const isFlying = useCallback(() => last.current.speed > FLYING && performance.now() - last.current.at < 150, [])
  return { isFlying, onScroll }
}

/** Of an element's inside, live. */
export function useWidth(element: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const { current } = element
    if (current === null) return undefined
    const measure = (): void => setWidth(current.clientWidth)
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    measure()
    return () => observer.disconnect()
  }, [element])
  return width
}

/** When tiles grow or rows get other lengths, what was at the top of the screen stays there. */
export function useKeptPlace(
  rowHeight: number,
  columns: number,
  rows: ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>,
): void {
  const before = useRef({ rowHeight, columns })
  useLayoutEffect(() => {
    const { rowHeight: oldHeight, columns: oldColumns } = before.current
    if (oldHeight === rowHeight && oldColumns === columns) return
    before.current = { rowHeight, columns }
    const first = Math.floor(((rows.scrollOffset ?? 0) / oldHeight) * oldColumns)
    rows.measure()
    if (first > 0) rows.scrollToOffset((first / columns) * rowHeight)
  }, [rowHeight, columns, rows])
}
