import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { inPieces } from './child-stream.ts'
import { limiter } from './sound-limiter.ts'
import { loudnessMeter } from './sound-loudness.ts'
import { levelAt } from './sound-plan.ts'
import { soundRate, type SoundEvent, type SoundJob } from './sound-shapes.ts'
import { openSound, type OpenSound } from './sound-source.ts'

const block = soundRate / 4
const bytesPerSample = 8
/** Whatever is quieter than its goal by more than this is meant to be quiet, or is only noise. */
const mostGainDb = 24

/**
 * Mixes what is heard into raw sound at `outputPath`: once to hear how loud it is, and once more as loud as it should be,
 * with true peaks kept below their limit. Throws media.music_unreadable and media.slide_unreadable.
 */
export const mixSound = async (job: SoundJob): Promise<void> => {
  const meter = loudnessMeter()
  const goal = job.loudness
  await store(mixed(job, meter.add), goal === null ? job.outputPath : job.scratchPath)
  if (goal === null) return
  const loudness = meter.integrated()
  const gainDb = loudness === -Infinity ? 0 : Math.min(mostGainDb, goal.lufs - loudness)
  const blocks = floatsOf(createReadStream(job.scratchPath, { highWaterMark: 1 << 18 }))
  await store(limited(blocks, 10 ** (gainDb / 20), 10 ** (goal.truePeakDb / 20)), job.outputPath)
}

/** The mix in blocks; the last one may be shorter. */
async function* mixed(job: SoundJob, hear: (samples: Float32Array) => void): AsyncGenerator<Float32Array> {
  const sounds = new Map<SoundEvent, OpenSound>()
  try {
    for (let from = 0; from < job.length; from += block) {
      const to = Math.min(job.length, from + block)
      const sum = new Float32Array(2 * (to - from))
      for (const event of job.events) {
        const [begin, end] = [Math.max(from, event.at), Math.min(to, event.at + event.length)]
        if (begin >= end) continue
        const sound = sounds.get(event) ?? openSound(job.encoder, event, job.timeoutMs)
        sounds.set(event, sound)
        addTo(sum, 2 * (begin - from), await sound.read(end - begin), event, begin - event.at)
      }
      hear(sum)
      yield sum
    }
  } finally {
    for (const sound of sounds.values()) await sound.close()
  }
}

const addTo = (sum: Float32Array, place: number, samples: Float32Array, event: SoundEvent, first: number): void => {
  for (let k = 0; 2 * k + 1 < samples.length; k += 1) {
    const level = levelAt(event, first + k)
    sum[place + 2 * k] = (sum[place + 2 * k] ?? 0) + (samples[2 * k] ?? 0) * level
    sum[place + 2 * k + 1] = (sum[place + 2 * k + 1] ?? 0) + (samples[2 * k + 1] ?? 0) * level
  }
}

/** The limiter answers late; what it swallows at the beginning comes at the end. */
async function* limited(
  blocks: AsyncIterable<Float32Array>,
  gain: number,
  ceiling: number,
): AsyncGenerator<Float32Array> {
  const { delay, apply } = limiter(gain, ceiling, soundRate)
  let late = delay
  for await (const samples of blocks) {
    apply(samples)
    const early = Math.min(late, samples.length / 2)
    late -= early
    yield samples.subarray(2 * early)
  }
  const rest = new Float32Array(2 * (delay - late))
  apply(rest)
  yield rest
}

async function* floatsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Float32Array> {
  for await (const piece of inPieces(bytes, bytesPerSample * 1200)) yield new Float32Array(piece.buffer)
}

const store = (blocks: AsyncIterable<Float32Array>, path: string): Promise<void> => {
  const bytes = async function* () {
    for await (const { buffer, byteOffset, byteLength } of blocks) yield new Uint8Array(buffer, byteOffset, byteLength)
  }
  return pipeline(Readable.from(bytes(), { objectMode: true, highWaterMark: 2 }), createWriteStream(path))
}
