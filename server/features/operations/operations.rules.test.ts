import { expect, test } from 'vitest'
import { contextOf, scrubbed, shownData } from './operations.rules.ts'

test.each([
  ['connect to postgres://house:s3cret@db.example.test:5432/x failed', 's3cret'],
  ['GET https://media.example.test/a.mp4?X-Amz-Signature=abcdef&y=1 answered 403', 'abcdef'],
  ['Authorization: Bearer luma-4f9a8b7c6d5e4f3a2b1c', '4f9a8b7c6d5e4f3a2b1c'],
  ['sent {"apiKey":"sk_live_1234567890"}', 'sk_live_1234567890'],
  ['token=abc123 was refused', 'abc123'],
  ['the key sb_secret_Ab1Cd2Ef3Gh4Ij5Kl6Mn7 is wrong', 'Ab1Cd2Ef3'],
  ['jwt eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln is old', 'eyJzdWIi'],
])('%s is kept without its secret', (message, secret) => {
  expect(scrubbed(message)).not.toContain(secret)
  expect(scrubbed(message)).toContain('[hidden]')
})

test('a sentence, an id and a path stay readable', () => {
  const message = 'Scene 0b0e9a52-5f0a-4d0e-9d55-0f6a1f4f8a11 of /projects/summer-house has no start frame.'
  expect(scrubbed(message)).toBe(message)
})

test('where it happened is told in our own lines, without the machine', () => {
  const context = contextOf(new Error('no'))
  expect(context.name).toBe('Error')
  expect(context.at[0]).toMatch(/^server\/features\/operations\/operations\.rules\.test\.ts:\d+$/)
  expect(contextOf('text')).toEqual({ name: 'string', at: [] })
})

test('what is sealed in a job is not shown', () => {
  expect(shownData({ id: 'x', sealed: 'secret' })).toEqual({ id: 'x', sealed: '[sealed]' })
  expect(shownData(null)).toBeNull()
})
