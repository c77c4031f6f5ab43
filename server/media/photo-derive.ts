import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import exifr from 'exifr'
import sharp, { type Sharp } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { hashedSide, perceptualHash } from './perceptual-hash.ts'
import type { Opened } from './photo-decode.ts'
import { avatarSide, derivedSides, type MadePicture, type PictureFacts, type ProviderFrame } from './photo-shapes.ts'

type Drawn = Pick<PictureFacts, 'small' | 'medium' | 'large' | 'thumbhash' | 'phash'>

/**
 * The three WebP pictures, the placeholder and the perceptual hash. The photo is decoded once, already shrunk by the
 * JPEG decoder where that is possible; everything smaller is made from the next larger one. Metadata is left behind.
 */
export const derivePictures = async (opened: Opened, folder: string): Promise<Drawn> => {
  const large = await shrink(opened.upright(), derivedSides.large)
  const medium = await shrink(again(large), derivedSides.medium)
  const small = await shrink(again(medium), derivedSides.small)
  return {
    large: await keep(large, join(folder, 'large.webp'), 80),
    medium: await keep(medium, join(folder, 'medium.webp'), 78),
    small: await keep(small, join(folder, 'small.webp'), 76),
    thumbhash: await thumbhashOf(small),
    phash: perceptualHash(
      await again(small)
        .flatten({ background: 'white' })
        .resize(hashedSide, hashedSide, { fit: 'fill' })
        .greyscale()
        .raw()
        .toBuffer(),
    ),
  }
}

/** What is sent to vendors: upright, sRGB, no metadata, at most `side` pixels a side, JPEG of quality 95. */
export const makeFrame = async (opened: Opened, output: string, side: number): Promise<ProviderFrame> => {
  const { width, height, size } = await opened
    .upright()
    .flatten({ background: 'white' })
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toFile(output)
  const { sha256 } = await digest(output)
  return { path: output, mime: 'image/jpeg', width, height, bytes: size, sha256 }
}

/** A square WebP without metadata. Cut where most of it is to be seen: skin, light and colour (libvips calls it attention). */
export const makeAvatar = async (opened: Opened, output: string): Promise<void> => {
  await opened
    .upright()
    .resize(avatarSide, avatarSide, { fit: 'cover', position: 'attention' })
    .toColourspace('srgb')
    .webp({ quality: 84 })
    .toFile(output)
}

/** Size, SHA-256 (hex) and CRC-32 of a file, in one pass. */
export const digest = async (path: string): Promise<{ bytes: number; sha256: string; crc32: number }> => {
  const hash = createHash('sha256')
  let checksum = 0
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    checksum = crc32(chunk, checksum)
    bytes += chunk.length
  }
  return { bytes, sha256: hash.digest('hex'), crc32: checksum }
}

/**
 * When the camera says the picture was taken, as ISO 8601; null when it does not say. EXIF keeps a wall clock and,
 * in newer cameras, its zone beside it; without the zone the clock is taken as UTC.
 */
export const takenAt = async (path: string): Promise<string | null> => {
  const pick = ['DateTimeOriginal', 'OffsetTimeOriginal', 'OffsetTime', 'SubSecTimeOriginal']
  // Damaged metadata is no reason to refuse a picture that can be seen.
  const exif: unknown = await exifr.parse(path, { pick, reviveValues: false, translateValues: false }).catch(() => null)
  return takenAtOf((exif ?? {}) as Record<string, unknown>)
}

/** Cameras write these fields as text or, rarely, as a number; anything else says nothing. */
const textOf = (field: unknown): string =>
  typeof field === 'string' ? field : typeof field === 'number' ? String(field) : ''

/** Pure: the EXIF fields as text become an instant, or null when they are none. */
export const takenAtOf = (exif: Record<string, unknown>): string | null => {
  const clock = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)/.exec(textOf(exif['DateTimeOriginal']))
  if (clock === null) return null
  const [, year, month, day, hour, minute, second] = clock
  const told = textOf(exif['OffsetTimeOriginal'] ?? exif['OffsetTime']).trim()
  const zone = /^[+-]\d\d:\d\d$/.test(told) ? told : 'Z'
  const fraction = /^\d+/.exec(textOf(exif['SubSecTimeOriginal']))?.[0]?.slice(0, 3).padEnd(3, '0') ?? '000'
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}${zone}`)
  return Number.isNaN(instant.getTime()) || Number(year) < 1826 ? null : instant.toISOString()
}

interface Pixels {
  data: Buffer
  info: { width: number; height: number; channels: 1 | 2 | 3 | 4 }
}

const shrink = async (from: Sharp, side: number): Promise<Pixels> => {
  const { data, info } = await from
    .resize(side, side, { fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, info: { width: info.width, height: info.height, channels: info.channels } }
}
const again = ({ data, info }: Pixels): Sharp => sharp(data, { raw: info })

const keep = async (pixels: Pixels, path: string, quality: number): Promise<MadePicture> => {
  // Effort 1: a tenth larger than the default of 4, and twice as fast; encoding is most of the work of an ingest.
  const { width, height, size } = await again(pixels).webp({ quality, effort: 1 }).toFile(path)
  return { path, width, height, bytes: size }
}

const thumbhashOf = async (small: Pixels): Promise<string> => {
  const { data, info } = await again(small)
    .resize(100, 100, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
}
