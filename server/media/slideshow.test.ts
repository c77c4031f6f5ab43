import { mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import { captionStyle } from '@greenroom/contract/caption-style.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseEncoder, encodeVideo, hasNodeAv, type Encoder } from './encoder.ts'
import { paintPhoto, picturesOf, soundOf, writeTone, type Colour } from './fixtures/slideshow-media.ts'
import { renderPhotoSet } from './slideshow-photos.ts'
import { renderSlideshow } from './slideshow-render.ts'
import type { SlideshowWish } from './slideshow-shapes.ts'
import { loudnessMeter } from './sound-loudness.ts'
import { probeFinished } from './video-reader.ts'

const [width, height] = [180, 320]
const red: Colour = [220, 30, 30]
const blue: Colour = [30, 30, 220]
/** BT.709, limited range. */
const lumaOf = ([r, g, b]: Colour): number => 16 + (219 * (0.2126 * r + 0.7152 * g + 0.0722 * b)) / 255
const lumaAt = (picture: Uint8Array | undefined, x: number, y: number): number => picture?.[y * width + x] ?? NaN

const chosen = await chooseEncoder({ ffmpegPath: null })
const nodeAv: Encoder[] = (await hasNodeAv()) ? [{ kind: 'node-av' }] : []
const drivers: Encoder[] = chosen.kind === 'ffmpeg' ? [chosen, ...nodeAv] : nodeAv

let folder = ''
const at = (name: string): string => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-slideshow-'))
  await paintPhoto(at('red.jpg'), 400, 300, () => red)
  await paintPhoto(at('blue.jpg'), 300, 500, () => blue)
  // A white disc in the middle of black, and one that is aside.
  const disc = (cx: number, cy: number) => (x: number, y: number) =>
    (x - cx) ** 2 + (y - cy) ** 2 < 900 ? ([255, 255, 255] as const) : ([0, 0, 0] as const)
  await paintPhoto(at('disc.jpg'), 720, 1280, disc(500, 900))
  // A camera that was held upright: its top is on the left of what is stored.
  await paintPhoto(at('turned.jpg'), 640, 360, (x) => (x < 320 ? red : blue), 6)
  await writeTone(at('quiet-mono.wav'), 1.3, 0.02)
})
afterAll(() => rm(folder, { recursive: true }))

const still = (name: string, more: object = {}) => ({ kind: 'still' as const, path: at(name), seconds: 1, ...more })
const small = { width, height, crf: 8, preset: 'ultrafast' as const }
const cut = { kind: 'cut' as const, seconds: 0 }

