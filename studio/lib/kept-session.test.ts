import { expect, test } from 'vitest'
import { bringsAnswer, readKeptSession, stillGood } from './kept-session.ts'

const kept = { access_token: 't', refresh_token: 'r', expires_at: 1000, user: { id: 'u', email: 'eva@example.org' } }

test('a kept session tells who is here and until when', () => {
  expect(readKeptSession(JSON.stringify(kept))).toEqual({
    token: 't',
    expiresAt: 1_000_000,
    userId: 'u',
    email: 'eva@example.org',
  })
})

test.each([
  ['nothing', null],
  ['broken text', '{'],
  ['another shape', '{"a":1}'],
  ['a session without a person', JSON.stringify({ ...kept, user: null })],
  ['a session that cannot be renewed', JSON.stringify({ ...kept, refresh_token: undefined })],
])('%s is no session', (_what, text) => {
  expect(readKeptSession(text)).toBeNull()
})

test('a token that ends within a minute and a half is not sent any more', () => {
  const session = { token: 't', expiresAt: 1_000_000, userId: 'u', email: '' }
  expect(stillGood(session, 1_000_000 - 91_000)).toBe(true)
  expect(stillGood(session, 1_000_000 - 90_000)).toBe(false)
})

test('only the answer of a sign-in elsewhere needs the library at once', () => {
  expect(bringsAnswer('?code=abc', '')).toBe(true)
  expect(bringsAnswer('', '#error=access_denied&error_code=otp_expired')).toBe(true)
  expect(bringsAnswer('?token_hash=abc&type=signup', '')).toBe(false)
  expect(bringsAnswer('?next=%2Fx', '#content')).toBe(false)
})
