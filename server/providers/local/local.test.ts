import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseEncoder } from '#media/encoder.ts'
import { makeSamplePhotos, samplePhotoNames } from '#media/sample-photos/sample-photos.ts'
import { posterFrame, probeVideo } from '#media/video-reader.ts'
import type { Frame, VideoRequest } from '../video-maker.ts'
import { frameSizeOf, makeLocal } from './local.ts'

const encoder = await chooseEncoder({ ffmpegPath: null })
const maker = makeLocal({ encoder })
let folder = ''
let photos: Frame[] = []
const frameOf = (data: Buffer, width: number, height: number): Frame => ({
  sha256: createHash('sha256').update(data).digest('hex'),
  mime: 'image/jpeg',
  bytes: data.byteLength,
  width,
  height,
  read: async () => data,
  signedUrl: async () => null,
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-local-'))
  const made = await makeSamplePhotos({ folder, longSide: 960, names: samplePhotoNames.slice(0, 2) })
  photos = await Promise.all(made.map(async ({ path }) => frameOf(await readFile(path), 960, 640)))
}, 60_000)
afterAll(() => rm(folder, { recursive: true }))

const request = (change: Partial<VideoRequest> = {}): VideoRequest => ({
  model: 'local-morph',
  prompt: '',
  durationSeconds: 5,
  resolution: '360p',
  ratio: '16:9',
  loop: false,
  startFrame: photos[0] ?? frameOf(Buffer.alloc(0), 0, 0),
  endFrame: photos[1] ?? null,
  motion: 'push-in',
  userRef: 'person',
  ...change,
})
const render = async (
  wanted: VideoRequest,
  more: { jobId?: string; signal?: AbortSignal; onProgress?: (share: number) => void } = {},
) => {
  const { jobId = randomUUID(), signal = new AbortController().signal, onProgress = () => undefined } = more
  const checked = await maker.check(jobId, wanted, { workFolder: folder, signal, onProgress })
  if (checked.state !== 'ready' || checked.video.kind !== 'file') throw new Error(JSON.stringify(checked))
  return checked.video.path
}
/** Mean difference of two pictures on small grey copies, 0 to 255. */
const difference = async (one: Buffer, other: Buffer): Promise<number> => {
  const grey = (picture: Buffer) => sharp(picture).resize(96, 54, { fit: 'cover' }).greyscale().raw().toBuffer()
  const [a, b] = await Promise.all([grey(one), grey(other)])
  return a.reduce((sum, value, place) => sum + Math.abs(value - (b[place] ?? 0)), 0) / a.length
}
const at = (path: string, seconds: number) => posterFrame(encoder, path, seconds)

describe('a scene of the local renderer', () => {
  it('begins with the start photo, ends with the end photo, and passes between them', async () => {
    const jobId = randomUUID()
    const path = await render(request(), { jobId })
    const [start, end] = await Promise.all(photos.map((photo) => photo.read()))
    if (!start || !end) throw new Error('two photos are needed')
    expect(await difference(await at(path, 0), start)).toBeLessThan(3)
    expect(await difference(await at(path, 99), end)).toBeLessThan(3)
    const middle = await at(path, 2.5)
    const whole = await difference(start, end)
    expect(await difference(middle, start)).toBeGreaterThan(whole * 0.2)
    expect(await difference(middle, end)).toBeGreaterThan(whole * 0.2)
    expect(await probeVideo(encoder, path)).toMatchObject({
      durationSeconds: 5,
      width: 640,
      height: 360,
      fps: 24,
      codec: 'h264',
    })
    // Asked for again, the film that is there is given.
    const { mtimeMs } = await stat(path)
    expect(await render(request(), { jobId })).toBe(path)
    expect((await stat(path)).mtimeMs).toBe(mtimeMs)
  })

  it.each([true, false])('that loops ends where it began (end photo: %s)', async (withEnd) => {
    const path = await render(request({ loop: true, motion: 'drift', ...(withEnd ? {} : { endFrame: null }) }))
    const [first, last, middle] = await Promise.all([at(path, 0), at(path, 99), at(path, 2.5)])
    expect(await difference(first, last)).toBeLessThan(1.5)
    expect(await difference(first, middle)).toBeGreaterThan(3)
  })

  it('moves as the shot says', async () => {
    const path = await render(request({ endFrame: null, motion: 'push-in' }))
    const [first, last] = await Promise.all([at(path, 0), at(path, 99)])
    const closer = await sharp(first).extract({ left: 44, top: 25, width: 552, height: 310 }).toBuffer()
    expect(await difference(last, closer)).toBeLessThan(3)
    expect(await difference(last, first)).toBeGreaterThan(4)
  })

  it('tells its progress, and leaves no film when it is canceled half way', async () => {
    const jobId = randomUUID()
    const cancel = new AbortController()
    const shares: number[] = []
    const onProgress = (share: number) => {
      shares.push(share)
      if (share > 0.3) cancel.abort()
    }
    await expect(render(request(), { jobId, signal: cancel.signal, onProgress })).rejects.toMatchObject({
      code: 'process.canceled',
    })
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect((await readdir(folder)).filter((name) => name === `${jobId}.mp4`)).toEqual([])
  })
})

it('frames have the resolution as their short side and are even', () => {
  expect(frameSizeOf('16:9', '720p')).toEqual({ width: 1280, height: 720 })
  expect(frameSizeOf('9:16', '1080p')).toEqual({ width: 1080, height: 1920 })
  expect(frameSizeOf('1:1', '540p')).toEqual({ width: 540, height: 540 })
  expect(frameSizeOf('21:9', '360p')).toEqual({ width: 840, height: 360 })
  for (const ratio of ['4:3', '3:4', '21:9', '9:21'] as const) {
    const { width, height } = frameSizeOf(ratio, '540p')
    expect([width % 2, height % 2]).toEqual([0, 0])
  }
})
