import { facesOf, type CaptionFace } from './caption-fonts.ts'
import type { CaptionLayout, Direction, TextMeasure } from './caption-shapes.ts'
import type { CaptionStyle, CaptionTreatment, Frame, Rectangle } from './caption-style.ts'

/** Where lines that are already broken stand: baselines, alignment, boxes, and whether all of it is inside. */

/** A line and what was measured of it, in em. */
export type SetLine = TextMeasure & { text: string; direction: Direction }
export type Placed = Omit<CaptionLayout, 'frame' | 'font' | 'colour' | 'treatment' | 'safeBox'>

/** Space of a box around its text, its corners, and the soft edge of a shade, in em. */
const boxSides = 0.3
const boxOver = 0.1
const boxCorner = 0.24
const shadeOver = 0.35
const shadeEdge = 0.9
/** An empty line is lower than one with text. */
const emptyLine = 0.6

/** What a treatment adds on the left and on the right of a line, in em. */
export const sidesOf = (treatment: CaptionTreatment): number =>
  treatment.kind === 'outline' ? treatment.width : treatment.kind === 'box' ? boxSides : 0
/** The same above the first line and below the last. */
const endsOf = (treatment: CaptionTreatment): number =>
  treatment.kind === 'outline' ? treatment.width : treatment.kind === 'box' ? boxOver : 0

/** The ink and the pen together: neither may leave the line. */
export const fullWidth = (line: TextMeasure): number => Math.max(line.left, 0) + Math.max(line.right, line.width)

/**
 * How far the letters of a script usually reach above and below the baseline, in em. Lines are set by this and not by
 * their ink, so that they do not jump while somebody types a letter with a tail.
 */
const reaching: Partial<Record<CaptionFace, { over: number; under: number }>> = {
  arabic: { over: 0.9, under: 0.42 },
  thai: { over: 1.05, under: 0.3 },
  devanagari: { over: 0.95, under: 0.36 },
  emoji: { over: 0.95, under: 0.25 },
  japanese: { over: 0.88, under: 0.14 },
  korean: { over: 0.88, under: 0.14 },
  chinese: { over: 0.88, under: 0.14 },
}
/** Latin, Cyrillic, Greek and Hebrew. */
const usualReach = { over: 0.76, under: 0.22 }
/** Capitals of Vietnamese with two marks. */
const stacked = /[ẤẦẨẪẮẰẲẴẾỀỂỄỐỒỔỖ]/

const reachOf = (text: string): { over: number; under: number } => {
  const reaches = facesOf(text).map((face) => reaching[face] ?? usualReach)
  return {
    over: Math.max(stacked.test(text) ? 1 : 0, ...reaches.map(({ over }) => over)),
    under: Math.max(...reaches.map(({ under }) => under)),
  }
}

/** Baselines of the lines from the top of the first, and the height of all, in em. */
const stack = (lines: readonly SetLine[], style: CaptionStyle) => {
  const reaches = lines.map(({ text }) => reachOf(text))
  const baselines: number[] = []
  let y = 0
  for (const [index, { over }] of reaches.entries()) {
    const before = reaches[index - 1]
    const empty = lines[index]?.text === '' || lines[index - 1]?.text === ''
    const apart = Math.max(style.lineHeight, (before?.under ?? 0) + over)
    y += before === undefined ? over : empty ? apart * ((1 + emptyLine) / 2) : apart
    baselines.push(y)
  }
  return { reaches, baselines, height: y + (reaches.at(-1)?.under ?? 0) }
}

export const nothingPlaced = (fontSize: number): Placed => ({
  lines: [],
  fontSize,
  strokeWidth: 0,
  boxes: [],
  boxRadius: 0,
  shade: null,
  fits: true,
  bounds: null,
})

/** Sets lines at a font size of `size` pixels into the safe box of a frame. */
export const placeLines = (
  set: readonly SetLine[],
  size: number,
  style: CaptionStyle,
  frame: Frame,
  safeBox: Rectangle,
): Placed => {
  const { treatment } = style
  const { reaches, baselines, height } = stack(set, style)
  const ends = endsOf(treatment) * size
  const outline = treatment.kind === 'outline' ? treatment.width * size : 0
  const inkTop = Math.min(-ends, ...set.map((line, at) => ((baselines[at] ?? 0) - line.ascent) * size - outline))
  const inkBottom = Math.max(
    height * size + ends,
    ...set.map((line, at) => ((baselines[at] ?? 0) + line.descent) * size + outline),
  )
  const top = topOf(style, { above: -inkTop, height: inkBottom - inkTop, nominal: height * size }, safeBox)
  const x = startsOf(set, size, style, frame, safeBox)
  const lines = set.map(({ text, direction, width }, at) => ({
    text,
    direction,
    x: Math.round(x(at)),
    y: Math.round(top + (baselines[at] ?? 0) * size),
    width: width * size,
  }))
  const radius = boxCorner * size
  const boxes = treatment.kind === 'box' ? boxesOf(set, lines, reaches, size) : []
  const ink = set.flatMap((line, at) => inkOf(line, lines[at] ?? { x: 0, y: 0 }, size, outline))
  const bounds = around([...ink, ...boxes])
  return {
    lines,
    fontSize: size,
    strokeWidth: outline * 2,
    boxes: alignedEdges(boxes, radius * 2),
    boxRadius: treatment.kind === 'box' ? radius : 0,
    shade:
      treatment.kind === 'shade'
        ? {
            top: Math.round(top - shadeOver * size),
            bottom: Math.round(top + (height + shadeOver) * size),
            edge: Math.round(shadeEdge * size),
          }
        : null,
    fits: bounds === null || inside(bounds, safeBox),
    bounds,
  }
}

