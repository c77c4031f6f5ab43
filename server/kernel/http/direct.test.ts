import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sendDirectly, streamOf, type OpenSource } from './direct.ts'

const chunkBytes = 512 * 1024

describe('An answer sent straight into the connection', () => {
  let server: Server
  let address: string
  let source: OpenSource
  let failures: unknown[]
  beforeEach(async () => {
    failures = []
    server = createServer((_, outgoing) => {
      const answer = new Response(streamOf(source), {
        status: 206,
        headers: { 'content-type': 'video/mp4', 'x-own': 'kept' },
      })
      void sendDirectly(answer, outgoing, (error) => failures.push(error))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  /** Random chunks, each with memory of its own; `sum` is that of all bytes handed out so far. */
  const chunks = (count: number, bytes = chunkBytes) => {
    const hash = createHash('sha256')
    const handedOut: Uint8Array[] = []
    const generator = async function* (): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < count; index += 1) {
        const chunk = new Uint8Array(randomBytes(bytes))
        hash.update(chunk)
        handedOut.push(chunk)
        yield chunk
      }
    }
    return { generator, handedOut, sum: () => hash.digest('hex') }
  }

  test('has its status, its headers and every byte', async () => {
    const { generator, sum } = chunks(60)
    source = { chunks: generator(), close: () => undefined }
    const answer = await fetch(address)
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-own')]).toEqual([
      206,
      'video/mp4',
      'kept',
    ])
    const received = createHash('sha256')
      .update(Buffer.from(await answer.arrayBuffer()))
      .digest('hex')
    expect(received).toBe(sum())
  })

  test('gives the memory of each chunk back when it has left, not before', async () => {
    const { generator, handedOut } = chunks(20)
    const kept: number[] = []
    const watched = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of generator()) {
        kept.push(handedOut.filter((one) => one.byteLength > 0).length)
        yield chunk
      }
    }
    source = { chunks: watched(), close: () => undefined }
    await (await fetch(address)).arrayBuffer()
    // The one that is being read, the one on its way, and the one whose leaving is waited for.
    expect(Math.max(...kept)).toBeLessThanOrEqual(3)
  })

  test('leaves small chunks and parts of a larger memory alone', async () => {
    const slab = new Uint8Array(randomBytes(4 * chunkBytes))
    const small = new Uint8Array(randomBytes(100))
    const parts = async function* (): AsyncGenerator<Uint8Array> {
      yield small
      for (let index = 0; index < 4; index += 1) yield slab.subarray(index * chunkBytes, (index + 1) * chunkBytes)
    }
    source = { chunks: parts(), close: () => undefined }
    expect((await (await fetch(address)).arrayBuffer()).byteLength).toBe(100 + 4 * chunkBytes)
    expect([slab.byteLength, small.byteLength]).toEqual([4 * chunkBytes, 100])
  })

  test('is cut off when its source fails, without a word among the bytes', async () => {
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      for (let count = 0; count < 8; count += 1) yield new Uint8Array(chunkBytes)
      throw new Error('the disk went away')
    }
    let closed = 0
    source = { chunks: failing(), close: () => (closed += 1) }
    let others = 0
    const drain = async (): Promise<void> => {
      const answer = await fetch(address)
      for await (const chunk of answer.body as ReadableStream<Uint8Array>)
        others += chunk.filter((byte) => byte !== 0).length
    }
    await expect(drain()).rejects.toThrow(/terminated|fetch failed/)
    expect(others).toBe(0)
    expect(failures).toEqual([new Error('the disk went away')])
    expect(closed).toBeGreaterThan(0)
  })

  test('closes its source when the client leaves, and does not call that a failure', async () => {
    const closed = Promise.withResolvers<void>()
    const stopped = new AbortController()
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      while (!stopped.signal.aborted) yield new Uint8Array(chunkBytes)
    }
    source = {
      chunks: endless(),
      close: () => {
        stopped.abort()
        closed.resolve()
      },
    }
    const leaving = new AbortController()
    const answer = await fetch(address, { signal: leaving.signal })
    await answer.body!.getReader().read()
    leaving.abort()
    await closed.promise
    expect(failures).toEqual([])
  })

  test('is left to the server when its body is anything else', async () => {
    const never = {} as Parameters<typeof sendDirectly>[1]
    expect(await sendDirectly(new Response('text'), never, () => undefined)).toBeNull()
    expect(await sendDirectly(new Response(null), never, () => undefined)).toBeNull()
  })
})
