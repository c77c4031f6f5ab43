import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { faultOf } from '#testing/fault-of.ts'
import { startListener } from '#testing/listener.ts'
import { makeOutbound } from './outbound.ts'

const listener = await startListener()
const { origin } = listener
const folder = await mkdtemp(join(tmpdir(), 'outbound-'))
afterAll(async () => {
  await listener.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => listener.reset())

describe('the caps of an answer', () => {
  it('refuses an answer over the byte cap, announced or not, and an unexpected content type of a success only', async () => {
    const outbound = makeOutbound({ allow: [origin] })
    listener.answerWith((_request, response) => response.end('x'.repeat(2000)))
    expect(await faultOf(outbound.request(origin, { maxBytes: 1999 }))).toMatchObject({ kind: 'too_large' })
    listener.answerWith((_request, response) => {
      response.write('x'.repeat(1500))
      response.end('x'.repeat(1500))
    })
    expect(await faultOf(outbound.request(origin, { maxBytes: 1999 }))).toMatchObject({ kind: 'too_large' })
    listener.answerWith((_request, response) =>
      response.setHeader('content-type', 'text/html; charset=utf-8').end('<p>'),
    )
    expect(await faultOf(outbound.request(origin, { types: ['application/json'] }))).toMatchObject({
      kind: 'wrong_type',
      status: 200,
    })
    expect((await outbound.request(origin, { types: ['text/*'] })).status).toBe(200)
    listener.answerWith((_request, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<p>'))
    expect((await outbound.request(origin, { types: ['application/json'] })).status).toBe(502)
    await outbound.close()
  })
})

describe('a download', () => {
  const limits = { maxBytes: 1_000_000, timeoutMs: 5000, types: ['video/mp4'] }
  const film = Buffer.alloc(300_000, 'frame')
  const files = () => readdir(folder)

  it('lands whole under its name, with its size, type and sha256', async () => {
    listener.answerWith((_request, response) => response.setHeader('content-type', 'video/mp4').end(film))
    const outbound = makeOutbound({ allow: [origin] })
    const path = join(folder, 'film.mp4')
    const got = await outbound.download(`${origin}/film.mp4`, path, limits)
    await outbound.close()
    expect(got).toEqual({
      bytes: film.length,
      sha256: createHash('sha256').update(film).digest('hex'),
      contentType: 'video/mp4',
    })
    expect((await readFile(path)).equals(film)).toBe(true)
    expect(await files()).toEqual(['film.mp4'])
    await rm(path)
  })

  const broken: [what: string, kind: string, send: (response: ServerResponse) => void][] = [
    [
      'a file that breaks off before its promised length',
      'cut',
      (response) => {
        response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': film.length })
        response.write(film.subarray(0, 1000), () => response.destroy())
      },
    ],
    [
      'a chunked file that breaks off',
      'cut',
      (response) => {
        response.writeHead(200, { 'content-type': 'video/mp4' })
        response.write(film.subarray(0, 1000), () => response.destroy())
      },
    ],
    [
      'an empty file',
      'cut',
      (response) => response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': 0 }).end(),
    ],
    [
      'a file over the cap',
      'too_large',
      (response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end(Buffer.alloc(1_000_001)),
    ],
    [
      'a page instead of a film',
      'wrong_type',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    ],
    [
      'an expired link',
      'status',
      (response) => response.writeHead(403, { 'content-type': 'application/xml' }).end('<Error/>'),
    ],
    [
      'a file that never ends',
      'timeout',
      (response) => response.writeHead(200, { 'content-type': 'video/mp4' }).write('x'),
    ],
  ]
  it.each(broken)('leaves nothing behind for %s', async (_what, kind, send) => {
    listener.answerWith((_request, response) => send(response))
    const outbound = makeOutbound({ allow: [origin] })
    const fault = await faultOf(
      outbound.download(origin, join(folder, 'film.mp4'), { ...limits, timeoutMs: kind === 'timeout' ? 100 : 5000 }),
    )
    await outbound.close()
    expect(fault.kind).toBe(kind)
    if (kind === 'status') expect(fault.status).toBe(403)
    expect(await files()).toEqual([])
  })
})
