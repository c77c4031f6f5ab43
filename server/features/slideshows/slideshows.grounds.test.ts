import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { captionStyle } from '@greenroom/contract/caption-style.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCaptions } from '#media/caption-preflight.ts'
import { chooseEncoder } from '#media/encoder.ts'
import { paintPhoto } from '#media/fixtures/slideshow-media.ts'
import { renderPhotoSet } from '#media/slideshow-photos.ts'
import { renderSlideshow } from '#media/slideshow-render.ts'
import { captionGrounds } from './slideshows.film.rules.ts'
import { captionFindings, worstOfEach } from './slideshows.findings.rules.ts'
import { checkedCaptions } from './slideshows.work.ts'

const encoder = await chooseEncoder({ ffmpegPath: null })
const caption = { text: 'A quiet hall', style: captionStyle.parse({ treatment: { kind: 'none' } }) }
const still = { kind: 'still' as const, path: 'a.jpg', seconds: 3 }
const clip = { kind: 'clip' as const, path: 'a.mp4', seconds: 8 }

describe('captions are measured', () => {
  test('once on a still and at three moments of a clip, wherever it begins', () => {
    const grounds = captionGrounds([
      still,
      { ...still, caption },
      { ...clip, caption, startSeconds: 2 },
      { ...clip, caption, seconds: 0.5 },
    ])
    expect(grounds.map(({ number, bare }) => [number, bare.kind === 'clip' ? (bare.startSeconds ?? 0) : null])).toEqual(
      [
        [2, null],
        [3, 2],
        [3, 6],
        [3, 9.9],
        [4, 0],
        [4, 0.25],
        [4, 0.4],
      ],
    )
    expect(grounds.every(({ bare }) => bare.caption === null)).toBe(true)
  })

  test('and the worst of a slide counts', () => {
    const good = { slide: 2, fits: true, outside: 0, contrast: 12, missing: [] }
    expect(
      worstOfEach([good, { ...good, contrast: 2 }, { ...good, contrast: null }, { ...good, slide: 3, outside: 4 }]),
    ).toEqual([
      { ...good, contrast: 2 },
      { ...good, slide: 3, outside: 4 },
    ])
    expect(worstOfEach([{ ...good, contrast: null }])).toEqual([{ ...good, contrast: null }])
  })
})

describe('white words on a clip that grows light', () => {
  let folder = ''
  let path = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenroom-grounds-'))
    const photo = (name: string, level: number): Promise<unknown> =>
      paintPhoto(join(folder, name), 180, 320, () => [level, level, level])
    await photo('dark.jpg', 20)
    await photo('light.jpg', 240)
    path = join(folder, 'clip.mp4')
    const shown = (name: string) => ({ kind: 'still' as const, path: join(folder, name), seconds: 1 })
    await renderSlideshow(
      encoder,
      { ...frame, slides: [shown('dark.jpg'), shown('dark.jpg'), shown('light.jpg')], transition: cut },
      { outputPath: path, timeoutMs: 60_000 },
    )
  }, 60_000)
  afterAll(() => rm(folder, { recursive: true }))

  const frame = { width: 180, height: 320, preset: 'ultrafast' as const }
  const cut = { kind: 'cut' as const, seconds: 0 }
  const media = {
    photos: (wish: Parameters<typeof renderPhotoSet>[1], options: Parameters<typeof renderPhotoSet>[2]) =>
      renderPhotoSet(encoder, wish, options),
    captions: checkCaptions,
  }
  const check = (slides: Parameters<typeof captionGrounds>[0], atOnce?: number) =>
    checkedCaptions(
      media,
      { ...frame, slides: [...slides] },
      join(folder, 'bare'),
      new AbortController().signal,
      atOnce,
    )

  test('are told of when they cannot be read at its end, though they can at its beginning', async () => {
    const light = { ...clip, path, caption, seconds: 3 }
    const dark = { ...light, seconds: 1.5 }
    const photo = { ...still, path: join(folder, 'dark.jpg'), caption }
    const checks = await check([{ ...photo, caption: null }, light, dark, photo])
    expect(checks.map(({ slide }) => slide)).toEqual([2, 3, 4])
    expect(captionFindings(checks).map(({ code, slide }) => [code, slide])).toEqual([['captions.low_contrast', 2]])
  }, 60_000)

  test('are measured of more clips than are drawn at once, and nothing is left behind', async () => {
    const many = Array.from({ length: 2 }, () => ({ ...clip, path, caption, seconds: 1 }))
    const checks = await check(many, 4)
    expect(checks.map(({ slide }) => slide)).toEqual(many.map((_, index) => index + 1))
    expect(checks.every(({ contrast }) => (contrast ?? 0) > 10)).toBe(true)
    await expect(stat(join(folder, 'bare'))).rejects.toThrow('ENOENT')
  }, 60_000)
})
