import { expect, test } from 'vitest'
import { pickLanguage } from './language.ts'
import { plural } from './messages.ts'

test.each([
  [null, ['nl-BE', 'en'], 'nl'],
  [null, ['de-DE', 'nl'], 'nl'],
  [null, ['de-DE', 'fr'], 'en'],
  ['en', ['nl'], 'en'],
  ['nl', ['en-GB'], 'nl'],
  ['xx', ['nl'], 'nl'],
] as const)('chosen %s on a browser that asks for %j is %s', (wanted, browser, language) => {
  expect(pickLanguage(wanted, browser)).toBe(language)
})

test('a plural says the number as its language writes it', () => {
  const photos = plural('nl', { zero: 'Geen foto’s', one: '# foto', other: '# foto’s' })
  expect([0, 1, 2, 12_000].map(photos)).toEqual(['Geen foto’s', '1 foto', '2 foto’s', '12.000 foto’s'])
})
