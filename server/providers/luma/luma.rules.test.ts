import { describe, expect, it } from 'vitest'
import type { Frame, VideoRequest } from '../video-maker.ts'
import {
  blamedInput,
  checkedFrom,
  createBody,
  failureFrom,
  inlineLimitBytes,
  startedFrom,
  transportFor,
} from './luma.rules.ts'

const frame: Frame = {
  sha256: 'a',
  mime: 'image/jpeg',
  bytes: 1,
  width: 1,
  height: 1,
  read: async () => Buffer.alloc(1),
  signedUrl: async () => null,
}
const request = (change: Partial<VideoRequest>): VideoRequest => ({
  model: 'ray-3.2',
  prompt: 'A hall',
  durationSeconds: 5,
  resolution: '720p',
  ratio: '16:9',
  loop: false,
  startFrame: frame,
  endFrame: null,
  motion: 'static',
  userRef: 'u',
  ...change,
})
const start = { file_id: 'start' }
const end = { file_id: 'end' }

describe('how pictures travel', () => {
  it.each([
    ['base64', 0, true, 'base64'],
    ['base64', inlineLimitBytes, false, 'base64'],
    ['base64', inlineLimitBytes + 1, true, 'url'],
    ['base64', inlineLimitBytes + 1, false, 'file'],
    ['url', 1, true, 'url'],
    ['url', 1, false, 'base64'],
    ['url', inlineLimitBytes + 1, false, 'file'],
    ['file', 1, true, 'file'],
  ] as const)('prefers %s: %d bytes, public %s → %s', (prefer, bytes, isPublic, expected) => {
    expect(transportFor(prefer, bytes, isPublic)).toBe(expected)
  })
})

describe('the create body', () => {
  it.each([
    [5, null, { keyframes: [start], keyframe_indexes: [0], duration: '5s' }],
    [10, null, { keyframes: [start], keyframe_indexes: [0], duration: '10s' }],
    [5, end, { keyframes: [start, end], keyframe_indexes: [0, 120], duration: '5s' }],
    [10, end, { keyframes: [start, end], keyframe_indexes: [0, 240], duration: '10s' }],
  ] as const)('puts %d s on the frame grid', (durationSeconds, last, video) => {
    expect(createBody(request({ durationSeconds }), start, last).video).toEqual({ ...video, resolution: '720p' })
  })

  it('gives a loop its start frame alone', () => {
    expect(createBody(request({ loop: true }), start, null).video).toEqual({
      duration: '5s',
      resolution: '720p',
      start_frame: start,
      loop: true,
    })
  })
})

describe('the answer to a create', () => {
  const detail = (text: string) => JSON.stringify({ detail: text })
  it.each([
    [201, '{"id":"job-1","extra":true}'],
    [200, '{"id":"job-1"}'],
    [202, '{"id":"job-1","state":"queued"}'],
  ])('%d with an id is a job', (status, body) => {
    expect(startedFrom(status, body, null)).toEqual({ outcome: 'accepted', jobId: 'job-1' })
  })

  it.each([
    [201, ''],
    [201, '{"id":'],
    [201, '{"id":""}'],
    [201, '{"id":7}'],
    [201, '[]'],
    [204, ''],
    [302, ''],
    [408, detail('Request timeout')],
    [499, ''],
    [500, detail('Internal server error')],
    [502, '<html>Bad gateway</html>'],
    [503, detail('Service unavailable')],
    [504, ''],
    [520, ''],
  ])('%d %s may hide a job', (status, body) => {
    expect(startedFrom(status, body, 5).outcome).toBe('unknown')
  })

  it.each([
    [400, 'Unknown model: ray-2', 'invalid_input', 'options'],
    [401, 'Missing or invalid API key', 'auth', null],
    [402, 'Insufficient balance. Please add funds to continue.', 'insufficient_funds', null],
    [403, 'Account is suspended', 'auth', null],
    [404, 'Not Found', 'invalid_input', 'options'],
    [413, 'video.keyframes[1]: image exceeds 50 MB limit', 'invalid_input', 'end'],
    [422, 'video.start_frame: failed to fetch URL', 'invalid_input', 'start'],
    [422, 'prompt: too long', 'invalid_input', 'prompt'],
  ])('%d %s is a refusal that stays one', (status, text, kind, input) => {
    const started = startedFrom(status, detail(text), 5)
    expect(started).toEqual({
      outcome: 'rejected',
      failure: { vendorCode: `${status} ${text}`, kind, input, retryable: false, charged: 'no' },
    })
  })

  it.each([
    [429, 'Too many concurrent jobs', 'rate_limited'],
    [502, 'source: fetch proxy unavailable', 'provider_down'],
    [503, 'Media URL ingestion is unavailable', 'provider_down'],
  ])('%d %s is a refusal that passes', (status, text, kind) => {
    expect(startedFrom(status, detail(text), 17)).toMatchObject({
      outcome: 'rejected',
      retryAfterSeconds: 17,
      failure: { kind, retryable: true, charged: 'no' },
    })
    expect(startedFrom(status, detail(text), null)).toMatchObject({ retryAfterSeconds: 60 })
  })

  it('reads faults that are lists, and keeps long ones short', () => {
    const body = JSON.stringify({ detail: [{ loc: ['body', 'prompt'], msg: 'x'.repeat(2000) }] })
    const started = startedFrom(422, body, null)
    expect(started).toMatchObject({ failure: { input: 'prompt' } })
    expect(started.outcome === 'rejected' && started.failure.vendorCode.length).toBe(500)
  })
})

