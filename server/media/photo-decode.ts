import { open, readFile } from 'node:fs/promises'
import type { HeifImage } from 'libheif-js/wasm-bundle.js'
import sharp, { type Sharp } from 'sharp'
import { maxPixels, type Refusal } from './photo-shapes.ts'

/** Runs in the worker only: nothing here is trusted before it has been decoded. */
sharp.cache(false)
// Many photos at once are better served by many processes than by many threads in each.
sharp.concurrency(1)
// Decoders that nobody needs are attack surface: only these five formats can be opened at all.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Nsgif'].map((format) => `VipsForeignLoad${format}`) })

const images: Record<string, string> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/apng': 'image/png',
  'image/webp': 'image/webp',
  'image/avif': 'image/avif',
  'image/gif': 'image/gif',
  'image/heic': 'image/heic',
  'image/heif': 'image/heic',
}
const videos: Record<string, string> = {
  'video/mp4': 'video/mp4',
  'video/x-m4v': 'video/mp4',
  'video/quicktime': 'video/quicktime',
  'video/webm': 'video/webm',
}
export type Sniffed = { kind: 'image' | 'video'; mime: string } | { kind: 'refused'; reason: Refusal }

/** What a file is, by its content; its name is nobody's business. */
export const sniff = async (path: string): Promise<Sniffed> => {
  // Loaded here: whoever only draws known pictures starts without it.
  const { fileTypeFromFile } = await import('file-type')
  const mime = (await fileTypeFromFile(path))?.mime ?? ''
  if (images[mime]) return { kind: 'image', mime: images[mime] }
  if (videos[mime]) return { kind: 'video', mime: videos[mime] }
  return { kind: 'refused', reason: refusals.type }
}

export interface Opened {
  /** A pipeline that is upright; every call starts anew. */
  upright(): Sharp
  width: number
  height: number
}

/**
 * Opens a picture without decoding more than its header (HEIC is decoded whole). Animations give their first picture.
 * Throws what libvips throws; `refusalOf` makes a sentence of it.
 */
export const openPicture = async (path: string, mime: string): Promise<Opened> => {
  if (mime === 'image/heic') return openHeic(path)
  if (mime === 'image/webp') await refuseShortRiff(path)
  const upright = () => sharp(path, { limitInputPixels: maxPixels, failOn: 'error', pages: 1 }).autoOrient()
  const { width, height } = (await upright().metadata()).autoOrient
  return { upright, width, height }
}

/** libwebp says of a file that ends early only that it cannot parse it; the length in its head tells. */
const refuseShortRiff = async (path: string): Promise<void> => {
  await using file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0)
  if (buffer.readUInt32LE(4) + 8 > (await file.stat()).size) throw new Error('webp: truncated')
}

/** A picture that is decoded already, turned clockwise. */
export const openPoster = async (jpeg: Uint8Array, turn: number): Promise<Opened> => {
  const upright = () => sharp(jpeg, { limitInputPixels: maxPixels, failOn: 'error' }).rotate(turn)
  const { width, height } = await sharp(jpeg).metadata()
  return turn % 180 === 0 ? { upright, width, height } : { upright, width: height, height: width }
}

/** iPhones' HEIC needs HEVC, which sharp's binary leaves out; libheif applies the orientation itself. */
const openHeic = async (path: string): Promise<Opened> => {
  const { default: libheif } = await import('libheif-js/wasm-bundle.js')
  const decoded = new libheif.HeifDecoder().decode(await readFile(path))
  const image = decoded.find((candidate) => candidate.is_primary()) ?? decoded[0]
  if (image === undefined) throw new Error('heif: no picture inside')
  const width = image.get_width()
  const height = image.get_height()
  if (width * height > maxPixels) throw new Error('Input image exceeds pixel limit')
  const pixels = await pixelsOf(image, width, height)
  for (const other of decoded) other.free()
  return { upright: () => sharp(pixels, { raw: { width, height, channels: 4 } }), width, height }
}

const pixelsOf = (image: HeifImage, width: number, height: number): Promise<Uint8ClampedArray> =>
  new Promise((resolve, reject) => {
    const target = { data: new Uint8ClampedArray(width * height * 4), width, height }
    image.display(target, (shown) =>
      shown === null ? reject(new Error('heif: truncated or damaged')) : resolve(shown.data),
    )
  })

export const refusals = {
  empty: { code: 'photos.empty', sentence: 'The file is empty. Export it again and upload it once more.' },
  type: {
    code: 'photos.type_not_supported',
    sentence: 'This kind of file cannot be used. Use JPEG, PNG, WebP, AVIF, GIF, HEIC, MP4, MOV or WebM.',
  },
  truncated: {
    code: 'photos.truncated',
    sentence: 'The file ends too early: a part of it is missing. Copy it again from its source.',
  },
  pixels: {
    code: 'photos.too_many_pixels',
    sentence: `The picture has more than ${maxPixels / 1e6} million pixels. Make it smaller and upload it again.`,
  },
  unreadable: { code: 'photos.unreadable', sentence: 'The file cannot be read. It may be damaged; export it again.' },
} as const satisfies Record<string, Refusal>

/** The reason behind what a decoder threw. Its own message is for the log, never for people. */
export const refusalOf = (error: unknown): Refusal => {
  const message = error instanceof Error ? error.message : String(error)
  if (/exceeds pixel limit|too many pixels|dimensions? (is|are) too large|exceeds.*(limit|maximum)/i.test(message))
    return refusals.pixels
  if (
    /premature|truncat|end of (file|stream|image)|unexpected end|not enough|too short|corrupt.*eof|read error/i.test(
      message,
    )
  )
    return refusals.truncated
  return refusals.unreadable
}
