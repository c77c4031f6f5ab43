import type { Duplex } from 'node:stream'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTextSocket, type TextSocket } from '#testing/socket-frames.ts'
import { makeOutbound } from './outbound.ts'

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void
let server: Server
let origin = ''
let onUpgrade: Upgrade = () => undefined
let seen: IncomingMessage[] = []
const open = new Set<Duplex>()
beforeAll(async () => {
  server = createServer((_request, response) => response.writeHead(402).end())
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    seen.push(request)
    open.add(socket)
    onUpgrade(request, socket, head)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  // What was upgraded is no connection of the server's any more.
  for (const socket of open) socket.destroy()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

/** Opens a socket to a server that does this with it. */
const opened = async (serve: (line: TextSocket, socket: Duplex) => void, options: { maxBytes?: number } = {}) => {
  const outbound = makeOutbound({ allow: [origin] })
  onUpgrade = (request, socket, head) => {
    const line = openTextSocket(request, socket, head, { text: (text) => line.send({ heard: text }), end: () => {} })
    serve(line, socket)
  }
  const socket = await outbound.socket(`${origin}/talk?model=a%20b`, {
    headers: { authorization: 'Bearer secret' },
    maxBytes: options.maxBytes ?? 10_000,
    signal: AbortSignal.timeout(20_000),
  })
  return { socket, close: () => outbound.close() }
}

test('texts go both ways, in order, with the headers of whoever asked, until the other side ends it', async () => {
  seen = []
  const ends: TextSocket[] = []
  const { socket, close } = await opened((line) => ends.push(line))
  for (const word of ['one', 'two']) socket.send(word)
  const news = [await socket.next(), await socket.next()]
  expect(news).toEqual(['one', 'two'].map((heard) => ({ kind: 'text', text: JSON.stringify({ heard }) })))
  ends[0]?.close(4000, 'enough')
  expect(await socket.next()).toEqual({ kind: 'closed', code: 4000, reason: 'enough' })
  expect([seen[0]?.url, seen[0]?.headers.authorization]).toEqual(['/talk?model=a%20b', 'Bearer secret'])
  await close()
})

test('a line that breaks, and one that tells too much, are faults of something that may have been heard', async () => {
  const cut = await opened((_line, socket) => socket.destroy())
  await expect(cut.socket.next()).rejects.toMatchObject({ kind: 'cut', sent: 'maybe' })
  await cut.close()
  const long = await opened((line) => line.send({ words: 'x'.repeat(200) }), { maxBytes: 100 })
  await expect(
    (async () => {
      for (;;) await long.socket.next()
    })(),
  ).rejects.toMatchObject({ kind: 'too_large' })
  long.socket.close()
  await long.close()
})

test('a socket that is not opened was not talked to, and says why', async () => {
  const outbound = makeOutbound({ allow: [origin] })
  const begin = (url: string, signal = AbortSignal.timeout(20_000)) =>
    outbound.socket(url, { headers: {}, maxBytes: 1000, signal })
  onUpgrade = (_request, socket) => socket.end('HTTP/1.1 402 Payment Required\r\nContent-Length: 0\r\n\r\n')
  await expect(begin(origin)).rejects.toMatchObject({ kind: 'status', status: 402, sent: 'no' })
  onUpgrade = (_request, socket) => socket.destroy()
  await expect(begin(origin)).rejects.toMatchObject({ kind: 'connect', sent: 'no' })
  onUpgrade = () => undefined
  await expect(begin(origin, AbortSignal.timeout(50))).rejects.toMatchObject({ kind: 'timeout', sent: 'no' })
  await expect(begin(origin, AbortSignal.abort())).rejects.toMatchObject({ kind: 'aborted', sent: 'no' })
  await outbound.close()
})

test('the guard is in the way of addresses inside', async () => {
  const outbound = makeOutbound({ allow: [], resolve: async () => [{ address: '10.0.0.1', family: 4 }] })
  const begin = (url: string) =>
    outbound.socket(url, { headers: {}, maxBytes: 1000, signal: AbortSignal.timeout(20_000) })
  await expect(begin(origin)).rejects.toMatchObject({ kind: 'blocked', sent: 'no' })
  await expect(begin('https://inside.example/talk')).rejects.toMatchObject({ kind: 'blocked', sent: 'no' })
  await outbound.close()
})
