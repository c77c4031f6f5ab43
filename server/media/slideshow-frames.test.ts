import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { captionStyle } from '@greenroom/contract/caption-style.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paintPhoto, type Colour } from './fixtures/slideshow-media.ts'
import { evened } from './slideshow-caption.ts'
import { slideshowFrames } from './slideshow-frames.ts'
import { planSlideshow } from './slideshow-plan.ts'
import { slideshowToRender, type SlideshowWish } from './slideshow-shapes.ts'

const [width, height] = [180, 320]
const lumaOf = ([r, g, b]: Colour): number => 16 + (219 * (0.2126 * r + 0.7152 * g + 0.0722 * b)) / 255
const [red, blue, white, black] = [
  [220, 30, 30],
  [30, 30, 220],
  [255, 255, 255],
  [0, 0, 0],
] as const
const lumaAt = (frame: Uint8Array | undefined, x: number, y: number): number => frame?.[y * width + x] ?? NaN

let folder = ''
const at = (name: string): string => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-frames-'))
  await paintPhoto(at('lying.jpg'), 400, 200, (x) => (x < 200 ? red : blue))
  await paintPhoto(at('upright.jpg'), 200, 400, (_, y) => (y < 200 ? red : blue))
  // A camera held upright: what is its top lies on the left of what it stored.
  await paintPhoto(at('turned.jpg'), 400, 200, (x) => (x < 200 ? red : blue), 6)
  // A soft white spot aside on black: where its middle is can be told to a hundredth of a pixel.
  await paintPhoto(at('spot.jpg'), 720, 1280, (x, y) => {
    const light = 255 * Math.exp(-((x - 500) ** 2 + (y - 900) ** 2) / 2 / 18 ** 2)
    return [light, light, light]
  })
  await paintPhoto(at('white.jpg'), 360, 640, () => white)
  await paintPhoto(at('black.jpg'), 360, 640, () => black)
})
afterAll(() => rm(folder, { recursive: true }))

/** No clips, so nothing is decoded by anybody. */
const nobody = { kind: 'node-av' } as const
const frames = async (wish: Omit<SlideshowWish, 'width'>): Promise<Uint8Array[]> => {
  const show = slideshowToRender.parse({ width, height, ...wish })
  const all: Uint8Array[] = []
  const range = { from: 0, to: planSlideshow(show).frames }
  for await (const frame of slideshowFrames(show, nobody, range, 1000, () => undefined)) all.push(frame.slice())
  return all
}
const still = (name: string, more: object = {}) => ({ kind: 'still' as const, path: at(name), seconds: 1, ...more })
const near = (frame: Uint8Array | undefined, places: readonly [x: number, y: number, colour: Colour][]): void => {
  for (const [x, y, colour] of places)
    expect(Math.abs(lumaAt(frame, x, y) - lumaOf(colour)), `${x}, ${y}`).toBeLessThan(3)
}

describe('a still', () => {
  it('fills the frame, from its middle', async () => {
    const [lying] = await frames({ slides: [still('lying.jpg')] })
    near(lying, [
      [2, 2, red],
      [80, 160, red],
      [100, 160, blue],
      [177, 317, blue],
    ])
    const [upright] = await frames({ slides: [still('upright.jpg')] })
    near(upright, [
      [2, 2, red],
      [177, 150, red],
      [90, 170, blue],
      [177, 317, blue],
    ])
  })

  it('is shown whole on a colour', async () => {
    const look = { fit: 'pad' as const, background: '#ffffff' }
    const [lying] = await frames({ slides: [still('lying.jpg', look)] })
    // 180 x 90 in the middle.
    near(lying, [
      [90, 100, white],
      [90, 220, white],
      [1, 120, red],
      [178, 120, blue],
      [178, 200, blue],
    ])
    const [upright] = await frames({ slides: [still('upright.jpg', look)] })
    // 160 x 320.
    near(upright, [
      [3, 160, white],
      [176, 160, white],
      [15, 3, red],
      [165, 316, blue],
    ])
  })

  it('is shown whole before a darker, blurred copy of itself', async () => {
    const [frame] = await frames({ slides: [still('lying.jpg', { fit: 'fit' })] })
    near(frame, [
      [1, 120, red],
      [178, 200, blue],
    ])
    const dark = ([r, g, b]: Colour): Colour => [r * 0.72, g * 0.72, b * 0.72]
    near(frame, [
      [5, 20, dark(red)],
      [175, 300, dark(blue)],
    ])
    expect(lumaAt(frame, 90, 20)).toBeGreaterThan(lumaOf(dark(blue)))
    expect(lumaAt(frame, 90, 20)).toBeLessThan(lumaOf(dark(red)))
  })

  it('stands upright, however the camera was held', async () => {
    const [frame] = await frames({ slides: [still('turned.jpg')] })
    near(frame, [
      [90, 100, red],
      [90, 220, blue],
    ])
  })

  it('is never left by a camera that shows all of it: nothing is cut away while it moves', async () => {
    for (const motion of ['push-in', 'pan-left', 'tilt-down'] as const) {
      const look = { fit: 'pad' as const, background: '#ffffff', motion }
      const all = await frames({ slides: [still('lying.jpg', look)] })
      for (const frame of all) {
        const row = frame.subarray(160 * width, 161 * width)
        // Left of the photo and right of it there is some of its paper, or exactly its edge.
        const columns = Array.from(row, (value, x) => (value < 200 ? x : -1)).filter((x) => x >= 0)
        expect((columns.at(-1) ?? 0) - (columns[0] ?? 0)).toBeGreaterThan(120)
        expect(row.filter((value) => Math.abs(value - lumaOf(red)) < 3).length).toBeGreaterThan(55)
        expect(row.filter((value) => Math.abs(value - lumaOf(blue)) < 3).length).toBeGreaterThan(55)
      }
    }
  })
})

