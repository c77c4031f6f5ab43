import { afterAll, beforeEach, expect, it } from 'vitest'
import { startListener } from '#testing/listener.ts'
import { makeOutbound } from './outbound.ts'
import { postOnce, retryAfterSeconds } from './post-once.ts'

const listener = await startListener()
const outbound = makeOutbound({ allow: [listener.origin] })
afterAll(async () => {
  await outbound.close()
  await listener.close()
})
beforeEach(() => listener.reset())

it('gives every answer as an answer, also a 500', async () => {
  listener.answerWith((_request, response) => response.writeHead(500).end('no'))
  expect(await postOnce(outbound, listener.origin, { body: 'pay' })).toMatchObject({
    outcome: 'answered',
    reply: { status: 500 },
  })
})

it('tells a request that never left from one that may have arrived', async () => {
  listener.answerWith((request) => request.socket.destroy())
  expect((await postOnce(outbound, listener.origin, { body: 'pay' })).outcome).toBe('maybe_sent')
  expect((await postOnce(outbound, 'https://127.0.0.1/', { body: 'pay' })).outcome).toBe('not_sent')
  expect((await postOnce(outbound, listener.origin, { body: 'pay', signal: AbortSignal.abort() })).outcome).toBe(
    'not_sent',
  )
  expect(listener.requests).toHaveLength(1)
})

it('doubts what it does not understand', async () => {
  const broken = { ...outbound, request: () => Promise.reject(new Error('odd')) }
  expect((await postOnce(broken, listener.origin, {})).outcome).toBe('maybe_sent')
})

it('reads Retry-After as seconds or as a date', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  const read = (value: string | null) => retryAfterSeconds({ get: () => value }, now)
  expect(read('7')).toBe(7)
  expect(read('Sat, 21 Nov 2026 12:01:30 GMT')).toBe(90)
  expect(read('Sat, 21 Nov 2026 11:00:00 GMT')).toBe(0)
  expect(read(null)).toBeNull()
  expect(read('soon')).toBeNull()
})
