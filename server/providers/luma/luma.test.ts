import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { makeOutbound } from '#kernel/http/outbound.ts'
import { makeFrame } from '#testing/frames.ts'
import { startLumaContract } from '#testing/luma-contract/luma-contract.ts'
import { paidStartSuite } from '#testing/luma-contract/paid-start.suite.ts'
import type { Frame, Started, VideoRequest } from '../video-maker.ts'
import { makeLuma } from './luma.ts'
import type { Transport } from './luma.rules.ts'

const limits = { concurrent: 10, startsPerMinute: 20 }
const pace = { firstMs: 10, nextMs: 1, maxMs: 5 }

await paidStartSuite('luma', {
  key: 'luma-api-test',
  model: 'ray-3.2',
  refusedKeys: [
    ['luma-api-revoked', 'auth'],
    ['luma-api-suspended', 'auth'],
    ['luma-legacy-key', 'auth'],
    ['luma-api-broke', 'insufficient_funds'],
  ],
  make: ({ luma, outbound }, { key, startTimeoutMs = 5000, baseUrl = luma.agentsBaseUrl }) =>
    makeLuma({ apiKey: key, baseUrl, outbound, limits, pace, startTimeoutMs }),
})

describe('what luma sends', () => {
  const contract = startLumaContract({ speed: 0 })
  afterAll(async () => (await contract).close())
  beforeEach(async () => (await contract).reset())

  const sent = async (
    change: Partial<VideoRequest> = {},
    prefer: Transport = 'base64',
  ): Promise<{ started: Started; request: unknown }> => {
    const luma = await contract
    const outbound = makeOutbound({ allow: [luma.origin] })
    const maker = makeLuma({
      apiKey: 'luma-api-test',
      baseUrl: `${luma.agentsBaseUrl}/`,
      outbound,
      limits,
      pace,
      prefer,
    })
    const request: VideoRequest = {
      model: 'ray-3.2',
      prompt: 'A quiet hall',
      durationSeconds: 5,
      resolution: '540p',
      ratio: '9:16',
      loop: false,
      startFrame: await makeFrame({ background: '#236' }),
      endFrame: null,
      motion: 'static',
      userRef: 'person-1',
      ...change,
    }
    const signal = new AbortController().signal
    const started = await maker.start(request, { generationId: 'row', callbackUrl: null, signal })
    await outbound.close()
    return { started, request: luma.log.accepted()[0]?.request }
  }
  const end = (): Promise<Frame> => makeFrame({ background: '#a63' })
  const inline = { data: '<base64>', media_type: 'image/jpeg' }

  it('gives one picture as the keyframe at 0', async () => {
    expect((await sent()).request).toMatchObject({
      prompt: 'A quiet hall',
      aspect_ratio: '9:16',
      user_id: 'person-1',
      video: { resolution: '540p', duration: '5s', keyframes: [inline], keyframe_indexes: [0] },
    })
  })

  it('gives two pictures as keyframes at both ends of the grid', async () => {
    expect((await sent({ endFrame: await end() })).request).toMatchObject({ video: { keyframe_indexes: [0, 120] } })
    ;(await contract).reset()
    const long = await sent({ endFrame: await end(), durationSeconds: 10 })
    expect(long.request).toMatchObject({
      video: { duration: '10s', keyframe_indexes: [0, 240], keyframes: [inline, inline] },
    })
  })

  it('loops with a start frame, because keyframes exclude a loop', async () => {
    const { request } = await sent({ loop: true })
    expect(request).toMatchObject({ video: { loop: true, start_frame: inline } })
    expect(request).not.toHaveProperty('video.keyframes')
  })

  /** A real picture with a long tail, as heavy as asked for. */
  const heavy = async (megabytes: number): Promise<Frame> => {
    const frame = await end()
    const data = Buffer.concat([await frame.read(), Buffer.alloc(megabytes * 1_000_000)])
    return { ...frame, bytes: data.byteLength, read: async () => data }
  }

  it('uploads what is too heavy to send inline', async () => {
    const { started, request } = await sent({ startFrame: await heavy(11), endFrame: await heavy(11) })
    expect(started.outcome).toBe('accepted')
    expect(request).toMatchObject({
      video: {
        keyframes: [{ file_id: expect.stringMatching(/^file_/) }, { file_id: expect.stringMatching(/^file_/) }],
      },
    })
    expect((await contract).log.accepted()[0]?.frames).toHaveLength(2)
  })

  it('uploads a picture that is both start and end once', async () => {
    const frame = await end()
    const { request } = await sent({ startFrame: frame, endFrame: frame }, 'file')
    const { keyframes } = (request as { video: { keyframes: { file_id: string }[] } }).video
    expect(keyframes).toHaveLength(2)
    expect(keyframes[0]).toEqual(keyframes[1])
  })

  it('pays nothing when an upload breaks, and says that it may be tried again', async () => {
    const luma = await contract
    for (const fault of [
      { on: 'file', kind: 'error' },
      { on: 'upload', kind: 'error' },
      { on: 'complete', kind: 'error' },
      { on: 'complete', kind: 'stays_pending' },
    ] as const) {
      luma.reset()
      luma.inject(fault)
      const { started } = await sent({}, 'file')
      expect(started, fault.kind).toMatchObject({
        outcome: 'rejected',
        retryAfterSeconds: 30,
        failure: { retryable: true, charged: 'no' },
      })
      expect([...luma.log.accepted(), ...luma.log.refused()]).toEqual([])
    }
  })

  it('refuses a picture that Luma would refuse, before anything is sent', async () => {
    const start = await end()
    expect((await sent({ startFrame: { ...start, bytes: 50_000_001 } })).started).toMatchObject({
      outcome: 'rejected',
      failure: { input: 'start' },
    })
    expect((await sent({ endFrame: { ...start, width: 8001 } })).started).toMatchObject({
      outcome: 'rejected',
      failure: { input: 'end' },
    })
    expect((await contract).log.refused()).toEqual([])
  })
})
