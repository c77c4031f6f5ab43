import * as z from 'zod'
import { encoder } from './encoder.ts'

/** Samples a second and channel, everywhere in here; always stereo, 32-bit floats, left and right in turn. */
export const soundRate = 48_000

/** Something that is heard. Places and lengths are in samples of the film. */
const soundEvent = z.strictObject({
  path: z.string(),
  /** Which slide it belongs to; null for the music. */
  slide: z.number().int().nullable(),
  /** Where in the file it begins. */
  startSeconds: z.number(),
  at: z.number().int(),
  length: z.number().int(),
  fadeIn: z.number().int(),
  fadeOut: z.number().int(),
  gainDb: z.number(),
  /** Begins again from `startSeconds` when the file is over. */
  repeat: z.boolean(),
})
export type SoundEvent = z.infer<typeof soundEvent>

/** What is asked of the worker: raw sound of so many samples at `outputPath`; `scratchPath` is used on the way. */
export const soundJob = z.strictObject({
  encoder,
  events: z.array(soundEvent),
  length: z.number().int(),
  loudness: z.strictObject({ lufs: z.number(), truePeakDb: z.number() }).nullable(),
  outputPath: z.string(),
  scratchPath: z.string(),
  timeoutMs: z.number(),
})
export type SoundJob = z.infer<typeof soundJob>
