import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'
import exifr from 'exifr'
import sharp, { type Sharp } from 'sharp'
import { thumbHashToApproximateAspectRatio } from 'thumbhash'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseEncoder, encodeVideo } from './encoder.ts'
import { hashDistance } from './perceptual-hash.ts'
import { takenAtOf } from './photo-derive.ts'
import { openPhotoIngest, type Ingested, type PhotoIngest } from './photo-ingest.ts'

const encoder = await chooseEncoder({ ffmpegPath: null })
let folder = ''
let photos: PhotoIngest
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-photos-'))
  photos = openPhotoIngest({ encoder, processes: 2 })
})
afterAll(async () => {
  await photos.close()
  await rm(folder, { recursive: true })
})

const ingest = async (bytes: Uint8Array, more: object = {}): Promise<Ingested> => {
  const own = await mkdtemp(join(folder, 'one-'))
  const path = join(own, 'upload')
  await writeFile(path, bytes)
  return photos.ingest({ path, folder: own, ...more })
}
const accepted = async (bytes: Uint8Array, more: object = {}) => {
  const answer = await ingest(bytes, more)
  if (!answer.ok) throw new Error(`refused: ${answer.reason.sentence}`)
  return answer
}
const reason = async (bytes: Uint8Array) => {
  const answer = await ingest(bytes)
  return answer.ok ? 'accepted' : answer.reason.code
}

/** Red on the left, blue on the right, with noise enough to have some bytes. */
const scene = (width = 600, height = 400): Sharp => {
  const half = { create: { width: width >> 1, height, channels: 3 as const, background: 'blue' } }
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 }
  return sharp({ create: { width, height, channels: 3, background: 'red', noise } }).composite([
    { input: { create: { width, height, channels: 3, background: 'red' } }, blend: 'overlay' },
    { input: half, left: width >> 1, top: 0, blend: 'multiply' },
  ])
}
const jpeg = () => scene().jpeg().toBuffer()

