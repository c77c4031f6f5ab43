import type { Checked, MakerFailure, Started, VideoRequest } from '../video-maker.ts'
import { detailOf, readJson, vendorCode } from '../vendor-reply.ts'
import { callback, created, type CreateLegacyBody, type LegacyGeneration } from './luma-legacy.wire.ts'

export const createBody = (
  request: VideoRequest,
  startUrl: string,
  endUrl: string | null,
  callbackUrl: string | null,
): CreateLegacyBody => ({
  model: request.model,
  generation_type: 'video',
  prompt: request.prompt,
  aspect_ratio: request.ratio,
  duration: request.durationSeconds === 9 ? '9s' : '5s',
  resolution: request.resolution,
  loop: request.loop,
  keyframes: {
    frame0: { type: 'image', url: startUrl },
    ...(endUrl === null ? {} : { frame1: { type: 'image', url: endUrl } }),
  },
  ...(callbackUrl === null ? {} : { callback_url: callbackUrl }),
})

/** What the answer to a create means. No 5xx of this API is documented as given before a job exists. */
export const startedFrom = (status: number, body: string, retryAfter: number | null): Started => {
  if (status >= 200 && status < 300) {
    const parsed = created.safeParse(readJson(body))
    return parsed.success
      ? { outcome: 'accepted', jobId: parsed.data.id }
      : { outcome: 'unknown', reason: `Luma answered ${status} without a job id.` }
  }
  // 408 and 499 are written by gateways that gave up waiting: what happened behind them is not known.
  if (status < 400 || status >= 500 || status === 408 || status === 499)
    return { outcome: 'unknown', reason: `Luma answered ${status}.` }
  const failure = refusalFrom(status, detailOf(body))
  return failure.retryable
    ? { outcome: 'rejected', failure, retryAfterSeconds: retryAfter ?? 60 }
    : { outcome: 'rejected', failure }
}

/** The failure behind a 4xx answer. */
const refusalFrom = (status: number, detail: string): MakerFailure => {
  const failure = (
    kind: MakerFailure['kind'],
    retryable: boolean,
    input: MakerFailure['input'] = null,
  ): MakerFailure => ({
    vendorCode: vendorCode(`${status} ${detail}`),
    kind,
    input,
    retryable,
    charged: 'no',
  })
  if (status === 429) return failure('rate_limited', true)
  // Which status an empty account gets is not documented; the words are the surer sign.
  if (status === 402 || /insufficient|credit|balance|add funds/i.test(detail))
    return failure('insufficient_funds', false)
  if (status === 401 || status === 403) return failure('auth', false)
  return failure('invalid_input', false, /\bprompt\b/i.test(detail) ? 'prompt' : 'options')
}

/** failure_reason of a job: docs.lumalabs.ai/docs/errors. What fails is refunded in full (docs FAQ). */
const reasons: [sign: RegExp, failure: Pick<MakerFailure, 'kind' | 'input' | 'retryable'>][] = [
  [/blacklisted words/i, { kind: 'moderated', input: 'prompt', retryable: false }],
  [/frame moderation/i, { kind: 'moderated', input: null, retryable: false }],
  [/prompt moderation/i, { kind: 'moderated', input: 'prompt', retryable: false }],
  [/moderation/i, { kind: 'moderated', input: null, retryable: false }],
  // Read when the job began, from our address: the next try may find it.
  [/read user input frames/i, { kind: 'invalid_input', input: null, retryable: true }],
  [/prompt processing/i, { kind: 'failed', input: 'prompt', retryable: true }],
]

export const failureFrom = (reason: string | null): MakerFailure => {
  const known = reasons.find(([sign]) => sign.test(reason ?? ''))?.[1]
  return {
    ...(known ?? { kind: 'failed', input: null, retryable: true }),
    vendorCode: vendorCode(reason ?? 'failed'),
    charged: 'refunded',
  }
}

/** A verdict that is ours, not Luma's: what happened to the money is not told. */
export const lostJob = (code: string, kind: MakerFailure['kind']): Checked => ({
  state: 'failed',
  failure: { vendorCode: code, kind, input: null, retryable: false, charged: 'unknown' },
})

/** The job's state; null when Luma used a word we do not know. */
export const checkedFrom = ({ state, assets, failure_reason: reason }: LegacyGeneration): Checked | null => {
  if (state === 'queued') return { state: 'queued' }
  if (state === 'dreaming') return { state: 'running', progress: null }
  if (state === 'failed') return { state: 'failed', failure: failureFrom(reason ?? null) }
  if (state !== 'completed') return null
  const url = assets?.video ?? ''
  return URL.canParse(url)
    ? { state: 'ready', video: { kind: 'url', url }, priceMicroUsd: null }
    : lostJob('completed_without_video', 'failed')
}

/** Callbacks are not signed: whatever else they claim, only the job's id is taken from them. */
export const readCallback = (body: unknown): { jobId: string } | null => {
  const parsed = callback.safeParse(body)
  return parsed.success ? { jobId: parsed.data.id } : null
}
