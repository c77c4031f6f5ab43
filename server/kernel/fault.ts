import type { KnownField } from '@greenroom/contract/fields.ts'

/**
 * A broken promise, thrown once and translated to HTTP in one place (kernel/http/problem.ts).
 * Expected outcomes are values; this is for what a caller did wrong or may not do.
 */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: string
  readonly status: FaultStatus
  readonly fields: readonly FieldFault[]
  readonly retryAfterSeconds: number | undefined
  /** Numbers and names that stand in the sentence, for words in another language. */
  readonly values: Readonly<Record<string, string | number>>

  constructor(code: string, status: FaultStatus, sentence: string, more: FaultMore = {}) {
    super(sentence, more.cause === undefined ? undefined : { cause: more.cause })
    this.code = code
    this.status = status
    this.fields = more.fields ?? []
    this.retryAfterSeconds = more.retryAfterSeconds
    this.values = more.values ?? {}
  }
}

export type FaultStatus =
  | 400
  | 401
  | 402
  | 403
  | 404
  | 405
  | 409
  | 410
  | 412
  | 413
  | 415
  | 416
  | 422
  | 429
  | 500
  | 502
  | 503
  | 507
/**
 * `path` is dotted, e.g. `scenes.0.startFileId`; `message` says in English how to mend it; the code has words in other languages,
 * with what stands in them.
 */
export type FieldFault = { path: string; message: string } & KnownField
export interface FaultMore {
  fields?: readonly FieldFault[]
  retryAfterSeconds?: number
  values?: Readonly<Record<string, string | number>>
  cause?: unknown
}

/** `noun` is the room's name, e.g. `scenes` → `scenes.not_found`. Rows of others are "not found" too: existence is not told. */
export const notFound = (noun: string, sentence: string): Fault => new Fault(`${noun}.not_found`, 404, sentence)
