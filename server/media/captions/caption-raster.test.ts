import { describe, expect, it } from 'vitest'
import { captionStyle, screen, type CaptionTreatment } from '@greenroom/contract/caption-style.ts'
import { captionContrast, outsideSafeBox, type Pixels } from './caption-checks.ts'
import { captionRaster } from './caption-raster.ts'

const style = captionStyle.parse({})
const treated = (treatment: CaptionTreatment) => ({ ...style, treatment })
const frame = { width: 540, height: 960 }

const plain = (red: number, green: number, blue: number): Pixels => {
  const data = new Uint8Array(frame.width * frame.height * 3)
  for (let at = 0; at < data.length; at += 3) data.set([red, green, blue], at)
  return { data, ...frame, channels: 3 }
}

/** The smallest rectangle of the raster that holds every painted pixel. */
const painted = ({ rgba, width, height }: { rgba: Uint8ClampedArray; width: number; height: number }) => {
  const on = Array.from({ length: width * height }, (_, at) => at).filter((at) => (rgba[at * 4 + 3] ?? 0) > 0)
  const columns = on.map((at) => at % width)
  const rows = on.map((at) => Math.floor(at / width))
  return { left: Math.min(...columns), right: Math.max(...columns), top: Math.min(...rows), bottom: Math.max(...rows) }
}

describe('the raster of a caption', () => {
  it('is cut to the ink, with no pixel of it lost and few around it', () => {
    // One line whose pixels fit the stack of Math.min.
    const raster = captionRaster('gÅ', { ...style, size: 0.1 }, frame)
    const { left, right, top, bottom } = painted(raster)
    const { bounds } = raster.layout
    expect({ left: raster.left, top: raster.top }).toEqual({ left: bounds?.left, top: bounds?.top })
    expect(raster.rgba).toHaveLength(raster.width * raster.height * 4)
    // Bounds are told to a fiftieth of an em.
    const spare = Math.ceil(raster.layout.fontSize / 50) + 2
    for (const rest of [left, top, raster.width - 1 - right, raster.height - 1 - bottom]) {
      expect(rest).toBeGreaterThanOrEqual(0)
      expect(rest).toBeLessThanOrEqual(spare)
    }
    expect(left + top).toBeGreaterThan(0)
  })

  it('of nothing is nothing', () => {
    const raster = captionRaster(' \n ', style, frame)
    expect(raster).toMatchObject({ left: 0, top: 0, width: 0, height: 0, missing: [] })
    expect(raster.layout).toMatchObject({ lines: [], bounds: null, fits: true })
  })

  it('of a shade reaches over the whole width', () => {
    const raster = captionRaster('Hello', treated({ kind: 'shade', colour: '#000000', opacity: 0.6 }), frame)
    expect(raster).toMatchObject({ left: 0, width: frame.width })
    const middle = (Math.round(raster.height / 2) * raster.width + 2) * 4
    expect([...raster.rgba.slice(middle, middle + 4)]).toEqual([0, 0, 0, 153])
  })

  it('never reaches out of its frame, even when the text does not fit', () => {
    const raster = captionRaster('word '.repeat(900), { ...style, smallest: 0.05 }, frame)
    expect(raster.layout.fits).toBe(false)
    expect(raster.top + raster.height).toBe(frame.height)
  })

  it('names what no face of ours has, each once', () => {
    expect(captionRaster('Ꭰ ok Ꭰ ቋ 👍🏽 ก', style, frame).missing).toEqual(['Ꭰ', 'ቋ'])
  })
})

describe('contrast with the picture beneath', () => {
  const white = (treatment: CaptionTreatment) => captionRaster('Hello there', treated(treatment), frame)

  it('is that of the letters and the picture when nothing lies between', () => {
    const contrast = captionContrast(white({ kind: 'none' }), plain(118, 118, 118))
    expect(contrast?.min).toBeCloseTo(4.54, 1)
    expect(contrast?.median).toBeCloseTo(4.54, 1)
    expect(captionContrast(white({ kind: 'none' }), plain(255, 255, 255))?.median).toBeCloseTo(1, 2)
  })

  it('counts an outline, a box and a shade', () => {
    const sky = plain(255, 255, 255)
    expect(captionContrast(white({ kind: 'outline', colour: '#000000', width: 0.065 }), sky)?.min).toBeCloseTo(21, 1)
    expect(captionContrast(white({ kind: 'box', colour: '#000000', opacity: 1 }), sky)?.min).toBeCloseTo(21, 1)
    const shaded = captionContrast(white({ kind: 'shade', colour: '#000000', opacity: 0.5 }), sky)
    expect(shaded?.median).toBeGreaterThan(3.9)
    expect(shaded?.median).toBeLessThan(4.1)
  })

  it('tells the worst part from the usual one', () => {
    const raster = white({ kind: 'none' })
    const half = plain(0, 0, 0)
    for (let row = 0; row < frame.height; row++)
      half.data.fill(255, (row * frame.width + raster.left + raster.width * 0.7) * 3, (row + 1) * frame.width * 3)
    const contrast = captionContrast(raster, half)
    expect(contrast?.low).toBeCloseTo(1, 2)
    expect(contrast?.median).toBeCloseTo(21, 1)
  })

  it('is unknown without letters, and refuses a picture of another size', () => {
    expect(captionContrast(captionRaster('', style, frame), plain(0, 0, 0))).toBeNull()
    expect(() => captionContrast(captionRaster('a', style, screen), plain(0, 0, 0))).toThrow('size')
  })
})

describe('the safe box', () => {
  it('holds what fits, and says on which side and how far another does not', () => {
    const { layout } = captionRaster('A line that is about as wide as the box', { ...style, align: 'start' }, screen)
    expect(outsideSafeBox(layout, screen, style)).toBeNull()
    // The same caption for an account whose buttons stand on the left.
    expect(outsideSafeBox(layout, screen, { ...style, mirrored: true })).toEqual({
      left: 180 - (layout.bounds?.left ?? 0),
      top: 0,
      right: 0,
      bottom: 0,
    })
  })
})
