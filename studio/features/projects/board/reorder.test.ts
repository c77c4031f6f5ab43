import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beforeOf, byPosition, gapAfterStep, reordered } from './reorder.ts'

const list = ['a', 'b', 'c', 'd', 'e'].map((id, position) => ({ id, position }))
const order = list.map(({ id }) => id)
const names = (moved: readonly { id: string }[]): string => moved.map(({ id }) => id).join('')

test('tiles dropped into a gap come to stand before the next tile that is not moved itself', () => {
  expect(beforeOf(order, new Set(['a']), 3)).toBe('d')
  expect(beforeOf(order, new Set(['a', 'd']), 3)).toBe('e')
  expect(beforeOf(order, new Set(['a']), 5)).toBeNull()
})

test('dropping tiles where they are changes nothing', () => {
  expect(beforeOf(order, new Set(['b', 'c']), 1)).toBeUndefined()
  expect(beforeOf(order, new Set(['b', 'c']), 3)).toBeUndefined()
  expect(beforeOf(order, new Set(['b', 'd']), 3)).toBe('e')
})

test('carrying by keys moves past one staying tile at a time, and stops at the ends', () => {
  const carried = new Set(['b'])
  const right = gapAfterStep(order, carried, null, 1)
  expect(beforeOf(order, carried, right)).toBe('d')
  expect(beforeOf(order, carried, gapAfterStep(order, carried, right, 1))).toBe('e')
  expect(beforeOf(order, carried, gapAfterStep(order, carried, right, -2))).toBe('a')
  expect(gapAfterStep(order, carried, null, 100)).toBe(5)
  expect(gapAfterStep(order, carried, null, -100)).toBe(0)
  expect(beforeOf(order, carried, gapAfterStep(order, carried, right, -1))).toBeUndefined()
})

test('moved tiles keep the order they are given in', () => {
  expect(names(reordered(list, ['e', 'b'], 'a'))).toBe('ebacd')
  expect(names(reordered(list, ['a', 'c'], null))).toBe('bdeac')
})

test('the new positions sort to the new order, whatever moves where', () => {
  fc.assert(
    fc.property(fc.subarray(order, { minLength: 1 }), fc.nat({ max: 5 }), (ids, gap) => {
      const before = beforeOf(order, new Set(ids), gap)
      if (before === undefined) return
      const moved = reordered(list, ids, before)
      expect(moved).toHaveLength(list.length)
      expect(names([...moved].sort(byPosition))).toBe(names(moved))
    }),
  )
})
