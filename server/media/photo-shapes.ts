import * as z from 'zod'

/** Long edges of the three pictures that are made of every photo, in pixels. Smaller photos are not enlarged. */
export const derivedSides = { large: 1600, medium: 800, small: 320 } as const

export const maxPixels = 50_000_000
/** A person's picture: a square of so many pixels, enough for the largest place of it on a sharp screen. */
export const avatarSide = 256
/** What may become one: what every browser can make. HEIC is left out, because it has to be decoded whole. */
export const avatarTypes: readonly string[] = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif']
/** The longest side of a picture that a writer of captions looks at. */
export const captionSide = 512
/** The longest side a vendor takes (Luma: 8,000 pixels). */
export const maxProviderSide = 8000

const madePicture = z.strictObject({
  path: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
})
export type MadePicture = z.infer<typeof madePicture>

export const refusalCodes = [
  'photos.empty',
  'photos.truncated',
  'photos.too_many_pixels',
  'photos.type_not_supported',
  'photos.unreadable',
] as const
export const refusal = z.strictObject({ code: z.enum(refusalCodes), sentence: z.string() })
export type Refusal = z.infer<typeof refusal>

export const pictureFacts = z.strictObject({
  mime: z.string(),
  /** As seen: the orientation is applied. */
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
  /** Hex. */
  sha256: z.string(),
  /** Unsigned 32 bits, as ZIP wants it. */
  crc32: z.number().int(),
  /** 16 hex characters; see perceptual-hash.ts. */
  phash: z.string(),
  /** Base64. */
  thumbhash: z.string(),
  /** ISO 8601 with zone. Without a zone in the photo its clock is taken as UTC, so that photos of one camera keep their order. */
  takenAt: z.string().nullable(),
  /** WebP, upright, sRGB, without any metadata. */
  small: madePicture,
  medium: madePicture,
  large: madePicture,
})
export type PictureFacts = z.infer<typeof pictureFacts>

/** What is asked of the worker. Files it makes are put into `folder` as small.webp, medium.webp and large.webp. */
export const photoJob = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('ingest'),
    path: z.string(),
    folder: z.string(),
    known: z.strictObject({ sha256: z.string(), crc32: z.number().int() }).nullable(),
  }),
  /** Pictures of a video: its poster stands in for it, turned clockwise by `turn`. */
  z.strictObject({
    act: z.literal('poster'),
    path: z.string(),
    folder: z.string(),
    poster: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    turn: z.number(),
    mime: z.string(),
    known: z.strictObject({ sha256: z.string(), crc32: z.number().int() }).nullable(),
  }),
  z.strictObject({ act: z.literal('frame'), path: z.string(), output: z.string(), side: z.number().int() }),
  z.strictObject({ act: z.literal('avatar'), path: z.string(), output: z.string() }),
])
export type PhotoJob = z.infer<typeof photoJob>

export const providerFrame = z.strictObject({
  path: z.string(),
  mime: z.literal('image/jpeg'),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
})
export type ProviderFrame = z.infer<typeof providerFrame>

export const photoAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('picture'), facts: pictureFacts }),
  z.strictObject({ outcome: z.literal('video'), mime: z.string() }),
  z.strictObject({ outcome: z.literal('frame'), frame: providerFrame }),
  z.strictObject({ outcome: z.literal('avatar') }),
  z.strictObject({ outcome: z.literal('refused'), reason: refusal }),
])
export type PhotoAnswer = z.infer<typeof photoAnswer>
