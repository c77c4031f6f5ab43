// What the promises of the coach share: each of their calls may cost money, and none is ever sent twice by itself.

export interface CallContext {
  /** The ledger row; traces the request at the vendor. It does not make it repeatable. */
  requestId: string
  /** Stable opaque id of the person, without personal data, for vendors that want one. */
  userRef: string
  signal: AbortSignal
}

/** How a call ended. A promise never throws for what a vendor may answer or fail to answer. */
export type Answered<Value> =
  | {
      kind: 'done'
      value: Value
      /** Null when the vendor did not tell: then the estimate stands. */
      usage: CallUsage | null
      /** The vendor's id of the request, for its support; null without one. */
      requestId: string | null
    }
  | ({ kind: 'refused' } & CallRefusal)
  /** Sent, and nobody can say what became of it: it may have been paid for. A person decides. */
  | { kind: 'unknown'; reason: string }

export interface CallUsage {
  costMicroUsd: number
  /** Counted by the vendor, e.g. `{ inputTokens: 120, seconds: 4 }`. */
  counts: Record<string, number>
}

export type RefusalCode =
  /** The key is wrong or may not use the model. */
  | 'auth'
  | 'insufficient_funds'
  | 'rate_limited'
  | 'provider_down'
  /** The configured model is not there (any more). */
  | 'model_unavailable'
  /** The vendor, or its model, does not want to answer this. */
  | 'moderated'
  /** The answer was cut off before its end. */
  | 'truncated'
  /** The answer is not what was agreed on. */
  | 'unreadable'
  /** More than the vendor takes at once. */
  | 'too_large'
  | 'invalid_input'
  /** Its program or model is not on this machine. */
  | 'not_installed'

export interface CallRefusal {
  code: RefusalCode
  /** For a person, in English; the studio has its own words for every code. */
  sentence: string
  /** The vendor's own words, for the ledger; never shown raw, and never with a key in them. */
  vendorCode: string
  /** Whether asking the same again makes sense. */
  retry: boolean
  /** Set only when it was refused before it began: a machine may send it again by itself after this long. */
  retryAfterSeconds?: number
  charged: 'no' | 'yes' | 'unknown'
  /** What was used, when the vendor told. */
  usage: CallUsage | null
}
