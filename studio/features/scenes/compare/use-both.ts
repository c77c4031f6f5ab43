import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { correction, frameStep, placeIn, sharedLength, USUAL_RATE } from './sync.ts'

export interface Both {
  readonly left: RefObject<HTMLVideoElement | null>
  readonly right: RefObject<HTMLVideoElement | null>
  readonly playing: boolean
  /** Seconds on the clock that both share. */
  readonly time: number
  readonly length: number
  readonly toggle: () => void
  readonly seek: (time: number) => void
  readonly step: (direction: 1 | -1) => void
}

/** Two clips on one clock. The longer one leads, the other follows it. */
export function useBoth(lengths: readonly [number | null, number | null]): Both {
  const left = useRef<HTMLVideoElement>(null)
  const right = useRef<HTMLVideoElement>(null)
  const [playing, setPlaying] = useState(false)
  const [time, setTime] = useState(0)
  const length = sharedLength(lengths)
  const leftLeads = (lengths[0] ?? 0) >= (lengths[1] ?? 0)

  const inOrder = useCallback((): HTMLVideoElement[] => {
    const pair = leftLeads ? [left.current, right.current] : [right.current, left.current]
    return pair.filter((video) => video !== null)
  }, [leftLeads])

  const seek = useCallback(
    (to: number) => {
      const clock = Math.min(Math.max(0, to), length)
      for (const video of inOrder())
        video.currentTime = placeIn(clock, Number.isFinite(video.duration) ? video.duration : length)
      setTime(clock)
    },
    [inOrder, length],
  )

  useEffect(() => {
    const [leader, follower] = inOrder()
    if (!playing || leader === undefined) return undefined
    let frame = 0
    const again = (): void => {
      // At its end the pair begins again, together.
      seek(0)
      start(leader)
    }
    const follow = (): void => {
      setTime(leader.currentTime)
      if (follower !== undefined && leader.currentTime < follower.duration - 0.05) {
        const { seek: jump, rate } = correction(follower.currentTime - leader.currentTime, 1)
        if (jump) follower.currentTime = leader.currentTime
        follower.playbackRate = rate
        if (follower.paused) start(follower)
      }
      frame = requestAnimationFrame(follow)
    }
    leader.addEventListener('ended', again)
    start(leader)
    frame = requestAnimationFrame(follow)
    return () => {
      cancelAnimationFrame(frame)
      leader.removeEventListener('ended', again)
      leader.pause()
      follower?.pause()
      if (follower !== undefined) follower.playbackRate = 1
    }
  }, [playing, inOrder, seek])

  const step = useCallback(
    (direction: 1 | -1) => {
      setPlaying(false)
      seek(frameStep(inOrder()[0]?.currentTime ?? 0, direction, USUAL_RATE, length))
    },
    [inOrder, seek, length],
  )
  return { left, right, playing, time, length, toggle: useCallback(() => setPlaying((now) => !now), []), seek, step }
}

/** A browser may refuse to play (a tab in the background, saved power); the clip then just stands still. */
const start = (video: HTMLVideoElement): void => void video.play().catch(() => undefined)
