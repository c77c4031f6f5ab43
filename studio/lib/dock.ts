// Bars that stand at the bottom of the page, and how much of it they take: what floats there stays above them.

const bars = new Set<HTMLElement>()

/** Pixels from the bottom of the window up to the highest of these upper edges; one in the upper half belongs to no bar. */
export function heightTaken(tops: readonly number[], windowHeight: number): number {
  return Math.max(0, ...tops.filter((top) => top > windowHeight / 2).map((top) => Math.ceil(windowHeight - top)))
}

function measure(): void {
  const tops = [...bars].map((bar) => bar.getBoundingClientRect().top)
  document.documentElement.style.setProperty('--docked', `${heightTaken(tops, innerHeight)}px`)
}

let sizes: ResizeObserver | null = null

/** For the `ref` of such a bar. The style sheet knows the height of all of them as `--docked`. */
export function dock(bar: HTMLElement | null): (() => void) | undefined {
  if (bar === null) return undefined
  sizes ??= new ResizeObserver(measure)
  sizes.observe(document.documentElement)
  sizes.observe(bar)
  bars.add(bar)
  measure()
  return () => {
    sizes?.unobserve(bar)
    bars.delete(bar)
    measure()
  }
}