describe('a photo', () => {
  it('gets three upright WebP pictures, none larger than itself', async () => {
    const answer = await accepted(await scene(1000, 700).withMetadata({ orientation: 6 }).jpeg().toBuffer())
    expect(answer).toMatchObject({ kind: 'image', mime: 'image/jpeg', width: 700, height: 1000 })
    const sizes = [answer.small, answer.medium, answer.large].map(({ width, height }) => [width, height])
    expect(sizes).toEqual([
      [224, 320],
      [560, 800],
      [700, 1000],
    ])
    const small = await sharp(answer.small.path).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    // Orientation 6 means "turn clockwise": what was left is now at the top.
    const [red = 0, , blue = 0] = small.data
    expect(red).toBeGreaterThan(blue + 50)
    expect(answer.small.bytes).toBe((await readFile(answer.small.path)).length)
  })

  it('keeps its place in the world to itself', async () => {
    const gps = {
      IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N', GPSLongitude: '0/1 7/1 0/1', GPSLongitudeRef: 'W' },
    }
    const bytes = await scene().withExif(gps).jpeg().toBuffer()
    expect(await exifr.gps(bytes)).toMatchObject({ latitude: 51.5 })
    const answer = await accepted(bytes)
    const path = join(folder, 'upload-gps')
    await writeFile(path, bytes)
    const framed = await photos.providerFrame({ path, output: join(folder, 'gps.jpg') })
    if (!framed.ok) throw new Error(framed.reason.sentence)
    for (const made of [answer.small, answer.medium, answer.large, framed.frame]) {
      const { exif, xmp, iptc } = await sharp(made.path).metadata()
      expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined])
    }
  })

  it('is told by checksums, a placeholder and the time it was taken', async () => {
    const exif = { IFD2: { DateTimeOriginal: '2026:05:01 10:20:30', OffsetTimeOriginal: '+02:00' } }
    const bytes = await scene().withExif(exif).jpeg().toBuffer()
    const answer = await accepted(bytes)
    expect(answer.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(answer.crc32).toBe(crc32(bytes))
    expect(answer.bytes).toBe(bytes.length)
    expect(answer.takenAt).toBe('2026-05-01T08:20:30.000Z')
    expect(thumbHashToApproximateAspectRatio(Buffer.from(answer.thumbhash, 'base64'))).toBeCloseTo(1.5, 0)
  })

  it('is not read again for checksums that are known', async () => {
    const known = { sha256: 'ab'.repeat(32), crc32: 7 }
    expect(await accepted(await jpeg(), { known })).toMatchObject(known)
  })

  it('has nearly the same perceptual hash in another size and quality, and another one as another picture', async () => {
    const original = await sharp(randomBytes(16 * 12 * 3), { raw: { width: 16, height: 12, channels: 3 } })
      .resize(1200, 900, { kernel: 'cubic' })
      .png()
      .toBuffer()
    const variant = await sharp(original).resize(500).modulate({ brightness: 1.15 }).jpeg({ quality: 40 }).toBuffer()
    const [one, same, other] = await Promise.all([accepted(original), accepted(variant), accepted(await jpeg())])
    expect(hashDistance(one.phash, same.phash)).toBeLessThanOrEqual(8)
    expect(hashDistance(one.phash, other.phash)).toBeGreaterThan(16)
  })

  it.each(['png', 'webp', 'avif', 'gif'] as const)('can be a %s', async (format) => {
    const bytes = await scene(300, 200).toFormat(format).toBuffer()
    expect(await accepted(bytes)).toMatchObject({ kind: 'image', mime: `image/${format}`, width: 300, height: 200 })
  })

  it('can be an animation, of which the first picture counts', async () => {
    const two = Buffer.concat([Buffer.alloc(64 * 48 * 3, 200), Buffer.alloc(64 * 48 * 3, 20)])
    const bytes = await sharp(two, { raw: { width: 64, height: 96, channels: 3, pageHeight: 48 } })
      .gif()
      .toBuffer()
    expect((await sharp(bytes).metadata()).pages).toBe(2)
    const answer = await accepted(bytes)
    expect(answer).toMatchObject({ width: 64, height: 48 })
    expect((await sharp(answer.large.path).raw().toBuffer())[0]).toBeGreaterThan(150)
  })

  it('can be the HEIC of a telephone, upright as the telephone says', async () => {
    const bytes = await readFile(fileURLToPath(new URL('./fixtures/turned.heic', import.meta.url)))
    const answer = await accepted(bytes)
    expect(answer).toMatchObject({ mime: 'image/heic', width: 64, height: 96 })
    // Red was left of blue before the quarter turn clockwise.
    const pixels = await sharp(answer.large.path).removeAlpha().raw().toBuffer()
    const [red = 0, , blue = 0] = pixels
    expect(red).toBeGreaterThan(blue + 100)
  })

  it('becomes a frame for vendors: upright, sRGB, no larger than they take', async () => {
    const path = join(folder, 'wide')
    await writeFile(path, await scene(8400, 210).withMetadata({ orientation: 3 }).jpeg().toBuffer())
    const answer = await photos.providerFrame({ path, output: join(folder, 'wide.jpg') })
    if (!answer.ok) throw new Error(answer.reason.sentence)
    const bytes = await readFile(answer.frame.path)
    expect(answer.frame).toMatchObject({ mime: 'image/jpeg', width: 8000, height: 200, bytes: bytes.length })
    expect(answer.frame.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect((await sharp(bytes).metadata()).space).toBe('srgb')
  })
})

describe('a clip', () => {
  it('gets its pictures from its poster, and its length', async () => {
    const outputPath = join(folder, 'clip.mp4')
    const frames = async function* () {
      for (let picture = 0; picture < 24; picture++) yield Buffer.alloc((640 * 360 * 3) / 2, 120)
    }
    await encodeVideo(encoder, {
      width: 640,
      height: 360,
      fps: 12,
      frames: frames(),
      outputPath,
      crf: 20,
      preset: 'ultrafast',
      timeoutMs: 20_000,
    })
    const answer = await accepted(await readFile(outputPath))
    expect(answer).toMatchObject({ kind: 'video', mime: 'video/mp4', width: 640, height: 360, takenAt: null })
    if (answer.kind === 'video') expect(answer.video).toMatchObject({ durationSeconds: 2, fps: 12, codec: 'h264' })
    expect([answer.small.width, answer.large.width]).toEqual([320, 640])
  })

  it('that is damaged is refused', async () => {
    const head = Buffer.from('00000020667479706d70343200000000', 'hex')
    expect(await reason(Buffer.concat([head, Buffer.from('mp42isom'), randomBytes(4000)]))).toBe('photos.unreadable')
  })
})

