/** Where tiles of one size lie: rows of equal height, read from the left. All lengths in CSS pixels. */
export interface BoardLayout {
  readonly columns: number
  readonly tileWidth: number
  /** Height of the picture part of a tile. */
  readonly tileHeight: number
  /** From the top of one row to the top of the next. */
  readonly rowHeight: number
  readonly gap: number
}

/** Around all tiles. */
export const PADDING = 14

export interface BoardSpace {
  /** Width of the place the tiles may use. */
  readonly width: number
  /** Tiles are at least this wide, and grow until the row is full. */
  readonly wanted: number
  readonly gap: number
  /** Width divided by height of the picture part. */
  readonly aspect: number
  /** Height of the text under the picture. */
  readonly caption: number
}

export function layoutOf({ width, wanted, gap, aspect, caption }: BoardSpace): BoardLayout {
  const columns = Math.max(1, Math.floor((width + gap) / (wanted + gap)))
  const tileWidth = Math.max(1, (width - gap * (columns - 1)) / columns)
  const tileHeight = tileWidth / aspect
  return { columns, tileWidth, tileHeight, rowHeight: tileHeight + caption + gap, gap }
}

export const rowCount = (count: number, columns: number): number => Math.ceil(count / columns)

/** Keys that move through a board; `rows` is how many rows fit on the screen. */
export type StepKey = 'arrowleft' | 'arrowright' | 'arrowup' | 'arrowdown' | 'home' | 'end' | 'pageup' | 'pagedown'

/** The place a key leads to; the same place when there is nothing that way. */
export function stepFrom(place: number, key: StepKey, board: { columns: number; count: number; rows: number }): number {
  const { columns, count } = board
  const last = count - 1
  if (last < 0) return -1
  const page = columns * Math.max(1, board.rows)
  switch (key) {
    case 'arrowleft':
      return Math.max(0, place - 1)
    case 'arrowright':
      return Math.min(last, place + 1)
    case 'arrowup':
      return place - columns < 0 ? place : place - columns
    case 'arrowdown':
      // From the last full row into a shorter one: to its end, not nowhere.
      return place + columns <= last ? place + columns : sameRow(place, last, columns) ? place : last
    case 'home':
      return 0
    case 'end':
      return last
    case 'pageup':
      return place < page ? place % columns : place - page
    case 'pagedown':
      return Math.min(last, place + page)
  }
}

const sameRow = (one: number, other: number, columns: number): boolean =>
  Math.floor(one / columns) === Math.floor(other / columns)

/** The gap between tiles that is nearest to a point: 0 = before the first tile, count = after the last. */
export function gapAt(layout: BoardLayout, count: number, point: { x: number; y: number }): number {
  const lastRow = Math.max(0, rowCount(count, layout.columns) - 1)
  const row = clamp(Math.floor(point.y / layout.rowHeight), 0, lastRow)
  const column = clamp(Math.round(point.x / (layout.tileWidth + layout.gap)), 0, layout.columns)
  return clamp(row * layout.columns + column, 0, count)
}

/**
 * Where to draw the mark of a gap. A gap between two rows belongs to the end of the upper one or to the beginning of
 * the lower one: `atRowEnd` says which of them the pointer is at.
 */
export function markOf(layout: BoardLayout, gap: number, atRowEnd: boolean): { x: number; y: number } {
  const { columns, tileWidth, rowHeight } = layout
  const wraps = atRowEnd && gap > 0 && gap % columns === 0
  const row = wraps ? gap / columns - 1 : Math.floor(gap / columns)
  const column = wraps ? columns : gap % columns
  return { x: column * (tileWidth + layout.gap) - layout.gap / 2, y: row * rowHeight }
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)
