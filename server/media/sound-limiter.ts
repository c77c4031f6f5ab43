/** Sound goes in and comes out as much later as the limiter looks ahead. */
export interface Limiter {
  /** How many samples later. */
  readonly delay: number
  /** Left and right in turn; works in place. */
  apply(samples: Float32Array): void
}

const lookAhead = 240
const taps = 12
const phases = 4
/** What one sample may be raised by between samples at the very most: the sum of the filter's parts, and a little. */
const mostBetween = 2.5

/**
 * Multiplies, and keeps the true peak (what lies between samples too, found by four times as many) under the ceiling:
 * it steps back a few milliseconds before a peak and comes forward slowly after it, so that nothing is clipped.
 */
export const limiter = (gain: number, ceiling: number, rate: number): Limiter => {
  const filters = interpolation()
  const recovery = 1 - Math.exp(-1 / (0.08 * rate))
  const window = lookAhead
  // The filter knows a peak half its length after it; the average of what is allowed lies behind that.
  const delay = window - 1 + taps / 2
  /** The sound that waits, and behind it what the filter still looks back at. */
  const waiting = new Float32Array(2 * (window + taps))
  const allowed = new Float64Array(window).fill(1)
  const smooth = new Float64Array(window).fill(1)
  let [place, smoothSum, level, least] = [0, window, 1, 1]

  const peakAt = (slot: number): number => {
    const length = waiting.length / 2
    let peak = 0
    let near = 0
    for (let k = 0; k < taps; k += 1) {
      const at = 2 * ((slot - k + length) % length)
      near = Math.max(near, Math.abs(waiting[at] ?? 0), Math.abs(waiting[at + 1] ?? 0))
    }
    if (near * mostBetween <= ceiling) return near
    for (const filter of filters) {
      let [left, right] = [0, 0]
      for (let k = 0; k < taps; k += 1) {
        const at = 2 * ((slot - k + length) % length)
        left += (waiting[at] ?? 0) * (filter[k] ?? 0)
        right += (waiting[at + 1] ?? 0) * (filter[k] ?? 0)
      }
      peak = Math.max(peak, Math.abs(left), Math.abs(right))
    }
    return peak
  }

  const apply = (samples: Float32Array): void => {
    const length = waiting.length / 2
    for (let at = 0; at + 1 < samples.length; at += 2, place += 1) {
      const slot = place % length
      waiting[2 * slot] = (samples[at] ?? 0) * gain
      waiting[2 * slot + 1] = (samples[at + 1] ?? 0) * gain
      const peak = peakAt(slot)
      const leaving = allowed[place % window] ?? 1
      const entering = peak > ceiling ? ceiling / peak : 1
      allowed[place % window] = entering
      if (entering <= least) least = entering
      else if (leaving === least && least < 1) least = allowed.reduce((low, one) => Math.min(low, one), 1)
      level = least < level ? least : level + (least - level) * recovery
      if (level > 0.99999 && least === 1) level = 1
      smoothSum += level - (smooth[place % window] ?? 1)
      smooth[place % window] = level
      const out = 2 * ((place - delay + 2 * length) % length)
      samples[at] = ((waiting[out] ?? 0) * smoothSum) / window
      samples[at + 1] = ((waiting[out + 1] ?? 0) * smoothSum) / window
    }
  }
  return { delay, apply }
}

/** Windowed sincs for the places 0, 1/4, 1/2 and 3/4 between two samples. */
const interpolation = (): Float64Array[] =>
  Array.from({ length: phases }, (_, phase) =>
    Float64Array.from({ length: taps }, (_, k) => {
      const x = k - taps / 2 + phase / phases
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
      return sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / (taps / 2 + 1)))
    }),
  )
