import { useCallback, useEffect, useRef, useState } from 'react'
import { lengthOf, momentAt, type Moment, type Span } from './timeline.ts'

export interface Playback {
  readonly playing: boolean
  /** Seconds from the beginning; where it stands still, the beginning of a slide. */
  readonly seconds: number
  readonly moment: Moment | null
  readonly play: () => void
  readonly pause: () => void
}

/** A clock that runs over the slides by frames of the screen, and stops at the end. `onSlide` hears of each new one. */
export function usePlayback(spans: readonly Span[], place: number, onSlide: (place: number) => void): Playback {
  const [running, setRunning] = useState<number | null>(null)
  const now = useRef({ spans, onSlide })
  useEffect(() => {
    now.current = { spans, onSlide }
  })
  const playing = running !== null
  useEffect(() => {
    if (!playing) return undefined
    let before: number | null = null
    let frame = requestAnimationFrame(function step(at: number) {
      const elapsed = before === null ? 0 : (at - before) / 1000
      before = at
      setRunning((known) => {
        const seconds = known === null ? null : known + elapsed
        return seconds === null || seconds >= lengthOf(now.current.spans) ? null : seconds
      })
      frame = requestAnimationFrame(step)
    })
    return () => cancelAnimationFrame(frame)
  }, [playing])

  const start = spans[place]?.from ?? 0
  // Standing still, a slide is seen whole: not the first instant of its crossfade.
  const still: Moment | null = spans[place] === undefined ? null : { shown: place, through: 0, coming: null }
  const moment = running === null ? still : momentAt(spans, running)
  const slide = moment?.coming?.slide ?? moment?.shown ?? null
  useEffect(() => {
    if (playing && slide !== null) now.current.onSlide(slide)
  }, [playing, slide])
  return {
    playing,
    seconds: running ?? start,
    moment,
    play: useCallback(() => setRunning(place >= spans.length - 1 ? 0 : start), [place, spans.length, start]),
    pause: useCallback(() => setRunning(null), []),
  }
}
