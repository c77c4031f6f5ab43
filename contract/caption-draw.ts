import type { CaptionLayout, Measure } from './caption-shapes.ts'
import type { Rectangle } from './caption-style.ts'

/** Draws a layout. Asks of the drawing surface only what a browser's canvas and the server's have in common. */

interface Gradient {
  addColorStop: (offset: number, colour: string) => void
}
/** `lang` and `textRendering` are not known to every browser; where they are not, setting them does nothing. */
export interface CaptionContext {
  font: string
  direction: 'ltr' | 'rtl' | 'inherit'
  textAlign: 'left' | 'right' | 'center' | 'start' | 'end'
  textBaseline: 'alphabetic' | 'top' | 'middle' | 'bottom' | 'hanging' | 'ideographic'
  fontKerning: 'auto' | 'normal' | 'none'
  lineJoin: 'round' | 'bevel' | 'miter'
  lineCap: 'round' | 'butt' | 'square'
  lineWidth: number
  globalAlpha: number
  // A setter that takes less than the surface's own property would not be assignable to it.
  fillStyle: unknown
  strokeStyle: unknown
  save: () => void
  restore: () => void
  beginPath: () => void
  closePath: () => void
  moveTo: (x: number, y: number) => void
  arcTo: (x1: number, y1: number, x2: number, y2: number, radius: number) => void
  fill: () => void
  fillRect: (x: number, y: number, width: number, height: number) => void
  fillText: (text: string, x: number, y: number) => void
  strokeText: (text: string, x: number, y: number) => void
  measureText: (text: string) => {
    width: number
    actualBoundingBoxAscent: number
    actualBoundingBoxDescent: number
    actualBoundingBoxLeft: number
    actualBoundingBoxRight: number
  }
  createLinearGradient: (x0: number, y0: number, x1: number, y1: number) => Gradient
}

/** How a text is set, the same for measuring and for drawing. */
const settle = (context: CaptionContext, font: string, direction: 'ltr' | 'rtl'): void => {
  // Letters stand where the font's own numbers say, not on whole pixels, and no language changes their form.
  Object.assign(context, { textRendering: 'geometricPrecision', lang: 'en' })
  context.font = font
  context.direction = direction
  context.fontKerning = 'normal'
  context.textAlign = 'left'
  context.textBaseline = 'alphabetic'
}

/** Asks a drawing surface how wide texts are. The fonts must be there already. */
export const measureWith =
  (context: CaptionContext): Measure =>
  (text, font, direction) => {
    settle(context, font, direction)
    const measured = context.measureText(text)
    return {
      width: measured.width,
      ascent: measured.actualBoundingBoxAscent,
      descent: measured.actualBoundingBoxDescent,
      left: measured.actualBoundingBoxLeft,
      right: measured.actualBoundingBoxRight,
    }
  }

/** Draws in pixels of the layout's frame; scale the surface to draw it smaller or larger. */
export const drawCaption = (context: CaptionContext, layout: CaptionLayout): void => {
  const { treatment } = layout
  context.save()
  if (layout.shade !== null && treatment.kind === 'shade') shade(context, layout, treatment)
  if (treatment.kind === 'box') {
    context.globalAlpha = treatment.opacity
    context.fillStyle = treatment.colour
    // One path for all: where two boxes meet, nothing is painted twice.
    context.beginPath()
    for (const group of joined(layout.boxes)) outline(context, group, layout.boxRadius)
    context.fill()
    context.globalAlpha = 1
  }
  const lines = layout.lines.filter(({ text }) => text !== '')
  if (treatment.kind === 'outline' && layout.strokeWidth > 0) {
    context.strokeStyle = treatment.colour
    context.lineWidth = layout.strokeWidth
    context.lineJoin = 'round'
    context.lineCap = 'round'
    // All outlines before all letters, so that no line eats into the one above.
    for (const { text, x, y, direction } of lines) {
      settle(context, layout.font, direction)
      context.strokeText(text, x, y)
    }
  }
  context.fillStyle = layout.colour
  for (const { text, x, y, direction } of lines) {
    settle(context, layout.font, direction)
    context.fillText(text, x, y)
  }
  context.restore()
}

const shade = (
  context: CaptionContext,
  { shade: band, frame }: CaptionLayout,
  { colour, opacity }: { colour: string; opacity: number },
): void => {
  if (band === null) return
  const top = band.top - band.edge
  const high = band.bottom + band.edge - top
  const share = band.edge / high
  const clear = `${colour}00`
  const gradient = context.createLinearGradient(0, top, 0, top + high)
  gradient.addColorStop(0, clear)
  gradient.addColorStop(share, colour)
  gradient.addColorStop(1 - share, colour)
  gradient.addColorStop(1, clear)
  context.globalAlpha = opacity
  context.fillStyle = gradient
  context.fillRect(0, top, frame.width, high)
  context.globalAlpha = 1
}

/** Boxes of lines that follow each other without a gap. */
const joined = (boxes: readonly Rectangle[]): Rectangle[][] => {
  const groups: Rectangle[][] = []
  for (const box of boxes) {
    const group = groups.at(-1)
    if (group?.at(-1)?.bottom === box.top) group?.push(box)
    else groups.push([box])
  }
  return groups
}

/** Goes round a stack of boxes, down on the right and up on the left, and rounds every corner, the inner ones too. */
const outline = (context: CaptionContext, boxes: readonly Rectangle[], radius: number): void => {
  const right = boxes.flatMap((box): [number, number][] => [
    [box.right, box.top],
    [box.right, box.bottom],
  ])
  const left = boxes.toReversed().flatMap((box): [number, number][] => [
    [box.left, box.bottom],
    [box.left, box.top],
  ])
  // A corner between two edges of one line is none.
  const around = [...right, ...left]
  const corners = around.filter(([x, y], at) => {
    const [beforeX, beforeY] = around.at(at - 1) ?? [x, y]
    const [afterX, afterY] = around[(at + 1) % around.length] ?? [x, y]
    return !(x === beforeX && x === afterX) && !(y === beforeY && y === afterY)
  })
  const [first, last] = [corners[0], corners.at(-1)]
  if (first === undefined || last === undefined) return
  context.moveTo((first[0] + last[0]) / 2, (first[1] + last[1]) / 2)
  for (const [at, [x, y]] of corners.entries()) {
    const [beforeX, beforeY] = corners.at(at - 1) ?? first
    const [afterX, afterY] = corners[(at + 1) % corners.length] ?? first
    const before = Math.abs(x - beforeX) + Math.abs(y - beforeY)
    const after = Math.abs(x - afterX) + Math.abs(y - afterY)
    context.arcTo(x, y, afterX, afterY, Math.min(radius, before / 2, after / 2))
  }
  context.closePath()
}
