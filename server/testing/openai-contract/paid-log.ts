import { appendFileSync } from 'node:fs'

/** One POST that was taken and is charged for: what an audit counts. */
export interface PaidPost {
  id: string
  /** Below /v1/, e.g. `responses`. */
  path: string
  /** ISO time of our own clock. */
  at: string
  model: string
  bodySha256: string
  inputTokens: number
  outputTokens: number
  priceMicroUsd: number
  /** The tracing id that came along, if any. */
  clientRequestId: string | null
  /** The opaque id of a person that came along in a header, if any. */
  person: string | null
  /** What was asked, with pictures left out. */
  request: Record<string, unknown>
  pictures: SeenPicture[]
}

/** A picture as it arrived: really opened, not believed. */
export interface SeenPicture {
  /** The text that stood before it. */
  label: string
  sha256: string
  bytes: number
  width: number
  height: number
  hasExif: boolean
  detail: string
  /** What it mostly is, e.g. `blue`. */
  colour: string
}

export interface RefusedPost {
  at: string
  bodySha256: string
  /** Null: the connection was cut. */
  status: number | null
  message: string
}

export interface PaidLog {
  paid(): PaidPost[]
  refused(): RefusedPost[]
  pay(post: PaidPost): void
  refuse(post: RefusedPost): void
  costMicroUsd(): number
  clear(): void
}

/** With `file`, each line is on disk before the answer goes out, so a consumer that is killed can be audited afterwards. */
export const makePaidLog = (file: string | null): PaidLog => {
  let paid: PaidPost[] = []
  let refused: RefusedPost[] = []
  const keep = (kind: 'paid' | 'refused', post: object): void => {
    if (file !== null) appendFileSync(file, `${JSON.stringify({ kind, ...post })}\n`)
  }
  return {
    paid: () => [...paid],
    refused: () => [...refused],
    pay(post) {
      keep('paid', post)
      paid.push(post)
    },
    refuse(post) {
      keep('refused', post)
      refused.push(post)
    },
    costMicroUsd: () => paid.reduce((sum, { priceMicroUsd }) => sum + priceMicroUsd, 0),
    clear() {
      paid = []
      refused = []
    },
  }
}
