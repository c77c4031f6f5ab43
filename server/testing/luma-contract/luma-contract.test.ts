import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { fetch } from 'undici'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { startListener } from '#testing/listener.ts'
import { startLumaContract } from './luma-contract.ts'

const folder = await mkdtemp(join(tmpdir(), 'luma-contract-'))
const logFile = join(folder, 'posts.jsonl')
const luma = await startLumaContract({ speed: 0, queuedMs: 1000, workingMs: 4000, logFile })
const pictureHost = await startListener()
afterAll(async () => {
  await luma.close()
  await pictureHost.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  luma.reset()
  pictureHost.reset()
})

const picture = (width = 64, height = 36) => sharp({ create: { width, height, channels: 3, background: '#456' } })
const jpeg = await picture().jpeg().toBuffer()
const inline = (data: Buffer) => ({ data: data.toString('base64'), media_type: 'image/jpeg' })

interface Said {
  status: number
  headers: { get(name: string): string | null }
  body: Record<string, unknown>
}
const say = async (method: string, url: string, body?: unknown, key = 'luma-api-test'): Promise<Said> => {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'x-request-id': 'trace-1' },
    body: body === undefined ? null : JSON.stringify(body),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  }
}
const agents = (path: string) => `${luma.agentsBaseUrl}${path}`
const video = (options: object = {}, more: object = {}) => ({
  model: 'ray-3.2',
  type: 'video',
  prompt: 'a hall',
  video: options,
  ...more,
})
const create = (body: unknown, key?: string) => say('POST', agents('/generations'), body, key)

