import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { makeOutbound } from '#kernel/http/outbound.ts'
import { makeFrame, startFrameHost } from '#testing/frames.ts'
import { startListener } from '#testing/listener.ts'
import { startLumaContract } from '#testing/luma-contract/luma-contract.ts'
import { paidStartSuite } from '#testing/luma-contract/paid-start.suite.ts'
import type { LumaSettings } from '#testing/luma-contract/world.ts'
import type { VideoRequest } from '../video-maker.ts'
import { makeLumaLegacy } from './luma-legacy.ts'

const limits = { concurrent: 10, startsPerMinute: 20 }
const pace = { firstMs: 10, nextMs: 1, maxMs: 5 }

await paidStartSuite('luma-legacy', {
  key: 'luma-test',
  model: 'ray-2',
  refusedKeys: [
    ['luma-revoked', 'auth'],
    ['luma-suspended', 'auth'],
    ['luma-api-of-the-other-api', 'auth'],
    ['luma-broke', 'insufficient_funds'],
  ],
  make: ({ luma, outbound }, { key, startTimeoutMs = 5000, baseUrl = luma.legacyBaseUrl }) =>
    makeLumaLegacy({ apiKey: key, baseUrl, outbound, limits, pace, startTimeoutMs, reachable: true }),
})

describe('luma-legacy and the outside', async () => {
  const luma = await startLumaContract({ speed: 0, queuedMs: 1000, workingMs: 3000 })
  const host = await startFrameHost()
  const inbox = await startListener()
  const outbound = makeOutbound({ allow: [luma.origin] })
  const maker = makeLumaLegacy({
    apiKey: 'luma-test',
    baseUrl: luma.legacyBaseUrl,
    outbound,
    limits,
    pace,
    reachable: true,
  })
  const received: { id: string; state: string }[] = []
  afterAll(async () => {
    await outbound.close()
    await luma.close()
    await host.close()
    await inbox.close()
  })
  beforeEach(() => {
    luma.reset()
    received.length = 0
    inbox.answerWith((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        received.push(JSON.parse(Buffer.concat(chunks).toString()) as { id: string; state: string })
        response.end()
      })
    })
  })

  const request = async (change: Partial<VideoRequest> = {}): Promise<VideoRequest> => ({
    model: 'ray-flash-2',
    prompt: 'A quiet hall',
    durationSeconds: 9,
    resolution: '540p',
    ratio: '9:21',
    loop: false,
    startFrame: await makeFrame({ background: '#236' }, host),
    endFrame: await makeFrame({ background: '#a63' }, host),
    motion: 'static',
    userRef: 'person-1',
    ...change,
  })
  const signal = new AbortController().signal
  const start = async (change: Partial<VideoRequest> = {}, callbackUrl: string | null = null) =>
    maker.start(await request(change), { generationId: 'row', callbackUrl, signal })
  const look = async (jobId: string) =>
    maker.check(jobId, await request(), { signal, workFolder: '', onProgress: () => {} })

  it('gives pictures by an address that lives a day, and the callback address', async () => {
    await start({}, `${inbox.origin}/callback/token`)
    expect(luma.log.accepted()[0]?.request).toMatchObject({
      model: 'ray-flash-2',
      duration: '9s',
      resolution: '540p',
      aspect_ratio: '9:21',
      loop: false,
      keyframes: {
        frame0: { type: 'image', url: expect.stringContaining('seconds=86400') },
        frame1: { type: 'image', url: expect.stringContaining('seconds=86400') },
      },
      callback_url: `${inbox.origin}/callback/token`,
    })
    luma.reset()
    await start({ endFrame: null })
    expect(luma.log.accepted()[0]?.request).not.toHaveProperty('keyframes.frame1')
    expect(luma.log.accepted()[0]?.request).not.toHaveProperty('callback_url')
  })

  it('says so, and sends nothing, when a picture has no public address', async () => {
    const hidden = await makeFrame({ background: '#236' })
    for (const [input, change] of [
      ['start', { startFrame: hidden }],
      ['end', { endFrame: hidden }],
    ] as const)
      expect(await start(change)).toMatchObject({
        outcome: 'rejected',
        failure: {
          input,
          retryable: false,
          charged: 'no',
          vendorCode: expect.stringContaining('can only read pictures from a public address'),
        },
      })
    expect(luma.log.accepted()).toEqual([])
    const shut = makeLumaLegacy({ apiKey: 'luma-test', outbound, limits, reachable: false })
    for (const { unavailable } of shut.models()) expect(unavailable?.message).toContain('public address')
    for (const { unavailable } of maker.models()) expect(unavailable).toBeNull()
  })

  const modes: [mode: LumaSettings['callbacks'], states: string[]][] = [
    ['normal', ['dreaming', 'completed']],
    ['duplicate', ['dreaming', 'dreaming', 'completed', 'completed']],
    ['reordered', ['completed', 'dreaming']],
    ['forged', ['failed', 'completed', 'completed', 'dreaming', 'completed']],
    ['off', []],
  ]
  it.each(modes)('comes to the truth by asking again, whatever %s callbacks say', async (mode, states) => {
    luma.settings.callbacks = mode
    const started = await start({}, `${inbox.origin}/callback/token`)
    if (started.outcome !== 'accepted') throw new Error(JSON.stringify(started))
    // What is true is what a look says at that time; a callback only decides when to look.
    luma.advance(1000)
    await luma.callbacksSettled()
    for (const body of received) {
      const hint = maker.readCallback?.(body)
      if (hint?.jobId === started.jobId) expect(await look(hint.jobId)).toEqual({ state: 'running', progress: null })
      else expect(await look(hint?.jobId ?? '')).toMatchObject({ state: 'failed', failure: { kind: 'expired' } })
    }
    luma.advance(3000)
    await luma.callbacksSettled()
    expect(received.map(({ state }) => state)).toEqual(states)
    for (const body of received) {
      const hint = maker.readCallback?.(body)
      if (hint?.jobId !== started.jobId) continue
      const checked = await look(hint.jobId)
      expect(checked).toMatchObject({
        state: 'ready',
        video: { url: expect.stringMatching(new RegExp(`^${luma.origin}/cdn/`)) },
      })
    }
    expect((await look(started.jobId)).state).toBe('ready')
    expect([...luma.log.accepted(), ...luma.log.refused()]).toHaveLength(1)
  })

  it('is called back four times at most when nobody says 200', async () => {
    inbox.answerWith((_request, response) => response.writeHead(503).end())
    await start({}, `${inbox.origin}/callback/token`)
    luma.advance(1000)
    await luma.callbacksSettled()
    expect(
      luma
        .callbackTries()
        .slice(-4)
        .map(({ attempt, status }) => [attempt, status]),
    ).toEqual([
      [1, 503],
      [2, 503],
      [3, 503],
      [4, 503],
    ])
  })
})
