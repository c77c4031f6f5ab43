import { createCanvas } from '@napi-rs/canvas'
import { drawCaption, measureWith } from '@greenroom/contract/caption-draw.ts'
import { facesOf } from '@greenroom/contract/caption-fonts.ts'
import { layoutCaption } from '@greenroom/contract/caption-layout.ts'
import type { CaptionLayout } from '@greenroom/contract/caption-shapes.ts'
import type { CaptionStyle, Frame, Rectangle } from '@greenroom/contract/caption-style.ts'
import { graphemes, preparedText } from '@greenroom/contract/caption-words.ts'
import { registerFaces, uncovered } from './caption-faces.ts'

/**
 * Captions as pixels. Shaping and drawing take tens of milliseconds and fonts tens of megabytes: import this only in
 * worker or child processes, never where requests are answered.
 */
export interface CaptionRaster {
  layout: CaptionLayout
  /** Where the pixels lie in the frame. All four are 0 when there is nothing to draw. */
  left: number
  top: number
  width: number
  height: number
  /** Straight (not premultiplied) alpha, 4 bytes a pixel, rows from the top, `width * height * 4` bytes. */
  rgba: Uint8ClampedArray
  /** Graphemes that no face of ours has, each once: they are drawn as an empty box, or by a font of the machine. */
  missing: string[]
}

/** Draws a caption for a frame, cut to what is painted. The first text of a script brings its fonts. */
export const captionRaster = (text: string, style: CaptionStyle, frame: Frame): CaptionRaster => {
  const prepared = preparedText(text, style.uppercase)
  const faces = facesOf(prepared)
  registerFaces(faces)
  const layout = layoutCaption(text, style, frame, measureWith(createCanvas(1, 1).getContext('2d')))
  const missing = uncovered(graphemes(prepared), faces)
  const painted = paintedArea(layout)
  if (painted === null) return { layout, left: 0, top: 0, width: 0, height: 0, rgba: new Uint8ClampedArray(), missing }
  const { left, top } = painted
  const width = painted.right - left
  const height = painted.bottom - top
  const context = createCanvas(width, height).getContext('2d')
  context.translate(-left, -top)
  drawCaption(context, layout)
  return { layout, left, top, width, height, rgba: context.getImageData(0, 0, width, height).data, missing }
}

/** What is drawn of a layout within its frame, the soft band of a shade included. */
const paintedArea = ({ bounds, shade, frame, treatment }: CaptionLayout): Rectangle | null => {
  if (bounds === null) return null
  const band = treatment.kind === 'shade' && shade !== null
  const area = {
    left: band ? 0 : bounds.left,
    right: band ? frame.width : bounds.right,
    top: band ? Math.min(bounds.top, shade.top - shade.edge) : bounds.top,
    bottom: band ? Math.max(bounds.bottom, shade.bottom + shade.edge) : bounds.bottom,
  }
  const left = Math.max(0, area.left)
  const top = Math.max(0, area.top)
  const right = Math.min(frame.width, area.right)
  const bottom = Math.min(frame.height, area.bottom)
  return right > left && bottom > top ? { left, top, right, bottom } : null
}