describe('what cannot be used is refused with a stable code', () => {
  it('an empty file', async () => expect(await reason(Buffer.alloc(0))).toBe('photos.empty'))

  it.each(['jpeg', 'png', 'webp', 'gif'] as const)('a %s that was cut short', async (format) => {
    const whole = await scene().toFormat(format).toBuffer()
    expect(await reason(whole.subarray(0, whole.length >> 1))).toBe('photos.truncated')
  })

  it.each([
    ['svg', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'],
    ['html', '<!doctype html><script>alert(1)</script>'],
    ['text', 'hello'],
    ['pdf', '%PDF-1.7\n1 0 obj\n'],
  ])('%s', async (_name, text) => expect(await reason(Buffer.from(text))).toBe('photos.type_not_supported'))

  it('tiff, although its decoder is there', async () => {
    expect(await reason(await scene(50, 50).tiff().toBuffer())).toBe('photos.type_not_supported')
  })

  it('a PNG of 3.6 billion pixels in a few bytes', async () => {
    expect(await reason(pngOf(60_000, 60_000))).toBe('photos.too_many_pixels')
  })

  it('a GIF of 4 billion pixels in a few bytes', async () => {
    const bytes = await scene(8, 8).gif().toBuffer()
    // Screen and first picture both claim it; a false screen alone is corrected by the decoder.
    for (const at of [6, 8, bytes.indexOf(0x2c, 13) + 5, bytes.indexOf(0x2c, 13) + 7]) bytes.writeUInt16LE(65_535, at)
    expect(await reason(bytes)).toBe('photos.too_many_pixels')
  })

  it('a JPEG that claims more pixels than allowed', async () => {
    const bytes = await jpeg()
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]))
    bytes.writeUInt16BE(20_000, frame + 5)
    bytes.writeUInt16BE(20_000, frame + 7)
    expect(await reason(bytes)).toBe('photos.too_many_pixels')
  })

  it('a PNG whose head is whole and whose rest is noise', async () => {
    const bytes = await scene(200, 200).png().toBuffer()
    randomBytes(bytes.length - 100).copy(bytes, 100)
    expect(['photos.unreadable', 'photos.truncated']).toContain(await reason(bytes))
  })

  it('but a file that is gone is our own trouble', async () => {
    const own = join(folder, 'gone')
    await mkdir(own)
    await expect(photos.ingest({ path: join(own, 'nothing'), folder: own })).rejects.toMatchObject({
      code: 'process.job_failed',
    })
  })
})

/** A PNG whose header claims a size and whose data is a single deflated row. */
const pngOf = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(data.length, 0)
    ends.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
  }
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(width + 1))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('the time a photo was taken', () => {
  const taken = (DateTimeOriginal: unknown, more: object = {}) => takenAtOf({ DateTimeOriginal, ...more })

  it('counts in its own zone when the camera tells one', () => {
    expect(taken('2026:01:02 03:04:05', { OffsetTimeOriginal: '-05:30' })).toBe('2026-01-02T08:34:05.000Z')
  })
  it('counts as UTC without a zone, whatever zone this machine is in', () => {
    expect(taken('2026:01:02 03:04:05', { SubSecTimeOriginal: '25' })).toBe('2026-01-02T03:04:05.250Z')
  })
  it('is unknown when the camera has no clock or no sense', () => {
    for (const nonsense of [undefined, '', '0000:00:00 00:00:00', '2026:13:45 99:00:00', 12])
      expect(taken(nonsense)).toBeNull()
  })
})
