import { expect, test } from 'vitest'
import { exampleName, patternTrouble } from './exports.rules.ts'

const parts = { project: 'Summer House', nn: '03', shot: 'Close-up', name: 'summer-house12', version: '2' }

test('a pattern becomes the name of a clip', () => {
  expect(exampleName('{nn}-{shot}-{name}_v{version}', parts)).toBe('03-close-up-summer-house12_v2.mp4')
  expect(exampleName('{project} {nn}', parts)).toBe('summer-house 03.mp4')
})

test('nothing in a pattern can leave the folder or break a file system', () => {
  expect(exampleName('../{name}', parts)).toBe('summer-house12.mp4')
  expect(exampleName('a/b:{nn}?', parts)).toBe('a-b-03.mp4')
  expect(exampleName('///', parts)).toBe('')
})

test('letters of other languages stay', () => {
  expect(exampleName('{shot}-{nn}', { ...parts, shot: 'Plongée 俯瞰' })).toBe('plongée-俯瞰-03.mp4')
})

test('a pattern that would name clips alike, or holds an unknown word, is told', () => {
  expect(patternTrouble('{shot}')).toBe('same')
  expect(patternTrouble('{nn}-{take}')).toBe('unknown')
  expect(patternTrouble('  ')).toBe('empty')
  expect(patternTrouble('{nn}-{shot}')).toBeNull()
})
