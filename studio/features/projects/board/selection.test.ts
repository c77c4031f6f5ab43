import { expect, test } from 'vitest'
import {
  afterRemoval,
  choose,
  chooseAll,
  nothingSelected,
  targetsOf,
  withoutGone,
  type Selection,
} from './selection.ts'

const order = ['a', 'b', 'c', 'd', 'e']
const of = (selection: Selection): string => [...selection.ids].sort().join('')

test('a plain click chooses one and forgets the others', () => {
  const first = choose(nothingSelected, order, 'b', 'only')
  expect(of(choose(first, order, 'd', 'only'))).toBe('d')
})

test('toggling adds and takes away', () => {
  const two = choose(choose(nothingSelected, order, 'b', 'only'), order, 'd', 'toggle')
  expect(of(two)).toBe('bd')
  expect(of(choose(two, order, 'b', 'toggle'))).toBe('d')
})

test('a range runs from the anchor in both directions, and can be redrawn', () => {
  const anchored = choose(nothingSelected, order, 'c', 'only')
  const down = choose(anchored, order, 'e', 'range')
  expect(of(down)).toBe('cde')
  expect(of(choose(down, order, 'a', 'range'))).toBe('abc')
})

test('a range whose anchor is not shown any more chooses just the one', () => {
  const anchored = choose(nothingSelected, order, 'c', 'only')
  expect(of(choose(anchored, ['a', 'b', 'd'], 'd', 'range'))).toBe('d')
})

test('what was deleted leaves the selection, and an untouched selection stays the same object', () => {
  const all = chooseAll(order)
  expect(of(withoutGone(all, (id) => id !== 'c'))).toBe('abde')
  expect(withoutGone(all, () => true)).toBe(all)
})

test('a command is about the selection in the order of the board, or about the tile outside of it', () => {
  const two = choose(choose(nothingSelected, order, 'd', 'only'), order, 'b', 'toggle')
  expect(targetsOf(two, 'b', order)).toEqual(['b', 'd'])
  expect(targetsOf(two, 'e', order)).toEqual(['e'])
  expect(targetsOf(two, null, order)).toEqual(['b', 'd'])
})

test('the keyboard goes on to the next tile that stays, or back when there is none', () => {
  expect(afterRemoval(order, new Set(['b', 'c']), 'b')).toBe('d')
  expect(afterRemoval(order, new Set(['d', 'e']), 'e')).toBe('c')
  expect(afterRemoval(order, new Set(order), 'a')).toBeNull()
  expect(afterRemoval(order, new Set(['b']), 'e')).toBe('e')
})
