import { cutPiece, piecesOf, type Piece } from './caption-words.ts'

/** How the pieces of a paragraph are put on lines: on as few as possible, and then as evenly as possible. */
export interface Filled {
  lines: string[]
  /** A piece was longer than a line and had to be cut. */
  cut: boolean
}

/** `room` and what `width` answers are in one unit. A paragraph without text is one empty line. */
export const fillLines = (paragraph: string, room: number, width: (text: string) => number): Filled => {
  const whole = piecesOf(paragraph)
  const pieces = whole.flatMap((piece) =>
    width(shown(piece.text)) <= room ? [piece] : cutPiece(piece, (text) => width(shown(text)) <= room),
  )
  const lines = balanced(pieces, room, width).map((line) => shown(textOf(line)))
  return { lines: lines.length > 0 ? lines : [''], cut: pieces.length > whole.length }
}

const textOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece, index) => (index === pieces.length - 1 ? piece.text : piece.text + piece.gap)).join('')

/** A soft hyphen is seen where a line ends with it and nowhere else; a place where a line may end is never seen. */
const shown = (text: string): string => text.replace(/\u00ad$/, '\u2010').replace(/[\u00ad\u200b]/g, '')

interface Best {
  /** Lines of the text up to here. */
  lines: number
  /** Sum of the squared widths: smallest when all are equal. */
  cost: number
  /** Where the last line begins. */
  from: number
}

/** Fewest lines first, then the smallest sum of squared widths; ties go to the longer first line. */
const balanced = (pieces: readonly Piece[], room: number, width: (text: string) => number): Piece[][] => {
  const widths = pieces.map(({ text }) => width(shown(text)))
  const gaps = pieces.map(({ gap }) => (gap === '' ? 0 : width(gap)))
  const best: Best[] = [{ lines: 0, cost: 0, from: 0 }]
  for (let end = 1; end <= pieces.length; end++) {
    let found: Best | null = null
    let line = 0
    for (let from = end - 1; from >= 0; from--) {
      line += (widths[from] ?? 0) + (from === end - 1 ? 0 : (gaps[from] ?? 0))
      // A single piece that is wider than the line (one letter, a tiny picture) still needs a line of its own.
      if (line > room && from < end - 1) break
      const before = best[from]
      if (before === undefined) continue
      const lines = before.lines + 1
      const cost = before.cost + line * line
      if (found === null || lines < found.lines || (lines === found.lines && cost < found.cost - 1e-9))
        found = { lines, cost, from }
    }
    best.push(found ?? { lines: 0, cost: 0, from: end - 1 })
  }
  const lines: Piece[][] = []
  for (let end = pieces.length; end > 0;) {
    const from = best[end]?.from ?? end - 1
    lines.unshift(pieces.slice(from, end))
    end = from
  }
  return lines
}
