import { expect, test } from 'vitest'
import { looksLikeEmail, nextAddress } from './next.ts'

test('after signing in one comes back to where one was', () => {
  expect(nextAddress('next=%2Fprojects%2F1%3Ftab%3Dscenes')).toBe('/projects/1?tab=scenes')
})

test.each([
  'next=https%3A%2F%2Felsewhere.example',
  'next=%2F%2Felsewhere.example',
  'next=%2F%5Celsewhere.example',
  'next=javascript%3A1',
  '',
])('a link cannot lead to another site: %s', (search) => {
  expect(nextAddress(search)).toBe('/dashboard')
})

test.each([
  ['eva@example.org', true],
  [' eva@example.org ', true],
  ['admin@localhost', true],
  ['eva@example', false],
  ['eva', false],
  ['a b@example.org', false],
])('"%s" looks like an address: %s', (text, good) => {
  expect(looksLikeEmail(text)).toBe(good)
})
