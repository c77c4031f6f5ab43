import { captionStyle } from '@greenroom/contract/caption-style.ts'
import * as z from 'zod'
import { encoder } from './encoder.ts'

/** Camera moves of a slide; slow, and never by whole pixels. */
const motion = z.enum(['none', 'push-in', 'pull-out', 'pan-left', 'pan-right', 'tilt-up', 'tilt-down', 'drift'])
export type Motion = z.infer<typeof motion>

const slideBase = {
  path: z.string(),
  /** `fill` cuts what does not fit, `fit` shows all of it over a blurred copy, `pad` shows all of it over one colour. */
  fit: z.enum(['fill', 'fit', 'pad']).default('fill'),
  /** The colour around a picture that is padded. */
  background: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#000000'),
  /** How long the slide is shown, its crossfades included. */
  seconds: z.number().min(0.5).max(120),
  motion: motion.default('none'),
  /** Stays where it is while the picture moves, and fades with its slide. */
  caption: z.strictObject({ text: z.string(), style: captionStyle }).nullable().default(null),
}
const slideToRender = z.discriminatedUnion('kind', [
  /** JPEG, PNG, WebP, AVIF, GIF (its first picture) or HEIC; its own orientation is applied. */
  z.strictObject({ kind: z.literal('still'), ...slideBase }),
  /** MP4, QuickTime or WebM. One that is over before its slide is holds its last picture. */
  z.strictObject({
    kind: z.literal('clip'),
    ...slideBase,
    /** Where in the clip the slide begins. */
    startSeconds: z.number().min(0).default(0),
    keepSound: z.boolean().default(false),
  }),
])
export type SlideToRender = z.infer<typeof slideToRender>

const maxSlides = 35
const maxSeconds = 1200
const side = z.number().int().min(64).max(4096).multipleOf(2)

/** A film of stills and clips. Defaults are an upright film for phones. */
export const slideshowToRender = z
  .strictObject({
    width: side.default(1080),
    height: side.default(1920),
    fps: z.number().int().min(10).max(60).default(30),
    slides: z.array(slideToRender).min(1).max(maxSlides),
    /** Between slides. A crossfade is shortened where it would take more than half of a slide. */
    transition: z
      .strictObject({ kind: z.enum(['cut', 'crossfade']), seconds: z.number().min(0).max(5) })
      .default({ kind: 'crossfade', seconds: 0.5 }),
    /** Begins again when it is over before the film is. */
    music: z
      .strictObject({
        path: z.string(),
        startSeconds: z.number().min(0).default(0),
        fadeInSeconds: z.number().min(0).max(30).default(0),
        fadeOutSeconds: z.number().min(0).max(30).default(1.5),
        gainDb: z.number().min(-60).max(12).default(0),
      })
      .nullable()
      .default(null),
    /** What the whole sound is brought to; null leaves it as loud as it is. */
    loudness: z
      .strictObject({ lufs: z.number().min(-36).max(-6), truePeakDb: z.number().min(-9).max(0) })
      .nullable()
      .default({ lufs: -14, truePeakDb: -1.5 }),
    /** x264's constant rate factor: smaller is better and larger. */
    crf: z.number().min(1).max(40).default(20),
    preset: z.enum(['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium', 'slow']).default('veryfast'),
  })
  .refine(({ slides }) => slides.reduce((sum, { seconds }) => sum + seconds, 0) <= maxSeconds, {
    error: `A slideshow lasts at most ${maxSeconds / 60} minutes.`,
  })
export type SlideshowToRender = z.infer<typeof slideshowToRender>
/** The same before defaults are filled in. */
export type SlideshowWish = z.input<typeof slideshowToRender>

/** What is asked of the worker: the frames from `from` up to, not with, `to` become an MP4 without sound. */
export const slideshowJob = z.strictObject({
  show: slideshowToRender,
  encoder,
  from: z.number().int(),
  to: z.number().int(),
  outputPath: z.string(),
  timeoutMs: z.number(),
  /** Of the encoder; 0 lets it choose. */
  threads: z.number().int(),
})
export type SlideshowJob = z.infer<typeof slideshowJob>

/** What is asked of the worker that makes pictures: each slide at rest as a JPEG in `folder`. */
export const photoSetJob = z.strictObject({ show: slideshowToRender, encoder, folder: z.string() })
export type PhotoSetJob = z.infer<typeof photoSetJob>
export const photoSet = z.array(
  z.strictObject({
    path: z.string(),
    width: z.number().int(),
    height: z.number().int(),
    bytes: z.number().int(),
  }),
)
export type PhotoSet = z.infer<typeof photoSet>
