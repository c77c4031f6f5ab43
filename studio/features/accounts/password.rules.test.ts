import { expect, test } from 'vitest'
import { adviceFor } from './password.rules.ts'

test.each([
  ['', 'empty'],
  ['abc', 'short'],
  ['1234567890', 'simple'],
  ['aaaaaaaaaaaa', 'simple'],
  ['qwertyuiop12', 'simple'],
  ['password2026', 'simple'],
  ['vandenberg99', 'personal'],
  ['greenlantern', 'fair'],
  ['Gr33n-lantern', 'strong'],
  ['correct horse battery', 'strong'],
])('"%s" is %s', (password, kind) => {
  expect(adviceFor(password, ['Eva', 'Vandenberg', 'eva@example.org']).kind).toBe(kind)
})

test('a short password is told how much is missing', () => {
  expect(adviceFor('seven77', [])).toEqual({ kind: 'short', left: 3 })
})

test('characters are counted as people count them', () => {
  expect(adviceFor('🦊🦊🦊🦊🦊', [])).toEqual({ kind: 'short', left: 5 })
})
