import { describe, expect, it } from 'vitest'
import { legacyModels } from './luma-legacy.models.ts'
import { checkedFrom, failureFrom, readCallback, startedFrom } from './luma-legacy.rules.ts'

describe('the estimate', () => {
  /** Comfy's published table of 2025-10-28, in USD. */
  it.each([
    ['ray-2', '540p', 5, 0.4],
    ['ray-2', '540p', 9, 0.72],
    ['ray-2', '720p', 5, 0.71],
    ['ray-2', '720p', 9, 1.27],
    ['ray-2', '1080p', 5, 1.59],
    ['ray-2', '1080p', 9, 2.87],
    ['ray-2', '4k', 5, 6.37],
    ['ray-2', '4k', 9, 11.47],
    ['ray-flash-2', '4k', 5, 2.19],
    ['ray-flash-2', '4k', 9, 3.94],
  ])('%s at %s for %d s is %d USD', (model, resolution, durationSeconds, usd) => {
    const rows = legacyModels.find((one) => one.model === model)?.combinations
    const prices = rows
      ?.filter((row) => row.resolution === resolution && row.durationSeconds === durationSeconds)
      .map(({ priceMicroUsd }) => priceMicroUsd)
    expect(prices).toEqual(Array(3).fill(Math.round(usd * 1_000_000)))
  })
})

describe('the answer to a create', () => {
  const detail = (text: string) => JSON.stringify({ detail: text })

  it('with an id is a job', () => {
    expect(startedFrom(201, '{"id":"job-1","state":"queued"}', null)).toEqual({ outcome: 'accepted', jobId: 'job-1' })
  })

  it.each([
    [201, '{"id":'],
    [201, '{}'],
    [301, ''],
    [408, ''],
    [499, ''],
    [500, detail('x')],
    [502, ''],
    [503, detail('Media URL ingestion is unavailable')],
    [504, ''],
  ])('%d %s may hide a job', (status, body) => {
    expect(startedFrom(status, body, 5).outcome).toBe('unknown')
  })

  it.each([
    [400, 'Prompt is too short, minimum length is 3 characters', 'invalid_input', 'prompt'],
    [400, 'Loop is not supported for keyframes', 'invalid_input', 'options'],
    [400, 'Insufficient credits', 'insufficient_funds', null],
    [402, '', 'insufficient_funds', null],
    [401, 'Invalid API key is provided', 'auth', null],
    [403, 'Not authenticated', 'auth', null],
    [422, 'Unknown request type', 'invalid_input', 'options'],
  ])('%d %s is a refusal that stays one', (status, text, kind, input) => {
    expect(startedFrom(status, detail(text), 5)).toMatchObject({
      outcome: 'rejected',
      failure: { kind, input, retryable: false, charged: 'no' },
    })
  })

  it('429 is a refusal that passes', () => {
    expect(startedFrom(429, detail('Rate limit exceeded'), null)).toMatchObject({
      outcome: 'rejected',
      retryAfterSeconds: 60,
      failure: { kind: 'rate_limited', retryable: true },
    })
  })
})

describe('a failed job', () => {
  it.each([
    ['Contains blacklisted words', 'moderated', 'prompt', false],
    ['Frame moderation failed', 'moderated', null, false],
    ['Advanced prompt moderation failed', 'moderated', 'prompt', false],
    ['Advanced moderation failed', 'moderated', null, false],
    ['400: Contains blacklisted words', 'moderated', 'prompt', false],
    ['Failed to read user input frames', 'invalid_input', null, true],
    ['Prompt processing failed', 'failed', 'prompt', true],
    ['Dispatch error', 'failed', null, true],
  ])('%s', (reason, kind, input, retryable) => {
    expect(failureFrom(reason)).toEqual({ vendorCode: reason, kind, input, retryable, charged: 'refunded' })
  })

  it('without a reason is a plain failure', () => {
    expect(failureFrom(null)).toMatchObject({ vendorCode: 'failed', kind: 'failed', retryable: true })
  })
})

describe('the state of a job', () => {
  const job = (state: string, more: object = {}) => checkedFrom({ id: 'job-1', state, ...more })

  it('is read from its word', () => {
    const video = 'https://storage.cdn-luma.com/a.mp4'
    expect(job('queued')).toEqual({ state: 'queued' })
    expect(job('dreaming')).toEqual({ state: 'running', progress: null })
    expect(job('completed', { assets: { video } })).toEqual({
      state: 'ready',
      video: { kind: 'url', url: video },
      priceMicroUsd: null,
    })
    expect(job('failed', { failure_reason: 'Frame moderation failed' })).toMatchObject({
      state: 'failed',
      failure: { kind: 'moderated' },
    })
    expect(job('paused')).toBeNull()
  })

  it.each([[null], [{}], [{ video: null }], [{ video: '' }]])(
    'is a failure with an open price when it completed with %j',
    (assets) => {
      expect(job('completed', { assets })).toMatchObject({ state: 'failed', failure: { charged: 'unknown' } })
    },
  )
})

it('takes the id from a callback and nothing else', () => {
  expect(
    readCallback({
      id: 'b5ab1a2e-0000-4000-8000-000000000000',
      state: 'completed',
      assets: { video: 'http://10.0.0.1/' },
    }),
  ).toEqual({
    jobId: 'b5ab1a2e-0000-4000-8000-000000000000',
  })
  for (const body of [null, [], 'x', { id: 1 }, { id: 'a/../b' }, { id: '' }, { generation: { id: 'x' } }])
    expect(readCallback(body)).toBeNull()
})
