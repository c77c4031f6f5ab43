/** Frames a second when a clip does not tell; most makers work at 24. */
export const USUAL_RATE = 24

/** Two clips side by side share one clock; the shorter one waits on its last frame. Seconds. */
export const sharedLength = (lengths: readonly (number | null)[]): number =>
  lengths.reduce<number>((longest, length) => Math.max(longest, length ?? 0), 0)

/** Where a clip should be at a moment of the shared clock: a hair before its end, where there still is a picture. */
export const placeIn = (clock: number, length: number): number => Math.max(0, Math.min(clock, length - 0.001))

/**
 * How a follower catches up: small drifts by playing a little faster or slower, which nobody sees; large ones by a jump.
 */
export function correction(drift: number, rate: number): { seek: boolean; rate: number } {
  const away = Math.abs(drift)
  if (away > 0.25) return { seek: true, rate }
  if (away < 1 / 60) return { seek: false, rate }
  return { seek: false, rate: rate * (drift > 0 ? 0.95 : 1.05) }
}

/** The middle of the frame before or after: players land on the wrong side of a frame's edge. */
export function frameStep(time: number, direction: 1 | -1, rate: number, length: number): number {
  const frame = Math.floor(time * rate + 1e-4)
  const last = Math.max(0, Math.round(length * rate) - 1)
  const next = Math.min(last, Math.max(0, frame + direction))
  return (next + 0.5) / rate
}

/** The rate behind the times of consecutive frames, as players report them; null when they say nothing. */
export function rateOf(times: readonly number[]): number | null {
  const steps = times.slice(1).map((time, place) => time - (times[place] ?? time))
  const sorted = steps.filter((step) => step > 1 / 240 && step < 1 / 5).sort((one, other) => one - other)
  const middle = sorted[Math.floor(sorted.length / 2)]
  return middle === undefined ? null : Math.round(1 / middle)
}

export type CompareMode = 'side' | 'wipe' | 'blind'

/** Which take stands left in a blind test; `flip` is drawn once for every test. */
export const seats = (pair: readonly [number, number], flip: boolean): readonly [number, number] =>
  flip ? [pair[1], pair[0]] : pair

/** Per cent of the width that shows the left take. */
export function wipeStep(at: number, key: string, coarse: boolean): number | null {
  const step = coarse ? 10 : 1
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, at - step)
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(100, at + step)
    case 'PageDown':
      return Math.max(0, at - 10)
    case 'PageUp':
      return Math.min(100, at + 10)
    case 'Home':
      return 0
    case 'End':
      return 100
    default:
      return null
  }
}
