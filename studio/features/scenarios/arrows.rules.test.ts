import { describe, expect, test } from 'vitest'
import { arrowPath, inTheMiddle, lanesOf, standsOf } from './arrows.rules.ts'

test('arrows between the same nodes in the same direction lie in lanes around the middle', () => {
  const arrow = (way: string) => ({ from: way[0] ?? '', to: way[1] ?? '' })
  expect(lanesOf(['ab', 'bc', 'ab', 'ba', 'bc', 'bc'].map(arrow))).toEqual([-0.5, -1, 0.5, 0, 0, 1])
})

describe('the path of an arrow', () => {
  const below = { sourceX: 100, sourceY: 0, targetX: 100, targetY: 100 }
  const beside = { sourceX: 0, sourceY: 0, targetX: 600, targetY: 40 }
  const back = { sourceX: 100, sourceY: 300, targetX: 100, targetY: 0 }

  test('ends where its nodes are, whatever its lane', () => {
    for (const lane of [-1, 0, 1]) {
      expect(arrowPath(below, lane).path).toMatch(/^M100,0 C.* 100,100$/)
      expect(arrowPath(back, lane).path).toMatch(/^M100,300 C.* 100,0$/)
    }
    expect(arrowPath(below, 0)).toMatchObject({ x: 100, y: 50 })
  })

  test('leaves room for every label: side by side where it leads down, one below the other where it leads aside', () => {
    for (const ends of [below, beside, { ...below, targetX: 400 }, back]) {
      const labels = [-1, 0, 1].map((lane) => arrowPath(ends, lane))
      for (const [index, one] of labels.entries())
        for (const other of labels.slice(index + 1))
          expect(Math.abs(one.x - other.x) > 165 || Math.abs(one.y - other.y) > 34).toBe(true)
    }
    expect(arrowPath(beside, 1).x - arrowPath(beside, 0).x).toBeLessThan(20)
  })

  test('goes round its nodes when it leads back, so that it does not lie on the arrow that led there', () => {
    expect(arrowPath(back, 0).x - 100).toBeGreaterThan(150)
    expect(arrowPath({ ...back, targetX: 700 }, 0).x).toBe(400)
  })
})

describe('labels', () => {
  const nodes = [
    { id: 'a', x: 0, y: 0 },
    { id: 'b', x: 400, y: 0 },
    { id: 'c', x: 0, y: 400 },
    { id: 'd', x: 400, y: 400 },
  ]
  const crossing = [
    { from: 'a', to: 'd' },
    { from: 'b', to: 'c' },
  ]

  test('of arrows that cross stand apart on their ways; one that says nothing takes no room', () => {
    expect(standsOf(nodes, crossing, [0, 0], [40, 40])).toEqual([inTheMiddle, { at: 0.3, x: 0, y: 0 }])
    expect(standsOf(nodes, crossing, [0, 0], [0, 40])).toEqual([inTheMiddle, inTheMiddle])
  })

  test('stand beside their way where nodes leave no room on it', () => {
    const wall = [92, 184, 276].map((y) => ({ id: `wall ${y}`, x: 170, y }))
    const [stand] = standsOf([...nodes, ...wall], [{ from: 'a', to: 'c' }], [0], [40])
    expect(stand?.x).toBeLessThan(0)
  })

  test('step out from behind a node, and stand in the middle where an arrow leads nowhere', () => {
    const straight = [{ from: 'a', to: 'c' }]
    expect(standsOf([...nodes, { id: 'e', x: 0, y: 240 }], straight, [0], [40])).toEqual([{ at: 0.3, x: 0, y: 0 }])
    expect(standsOf(nodes, [{ from: 'a', to: 'gone' }], [0], [40])).toEqual([inTheMiddle])
  })
})
