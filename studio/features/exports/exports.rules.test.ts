import { expect, test } from 'vitest'
import { exampleName, patternTrouble } from './exports.rules.ts'

const parts = { project: 'Summer House', nn: '03', shot: 'Over Shoulder', name: 'summer-house12', version: '2' }

test('a pattern becomes the name of a clip', () => {
  expect(exampleName('{nn}-{shot}-{name}_v{version}', parts)).toBe('03-over-shoulder-summer-house12_v2.mp4')
  expect(exampleName('{project} {nn}', parts)).toBe('Summer House 03.mp4')
})

test('nothing in a pattern can leave the folder or break a file system', () => {
  expect(exampleName('../{name}', parts)).toBe('-summer-house12.mp4')
  expect(exampleName('a/b:{nn}?', parts)).toBe('a-b-03-.mp4')
  expect(exampleName('...', parts)).toBe('')
})

test('letters of other languages stay', () => {
  expect(exampleName('{shot}-{nn}', { ...parts, shot: 'Plongée 俯瞰' })).toBe('plongée-俯瞰-03.mp4')
})

test('a pattern that holds an unknown word or a lone brace, or would name clips alike, is told', () => {
  expect(patternTrouble('{nn}-{take}')).toBe('unknown')
  expect(patternTrouble('{nn}-{shot')).toBe('brace')
  expect(patternTrouble('  ')).toBe('empty')
  expect(patternTrouble('{shot}')).toBe('same')
  expect(patternTrouble('{nn}-{shot}')).toBeNull()
})
