import type { Checked, MakerFailure, Started, VideoRequest } from '../video-maker.ts'
import { detailOf, readJson, vendorCode } from '../vendor-reply.ts'
import { created, type CreateVideoBody, type Generation, type ImageRef } from './luma.wire.ts'

/** How pictures travel. Inline until the body gets heavy; larger ones by a public address if there is one, else as files. */
export const inlineLimitBytes = 20_000_000
export type Transport = 'base64' | 'url' | 'file'
export const transportFor = (prefer: Transport, frameBytes: number, hasPublicUrls: boolean): Transport => {
  if (prefer === 'file') return 'file'
  if (prefer === 'url' && hasPublicUrls) return 'url'
  if (frameBytes <= inlineLimitBytes) return 'base64'
  return hasPublicUrls ? 'url' : 'file'
}

/**
 * Keyframes on the 24 fps grid (0…120 for 5 s, 0…240 for 10 s), because 10 s is refused with start_frame or end_frame.
 * Only a loop needs start_frame: keyframes exclude it. Source: guides/videos/generation.
 */
export const createBody = (request: VideoRequest, start: ImageRef, end: ImageRef | null): CreateVideoBody => {
  const long = request.durationSeconds === 10
  const base = { resolution: request.resolution, duration: long ? ('10s' as const) : ('5s' as const) }
  const keyframes = end === null ? [start] : [start, end]
  return {
    model: 'ray-3.2',
    type: 'video',
    prompt: request.prompt,
    aspect_ratio: request.ratio,
    user_id: request.userRef,
    video: request.loop
      ? { ...base, start_frame: start, loop: true }
      : { ...base, keyframes, keyframe_indexes: end === null ? [0] : [0, long ? 240 : 120] },
  }
}

/** What the answer to a create means. Only an answer that Luma documents as given before a job exists is a rejection. */
export const startedFrom = (status: number, body: string, retryAfter: number | null): Started => {
  if (status >= 200 && status < 300) {
    const parsed = created.safeParse(readJson(body))
    return parsed.success
      ? { outcome: 'accepted', jobId: parsed.data.id }
      : { outcome: 'unknown', reason: `Luma answered ${status} without a job id.` }
  }
  const failure = refusalFrom(status, detailOf(body))
  if (failure === null) return { outcome: 'unknown', reason: `Luma answered ${status}.` }
  return failure.retryable
    ? { outcome: 'rejected', failure, retryAfterSeconds: retryAfter ?? 60 }
    : { outcome: 'rejected', failure }
}

/** The failure behind a refused request; null when the status does not prove that nothing was taken. */
export const refusalFrom = (status: number, detail: string): MakerFailure | null => {
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
  if (status === 401 || status === 403) return failure('auth', false)
  if (status === 402) return failure('insufficient_funds', false)
  if (status === 429) return failure('rate_limited', true)
  // Error-handling guide: both happen while a picture is fetched, before there is a job. Any other 5xx may hide one.
  if (status === 502 && detail.includes('fetch proxy unavailable')) return failure('provider_down', true)
  if (status === 503 && detail.includes('ingestion is unavailable')) return failure('provider_down', true)
  // 408 and 499 are written by gateways that gave up waiting: what happened behind them is not known.
  if (status >= 400 && status < 500 && status !== 408 && status !== 499)
    return failure('invalid_input', false, blamedInput(detail) ?? 'options')
  return null
}

/** Which input a message of Luma's speaks of, e.g. `video.keyframes[1]: image exceeds 50 MB limit`. */
export const blamedInput = (text: string): MakerFailure['input'] => {
  if (/keyframes[[.]1\b|end_frame/.test(text)) return 'end'
  if (/keyframes[[.]0\b|start_frame/.test(text)) return 'start'
  return /\bprompt\b/i.test(text) ? 'prompt' : null
}

/**
 * failure_code of a finished job: error-handling guide. Where the guide is silent about money it is `unknown`, because a
 * wrong "not charged" is worse than an honest question.
 */
const failureCodes: Record<string, Omit<MakerFailure, 'vendorCode' | 'input'>> = {
  content_moderated: { kind: 'moderated', retryable: false, charged: 'refunded' },
  generation_failed: { kind: 'failed', retryable: true, charged: 'refunded' },
  output_not_found: { kind: 'failed', retryable: true, charged: 'refunded' },
  budget_exhausted: { kind: 'insufficient_funds', retryable: false, charged: 'unknown' },
  rate_limited: { kind: 'rate_limited', retryable: true, charged: 'unknown' },
  image_too_large: { kind: 'invalid_input', retryable: false, charged: 'unknown' },
  unsupported_format: { kind: 'invalid_input', retryable: false, charged: 'unknown' },
  corrupt_input: { kind: 'invalid_input', retryable: false, charged: 'unknown' },
  invalid_request: { kind: 'invalid_input', retryable: false, charged: 'unknown' },
}

export const failureFrom = (code: string | null, reason: string | null): MakerFailure => {
  const known = Object.entries(failureCodes).find(([name]) => name === code)?.[1]
  return {
    ...(known ?? { kind: 'failed', retryable: false, charged: 'unknown' }),
    vendorCode: vendorCode(code ?? reason ?? 'failed'),
    input: blamedInput(reason ?? ''),
  }
}

/** The job's state; null when Luma used a word we do not know, which may be a new one for "still busy". */
export const checkedFrom = ({
  state,
  output,
  failure_code: code,
  failure_reason: reason,
}: Generation): Checked | null => {
  if (state === 'queued') return { state: 'queued' }
  if (state === 'processing') return { state: 'running', progress: null }
  if (state === 'failed') return { state: 'failed', failure: failureFrom(code ?? null, reason ?? null) }
  if (state !== 'completed') return null
  const url = output?.find(({ type, url: given }) => type === 'video' && URL.canParse(given ?? ''))?.url ?? undefined
  // Finished without a film: the money may be gone, and asking again brings nothing new.
  if (url === undefined) return { state: 'failed', failure: failureFrom('completed_without_video', null) }
  // The API tells no price; the ledger keeps the estimate.
  return { state: 'ready', video: { kind: 'url', url }, priceMicroUsd: null }
}
