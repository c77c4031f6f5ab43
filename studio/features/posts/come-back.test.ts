import { expect, test } from 'vitest'
import { comeBackPath, readComeBack } from './come-back.ts'

test('what the consent page brought is read from its own address only', () => {
  const search = '?code=a%2Bb&scopes=one,two&state=xyz'
  expect(readComeBack(comeBackPath, search)).toEqual({ code: 'a+b', scopes: 'one,two', state: 'xyz' })
  expect(readComeBack('/sign-in', search)).toBeNull()
})

test('a refusal comes back with its reason', () => {
  expect(readComeBack(comeBackPath, '?error=access_denied&error_description=User%20denied&state=xyz')).toEqual({
    error: 'access_denied',
    errorDescription: 'User denied',
    state: 'xyz',
  })
})

test('without a state nobody came back', () => {
  expect(readComeBack(comeBackPath, '')).toBeNull()
  expect(readComeBack(comeBackPath, '?code=abc')).toBeNull()
})
