import { expect, test } from 'vitest'
import { Fault } from '../fault.ts'
import { makeSignedLinks } from './signed-links.ts'

let now = Date.UTC(2026, 0, 1)
const links = makeSignedLinks(Buffer.alloc(32, 1), () => now)
const parts = (path: string): [string, string, string] => {
  const [, , token = '', bucket = '', ...key] = path.split('/')
  return [token, bucket, key.join('/')]
}
const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Fault) return error.code
    throw error
  }
  return 'opened'
}

test('a signed link opens its object until it expires', () => {
  const path = links.path('media', 'u/photos/1/frame.jpg', 60)
  expect(path).toMatch(/^\/signed\/[\w.-]+\/media\/u\/photos\/1\/frame\.jpg$/)
  expect(links.open(...parts(path))).toEqual({ bucket: 'media', key: 'u/photos/1/frame.jpg' })
  now += 60_000
  expect(codeOf(() => links.open(...parts(path)))).toBe('storage.link_expired')
})

test('a link opens nothing else: not another object, bucket, time or house', () => {
  const [token, bucket, key] = parts(links.path('media', 'u/photos/1/frame.jpg', 60))
  const [expires, signature] = token.split('.')
  for (const [t, b, k] of [
    [token, bucket, 'u/photos/2/frame.jpg'],
    [token, 'keyframes', key],
    [token, 'nowhere', key],
    [`${Number(expires) + 1}.${signature}`, bucket, key],
    [`${expires}.`, bucket, key],
    [`${expires}.${signature?.slice(0, -2)}`, bucket, key],
    ['', bucket, key],
  ] as const) {
    expect(codeOf(() => links.open(t, b, k))).toBe('storage.link_refused')
  }
  const stranger = makeSignedLinks(Buffer.alloc(32, 2), () => now)
  expect(codeOf(() => stranger.open(token, bucket, key))).toBe('storage.link_refused')
})
