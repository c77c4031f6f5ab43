import type { KnownField } from '@greenroom/contract/fields.ts'
import type { ProviderId, Ratio, Resolution, VideoModel } from '@greenroom/contract/models.ts'

/**
 * The promise every maker of scenes keeps: the local renderer, both Luma APIs, and whoever comes next.
 * `start` may cost money and is called at most once per ledger row; `check` and `read` are free and repeatable.
 */
export interface VideoMaker {
  readonly id: ProviderId
  /** Shown beside everything it makes, e.g. "Luma Ray 3.2" or "Local preview renderer, not AI". */
  readonly disclosure: string
  /** The table of models with their allowed combinations and prices. Pure and cheap. */
  models(): VideoModel[]
  /** Every vendor rule that the request breaks, each a sentence with the fix. Empty means it may be sent. Pure. */
  problems(request: VideoRequest): RequestProblem[]
  /**
   * Sends the one paid request. Never throws: an outcome that cannot be known is `unknown`, and is never resent by itself.
   * The vendor SDK's own retries are off.
   */
  start(request: VideoRequest, context: StartContext): Promise<Started>
  /** Asks how the job is doing. Throws only for passing faults (network, 5xx, 429), which the caller repeats with back-off. */
  check(jobId: string, request: VideoRequest, context: CheckContext): Promise<Checked>
  /** Milliseconds to wait before check number `attempt` (0 = the first one). */
  checkDelayMs(attempt: number): number
  /** Which job an incoming callback speaks of. A hint only: the caller asks the vendor again. Null when it is not readable. */
  readCallback?(body: unknown): { jobId: string } | null
  /** Parallel jobs and requests a minute this key may have; the caller queues what is over. */
  readonly limits: { concurrent: number; startsPerMinute: number }
  /** `check` makes the video itself, on this machine: it is queued with the heavy work and can be cancelled at any time. */
  readonly rendersHere?: true
}

/** The makers that are configured, by id. */
export type Makers = ReadonlyMap<ProviderId, VideoMaker>

export interface VideoRequest {
  model: string
  prompt: string
  durationSeconds: number
  resolution: Resolution
  ratio: Ratio
  loop: boolean
  startFrame: Frame
  endFrame: Frame | null
  /** The camera move of the shot type, for makers that move a camera themselves. */
  motion: Motion
  /** Stable opaque id of the person, without personal data, for vendors that want one. */
  userRef: string
}

export const motions = [
  'push-in',
  'pull-out',
  'pan-left',
  'pan-right',
  'tilt-up',
  'tilt-down',
  'drift',
  'handheld',
  'static',
] as const
export type Motion = (typeof motions)[number]

/** One picture as a maker may take it. The bytes have the orientation applied and carry no GPS. */
export interface Frame {
  sha256: string
  mime: 'image/jpeg' | 'image/png' | 'image/webp'
  bytes: number
  width: number
  height: number
  read(): Promise<Buffer>
  /** A public https address that lives `seconds`, or null when this house cannot be reached from outside. */
  signedUrl(seconds: number): Promise<string | null>
}

export interface StartContext {
  /** The ledger row. Sent along where the vendor takes a tracing id; it is not an idempotency key anywhere. */
  generationId: string
  /** Full address with its unguessable token, or null when this house cannot be reached from outside. */
  callbackUrl: string | null
  signal: AbortSignal
}

export type Started =
  | { outcome: 'accepted'; jobId: string }
  /** The vendor said no before taking the job: nothing was charged. `retryAfterSeconds` is set when the same request may be sent later. */
  | { outcome: 'rejected'; failure: MakerFailure; retryAfterSeconds?: number }
  /** The request may or may not have been taken. A human decides. */
  | { outcome: 'unknown'; reason: string }

export interface CheckContext {
  signal: AbortSignal
  /** A folder of this generation's own for half-made files; it survives a crash and is emptied after `keep`. */
  workFolder: string
  onProgress(fraction: number): void
}

export type Checked =
  | { state: 'queued' }
  | { state: 'running'; progress: number | null }
  | {
      state: 'ready'
      video: { kind: 'file'; path: string } | { kind: 'url'; url: string }
      priceMicroUsd: number | null
    }
  | { state: 'failed'; failure: MakerFailure }

export interface MakerFailure {
  /** The vendor's own code or message, for the ledger; never shown raw. */
  vendorCode: string
  kind:
    | 'auth'
    | 'insufficient_funds'
    | 'rate_limited'
    | 'invalid_input'
    | 'moderated'
    | 'provider_down'
    | 'expired'
    | 'failed'
  /** Which input is to blame, when the vendor tells. */
  input: 'prompt' | 'start' | 'end' | 'options' | null
  /** Whether sending the same request again makes sense. */
  retryable: boolean
  /** What happened to the money: `unknown` is shown as such. */
  charged: 'no' | 'refunded' | 'yes' | 'unknown'
}

export interface RequestProblem {
  input: 'prompt' | 'start' | 'end' | 'options'
  /** Stable code, e.g. `luma.loop_with_end_frame`. */
  code: string
  message: string
  /** The same under the code that all makers share, for words in other languages. */
  said: KnownField
}
