import { useCallback, useEffect, useRef } from 'react'
import { frameStep, rateOf, USUAL_RATE } from './compare/sync.ts'

/** Steps a clip by single frames. The rate is read from the clip while it plays; until then the usual one is taken. */
export function useFrames(video: HTMLVideoElement | null): (direction: 1 | -1) => void {
  const rate = useRef(USUAL_RATE)
  useEffect(() => {
    rate.current = USUAL_RATE
    if (video === null || !('requestVideoFrameCallback' in video)) return undefined
    let times: number[] = []
    let request = 0
    const look = (_now: number, { mediaTime }: { mediaTime: number }): void => {
      times = [...times.slice(-30), mediaTime]
      if (times.length > 8) rate.current = rateOf(times) ?? rate.current
      request = video.requestVideoFrameCallback(look)
    }
    request = video.requestVideoFrameCallback(look)
    return () => video.cancelVideoFrameCallback(request)
  }, [video])
  return useCallback(
    (direction) => {
      if (video === null || !Number.isFinite(video.duration)) return
      video.pause()
      goTo(video, frameStep(video.currentTime, direction, rate.current, video.duration))
    },
    [video],
  )
}

const goTo = (video: HTMLVideoElement, time: number): void => {
  video.currentTime = time
}
