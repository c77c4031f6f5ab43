import { expect, test } from 'vitest'
import { preferences } from '@greenroom/contract/accounts.ts'
import { fullName, likePattern, readPreferences } from './accounts.rules.ts'

const standard = preferences.parse({})

test('preferences that nobody set are the standard ones', () => {
  for (const kept of [null, undefined, 'text', [], {}]) expect(readPreferences(kept)).toEqual(standard)
})

test('a field that this version does not know, or not with this value, is left aside and the others stay', () => {
  expect(
    readPreferences({ theme: 'dark', colour: 'green', uploadOrder: 'colour', language: 'nl', constructor: 1 }),
  ).toEqual({
    ...standard,
    theme: 'dark',
    language: 'nl',
  })
})

test('a search is compared without case and accents, and its wildcards are plain letters', () => {
  expect(likePattern(' Éva_50% ')).toBe(String.raw`%eva\_50\%%`)
})

test('a name is what is known of it', () => {
  expect(fullName({ firstName: 'Ann', lastName: '' })).toBe('Ann')
  expect(fullName({ firstName: '', lastName: '' })).toBe('')
})
