import type { RenderStyle, SessionItem } from '@greenroom/contract/slideshows.ts'

/** When a slide is seen, in seconds from the beginning. */
export interface Span {
  readonly from: number
  readonly seconds: number
  /** The crossfade that it shares with the slide before; 0 for a cut and for the first one. */
  readonly fadeIn: number
}

/** Which slide is seen, and which one is coming over it. */
export interface Moment {
  readonly shown: number
  /** 0 to 1 of the shown slide's own time. */
  readonly through: number
  readonly coming: { readonly slide: number; readonly weight: number; readonly through: number } | null
}

/** How long a slide is seen: its own wish, a clip's length, else what the session says. */
export function secondsOf(item: Pick<SessionItem, 'kind' | 'durationSeconds' | 'look'>, style: RenderStyle): number {
  if (item.look.seconds !== undefined) return item.look.seconds
  if (item.kind === 'image' || item.durationSeconds === null) return style.slideSeconds
  return Math.max(0.1, item.durationSeconds - (item.look.startSeconds ?? 0))
}

/** As the film is planned: neighbours share their crossfade, which takes at most half of either. */
export function spansOf(lengths: readonly number[], crossfade: number): Span[] {
  const spans: Span[] = []
  for (const seconds of lengths) {
    const last = spans.at(-1)
    const fadeIn = last === undefined ? 0 : Math.min(crossfade, last.seconds / 2, seconds / 2)
    spans.push({ from: last === undefined ? 0 : last.from + last.seconds - fadeIn, seconds, fadeIn })
  }
  return spans
}

export const lengthOf = (spans: readonly Span[]): number => {
  const last = spans.at(-1)
  return last === undefined ? 0 : last.from + last.seconds
}

/** What is seen at a time; null when there are no slides. After the end: the last one. */
export function momentAt(spans: readonly Span[], seconds: number): Moment | null {
  const place = spans.findLastIndex(({ from }) => from <= Math.max(0, seconds))
  const span = spans[place]
  if (span === undefined) return null
  const into = Math.min(Math.max(0, seconds) - span.from, span.seconds)
  const through = into / span.seconds
  const before = spans[place - 1]
  if (before === undefined || into >= span.fadeIn) return { shown: place, through, coming: null }
  return {
    shown: place - 1,
    through: Math.min(1, (seconds - before.from) / before.seconds),
    coming: { slide: place, weight: into / span.fadeIn, through },
  }
}
