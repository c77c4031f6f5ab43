import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Fault } from '../fault.ts'
import { openDiskStorage } from '../storage/disk.ts'
import { makeSignedLinks } from '../storage/signed-links.ts'
import type { Storage } from '../storage/storage.ts'
import { problemOf } from './problem.ts'
import { disposition, sendObject, type SendObject } from './send-object.ts'

const content = randomBytes(40 * 1024 * 1024)
const opened: Readable[] = []
let folder: string
let url: string
let wanted: Omit<SendObject, 'bucket' | 'key'> = {}
let server: ReturnType<typeof serve>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-send-'))
  const disk = await openDiskStorage({ folder, links: makeSignedLinks(Buffer.alloc(32)) })
  await disk.put('media', 'big.mp4', content, 'video/mp4')
  await disk.put('media', 'small.webp', content.subarray(0, 1000), 'image/webp')
  await disk.put('media', 'empty.webp', Buffer.alloc(0), 'image/webp')
  await disk.put('media', 'page.html', Buffer.from('<script>alert(1)</script>'), 'text/html')
  const storage: Storage = {
    ...disk,
    async read(bucket, key, range) {
      const source = await disk.read(bucket, key, range)
      opened.push(source)
      return source
    },
  }
  const app = new Hono()
  app.on(['GET', 'HEAD'], '/:key', (c) =>
    sendObject(c, storage, { bucket: 'media', key: c.req.param('key'), ...wanted }),
  )
  app.onError((error, c) => c.json(problemOf(error, 'test'), error instanceof Fault ? (error.status as 404) : 500))
  server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true, force: true })
})
const ask = (key: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(`${url}/${key}`, { method, headers })
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer())

describe('sending a stored object', () => {
  test('sends all of it, small or big, with its length, type and tag', async () => {
    for (const [key, bytes, type] of [
      ['big.mp4', content, 'video/mp4'],
      ['small.webp', content.subarray(0, 1000), 'image/webp'],
    ] as const) {
      const answer = await ask(key)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-length')).toBe(String(bytes.length))
      expect(answer.headers.get('content-type')).toBe(type)
      expect(answer.headers.get('accept-ranges')).toBe('bytes')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('etag')).toMatch(/^".+"$/)
      expect((await bytesOf(answer)).equals(bytes)).toBe(true)
    }
  })

  test('sends an empty object', async () => {
    const answer = await ask('empty.webp')
    expect([answer.status, answer.headers.get('content-length'), (await bytesOf(answer)).length]).toEqual([200, '0', 0])
  })

  test.each([
    ['bytes=0-0', 0, 0],
    ['bytes=100-2099', 100, 2099],
    ['bytes=41943000-', 41943000, content.length - 1],
    ['bytes=-5', content.length - 5, content.length - 1],
    ['bytes=41943030-99999999', 41943030, content.length - 1],
    ['bytes=1000000-9000000', 1000000, 9000000],
  ])('sends the range %s', async (range, start, end) => {
    const answer = await ask('big.mp4', { range })
    expect(answer.status).toBe(206)
    expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end}/${content.length}`)
    expect(answer.headers.get('content-length')).toBe(String(end - start + 1))
    expect((await bytesOf(answer)).equals(content.subarray(start, end + 1))).toBe(true)
  })

  test.each(['bytes=0-1,5-6', 'lines=1-2', 'bytes=', 'bytes=9-3', 'bytes=-'])(
    'answers everything for the range %s',
    async (range) => {
      const answer = await ask('small.webp', { range })
      expect([answer.status, (await bytesOf(answer)).length]).toEqual([200, 1000])
    },
  )

  test.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])(
    'refuses the range %s, which is not in the object, and says how long it is',
    async (range) => {
      const answer = await ask('small.webp', { range })
      expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */1000'])
    },
  )

  test('continues a range only of the same version', async () => {
    const etag = (await ask('small.webp', {}, 'HEAD')).headers.get('etag') ?? ''
    expect((await ask('small.webp', { range: 'bytes=5-', 'if-range': etag })).status).toBe(206)
    expect((await ask('small.webp', { range: 'bytes=5-', 'if-range': '"other"' })).status).toBe(200)
  })

  test('says "not modified" to whoever has it', async () => {
    const etag = (await ask('small.webp', {}, 'HEAD')).headers.get('etag') ?? ''
    const answer = await ask('small.webp', { 'if-none-match': `"x", W/${etag}` })
    expect([answer.status, (await bytesOf(answer)).length]).toEqual([304, 0])
    expect((await ask('small.webp', { 'if-none-match': '"x"' })).status).toBe(200)
  })

  test('answers HEAD without a body', async () => {
    const answer = await ask('big.mp4', {}, 'HEAD')
    expect([answer.status, answer.headers.get('content-length'), (await bytesOf(answer)).length]).toEqual([
      200,
      String(content.length),
      0,
    ])
  })

  test('has anything that could run as a page saved instead of shown', async () => {
    expect((await ask('page.html')).headers.get('content-disposition')).toBe('attachment')
    expect((await ask('small.webp')).headers.get('content-disposition')).toBe('inline')
    wanted = { contentType: 'image/svg+xml', fileName: 'a.svg' }
    expect((await ask('small.webp')).headers.get('content-disposition')).toMatch(/^attachment; filename="a.svg"/)
    wanted = {}
  })

  test('keeps any file name in the header, whatever it is made of', () => {
    expect(disposition(true, 'summer-house1.jpeg')).toBe(
      `attachment; filename="summer-house1.jpeg"; filename*=UTF-8''summer-house1.jpeg`,
    )
    expect(disposition(true, 'Été "1".jpg\r\nX: y')).toBe(
      `attachment; filename="E_te_ _1_.jpg__X: y"; filename*=UTF-8''%C3%89t%C3%A9%20%221%22.jpg%0D%0AX%3A%20y`,
    )
    expect(disposition(true, '夏(1).jpg')).toBe(
      `attachment; filename="_(1).jpg"; filename*=UTF-8''%E5%A4%8F%281%29.jpg`,
    )
    expect(disposition(false, undefined)).toBe('inline')
  })

  test('reads no further than the client takes, and closes the file when the client leaves', async () => {
    opened.length = 0
    await new Promise<void>((resolve) => {
      const request = get(`${url}/big.mp4`, (answer) => {
        answer.once('data', () => {
          answer.pause()
          resolve()
          setImmediate(() => request.destroy())
        })
      })
      request.on('error', () => undefined)
    })
    const [source] = opened
    expect(source).toBeDefined()
    if (source !== undefined && !source.destroyed) await once(source, 'close')
    expect(source?.destroyed).toBe(true)
    expect((source as unknown as { bytesRead: number }).bytesRead).toBeLessThan(content.length / 2)
  })

  test('answers 404 for what is not there', async () => {
    expect((await ask('none.webp')).status).toBe(404)
  })
})
