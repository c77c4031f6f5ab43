/** What a level meter heard at one moment: loudness from 0 to 1, and when in milliseconds. */
export interface Heard {
  readonly level: number
  readonly at: number
}
export type TurnSign = 'begin' | 'end' | null

export interface TurnSense {
  readonly hear: (heard: Heard) => TurnSign
  readonly speaking: () => boolean
  readonly reset: () => void
}

/** Speech has to last so long before it is a turn: a cough is none. */
const beginsAfterMs = 150
/** Quieter than this is silence in any room. */
const quietest = 0.015

/**
 * Tells when somebody begins to talk and has stopped, from loudness alone: the room's own noise is learned while nobody
 * talks. `pauseMs` is how long one may think. `louder` raises the bar while the customer's own voice is in the room.
 */
export function makeTurnSense(pauseMs: number, louder: () => boolean = () => false): TurnSense {
  let noise = quietest
  let loudSince: number | null = null
  let lastLoud = 0
  let speaking = false
  const reset = (): void => {
    loudSince = null
    speaking = false
  }
  return {
    reset,
    speaking: () => speaking,
    hear: ({ level, at }) => {
      const over = louder()
      const bar = Math.max(quietest, noise * 2.5) * (over ? 2.5 : 1)
      const loud = level > bar
      if (loud) lastLoud = at
      // The room is learned slowly upwards and quickly downwards, and never from anybody's speech.
      else if (!speaking && !over) noise = level < noise ? noise * 0.8 + level * 0.2 : noise * 0.98 + level * 0.02
      if (!speaking) {
        loudSince = loud ? (loudSince ?? at) : at - lastLoud > 80 ? null : loudSince
        if (loudSince === null || at - loudSince < beginsAfterMs) return null
        speaking = true
        return 'begin'
      }
      if (at - lastLoud < pauseMs) return null
      reset()
      return 'end'
    },
  }
}