describe('a failed job', () => {
  it.each([
    ['content_moderated', 'moderated', false, 'refunded'],
    ['generation_failed', 'failed', true, 'refunded'],
    ['output_not_found', 'failed', true, 'refunded'],
    ['budget_exhausted', 'insufficient_funds', false, 'unknown'],
    ['rate_limited', 'rate_limited', true, 'unknown'],
    ['image_too_large', 'invalid_input', false, 'unknown'],
    ['unsupported_format', 'invalid_input', false, 'unknown'],
    ['corrupt_input', 'invalid_input', false, 'unknown'],
    ['invalid_request', 'invalid_input', false, 'unknown'],
    ['something_new', 'failed', false, 'unknown'],
    ['toString', 'failed', false, 'unknown'],
  ])('%s is %s, again %s, money %s', (code, kind, retryable, charged) => {
    expect(failureFrom(code, null)).toEqual({ vendorCode: code, kind, retryable, charged, input: null })
  })

  it('names the input that the reason speaks of', () => {
    expect(failureFrom('corrupt_input', 'video.keyframes[1]: cannot decode').input).toBe('end')
    expect(failureFrom('content_moderated', 'The prompt was moderated').input).toBe('prompt')
    expect(failureFrom(null, 'Something broke')).toMatchObject({ vendorCode: 'Something broke', kind: 'failed' })
    expect(blamedInput('video.keyframes[10]: x')).toBeNull()
    expect(blamedInput('keyframes.0.url')).toBe('start')
  })
})

describe('the state of a job', () => {
  const film = [{ type: 'video', url: 'https://cdn.example/a.mp4' }]
  const job = (state: string, more: object = {}) => checkedFrom({ id: 'job-1', state, ...more })
  it('is read from its word', () => {
    expect(job('queued')).toEqual({ state: 'queued' })
    expect(job('processing')).toEqual({ state: 'running', progress: null })
    expect(job('completed', { output: film })).toEqual({
      state: 'ready',
      video: { kind: 'url', url: film[0]?.url },
      priceMicroUsd: null,
    })
    expect(job('failed', { failure_code: 'content_moderated' })).toMatchObject({
      state: 'failed',
      failure: { kind: 'moderated' },
    })
    expect(job('post_processing')).toBeNull()
  })

  it.each([
    [undefined],
    [null],
    [[]],
    [[{ type: 'exr', url: 'https://cdn.example/a.exr' }]],
    [[{ type: 'video', url: 'soon' }]],
    [[{ type: 'video' }]],
  ])('is a failure with an open price when it completed with %j', (output) => {
    expect(job('completed', { output })).toMatchObject({
      state: 'failed',
      failure: { vendorCode: 'completed_without_video', charged: 'unknown' },
    })
  })
})
