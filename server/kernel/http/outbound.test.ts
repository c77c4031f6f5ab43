import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { faultOf } from '#testing/fault-of.ts'
import { startListener } from '#testing/listener.ts'
import { makeOutbound } from './outbound.ts'
import { redirectProblem } from './public-address.ts'

const listener = await startListener()
const { origin, port } = listener
afterAll(() => listener.close())
beforeEach(() => listener.reset())

describe('redirects', () => {
  const redirectTo = (location: string, times = 1) => {
    listener.answerWith((_request, response) => {
      if (listener.requests.length <= times) response.writeHead(302, { location }).end()
      else response.setHeader('content-type', 'text/plain').end('arrived')
    })
  }

  it.each([
    'http://169.254.169.254/',
    'http://[::1]/',
    'http://localhost/',
    'file:///etc/passwd',
    '//10.0.0.1/x',
    'https://u:p@example.com/',
    'https://example.com:22/',
  ])('checks the next address again: %s', async (location) => {
    redirectTo(location)
    const outbound = makeOutbound({ allow: [origin] })
    expect(await faultOf(outbound.request(origin))).toMatchObject({ kind: 'blocked' })
    await outbound.close()
    expect(listener.requests).toHaveLength(1)
  })

  it('lets an allowed origin point at an allowed origin, but not the open internet', () => {
    const allowed = new Set(['http://10.0.0.1:9000', 'http://10.0.0.2:9000'])
    const [store, other, outside] = ['http://10.0.0.1:9000/a', 'http://10.0.0.2:9000/b', 'https://example.com/c'].map(
      (url) => new URL(url),
    ) as [URL, URL, URL]
    expect(redirectProblem(store, other, allowed)).toBeNull()
    expect(redirectProblem(store, outside, allowed)).toBeNull()
    expect(redirectProblem(outside, store, allowed)).toBe('private_address')
  })

  it('follows three and not four', async () => {
    const outbound = makeOutbound({ allow: [origin] })
    redirectTo('/next', 3)
    expect((await outbound.request(origin)).body.toString()).toBe('arrived')
    listener.reset()
    redirectTo('/next', 4)
    expect(await faultOf(outbound.request(origin))).toMatchObject({ kind: 'too_many_redirects' })
    await outbound.close()
    expect(listener.requests).toHaveLength(4)
  })

  it('keeps the key on the same origin and drops it on the way to another', async () => {
    const other = `http://localhost:${port}`
    const outbound = makeOutbound({ allow: [origin, other] })
    const headers = { authorization: 'Bearer secret', 'x-api-key': 'secret', accept: 'text/plain' }
    redirectTo('/same')
    await outbound.request(origin, { headers })
    expect(listener.requests[1]?.headers).toMatchObject({ authorization: 'Bearer secret' })
    listener.reset()
    redirectTo(`${other}/else`)
    await outbound.request(origin, { headers })
    await outbound.close()
    expect(listener.requests[1]?.headers).toMatchObject({ accept: 'text/plain', host: `localhost:${port}` })
    expect(listener.requests[1]?.headers).not.toHaveProperty('authorization')
    expect(listener.requests[1]?.headers).not.toHaveProperty('x-api-key')
  })

  it('never repeats a POST: the redirect itself is the answer', async () => {
    redirectTo('/again')
    const outbound = makeOutbound({ allow: [origin] })
    expect((await outbound.request(origin, { method: 'POST', body: 'pay' })).status).toBe(302)
    await outbound.close()
    expect(listener.requests).toHaveLength(1)
  })
})

describe('whether a request was sent', () => {
  it('says no when nobody listens, when the name is unknown, when it was called off first, and when it cannot be written', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const dead = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`
    await new Promise((resolve) => closed.close(resolve))
    const nowhere = async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
    }
    const outbound = makeOutbound({ allow: [dead, origin], resolve: nowhere })
    const post = { method: 'POST', body: 'pay' } as const
    expect(await faultOf(outbound.request(dead, post))).toMatchObject({ kind: 'connect', sent: 'no' })
    expect(await faultOf(outbound.request('https://nowhere.example/', post))).toMatchObject({
      kind: 'connect',
      sent: 'no',
    })
    expect(await faultOf(outbound.request(origin, { ...post, signal: AbortSignal.abort() }))).toMatchObject({
      kind: 'aborted',
      sent: 'no',
    })
    expect(await faultOf(outbound.request(origin, { ...post, headers: { authorization: 'a\nb' } }))).toMatchObject({
      kind: 'unsendable',
      sent: 'no',
    })
    await outbound.close()
    expect(listener.requests).toHaveLength(0)
  })

  it('says maybe when the connection breaks, and sends it once', async () => {
    listener.answerWith((request) => request.socket.destroy())
    const outbound = makeOutbound({ allow: [origin] })
    expect(await faultOf(outbound.request(origin, { method: 'POST', body: 'pay' }))).toMatchObject({
      kind: 'cut',
      sent: 'maybe',
    })
    await outbound.close()
    expect(listener.requests).toHaveLength(1)
  })

  it('says maybe when the answer takes too long, or is called off while it is awaited', async () => {
    const outbound = makeOutbound({ allow: [origin] })
    listener.answerWith(() => {})
    expect(await faultOf(outbound.request(origin, { method: 'POST', body: 'pay', timeoutMs: 1000 }))).toMatchObject({
      kind: 'timeout',
      sent: 'maybe',
    })
    const stop = new AbortController()
    listener.answerWith(() => stop.abort())
    expect(await faultOf(outbound.request(origin, { method: 'POST', body: 'pay', signal: stop.signal }))).toMatchObject(
      { kind: 'aborted', sent: 'maybe' },
    )
    await outbound.close()
  })

  it('gives each changing request a connection of its own and lets reads share', async () => {
    const outbound = makeOutbound({ allow: [origin] })
    for (let turn = 0; turn < 3; turn += 1) await outbound.request(origin, { method: 'POST', body: 'x' })
    expect(listener.connections).toBe(3)
    for (let turn = 0; turn < 3; turn += 1) await outbound.request(origin)
    expect(listener.connections).toBeLessThan(6)
    await outbound.close()
  })
})
