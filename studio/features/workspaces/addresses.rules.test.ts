import { expect, test } from 'vitest'
import { readAddresses } from './addresses.rules.ts'

test.each([
  ['eva@example.org', ['eva@example.org']],
  ['eva@example.org, tom@example.org;kim@example.org\nlee@example.org  pat@example.org', 5],
  ['Eva Visser <Eva@Example.org>, "Tom, jr" <tom@example.org>', ['eva@example.org', 'tom@example.org']],
  ['eva@example.org EVA@example.org', ['eva@example.org']],
  [' \n ,; ', []],
])('addresses are found in “%s”', (text, found) => {
  const { good, wrong } = readAddresses(text)
  if (typeof found === 'number') expect(good).toHaveLength(found)
  else expect(good).toEqual(found)
  expect(wrong.filter((word) => word.includes('@'))).toEqual([])
})

test('what is none is told', () => {
  expect(readAddresses('eva@example.org nobody eva@')).toEqual({ good: ['eva@example.org'], wrong: ['nobody', 'eva@'] })
})
