import { expect, test } from 'vitest'
import { formatting } from './format.ts'

const en = formatting('en')
const nl = formatting('nl')
/** Intl puts spaces that do not break. */
const plain = (text: string): string => text.replaceAll(/\s/g, ' ')

test.each([
  [0, '0 byte', '0 byte'],
  [999, '999 byte', '999 byte'],
  [1500, '1.5 kB', '1,5 kB'],
  [999_999, '1,000 kB', '1.000 kB'],
  [12_345_678, '12.3 MB', '12,3 MB'],
  [50_000_000_000, '50 GB', '50 GB'],
])('%d bytes are written as people write sizes', (bytes, english, dutch) => {
  expect(plain(en.bytes(bytes))).toBe(english)
  expect(plain(nl.bytes(bytes))).toBe(dutch)
})

test.each([
  [0, '$0.00', '$ 0,00'],
  [12_500, '$0.0125', '$ 0,0125'],
  [400_000, '$0.40', '$ 0,40'],
  [1_250_000, '$1.25', '$ 1,25'],
])('%d millionths of a dollar are money', (microUsd, english, dutch) => {
  expect(plain(en.money(microUsd))).toBe(english)
  expect(plain(nl.money(microUsd))).toBe(dutch)
})

test('times in the past are told as a distance', () => {
  const now = Date.parse('2026-11-21T12:00:00Z')
  expect(en.ago('2026-11-21T11:57:00Z', now)).toBe('3 minutes ago')
  expect(nl.ago('2026-11-21T11:57:00Z', now)).toBe('3 minuten geleden')
  expect(en.ago('2026-11-20T12:00:00Z', now)).toBe('yesterday')
  expect(en.ago('2026-11-21T11:59:50Z', now)).toBe('now')
})

test('durations are told as on a player', () => {
  expect([5, 75, 3671].map(en.duration)).toEqual(['0:05', '1:15', '1:01:11'])
})
