import { faceName, facesOf, faceWeight } from './caption-fonts.ts'
import { fillLines } from './caption-lines.ts'
import { fullWidth, nothingPlaced, placeLines, sidesOf, type Placed, type SetLine } from './caption-place.ts'
import type { CaptionLayout, Direction, Measure, TextMeasure } from './caption-shapes.ts'
import { safeAreas, screen, type CaptionStyle, type Frame, type Rectangle } from './caption-style.ts'
import { directionOf, preparedText } from './caption-words.ts'

/**
 * The one function that decides where the letters of a caption stand. The editor's preview and the burned pixels both
 * draw what it answers. It knows no fonts: how wide a text is, is asked from `measure`.
 */

/**
 * Texts are measured once, large, and scaled. The faces have 1,000 units to the em (the one with emoji 1,024), so at
 * 1,000 px an advance is a whole number but for the noise of an engine, and rounding takes the noise away: both engines
 * then compare the very same numbers and break lines at the same places, whatever the size of the picture or the
 * density of the screen.
 */
const measureSize = 1000
/** What stays free on a line, in em: ink that reaches out of its advance, and positions rounded to whole pixels. */
const spare = 0.06

/** The part of a picture that the app does not cover, in whole pixels. */
export const safeBoxOf = (style: Pick<CaptionStyle, 'safeArea' | 'mirrored'>, frame: Frame): Rectangle => {
  const area = safeAreas[style.safeArea]
  const across = frame.width / screen.width
  const down = frame.height / screen.height
  const [left, right] = style.mirrored ? [area.right, area.left] : [area.left, area.right]
  return {
    left: Math.ceil(left * across),
    right: Math.floor(frame.width - right * across),
    top: Math.ceil(area.top * down),
    bottom: Math.floor(frame.height - area.bottom * down),
  }
}

/** Lays a text out. Never throws for a text; one that does not fit is laid out at the smallest size with `fits: false`. */
export const layoutCaption = (text: string, style: CaptionStyle, frame: Frame, measure: Measure): CaptionLayout => {
  const prepared = preparedText(text, style.uppercase)
  const families = facesOf(prepared).map((face) => `"${faceName(face)}"`)
  const fontAt = (size: number) => `${faceWeight} ${size}px ${families.join(', ')}`
  const em = remembered((line, direction) => inEm(measure(line, fontAt(measureSize), direction)))
  const safeBox = safeBoxOf(style, frame)
  const paragraphs = prepared === '' ? [] : prepared.split('\n')
  const linesAt = (size: number) => {
    const room = (safeBox.right - safeBox.left) / size - 2 * sidesOf(style.treatment) - spare
    const set = paragraphs.map((paragraph) => setParagraph(paragraph, room, em))
    return { lines: set.flatMap(({ lines }) => lines), cut: set.some(({ cut }) => cut) }
  }
  const placed = firstThatFits(sizesOf(style, frame), (size, whole) => {
    const { lines, cut } = linesAt(size)
    return whole && cut ? null : placeLines(lines, size, style, frame, safeBox)
  })
  return {
    frame: { width: frame.width, height: frame.height },
    ...(prepared === '' ? nothingPlaced(placed.fontSize) : placed),
    font: fontAt(placed.fontSize),
    colour: style.colour,
    treatment: style.treatment,
    safeBox,
  }
}

type MeasureEm = (text: string, direction: Direction) => TextMeasure

const setParagraph = (paragraph: string, room: number, em: MeasureEm): { lines: SetLine[]; cut: boolean } => {
  const direction = directionOf(paragraph)
  let allowed = room
  // Ink that reaches far out of its advance is only known of whole lines: they are filled again with that much less.
  for (let round = 0; ; round++) {
    const { lines: texts, cut } = fillLines(paragraph, allowed, (text) => em(text, direction).width)
    const lines = texts.map((text) => ({ text, direction, ...em(text, direction) }))
    const excess = Math.max(...lines.map(fullWidth)) - (room + spare / 2)
    if (excess <= 0 || round === 2) return { lines, cut }
    allowed -= excess
  }
}

const remembered = (measure: MeasureEm): MeasureEm => {
  const known = new Map<string, TextMeasure>()
  return (text, direction) => {
    const key = `${direction} ${text}`
    const found = known.get(key) ?? measure(text, direction)
    known.set(key, found)
    return found
  }
}

const inEm = (measured: TextMeasure): TextMeasure => ({
  // Plus nothing: minus zero is not JSON.
  width: Math.round(measured.width) / measureSize + 0,
  ascent: outwards(measured.ascent),
  descent: outwards(measured.descent),
  left: outwards(measured.left),
  right: outwards(measured.right),
})
/** Engines tell the extent of ink to different precision: up to the next fiftieth of an em, they agree. */
const outwards = (value: number): number => Math.ceil(value / 20) / 50 + 0

/** From the wished size down to the smallest, by steps of a twentieth, in quarters of a pixel. */
const sizesOf = (style: CaptionStyle, frame: Frame): number[] => {
  const wished = style.size * frame.width
  const smallest = Math.min(style.smallest * frame.width, wished)
  const sizes: number[] = []
  for (let size = wished; size > smallest; size *= 0.95) sizes.push(size)
  return [...new Set([...sizes, smallest].map((size) => Math.max(1, Math.round(size * 4) / 4)))]
}

/** The largest size at which no word is cut, as long as that costs little; else the largest at all; else the smallest. */
const firstThatFits = (sizes: readonly number[], at: (size: number, whole: boolean) => Placed | null): Placed => {
  const [wished = 1] = sizes
  for (const size of sizes.filter((one) => one >= wished * 0.7)) {
    const placed = at(size, true)
    if (placed?.fits === true) return placed
  }
  let last = nothingPlaced(wished)
  for (const size of sizes) {
    last = at(size, false) ?? last
    if (last.fits) break
  }
  return last
}
