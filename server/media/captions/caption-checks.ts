import { safeBoxOf } from '@greenroom/contract/caption-layout.ts'
import type { CaptionLayout } from '@greenroom/contract/caption-shapes.ts'
import type { CaptionStyle, Frame, Rectangle } from '@greenroom/contract/caption-style.ts'
import type { CaptionRaster } from './caption-raster.ts'

/** What is known of a caption before it is posted: can it be read on this picture, and does the app cover it? */

/** A picture of the size of the layout's frame, sRGB, rows from the top, without gaps between them. */
export interface Pixels {
  data: Uint8Array | Uint8ClampedArray
  width: number
  height: number
  /** 4 = with alpha, which is ignored. */
  channels: 3 | 4
}
/** Ratios of WCAG 2 (1 to 21). Large text needs 3 (success criterion 1.4.3). */
export interface CaptionContrast {
  /** Of the worst pixel, which may be a single spark. */
  min: number
  /** Of the worst twentieth: what to judge by. */
  low: number
  median: number
}

type Rgb = readonly [number, number, number]

const linear = Float64Array.from({ length: 256 }, (_, value) =>
  value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
)
const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * (linear[red] ?? 0) + 0.7152 * (linear[green] ?? 0) + 0.0722 * (linear[blue] ?? 0)
const ratio = (one: number, other: number): number => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)

/** A colour of a style, `#rrggbb`. */
const rgbOf = (colour: string): Rgb => {
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** An outline counts as the ground of its letters once it is as thick as this, in pixels on each side. */
const visibleOutline = 1.5

/**
 * Contrast of the letters against what lies beneath them: the picture, through a box or a shade. Letters with an outline
 * stand against that or against the picture, whichever they differ from more. Emoji are left out. Null when no pixel is
 * of a letter. Throws when the picture is not of the frame's size.
 */
export const captionContrast = (raster: CaptionRaster, picture: Pixels): CaptionContrast | null => {
  const { layout, rgba, left, top, width } = raster
  if (picture.width !== layout.frame.width || picture.height !== layout.frame.height)
    throw new Error('The picture is not of the size that the caption was made for.')
  const letters = rgbOf(layout.colour)
  const light = luminance(letters)
  const { treatment } = layout
  const outline =
    treatment.kind === 'outline' && layout.strokeWidth >= 2 * visibleOutline
      ? ratio(light, luminance(rgbOf(treatment.colour)))
      : 1
  const ground =
    treatment.kind === 'box' || treatment.kind === 'shade'
      ? { colour: rgbOf(treatment.colour), opacity: treatment.opacity }
      : { colour: letters, opacity: 0 }
  const ratios: number[] = []
  for (let pixel = 0; pixel < rgba.length / 4; pixel++) {
    if (!isLetter(rgba, pixel * 4, letters)) continue
    const across = left + (pixel % width)
    const down = top + Math.floor(pixel / width)
    const from = (down * picture.width + across) * picture.channels
    const beneath = (channel: 0 | 1 | 2): number =>
      Math.round((picture.data[from + channel] ?? 0) * (1 - ground.opacity) + ground.colour[channel] * ground.opacity)
    ratios.push(Math.max(outline, ratio(light, luminance([beneath(0), beneath(1), beneath(2)]))))
  }
  if (ratios.length === 0) return null
  ratios.sort((one, other) => one - other)
  const at = (share: number): number => ratios[Math.floor((ratios.length - 1) * share)] ?? 1
  return { min: at(0), low: at(0.05), median: at(0.5) }
}

/** Solid and of the letters' colour; edges and emoji are not. */
const isLetter = (rgba: Uint8ClampedArray, at: number, [red, green, blue]: Rgb): boolean =>
  (rgba[at + 3] ?? 0) > 250 &&
  Math.abs((rgba[at] ?? 0) - red) <= 2 &&
  Math.abs((rgba[at + 1] ?? 0) - green) <= 2 &&
  Math.abs((rgba[at + 2] ?? 0) - blue) <= 2

/** By how many pixels a caption reaches out of the safe box on each side; null when it is inside. */
export const outsideSafeBox = (
  layout: Pick<CaptionLayout, 'bounds'>,
  frame: Frame,
  style: Pick<CaptionStyle, 'safeArea' | 'mirrored'>,
): Rectangle | null => {
  if (layout.bounds === null) return null
  const box = safeBoxOf(style, frame)
  const over = {
    left: Math.max(0, box.left - layout.bounds.left),
    top: Math.max(0, box.top - layout.bounds.top),
    right: Math.max(0, layout.bounds.right - box.right),
    bottom: Math.max(0, layout.bounds.bottom - box.bottom),
  }
  return Math.max(over.left, over.top, over.right, over.bottom) > 0 ? over : null
}
