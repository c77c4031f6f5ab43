import { expect, test } from 'vitest'
import { consecutivePairs, inParts, singles } from './batch.ts'
import { ticketFor } from './ticket.ts'

test('consecutive pairs chain the photos', () => {
  expect(consecutivePairs(['a', 'b', 'c'])).toEqual([
    { startFileId: 'a', endFileId: 'b' },
    { startFileId: 'b', endFileId: 'c' },
  ])
  expect(consecutivePairs(['a'])).toEqual([])
})

test('singles have no end', () => {
  expect(singles(['a', 'b'])).toEqual([
    { startFileId: 'a', endFileId: null },
    { startFileId: 'b', endFileId: null },
  ])
})

test('parts hold everything once and are never too big', () => {
  expect(inParts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(inParts([], 2)).toEqual([])
})

let made = 0
const newKey = (): string => `key-${(made += 1)}`

test('the same request tried again keeps its key', () => {
  const first = ticketFor({ pairs: ['a'] }, null, newKey)
  expect(ticketFor({ pairs: ['a'] }, first, newKey)).toBe(first)
})

test('another request, and the same one after a good answer, get a new key', () => {
  const first = ticketFor({ pairs: ['a'] }, null, newKey)
  expect(ticketFor({ pairs: ['b'] }, first, newKey).key).not.toBe(first.key)
  expect(ticketFor({ pairs: ['a'] }, null, newKey).key).not.toBe(first.key)
})
