import type { CaptionTreatment, Frame, Rectangle } from './caption-style.ts'

export type Direction = 'ltr' | 'rtl'

/** What an engine says of a text, in pixels, from the left end of its baseline. */
export interface TextMeasure {
  /** How far the pen moves. */
  width: number
  /** The extent of the ink: up, down, to the left (positive when it reaches back) and to the right. */
  ascent: number
  descent: number
  left: number
  right: number
}
/** `font` is a CSS font with its size. */
export type Measure = (text: string, font: string, direction: Direction) => TextMeasure

export interface CaptionLine {
  /** What is drawn; empty for an empty line. */
  text: string
  direction: Direction
  /** Left end of the baseline in pixels of the frame, whatever the direction. */
  x: number
  y: number
  width: number
}

/** Where every letter of a caption stands, in pixels of the frame. Plain JSON. */
export interface CaptionLayout {
  frame: Frame
  lines: CaptionLine[]
  /** CSS font of every line, with its size. */
  font: string
  fontSize: number
  colour: string
  treatment: CaptionTreatment
  /** For a line around letters: twice what one sees, because half of it lies under the letter. Else 0. */
  strokeWidth: number
  /** For boxes, one for each line that has text; those that touch are drawn as one. */
  boxes: Rectangle[]
  boxRadius: number
  /** For a shade: the band, and how far its soft edges reach beyond it. */
  shade: { top: number; bottom: number; edge: number } | null
  /** Everything is inside the safe box. When false it is laid out all the same, at the smallest size, and nothing is cut off. */
  fits: boolean
  /** What is to be read: the ink of the letters, their outline, boxes. Whole pixels, outwards. Null when there is no text. */
  bounds: Rectangle | null
  /** Whole pixels, inwards. */
  safeBox: Rectangle
}
