import type { CaptionStyle } from '@greenroom/contract/caption-style.ts'
import type { Raster } from './compositor/compositor.ts'
import type { Size } from './compositor/framing.ts'

/** The pixels of a caption, or null when there is nothing to draw. Fonts are loaded only when there is a text. */
export const drawnCaption = async (
  caption: { text: string; style: CaptionStyle } | null,
  frame: Size,
): Promise<Raster | null> => {
  if (caption === null || caption.text.trim() === '') return null
  const { captionRaster } = await import('./captions/caption-raster.ts')
  const raster = captionRaster(caption.text, caption.style, frame)
  return raster.width === 0 || raster.height === 0 ? null : evened(raster)
}

/** Grown with empty pixels to even places and sizes: two by two pixels of a frame share their colour. Pure. */
export const evened = (raster: Omit<Raster, 'rgba'> & { rgba: Uint8ClampedArray }): Raster => {
  const [left, top] = [raster.left & ~1, raster.top & ~1]
  const width = (raster.left + raster.width - left + 1) & ~1
  const height = (raster.top + raster.height - top + 1) & ~1
  const rgba = new Uint8Array(width * height * 4)
  for (let row = 0; row < raster.height; row += 1) {
    const from = row * raster.width * 4
    const to = ((row + raster.top - top) * width + raster.left - left) * 4
    rgba.set(raster.rgba.subarray(from, from + raster.width * 4), to)
  }
  return { left, top, width, height, rgba }
}
