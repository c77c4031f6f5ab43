import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { makeOutbound, type Outbound } from '#kernel/http/outbound.ts'
import type { Frame, Started, VideoMaker, VideoRequest } from '#providers/video-maker.ts'
import { makeFrame, startFrameHost } from '#testing/frames.ts'
import { faultOf } from '#testing/fault-of.ts'
import { startListener } from '#testing/listener.ts'
import { readMp4 } from '#testing/mp4.ts'
import { startLumaContract, type LumaContract } from './luma-contract.ts'

export interface PaidBench {
  luma: LumaContract
  outbound: Outbound
  frames: { start: Frame; end: Frame }
}
export interface PaidMaker {
  key: string
  /** Keys that the vendor turns away. */
  refusedKeys: [key: string, kind: string][]
  model: string
  make(bench: PaidBench, options: { key: string; startTimeoutMs?: number; baseUrl?: string }): VideoMaker
}

/** What must never happen with money: held against a contract server that breaks in every way it knows. */
export const paidStartSuite = async (name: string, paid: PaidMaker): Promise<void> => {
  const luma = await startLumaContract({ speed: 0, queuedMs: 1000, workingMs: 3000 })
  const outbound = makeOutbound({ allow: [luma.origin] })
  const host = await startFrameHost()
  const frames = {
    start: await makeFrame({ background: '#236' }, host),
    end: await makeFrame({ background: '#a63' }, host),
  }
  const bench = { luma, outbound, frames }
  const folder = await mkdtemp(join(tmpdir(), 'paid-start-'))
  afterAll(async () => {
    await rm(folder, { recursive: true })
    await outbound.close()
    await luma.close()
    await host.close()
  })
  beforeEach(() => luma.reset())

  const request = (change: Partial<VideoRequest> = {}): VideoRequest => ({
    model: paid.model,
    prompt: 'A quiet hall',
    durationSeconds: 5,
    resolution: '720p',
    ratio: '16:9',
    loop: false,
    startFrame: frames.start,
    endFrame: frames.end,
    motion: 'push-in',
    userRef: 'person-1',
    ...change,
  })
  const start = (
    maker: VideoMaker,
    change: Partial<VideoRequest> = {},
    signal = new AbortController().signal,
  ): Promise<Started> => maker.start(request(change), { generationId: 'ledger-row-1', callbackUrl: null, signal })
  const posts = () => luma.log.accepted().length + luma.log.refused().length
  const standard = () => paid.make(bench, { key: paid.key })
  const look = (maker: VideoMaker, jobId: string) =>
    maker.check(jobId, request(), { signal: new AbortController().signal, workFolder: '', onProgress: () => {} })

  describe(`${name}: one paid request`, () => {
    const unknown = [
      ['cut_after_accept', 1],
      ['cut_before_accept', 0],
      ['error_after_accept', 1],
      ['error_before_accept', 0],
      ['gateway_page', 0],
      ['malformed', 1],
      ['no_id', 1],
      ['slow', 1],
    ] as const
    it.each(unknown)('is not known to be taken and not repeated after %s', async (kind, accepted) => {
      luma.inject(
        kind === 'slow' ? { on: 'create', kind, times: 5, delayMs: 60_000 } : { on: 'create', kind, times: 5 },
      )
      // Only the slow one is not waited for, and that long enough for the request to be there, also on a busy machine.
      const patience = kind === 'slow' ? { startTimeoutMs: 2000 } : {}
      const started = await start(paid.make(bench, { key: paid.key, ...patience }))
      expect(started).toMatchObject({ outcome: 'unknown' })
      expect(luma.log.accepted()).toHaveLength(accepted)
      expect(posts()).toBe(1)
      expect(JSON.stringify(started)).not.toContain(paid.key)
    })

    it('is not known to be taken when it is called off while it is under way', async () => {
      const stop = new AbortController()
      luma.inject({ on: 'create', kind: 'slow', delayMs: 60_000 })
      const started = start(standard(), {}, stop.signal)
      await expect.poll(() => luma.log.accepted().length).toBe(1)
      stop.abort()
      expect(await started).toMatchObject({ outcome: 'unknown' })
      expect(posts()).toBe(1)
    })

    it('was certainly not taken after 429, and the time to wait is told', async () => {
      luma.inject({ on: 'create', kind: 'too_many', retryAfterSeconds: 7 })
      const started = await start(standard())
      expect(started).toMatchObject({
        outcome: 'rejected',
        retryAfterSeconds: 7,
        failure: { kind: 'rate_limited', retryable: true, charged: 'no' },
      })
      expect([luma.log.accepted().length, posts()]).toEqual([0, 1])
    })

    it('was certainly not taken when the plan is used up', async () => {
      luma.settings.concurrent = 1
      expect((await start(standard())).outcome).toBe('accepted')
      expect(await start(standard())).toMatchObject({
        outcome: 'rejected',
        retryAfterSeconds: 60,
        failure: { kind: 'rate_limited' },
      })
      luma.settings.concurrent = 10
      luma.settings.requestsPerMinute = 2
      luma.advance(10_000)
      expect(await start(standard())).toMatchObject({ outcome: 'rejected', retryAfterSeconds: 50 })
      expect(luma.log.accepted()).toHaveLength(1)
    })

    it.each(paid.refusedKeys)('was certainly not taken with the key %s', async (key, kind) => {
      const started = await start(paid.make(bench, { key }))
      expect(started).toMatchObject({ outcome: 'rejected', failure: { kind, retryable: false, charged: 'no' } })
      expect(started).not.toHaveProperty('retryAfterSeconds')
      expect(luma.log.accepted()).toEqual([])
    })

    it('was certainly not taken when nobody listens, or the address is not allowed', async () => {
      const gone = await startListener()
      await gone.close()
      const lonely = makeOutbound({ allow: [gone.origin] })
      const nobody = paid.make({ ...bench, outbound: lonely }, { key: paid.key, baseUrl: `${gone.origin}/v1` })
      expect(await start(nobody)).toMatchObject({
        outcome: 'rejected',
        retryAfterSeconds: 30,
        failure: { kind: 'provider_down', charged: 'no' },
      })
      const walled = paid.make({ ...bench, outbound: lonely }, { key: paid.key })
      expect(await start(walled)).toMatchObject({
        outcome: 'rejected',
        failure: { kind: 'provider_down', retryable: false, charged: 'no' },
      })
      await lonely.close()
      expect(posts()).toBe(0)
    })

    it('costs what the table says, for everything the table lists', async () => {
      luma.settings.concurrent = 1000
      luma.settings.requestsPerMinute = 1000
      const maker = standard()
      for (const { model, combinations } of maker.models())
        for (const { priceMicroUsd, endFrame, ...choice } of combinations) {
          const started = await start(maker, { ...choice, model, endFrame: endFrame ? frames.end : null })
          expect(started.outcome, JSON.stringify(choice)).toBe('accepted')
          expect(luma.log.accepted().at(-1)?.priceMicroUsd, JSON.stringify(choice)).toBe(priceMicroUsd)
        }
    })

    it('brings both pictures unchanged, the start first, and the ledger row for tracing', async () => {
      expect((await start(standard())).outcome).toBe('accepted')
      const [post] = luma.log.accepted()
      expect(post?.frames.map(({ sha256 }) => sha256)).toEqual([frames.start.sha256, frames.end.sha256])
      expect(post?.requestId).toBe('ledger-row-1')
    })
  })

  describe(`${name}: looking at a job`, () => {
    const accepted = async (maker: VideoMaker, change: Partial<VideoRequest> = {}): Promise<string> => {
      const started = await start(maker, change)
      if (started.outcome !== 'accepted') throw new Error(JSON.stringify(started))
      return started.jobId
    }

    it('goes from queued to running to ready', async () => {
      const maker = standard()
      const jobId = await accepted(maker)
      expect(await look(maker, jobId)).toEqual({ state: 'queued' })
      luma.advance(1000)
      expect(await look(maker, jobId)).toEqual({ state: 'running', progress: null })
      luma.advance(3000)
      expect((await look(maker, jobId)).state).toBe('ready')
    })

    it.each(['error', 'cut', 'malformed', 'too_many'] as const)(
      'throws a passing fault after %s and works the next time',
      async (kind) => {
        const maker = standard()
        const jobId = await accepted(maker)
        luma.inject({ on: 'read', kind })
        const fault = await look(maker, jobId).catch((error: unknown) => error)
        expect(fault).toMatchObject({
          name: 'Fault',
          ...(kind === 'too_many' ? { status: 429, retryAfterSeconds: 9 } : {}),
        })
        expect((await look(maker, jobId)).state).toBe('queued')
      },
    )

    it('takes an unknown state for a passing one: money is at stake', async () => {
      const maker = standard()
      const jobId = await accepted(maker, { prompt: 'A hall [state:on_hold]' })
      luma.advance(9000)
      await expect(look(maker, jobId)).rejects.toMatchObject({
        name: 'Fault',
        message: expect.stringContaining('on_hold'),
      })
    })

    it('calls a job that is not there, or not ours, lost and its price unknown', async () => {
      const maker = standard()
      const jobId = await accepted(maker)
      luma.inject({ on: 'read', kind: 'not_found' })
      expect(await look(maker, jobId)).toMatchObject({
        state: 'failed',
        failure: { kind: 'expired', charged: 'unknown' },
      })
      const [revoked] = paid.refusedKeys[0] ?? ['']
      expect(await look(paid.make(bench, { key: revoked }), jobId)).toMatchObject({
        state: 'failed',
        failure: { kind: 'auth', charged: 'unknown' },
      })
    })

    it('refuses a film that breaks off, a page instead of a film and a dead address, and gets a new one by looking again', async () => {
      luma.settings.legacyLinkSeconds = 3600
      const maker = standard()
      const jobId = await accepted(maker)
      luma.advance(4000)
      const link = async (): Promise<string> => {
        const checked = await look(maker, jobId)
        if (checked.state !== 'ready' || checked.video.kind !== 'url') throw new Error(checked.state)
        return checked.video.url
      }
      const download = (url: string) =>
        outbound.download(url, join(folder, 'film.mp4'), { maxBytes: 1_000_000, timeoutMs: 5000, types: ['video/mp4'] })
      for (const [kind, fault] of [
        ['truncated', 'cut'],
        ['wrong_type', 'wrong_type'],
        ['expired', 'status'],
      ] as const) {
        luma.inject({ on: 'asset', kind })
        expect((await faultOf(download(await link()))).kind).toBe(fault)
      }
      const old = await link()
      luma.advance(3_600_000)
      expect(await faultOf(download(old))).toMatchObject({ kind: 'status', status: 403 })
      expect(await readdir(folder)).toEqual([])
      expect((await download(await link())).contentType).toBe('video/mp4')
      expect(readMp4(await readFile(join(folder, 'film.mp4'))).seconds).toBeCloseTo(5, 1)
      expect(posts()).toBe(1)
    })
  })
}
