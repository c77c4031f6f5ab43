import type { SpokenTurn } from '@greenroom/contract/rehearsals.ts'

/** Where a turn lies on the timeline of the replay, in seconds. */
export interface Placed {
  readonly turn: SpokenTurn
  readonly from: number
  readonly to: number
  /** Nobody measured it: it lies where it must have been. */
  readonly guessed: boolean
}

/** About how fast people read aloud; only for turns that nobody measured. */
const wordsPerSecond = 2.5
const guessOf = (text: string): number => Math.max(1, text.split(/\s+/).filter(Boolean).length / wordsPerSecond)

/**
 * Turns one after the other on the clock of the call. Turns without times (a typed one, or a customer nobody listened to)
 * lie in the gap where they must have been said, squeezed when the gap is smaller than they are.
 */
export function placeTurns(turns: readonly SpokenTurn[]): Placed[] {
  const spoken = turns.filter(({ aside }) => !aside)
  const placed: Placed[] = []
  let end = 0
  for (const [place, turn] of spoken.entries()) {
    if (turn.startMs !== null && turn.endMs !== null) {
      const from = turn.startMs / 1000
      placed.push({ turn, from, to: Math.max(from, turn.endMs / 1000), guessed: false })
    } else {
      const next = spoken.slice(place + 1).find(({ startMs }) => startMs !== null)
      const room = next?.startMs == null ? Number.POSITIVE_INFINITY : Math.max(0, next.startMs / 1000 - end)
      placed.push({ turn, from: end, to: end + Math.min(guessOf(turn.text), room), guessed: true })
    }
    end = Math.max(end, placed.at(-1)?.to ?? 0)
  }
  return placed
}

/** The turn that is heard at a time: the last one that has begun. Null before the first. */
export const turnAt = (placed: readonly Placed[], seconds: number): Placed | null =>
  placed.findLast(({ from }) => from <= seconds + 0.05) ?? null

export interface Sound {
  readonly samples: Float32Array
  readonly from: number
}
/**
 * A recording on the timeline. It may begin before the first word of its turn, and end after the silence by which the turn
 * was over: one that is longer than its turn lies so that its first word is heard where the turn begins.
 */
export function soundAt({ from, to }: Placed, samples: Float32Array, rate: number): Sound {
  const spare = samples.length / rate - (to - from)
  if (spare <= 0) return { samples, from }
  return { samples, from: Math.max(0, from - Math.min(spare, firstSound(samples, rate))) }
}

/** Seconds before somebody begins to speak: the first moment that is not quiet beside the loudest. Endless when nobody does. */
function firstSound(samples: Float32Array, rate: number): number {
  const width = Math.max(1, Math.round(rate / 50))
  let loudest = 0
  for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample))
  for (let place = 0; place < samples.length; place += 1)
    if (Math.abs(samples[place] ?? 0) > loudest / 5) return Math.max(0, place - width) / rate
  return Number.POSITIVE_INFINITY
}

/** All sounds on one track. Where two overlap, both are heard. */
export function mixDown(sounds: readonly Sound[], seconds: number, rate: number): Float32Array {
  const longest = Math.max(seconds, ...sounds.map(({ samples, from }) => from + samples.length / rate))
  const track = new Float32Array(Math.max(1, Math.ceil(longest * rate)))
  for (const { samples, from } of sounds) {
    const start = Math.round(from * rate)
    for (let place = 0; place < samples.length && start + place < track.length; place += 1)
      track[start + place] = Math.max(-1, Math.min(1, (track[start + place] ?? 0) + (samples[place] ?? 0)))
  }
  return track
}

/** The loudest moment of each of `count` parts: what a waveform draws. */
export function peaksOf(track: Float32Array, count: number): Float32Array {
  const peaks = new Float32Array(count)
  const width = track.length / count
  for (let part = 0; part < count; part += 1) {
    let peak = 0
    const until = Math.min(track.length, Math.ceil((part + 1) * width))
    for (let place = Math.floor(part * width); place < until; place += 1)
      peak = Math.max(peak, Math.abs(track[place] ?? 0))
    peaks[part] = peak
  }
  return peaks
}

/** One channel of 16 bit as a WAV file. */
export function wavOf(track: Float32Array, rate: number): Blob {
  const bytes = new DataView(new ArrayBuffer(44 + track.length * 2))
  const text = (at: number, word: string): void => {
    for (let place = 0; place < word.length; place += 1) bytes.setUint8(at + place, word.charCodeAt(place))
  }
  text(0, 'RIFF')
  bytes.setUint32(4, 36 + track.length * 2, true)
  text(8, 'WAVEfmt ')
  bytes.setUint32(16, 16, true)
  bytes.setUint16(20, 1, true)
  bytes.setUint16(22, 1, true)
  bytes.setUint32(24, rate, true)
  bytes.setUint32(28, rate * 2, true)
  bytes.setUint16(32, 2, true)
  bytes.setUint16(34, 16, true)
  text(36, 'data')
  bytes.setUint32(40, track.length * 2, true)
  for (const [place, sample] of track.entries())
    bytes.setInt16(44 + place * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true)
  return new Blob([bytes], { type: 'audio/wav' })
}