/** Top of the first line. Stays inside as long as there is room; what is too high begins at the top. */
const topOf = (
  { vertical }: CaptionStyle,
  block: { above: number; height: number; nominal: number },
  box: Rectangle,
): number => {
  const high = box.bottom - box.top
  const free = high - block.height
  const share = vertical.anchor === 'top' ? 0 : vertical.anchor === 'middle' ? 0.5 : 1
  const wanted = share * free + vertical.offset * high
  // A pixel for the rounding of baselines.
  return box.top + block.above + Math.max(0.5, Math.min(wanted, free - 0.5))
}

/**
 * Where each line begins. Centred text stands in the middle of the picture as far as its widest line allows, and not in
 * the middle of the safe box, which would look like a mistake on every short line.
 */
const startsOf = (
  set: readonly SetLine[],
  size: number,
  style: CaptionStyle,
  frame: Frame,
  box: Rectangle,
): ((at: number) => number) => {
  const sides = sidesOf(style.treatment) * size
  const widest = Math.max(...set.map((line) => fullWidth(line) * size)) + 2 * sides
  const middle = Math.max(box.left + widest / 2, Math.min(frame.width / 2, box.right - widest / 2))
  return (at) => {
    const line = set[at]
    if (line === undefined) return middle
    const width = fullWidth(line) * size
    const over = Math.max(line.left, 0) * size
    if (style.align === 'center') return middle - width / 2 + over
    const atLeft = (style.align === 'start') === (line.direction === 'ltr')
    return (atLeft ? box.left + sides : box.right - sides - width) + over
  }
}

const inkOf = (line: SetLine, { x, y }: { x: number; y: number }, size: number, outline: number): Rectangle[] =>
  line.text === ''
    ? []
    : [
        {
          left: x - line.left * size - outline,
          right: x + line.right * size + outline,
          top: y - line.ascent * size - outline,
          bottom: y + line.descent * size + outline,
        },
      ]

/** One for each line with text; two in a row meet half-way, so that no gap shows between them. */
const boxesOf = (
  set: readonly SetLine[],
  lines: readonly { x: number; y: number }[],
  reaches: readonly { over: number; under: number }[],
  size: number,
): Rectangle[] => {
  const edge = (at: number) => {
    const { over, under } = reaches[at] ?? usualReach
    const y = lines[at]?.y ?? 0
    return { over: y - over * size, under: y + under * size }
  }
  return set.flatMap((line, at) => {
    if (line.text === '') return []
    const before = (set[at - 1]?.text ?? '') === '' ? null : edge(at - 1)
    const after = (set[at + 1]?.text ?? '') === '' ? null : edge(at + 1)
    const { over, under } = edge(at)
    const x = lines[at]?.x ?? 0
    const left = x - (Math.max(line.left, 0) + boxSides) * size
    return [
      {
        left: Math.round(left),
        right: Math.round(left + (fullWidth(line) + 2 * boxSides) * size),
        top: Math.round(before === null ? over - boxOver * size : (before.under + over) / 2),
        bottom: Math.round(after === null ? under + boxOver * size : (under + after.over) / 2),
      },
    ]
  })
}

/** Edges that nearly meet are made to meet: a step smaller than two corners is no step but a dent. */
const alignedEdges = (boxes: readonly Rectangle[], least: number): Rectangle[] => {
  const aligned = boxes.map((box) => ({ ...box }))
  for (let pass = 0; pass < aligned.length; pass++) {
    for (const [at, box] of aligned.entries()) {
      const next = aligned[at + 1]
      if (next?.top !== box.bottom) continue
      if (Math.abs(next.left - box.left) < least) next.left = box.left = Math.min(next.left, box.left)
      if (Math.abs(next.right - box.right) < least) next.right = box.right = Math.max(next.right, box.right)
    }
  }
  return aligned
}

const around = (all: readonly Rectangle[]): Rectangle | null =>
  all.length === 0
    ? null
    : {
        left: Math.floor(Math.min(...all.map(({ left }) => left))),
        top: Math.floor(Math.min(...all.map(({ top }) => top))),
        right: Math.ceil(Math.max(...all.map(({ right }) => right))),
        bottom: Math.ceil(Math.max(...all.map(({ bottom }) => bottom))),
      }

const inside = (one: Rectangle, other: Rectangle): boolean =>
  one.left >= other.left && one.right <= other.right && one.top >= other.top && one.bottom <= other.bottom