describe('the Agents API of the contract server', () => {
  const frame = inline(jpeg)
  const refused: [rule: string, options: object][] = [
    ['10 s with a start frame', { duration: '10s', start_frame: frame }],
    ['10 s with an end frame', { duration: '10s', end_frame: frame }],
    ['10 s with loop', { duration: '10s', loop: true }],
    ['10 s with HDR', { duration: '10s', hdr: true, resolution: '720p' }],
    ['keyframes with a start frame', { keyframes: [frame], keyframe_indexes: [0], start_frame: frame }],
    ['keyframes with an end frame', { keyframes: [frame], keyframe_indexes: [0], end_frame: frame }],
    ['keyframes with loop', { keyframes: [frame], keyframe_indexes: [0], loop: true }],
    ['keyframes without indexes', { keyframes: [frame] }],
    ['indexes without keyframes', { keyframe_indexes: [0] }],
    ['fewer indexes than keyframes', { keyframes: [frame, frame], keyframe_indexes: [0] }],
    ['the same index twice', { keyframes: [frame, frame], keyframe_indexes: [0, 0] }],
    ['an index past 5 s', { keyframes: [frame], keyframe_indexes: [121] }],
    ['an index past 10 s', { duration: '10s', keyframes: [frame], keyframe_indexes: [241] }],
    ['65 keyframes', { keyframes: Array(65).fill(frame), keyframe_indexes: [...Array(65).keys()] }],
    ['loop with an end frame', { loop: true, end_frame: frame }],
    ['loop with HDR', { loop: true, hdr: true, resolution: '720p' }],
    ['HDR at 540p', { hdr: true, resolution: '540p' }],
    ['EXR without HDR', { exr_export: true }],
    ['a generation as a keyframe', { keyframes: [{ generation_id: 'x' }], keyframe_indexes: [0] }],
    ['a generation with another frame', { start_frame: { generation_id: 'x' }, end_frame: frame }],
    ['an extension at 360p', { start_frame: { generation_id: 'x' }, resolution: '360p' }],
    ['a picture in two ways at once', { start_frame: { url: 'https://a.example/x.jpg', file_id: 'x' } }],
    ['a resolution it does not have', { resolution: '4k' }],
    ['a length it does not have', { duration: '9s' }],
    ['a field nobody knows', { seed: 1 }],
  ]
  it.each(refused)('refuses %s and takes no money', async (_rule, options) => {
    expect((await create(video(options))).status).toBe(422)
    expect(luma.log.accepted()).toEqual([])
    expect(luma.log.refused()).toHaveLength(1)
  })

  const priced: [usd: number, options: object][] = [
    [0.06, { resolution: '360p' }],
    [0.15, { resolution: '540p' }],
    [0.3, {}],
    [1.2, { resolution: '1080p' }],
    [0.9, { duration: '10s', keyframes: [frame, frame], keyframe_indexes: [0, 240] }],
    [3.6, { duration: '10s', resolution: '1080p' }],
    [0.6, { hdr: true }],
    [3.6, { hdr: true, exr_export: true, resolution: '1080p' }],
    [0.3, { loop: true, start_frame: frame }],
  ]
  it.each(priced)('takes and charges %d USD', async (usd, options) => {
    expect((await create(video(options))).status).toBe(201)
    expect(luma.log.costMicroUsd()).toBe(usd * 1_000_000)
  })

  it('knows keys by their prefix and by magic', async () => {
    const tried = async (key: string) => {
      const { status, body } = await create(video(), key)
      return [status, body['detail']]
    }
    expect(await tried('luma-legacy-key')).toEqual([401, 'Missing or invalid API key'])
    expect(await tried('luma-api-revoked')).toEqual([401, 'API key has been revoked'])
    expect(await tried('luma-api-broke')).toEqual([402, 'Insufficient balance. Please add funds to continue.'])
    expect((await tried('luma-api-suspended'))[0]).toBe(403)
  })

  it('walks a job through its states on the vendor’s clock and mints a fresh link at each reading', async () => {
    const { body, headers } = await create(video({ duration: '10s' }))
    expect(headers.get('x-request-id')).toBe('trace-1')
    expect(headers.get('x-api-version')).toBe('2026-04-01')
    expect(headers.get('x-ratelimit-remaining')).toBe('59')
    const look = () => say('GET', agents(`/generations/${String(body['id'])}`))
    expect((await look()).body).toMatchObject({ state: 'queued', output: [] })
    luma.advance(1000)
    expect((await look()).body['state']).toBe('processing')
    luma.advance(4000)
    const [one, two] = [await look(), await look()].map(
      ({ body: { output } }) => (output as { url: string }[])[0]?.url ?? '',
    )
    expect(one).not.toBe(two)
    const film = await fetch(one ?? '')
    expect(film.headers.get('content-type')).toBe('video/mp4')
    expect(
      Buffer.from(await film.arrayBuffer())
        .subarray(4, 8)
        .toString(),
    ).toBe('ftyp')
    luma.advance(3_600_000)
    expect((await fetch(one ?? '')).status).toBe(403)
    expect((await say('GET', agents(`/generations/${String(body['id'])}`), undefined, 'luma-api-other')).status).toBe(
      404,
    )
  })

  it('fails a job as its prompt spells it, or as its pictures deserve', async () => {
    const ending = async (body: unknown) => {
      const { id } = (await create(body)).body
      luma.advance(5000)
      return (await say('GET', agents(`/generations/${String(id)}`))).body['failure_code']
    }
    expect(await ending(video({}, { prompt: 'x [fail:content_moderated]' }))).toBe('content_moderated')
    expect(await ending(video({ start_frame: inline(Buffer.from('no picture')) }))).toBe('corrupt_input')
    expect(await ending(video({ start_frame: inline(await picture().gif().toBuffer()) }))).toBe('unsupported_format')
    expect(await ending(video({ start_frame: inline(await picture(8001, 2).jpeg().toBuffer()) }))).toBe(
      'image_too_large',
    )
    expect(await ending(video({ start_frame: inline(jpeg) }))).toBeNull()
  })

  it('fetches pictures by address and says 422 when it cannot', async () => {
    const at = (url: string) => create(video({ start_frame: { url } }))
    pictureHost.answerWith((_request, response) => response.end(jpeg))
    expect((await at(`${pictureHost.origin}/a.jpg`)).status).toBe(201)
    expect(luma.log.accepted()[0]?.frames).toMatchObject([{ width: 64, height: 36 }])
    pictureHost.answerWith((_request, response) => response.writeHead(404).end())
    expect((await at(`${pictureHost.origin}/b.jpg`)).body['detail']).toBe('video.start_frame: failed to fetch URL')
    expect((await create(video({ start_frame: inline(Buffer.alloc(50_000_001)) }))).status).toBe(413)
  })

  it('takes an upload only whole, of its announced type, and lets it be used only when it is complete', async () => {
    const { status, body } = await say('POST', agents('/files'), {
      mime_type: 'image/jpeg',
      size_bytes: jpeg.byteLength,
    })
    expect([status, body['state']]).toEqual([201, 'pending'])
    const upload = body['upload'] as { url: string; method: string; headers: Record<string, string> }
    const put = (data: Buffer, type = 'image/jpeg') =>
      fetch(upload.url, { method: 'PUT', headers: { 'content-type': type }, body: data })
    const use = () => create(video({ start_frame: { file_id: body['id'] } }))
    expect((await put(jpeg.subarray(1))).status).toBe(400)
    expect((await put(jpeg, 'image/png')).status).toBe(403)
    expect((await say('POST', agents(`/files/${String(body['id'])}/complete`))).status).toBe(409)
    expect((await put(jpeg)).status).toBe(200)
    expect((await use()).status).toBe(422)
    expect((await say('POST', agents(`/files/${String(body['id'])}/complete`))).body['state']).toBe('ready')
    expect((await use()).status).toBe(201)
    expect((await say('GET', agents('/files?limit=1'))).body).toMatchObject({
      has_more: false,
      data: [{ state: 'ready' }],
    })
    expect((await say('DELETE', agents(`/files/${String(body['id'])}`))).status).toBe(204)
    expect((await use()).status).toBe(422)
  })

  it('counts requests a minute and jobs at once', async () => {
    luma.settings.requestsPerMinute = 2
    await create(video())
    luma.advance(10_000)
    await create(video())
    const fast = await create(video())
    expect([fast.status, fast.headers.get('retry-after'), fast.headers.get('x-ratelimit-limit')]).toEqual([
      429,
      '50',
      '2',
    ])
    luma.advance(51_000)
    expect((await create(video())).status).toBe(201)
    luma.settings.requestsPerMinute = 60
    luma.settings.concurrent = 1
    const crowded = await create(video())
    expect([crowded.status, crowded.headers.get('retry-after'), crowded.headers.get('x-ratelimit-limit')]).toEqual([
      429,
      '60',
      null,
    ])
  })

  it('keeps what it accepted on disk, also when the answer never arrived', async () => {
    luma.inject({ on: 'create', kind: 'cut_after_accept' })
    await expect(create(video())).rejects.toThrow()
    expect(luma.log.accepted()).toHaveLength(1)
    const last = (await readFile(logFile, 'utf8')).trim().split('\n').at(-1)
    expect(JSON.parse(last ?? '')).toMatchObject({ kind: 'accepted', priceMicroUsd: 300_000, requestId: 'trace-1' })
    const told = await say('GET', `${luma.origin}/_log`)
    expect(told.body).toMatchObject({ acceptedPosts: 1, costMicroUsd: 300_000 })
  })

  it('takes orders over HTTP', async () => {
    const order = { inject: [{ on: 'create', kind: 'too_many', retryAfterSeconds: 3 }], settings: { concurrent: 1 } }
    expect((await say('POST', `${luma.origin}/_control`, order)).status).toBe(200)
    expect((await create(video())).headers.get('retry-after')).toBe('3')
    expect(luma.settings.concurrent).toBe(1)
    expect((await say('POST', `${luma.origin}/_control`, { inject: [{ on: 'moon' }] })).status).toBe(422)
  })
})
