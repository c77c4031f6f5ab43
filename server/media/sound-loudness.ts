import { soundRate } from './sound-shapes.ts'

/** Measures as ITU-R BS.1770-4 says: integrated loudness with its two gates, of stereo at 48 kHz. */
export interface LoudnessMeter {
  /** Left and right in turn. */
  add(samples: Float32Array): void
  /** LUFS; -Infinity for silence. */
  integrated(): number
}

const hop = soundRate / 10
/** The two filters of its table: what a head does to high tones, and less of the low ones. */
const head = [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585] as const
const highPass = [1, -2, 1, -1.99004745483398, 0.99007225036621] as const

export const loudnessMeter = (): LoudnessMeter => {
  const filters = [0, 1].map(() => [biquad(head), biquad(highPass)] as const)
  /** Mean squares of tenths of a second, both channels added. */
  const tenths: number[] = []
  let [sum, have] = [0, 0]
  return {
    add: (samples) => {
      for (let at = 0; at + 1 < samples.length; at += 2) {
        for (const [channel, [first, second]] of filters.entries()) {
          const weighted = second(first(samples[at + channel] ?? 0))
          sum += weighted * weighted
        }
        have += 1
        if (have < hop) continue
        tenths.push(sum / hop)
        ;[sum, have] = [0, 0]
      }
    },
    integrated: () => {
      const blocks = tenths.slice(3).map((_, index) => mean(tenths.slice(index, index + 4)))
      const loud = blocks.filter((power) => lufs(power) > -70)
      if (loud.length === 0) return -Infinity
      const gate = lufs(mean(loud)) - 10
      return lufs(mean(loud.filter((power) => lufs(power) > gate)))
    },
  }
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
const lufs = (power: number): number => -0.691 + 10 * Math.log10(power)

const biquad = ([b0, b1, b2, a1, a2]: readonly [number, number, number, number, number]) => {
  let [z1, z2] = [0, 0]
  return (x: number): number => {
    const y = b0 * x + z1
    z1 = b1 * x - a1 * y + z2
    z2 = b2 * x - a2 * y
    return y
  }
}