describe('the camera', () => {
  /** The middle of the light. */
  const middleOf = (frame: Uint8Array): { x: number; y: number } => {
    let [sum, x, y] = [0, 0, 0]
    for (let place = 0; place < width * height; place += 1) {
      const light = Math.max(0, (frame[place] ?? 0) - 20)
      sum += light
      x += light * (place % width)
      y += light * Math.floor(place / width)
    }
    return { x: x / sum, y: y / sum }
  }

  it.each(['push-in', 'pull-out', 'pan-left', 'drift'] as const)(
    '%s moves by parts of pixels, without judder',
    async (motion) => {
      const places = (await frames({ slides: [still('spot.jpg', { motion, seconds: 3 })] })).map(middleOf)
      const steps = places
        .slice(1)
        .map(({ x, y }, index) => ({ x: x - (places[index]?.x ?? NaN), y: y - (places[index]?.y ?? NaN) }))
      const travel = Math.hypot(
        (places.at(-1)?.x ?? 0) - (places[0]?.x ?? 0),
        (places.at(-1)?.y ?? 0) - (places[0]?.y ?? 0),
      )
      expect(travel).toBeGreaterThan(4)
      for (const axis of ['x', 'y'] as const) {
        const whole = (places.at(-1)?.[axis] ?? 0) - (places[0]?.[axis] ?? 0)
        for (const [index, step] of steps.entries()) {
          // Never back, and never a jump: a camera that moves by whole pixels stands for frames and then jumps by one.
          if (Math.abs(whole) > 2) expect(step[axis] * Math.sign(whole)).toBeGreaterThan(-0.01)
          expect(Math.abs(step[axis] - (steps[index + 1] ?? step)[axis])).toBeLessThan(0.1)
        }
      }
    },
  )

  it('a picture at rest comes through as it is', async () => {
    const [frame] = await frames({ slides: [still('white.jpg')] })
    expect(frame?.subarray(0, width * height).every((value) => value === 235)).toBe(true)
    expect(frame?.subarray(width * height).every((value) => value === 128)).toBe(true)
  })
})

it('a caption stands still over a moving picture, and goes with its slide', async () => {
  const style = captionStyle.parse({ treatment: { kind: 'box', opacity: 1 }, colour: '#ffffff' })
  const caption = { text: 'Hello', style }
  const slides = [still('white.jpg', { caption, motion: 'push-in' }), still('white.jpg')]
  const all = await frames({ slides, transition: { kind: 'crossfade', seconds: 0.5 } })
  const darkOf = (frame: Uint8Array | undefined): number =>
    frame?.subarray(0, width * height).filter((value) => value < 60).length ?? 0
  expect(darkOf(all[0])).toBeGreaterThan(200)
  expect(all[5]).toEqual(all[10])
  expect(darkOf(all[29])).toBe(0)
  expect(darkOf(all[44])).toBe(0)
  const least = (frame: Uint8Array | undefined): number => Math.min(...(frame?.subarray(0, width * height) ?? []))
  // Half of the box's black is left in the middle of the crossfade.
  expect(Math.abs(least(all[22]) - (16 + 235) / 2)).toBeLessThan(8)
})

it('of a crossfade both pictures make up one', async () => {
  const all = await frames({
    slides: [still('white.jpg'), still('black.jpg')],
    transition: { kind: 'crossfade', seconds: 0.5 },
  })
  expect(all).toHaveLength(45)
  const course = all.map((frame) => lumaAt(frame, 90, 160))
  expect(course.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => 235))
  expect(course.slice(30)).toEqual(Array.from({ length: 15 }, () => 16))
  expect(course).toEqual(course.toSorted((a, b) => b - a))
  expect(Math.abs((course[22] ?? NaN) - 125.5)).toBeLessThan(1)
})

it('a caption at odd places is grown to even ones, with nothing around it', () => {
  const pixels = (count: number, value: number): number[] => Array.from({ length: count * 4 }, () => value)
  const grown = evened({ left: 3, top: 4, width: 2, height: 1, rgba: Uint8ClampedArray.from(pixels(2, 200)) })
  expect(grown).toMatchObject({ left: 2, top: 4, width: 4, height: 2 })
  expect([...grown.rgba]).toEqual([...pixels(1, 0), ...pixels(2, 200), ...pixels(5, 0)])
})
