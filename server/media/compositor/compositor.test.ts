import { describe, expect, it } from 'vitest'
import { openCompositor, type Compositor, type Picture } from './compositor.ts'
import { framingOf } from './framing.ts'

const width = 64
const height = 48
const plain = (rgb: readonly [number, number, number], w = 80, h = 64): Uint8Array =>
  Uint8Array.from({ length: w * h * 3 }, (_, place) => rgb[place % 3] ?? 0)
/** Brightness rises by 2 for every pixel to the right. */
const ramp = (w = 80, h = 64): Uint8Array =>
  Uint8Array.from({ length: w * h * 3 }, (_, place) => 20 + 2 * (Math.floor(place / 3) % w))
const frameOf = (compositor: Compositor): Uint8Array => {
  const bytes = new Uint8Array(compositor.frameBytes)
  compositor.take(bytes)
  return bytes
}
const lumaAt = (frame: Uint8Array, x: number, y: number): number => frame[y * width + x] ?? -1
const straight = ({ mesh }: Compositor, left: number, top: number): Float32Array =>
  Float32Array.from({ length: mesh.columns * mesh.rows * 2 }, (_, place) => {
    const node = place >> 1
    return place % 2 === 0
      ? left + (node % mesh.columns) * mesh.cell
      : top + Math.floor(node / mesh.columns) * mesh.cell
  })

describe('the compositor', () => {
  it('turns RGB into limited-range BT.709', async () => {
    const compositor = await openCompositor(width, height)
    const triple = (rgb: readonly [number, number, number]) => {
      compositor.draw(compositor.load(plain(rgb), 80, 64), { left: 8, top: 8, width, height }, 'first')
      const frame = frameOf(compositor)
      return [frame[0], frame[width * height], frame[(width * height * 5) / 4]]
    }
    expect(triple([255, 255, 255])).toEqual([235, 128, 128])
    expect(triple([0, 0, 0])).toEqual([16, 128, 128])
    // ITU-R BT.709: Y = 16 + 219 * (0.2126, 0.7152, 0.0722), Cb and Cr around 128.
    expect(triple([255, 0, 0])).toEqual([63, 102, 240])
    expect(triple([0, 255, 0])).toEqual([173, 42, 26])
    expect(triple([0, 0, 255])).toEqual([32, 240, 118])
  })

  it('draws at places between pixels', async () => {
    const compositor = await openCompositor(width, height)
    const picture = compositor.load(ramp(), 80, 64)
    const shownFrom = (left: number) => {
      compositor.draw(picture, { left, top: 8, width, height }, 'first')
      return lumaAt(frameOf(compositor), 30, 20)
    }
    const [whole, half, next] = [shownFrom(8), shownFrom(8.5), shownFrom(9)]
    expect(next - whole).toBeCloseTo(2 * 0.859, 0)
    expect(half).toBeGreaterThanOrEqual(whole)
    expect(half).toBeLessThanOrEqual(next)
  })

  it('bends over a straight mesh to the same picture as it draws', async () => {
    const compositor = await openCompositor(width, height)
    const noise = Uint8Array.from({ length: 80 * 64 * 3 }, (_, place) => (place * 7919) % 251)
    const picture = compositor.load(noise, 80, 64)
    compositor.draw(picture, { left: 5.25, top: 6.75, width, height }, 'first')
    const drawn = frameOf(compositor)
    compositor.bend(picture, straight(compositor, 5.25, 6.75), 'first')
    const bent = frameOf(compositor)
    expect(Math.max(...drawn.map((value, place) => Math.abs(value - (bent[place] ?? 0))))).toBeLessThanOrEqual(2)
  })

  it('goes on with the edge where a mesh leaves the picture', async () => {
    const compositor = await openCompositor(width, height)
    const picture = compositor.load(plain([200, 200, 200]), 80, 64)
    for (const [left, top] of [
      [-500, -500],
      [9000, 9000],
    ] as const) {
      compositor.bend(picture, straight(compositor, left, top), 'first')
      expect(new Set(frameOf(compositor).subarray(0, width * height))).toEqual(
        new Set([lumaAt(frameOf(compositor), 0, 0)]),
      )
    }
  })

  it('mixes by weights that change across the frame', async () => {
    const compositor = await openCompositor(width, height)
    const show = (picture: Picture, layer: 'first' | 'second') =>
      compositor.draw(picture, { left: 8, top: 8, width, height }, layer)
    const [dark, light] = [compositor.load(plain([0, 0, 0]), 80, 64), compositor.load(plain([255, 255, 255]), 80, 64)]
    const { columns, rows } = compositor.mesh
    show(dark, 'first')
    show(light, 'second')
    compositor.mix(Float32Array.from({ length: columns * rows }, (_, node) => (node % columns) / (columns - 1)))
    const frame = frameOf(compositor)
    expect(lumaAt(frame, 0, 10)).toBeLessThan(20)
    expect(lumaAt(frame, 32, 10)).toBeCloseTo(16 + 219 / 2, -1)
    expect(lumaAt(frame, 63, 40)).toBeGreaterThan(230)
    show(dark, 'first')
    compositor.mix(new Float32Array(columns * rows).fill(1))
    expect(lumaAt(frameOf(compositor), 20, 20)).toBe(235)
  })

  it('takes frames of any even width', async () => {
    for (const [wide, high] of [
      [62, 50],
      [360, 202],
      [18, 18],
    ] as const) {
      const compositor = await openCompositor(wide, high)
      const [dark, light] = [compositor.load(plain([0, 0, 0]), 80, 64), compositor.load(plain([255, 255, 255]), 80, 64)]
      compositor.draw(dark, { left: 0, top: 0, width: 80, height: 64 }, 'first')
      compositor.draw(light, { left: 0, top: 0, width: 80, height: 64 }, 'second')
      const { columns, rows } = compositor.mesh
      compositor.mix(new Float32Array(columns * rows).fill(1))
      expect(new Set(frameOf(compositor).subarray(0, wide * high))).toEqual(new Set([235]))
    }
    await expect(openCompositor(63, 48)).rejects.toThrow(RangeError)
  })
})

