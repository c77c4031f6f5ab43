import { describe, expect, test } from 'vitest'
import { gapAt, layoutOf, markOf, stepFrom } from './board.rules.ts'

const space = { width: 620, wanted: 140, gap: 10, aspect: 1.5, caption: 0 }
const layout = layoutOf(space)

describe('the layout of a board', () => {
  test('fills the row with as many tiles as fit', () => {
    expect(layout.columns).toBe(4)
    expect(layout.tileWidth * 4 + layout.gap * 3).toBeCloseTo(620)
    expect(layout.tileWidth / layout.tileHeight).toBeCloseTo(1.5)
  })

  test('keeps one column in a place that is narrower than a tile', () => {
    expect(layoutOf({ ...space, width: 90 })).toMatchObject({ columns: 1, tileWidth: 90 })
  })

  test('makes room for a caption under the picture', () => {
    expect(layoutOf({ ...space, caption: 30 }).rowHeight).toBeCloseTo(layout.rowHeight + 30)
  })
})

describe('moving by keys through 10 tiles in rows of 4', () => {
  const board = { columns: 4, count: 10, rows: 2 }

  test('arrows go to the neighbours and stop at the edges', () => {
    expect(stepFrom(0, 'arrowleft', board)).toBe(0)
    expect(stepFrom(3, 'arrowright', board)).toBe(4)
    expect(stepFrom(9, 'arrowright', board)).toBe(9)
    expect(stepFrom(5, 'arrowup', board)).toBe(1)
    expect(stepFrom(2, 'arrowup', board)).toBe(2)
  })

  test('down from a full row into a shorter one lands on its last tile', () => {
    expect(stepFrom(7, 'arrowdown', board)).toBe(9)
    expect(stepFrom(8, 'arrowdown', board)).toBe(8)
  })

  test('pages move by what fits on the screen and keep the column', () => {
    expect(stepFrom(9, 'pageup', board)).toBe(1)
    expect(stepFrom(6, 'pageup', board)).toBe(2)
    expect(stepFrom(1, 'pagedown', board)).toBe(9)
  })

  test('home and end go to the first and the last', () => {
    expect(stepFrom(5, 'home', board)).toBe(0)
    expect(stepFrom(5, 'end', board)).toBe(9)
  })

  test('an empty board has no place to go', () => {
    expect(stepFrom(0, 'end', { ...board, count: 0 })).toBe(-1)
  })
})

describe('dropping between tiles', () => {
  test('the nearest gap is left or right of the tile under the pointer', () => {
    const { tileWidth, gap } = layout
    expect(gapAt(layout, 10, { x: tileWidth * 0.2, y: 5 })).toBe(0)
    expect(gapAt(layout, 10, { x: tileWidth * 0.8, y: 5 })).toBe(1)
    expect(gapAt(layout, 10, { x: tileWidth + gap + tileWidth * 0.9, y: layout.rowHeight + 5 })).toBe(6)
  })

  test('a point below the last tile means the end', () => {
    expect(gapAt(layout, 10, { x: 600, y: 5000 })).toBe(10)
  })

  test('the mark of a row break stands where the pointer is', () => {
    expect(markOf(layout, 4, true).y).toBe(0)
    expect(markOf(layout, 4, true).x).toBeGreaterThan(600)
    expect(markOf(layout, 4, false)).toEqual({ x: -5, y: layout.rowHeight })
  })
})
