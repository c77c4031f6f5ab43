import type { CaptionWishes, PostCaption, SlideCaption } from '@greenroom/contract/captions.ts'

/**
 * The promise every writer of captions keeps: the model that looks at the pictures and the templates that do not.
 * `write` may cost money and is called at most once per ledger row; nothing is ever sent twice by itself.
 */
export interface Writer {
  readonly id: 'openai' | 'template'
  /** Shown beside everything it writes, e.g. "OpenAI gpt-5.4-mini" or "Template, not AI". */
  readonly disclosure: string
  readonly ai: boolean
  /** False for a writer that never claims to have seen anything; its requests need no pictures. */
  readonly seesPictures: boolean
  /** Slides one call may hold, and calls a minute; the caller splits and queues what is over. */
  readonly limits: { slides: number; writesPerMinute: number }
  /** The most this request is expected to cost, in micro-dollars; 0 for the template. Pure and cheap. */
  estimateMicroUsd(request: CaptionRequest): number
  /** Never throws for what a vendor may answer or fail to answer: the outcome is a value. */
  write(request: CaptionRequest, context: WriteContext): Promise<Written>
}

/** One call for a whole group, so that its slides fit together. */
export interface CaptionRequest {
  wishes: CaptionWishes
  /** All slides of the group in their order; only those with `write` are written, the others are read as context. */
  slides: CaptionSlide[]
  post: { write: boolean; attempt: number }
}

export interface CaptionSlide {
  id: string
  /** 1 for the first one. */
  position: number
  /** How many slides the group has. */
  of: number
  /** A JPEG of at most 512 px a side, without EXIF; null when there is none (a clip without a poster). Not read unless it is written. */
  picture: (() => Promise<Buffer>) | null
  /** As the file was called when it came, or null. */
  fileName: string | null
  /** The day it was taken where it was taken, `2026-11-21`, or null. Never a place. */
  takenOn: string | null
  /** The text it has now, or null. The others are written to go with it; a new text for this slide is to differ from it. */
  currentText: string | null
  write: boolean
  /** 0 for the first writing, one more with every "write again": another attempt gives another text. */
  attempt: number
}

export interface WriteContext {
  /** The ledger row; traces the request at the vendor. It does not make it repeatable. */
  requestId: string
  /** Stable opaque id of the person, without personal data, for vendors that want one. */
  userRef: string
  signal: AbortSignal
}

export type Written =
  | {
      kind: 'written'
      /** The slides with `write`, in the order of the request. */
      slides: WrittenSlide[]
      /** Null when `post.write` was false. */
      post: PostCaption | null
      /** Null when the vendor did not tell: then the estimate stands. */
      usage: WriterUsage | null
      /** The vendor's id of the request, for its support; null without one. */
      requestId: string | null
    }
  | ({ kind: 'refused' } & WriterRefusal)
  /** Sent, and nobody can say what became of it: it may have been paid for. A person decides. */
  | { kind: 'unknown'; reason: string }

export interface WrittenSlide extends SlideCaption {
  id: string
}

export interface WriterUsage {
  inputTokens: number
  outputTokens: number
  costMicroUsd: number
}

export interface WriterRefusal {
  code:
    /** The key is wrong or may not use the model. */
    | 'auth'
    | 'insufficient_funds'
    | 'rate_limited'
    | 'provider_down'
    /** The configured model is not there (any more). */
    | 'model_unavailable'
    /** The vendor, or its model, does not want to write about this. */
    | 'moderated'
    /** The answer was cut off before its end. */
    | 'truncated'
    /** The answer is not what was agreed on. */
    | 'unreadable'
    /** One of the pictures could not be read. */
    | 'picture'
    | 'invalid_input'
  /** For a person, in English; the studio has its own words for every code. */
  sentence: string
  /** The vendor's own words, for the ledger; never shown raw. */
  vendorCode: string
  /** Whether sending the same request again makes sense. */
  retry: boolean
  /** Set when a machine may repeat it by itself after this long: nothing was charged. */
  retryAfterSeconds?: number
  charged: 'no' | 'yes' | 'unknown'
  /** What was used, when the vendor told. */
  usage: WriterUsage | null
}