describe.each(drivers)('a slideshow, with $kind', (by) => {
  const file = (name: string): string => at(`${by.kind}-${name}.mp4`)
  const render = (name: string, show: Omit<SlideshowWish, 'width'>, more: object = {}) =>
    renderSlideshow(by, { ...small, ...show }, { outputPath: file(name), timeoutMs: 60_000, ...more })

  it('is a film of exactly its length, with sound, tags and the index at the front', async () => {
    const shares: number[] = []
    const slides = [still('red.jpg'), still('blue.jpg', { seconds: 2 }), still('red.jpg')]
    const made = await render('plain', { slides }, { onProgress: (share: number) => shares.push(share) })
    const facts = await probeFinished(by, file('plain'))
    expect(facts).toMatchObject({
      container: 'mp4',
      codec: 'h264',
      width,
      height,
      fps: 30,
      hasAudio: true,
      bytes: made.bytes,
    })
    expect(made).toMatchObject({ durationSeconds: 3, width, height })
    const pictures = await picturesOf(by, file('plain'), width, height)
    expect(pictures.length).toBe(90)
    const sound = await soundOf(by, file('plain'))
    expect(Math.abs(sound.length / 2 / 48_000 - 3)).toBeLessThan(0.03)
    expect(sound.every((value) => Math.abs(value) < 1e-4)).toBe(true)
    const bytes = await readFile(file('plain'))
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
    const tag = bytes.indexOf('nclx')
    expect([0, 2, 4].map((place) => bytes.readUInt16BE(tag + 4 + place))).toEqual([1, 1, 1])
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    // In the middle of a crossfade the light is half of each; before and after it, it is all of one.
    const middle = (number: number) => lumaAt(pictures[number], 90, 160)
    // Frame 22 is the middle one of 15.
    expect(Math.abs(middle(10) - lumaOf(red))).toBeLessThan(2)
    expect(Math.abs(middle(22) - (lumaOf(red) + lumaOf(blue)) / 2)).toBeLessThan(2)
    expect(Math.abs(middle(33) - lumaOf(blue))).toBeLessThan(2)
  })

  it('brings quiet mono music to the loudness that is wanted, begins it again, and fades it', async () => {
    const music = { path: at('quiet-mono.wav'), fadeInSeconds: 0.5, fadeOutSeconds: 0.5 }
    await render('music', {
      slides: [still('red.jpg', { seconds: 4 })],
      music,
      loudness: { lufs: -18, truePeakDb: -1.5 },
    })
    const sound = await soundOf(by, file('music'))
    const meter = loudnessMeter()
    meter.add(sound)
    expect(Math.abs(meter.integrated() + 18)).toBeLessThan(1.5)
    const power = (from: number, to: number): number => {
      const part = sound.subarray(Math.round(from * 48_000) * 2, Math.round(to * 48_000) * 2)
      return Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / part.length)
    }
    expect(power(2.6, 3.4) / power(0.6, 1.2)).toBeCloseTo(1, 1)
    expect(power(0, 0.1) / power(1, 2)).toBeLessThan(0.4)
    expect(power(3.9, 4) / power(1, 2)).toBeLessThan(0.4)
  })

  it('mixes clips with stills: a clip keeps its sound, begins where it should, and holds its last picture', async () => {
    const greys = async function* () {
      for (let picture = 0; picture < 60; picture += 1) {
        const frame = Buffer.alloc((width * height * 3) / 2, 128)
        yield frame.fill(40 + 3 * picture, 0, width * height)
      }
    }
    const common = { width, height, fps: 30, crf: 4, preset: 'ultrafast', timeoutMs: 30_000 } as const
    await encodeVideo(by, { ...common, frames: greys(), outputPath: file('clip') })
    const slides = [
      { kind: 'clip' as const, path: file('clip'), seconds: 2, startSeconds: 1 },
      still('blue.jpg'),
      // It is heard as the film that music was put under.
      { kind: 'clip' as const, path: file('music'), seconds: 1, startSeconds: 1, keepSound: true },
    ]
    await render('mixed', { slides, transition: cut, loudness: null })
    const pictures = await picturesOf(by, file('mixed'), width, height)
    expect(pictures.length).toBe(120)
    const middle = (number: number) => lumaAt(pictures[number], 90, 160)
    expect(Math.abs(middle(0) - (40 + 3 * 30))).toBeLessThan(4)
    expect(Math.abs(middle(15) - (40 + 3 * 45))).toBeLessThan(4)
    expect(Math.abs(middle(45) - (40 + 3 * 59))).toBeLessThan(4)
    expect(middle(59)).toBe(middle(45))
    expect(Math.abs(middle(70) - lumaOf(blue))).toBeLessThan(4)
    expect(Math.abs(middle(100) - lumaOf(red))).toBeLessThan(4)
    const sound = await soundOf(by, file('mixed'))
    const loudest = (from: number, to: number): number =>
      sound.subarray(from * 96_000, to * 96_000).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    expect(loudest(0, 2.9)).toBeLessThan(0.001)
    expect(loudest(3.1, 3.9)).toBeGreaterThan(0.05)
  })

  it('shows upright and lying clips whole, before a blurred copy or on a colour', async () => {
    const lying = async function* () {
      for (let picture = 0; picture < 15; picture += 1) {
        const frame = Buffer.alloc((320 * 160 * 3) / 2, 128)
        yield frame.fill(200, 0, 320 * 160)
      }
    }
    const common = { width: 320, height: 160, fps: 30, crf: 4, preset: 'ultrafast', timeoutMs: 30_000 } as const
    await encodeVideo(by, { ...common, frames: lying(), outputPath: file('lying') })
    const clip = (fit: 'fill' | 'fit' | 'pad') => ({
      ...{ kind: 'clip' as const, path: file('lying'), seconds: 0.5, fit, background: '#0000ff' },
    })
    await render('fits', { slides: [clip('fill'), clip('fit'), clip('pad')], transition: cut })
    const pictures = await picturesOf(by, file('fits'), width, height)
    const [fill, fit, pad] = [7, 22, 37].map((number) => (x: number, y: number) => lumaAt(pictures[number], x, y))
    for (const look of [fill, fit, pad]) expect(look?.(90, 160)).toBeCloseTo(200, -1)
    expect(fill?.(90, 10)).toBeCloseTo(200, -1)
    // The copy is darker: 16 + (200 - 16) * 0.72.
    expect(fit?.(90, 10)).toBeCloseTo(148, -1)
    expect(pad?.(90, 10)).toBeCloseTo(lumaOf([0, 0, 255]), -0.5)
  })

  it('that is canceled leaves no file and no child', async () => {
    const place = at(`${by.kind}-canceled`)
    await mkdir(place)
    const cancel = new AbortController()
    const work = renderSlideshow(
      by,
      { slides: Array.from({ length: 4 }, () => still('red.jpg', { seconds: 5, motion: 'push-in' })) },
      {
        outputPath: join(place, 'film.mp4'),
        timeoutMs: 60_000,
        signal: cancel.signal,
        onProgress: (share) => (share > 0.03 ? cancel.abort() : undefined),
      },
    )
    await expect(work).rejects.toMatchObject({ code: 'process.canceled' })
    expect(await readdir(place)).toEqual([])
    await expect.poll(() => commandsWith(place), { timeout: 90_000 }).toEqual([])
  })

  it('whose encoder is killed leaves no file', async () => {
    const place = at(`${by.kind}-killed`)
    await mkdir(place)
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const work = renderSlideshow(
      by,
      { slides: [still('red.jpg', { seconds: 20, motion: 'push-in' })] },
      {
        outputPath: join(place, 'film.mp4'),
        timeoutMs: 60_000,
        onProgress: (share) => (share > 0.02 ? begin() : undefined),
      },
    )
    const outcome = expect(work).rejects.toMatchObject({ code: 'process.died' })
    await begun
    const [encoder] = await commandsWith(place)
    process.kill(encoder ?? NaN, 'SIGKILL')
    await outcome
    expect(await readdir(place)).toEqual([])
  })

  it('names the slide that cannot be read, and music that is none', async () => {
    await paintPhoto(at('short.jpg'), 400, 300, (x, y) => [x % 256, y % 256, (x * y) % 256])
    await truncate(at('short.jpg'), 3000)
    await writeFile(at('words.mp4'), 'no clip at all')
    const slides = [still('red.jpg'), still('short.jpg')]
    const broken = render('broken', { slides })
    await expect(broken).rejects.toMatchObject({ code: 'media.slide_unreadable', status: 422 })
    await expect(broken).rejects.toThrow(/^Slide 2: /)
    const clip = render('broken', {
      slides: [still('red.jpg'), { kind: 'clip', path: at('words.mp4'), seconds: 1, keepSound: true }],
    })
    await expect(clip).rejects.toThrow(/^Slide 2: This clip cannot be read/)
    const music = render('broken', { slides: [still('red.jpg')], music: { path: at('words.mp4') } })
    await expect(music).rejects.toMatchObject({ code: 'media.music_unreadable' })
    const missing = render('broken', { slides: [still('nowhere.jpg')] })
    await expect(missing).rejects.toThrow(/^Slide 1: /)
    expect((await readdir(folder)).filter((name) => name.includes('broken'))).toEqual([])
  })

  it('becomes single pictures that look as its film does at rest, with its captions', async () => {
    const place = at(`${by.kind}-photos`)
    await mkdir(place)
    const caption = { text: 'Hello there', style: captionStyle.parse({}) }
    const slides = [
      still('disc.jpg', { caption }),
      still('turned.jpg', { fit: 'fit' as const, caption }),
      { kind: 'clip' as const, path: file('clip'), seconds: 1, startSeconds: 0.5 },
    ]
    await render('whole', { slides, transition: cut, crf: 1 })
    const photos = await renderPhotoSet(by, { ...small, slides }, { folder: place, timeoutMs: 60_000 })
    expect(photos.map(({ path }) => basename(path))).toEqual(['01.jpg', '02.jpg', '03.jpg'])
    expect(await readdir(place)).toHaveLength(3)
    const pictures = await picturesOf(by, file('whole'), width, height)
    for (const [index, photo] of photos.entries()) {
      expect(photo).toMatchObject({ width, height })
      const { data, info } = await sharp(photo.path).raw().toBuffer({ resolveWithObject: true })
      expect(info).toMatchObject({ format: 'raw', width, height, channels: 3 })
      let apart = 0
      for (let place_ = 0; place_ < width * height; place_ += 1) {
        const [r = 0, g = 0, b = 0] = data.subarray(place_ * 3, place_ * 3 + 3)
        apart += Math.abs(lumaOf([r, g, b]) - (pictures[index * 30]?.[place_] ?? NaN))
      }
      expect(apart / (width * height)).toBeLessThan(1.2)
    }
  })
})

/** Processes whose command line names a place. */
const commandsWith = async (place: string): Promise<number[]> => {
  const found: number[] = []
  for (const entry of await readdir('/proc').catch(() => [])) {
    const line = /^\d+$/.test(entry) ? await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '') : ''
    if (line.includes(place)) found.push(Number(entry))
  }
  return found
}