describe('the framing of a picture', () => {
  it('shows at rest the largest rectangle of the ratio in the middle, exactly', () => {
    const framing = framingOf({ width: 4000, height: 3000 }, { width: 1280, height: 720 }, 1.2, 0.1)
    const { left, top, width: wide, height: high } = framing.rectangle({ zoom: 1, x: 0, y: 0 })
    expect(wide / high).toBeCloseTo(1280 / 720, 2)
    expect(left + wide / 2 + framing.cut.left).toBeCloseTo(framing.scaled.width / 2, 6)
    expect(top + high / 2 + framing.cut.top).toBeCloseTo(framing.scaled.height / 2, 6)
    expect(wide).toBeCloseTo(1280 * 1.2, 0)
  })

  it('does not enlarge small pictures, and stays inside them', () => {
    const framing = framingOf({ width: 101, height: 67 }, { width: 1280, height: 720 }, 1.2, 0.25)
    expect(framing.scaled).toEqual({ width: 101, height: 67 })
    expect(framing.cut.left + framing.cut.width).toBeLessThanOrEqual(101)
    expect(framing.cut.top + framing.cut.height).toBeLessThanOrEqual(67)
  })

  it('uses the room of what was released again, so that a film of many slides needs no more of it', async () => {
    const compositor = await openCompositor(width, height)
    const rgb = new Uint8Array(1000 * 1000 * 3)
    const loadOne = () => compositor.release(compositor.load(rgb, 1000, 1000))
    loadOne()
    const before = process.memoryUsage().arrayBuffers
    for (let slide = 0; slide < 35; slide += 1) loadOne()
    expect(process.memoryUsage().arrayBuffers).toBe(before)
  })

  it('mixes two layers and keeps both', async () => {
    const compositor = await openCompositor(width, height)
    compositor.put(new Uint8Array(compositor.frameBytes).fill(40), 'first')
    compositor.put(new Uint8Array(compositor.frameBytes).fill(200), 'second')
    const blended = new Uint8Array(compositor.frameBytes)
    for (const [weight, value] of [
      [0.25, 80],
      [1, 200],
      [0, 40],
    ] as const) {
      compositor.takeBlend(weight, blended)
      expect(blended.every((one) => one === value)).toBe(true)
    }
  })

  it('lays what is see-through over a layer, where it lies and as far as it covers', async () => {
    const compositor = await openCompositor(width, height)
    compositor.put(new Uint8Array(compositor.frameBytes).fill(16), 'first')
    const rgba = new Uint8Array(4 * 4 * 4).fill(255)
    // The right half covers half.
    for (const pixel of [2, 3, 6, 7, 10, 11, 14, 15]) rgba[pixel * 4 + 3] = 128
    compositor.cover(compositor.loadOverlay({ left: 10, top: 6, width: 4, height: 4, rgba }), 'first')
    const frame = frameOf(compositor)
    expect([9, 10, 11, 12, 13, 14].map((x) => lumaAt(frame, x, 7))).toEqual([16, 235, 235, 126, 126, 16])
    expect([5, 6, 9, 10].map((y) => lumaAt(frame, 10, y))).toEqual([16, 235, 235, 16])
    expect(() => compositor.loadOverlay({ left: 62, top: 6, width: 4, height: 4, rgba })).toThrow(RangeError)
  })

  it('gives a frame back as the RGB it was made of', async () => {
    const compositor = await openCompositor(width, height)
    for (const colour of [
      [220, 30, 30],
      [30, 30, 220],
      [12, 200, 90],
      [255, 255, 255],
      [0, 0, 0],
    ] as const) {
      compositor.draw(compositor.load(plain(colour), 80, 64), { left: 8, top: 8, width, height }, 'first')
      const rgb = compositor.takeRgb()
      for (const place of [0, 1000, rgb.length - 3])
        for (const part of [0, 1, 2])
          expect(Math.abs((rgb[place - (place % 3) + part] ?? NaN) - (colour[part] ?? NaN))).toBeLessThan(3)
    }
  })
})
