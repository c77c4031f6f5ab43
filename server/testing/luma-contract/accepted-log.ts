import { appendFileSync } from 'node:fs'

/** One POST that the vendor took and charges for: what an audit counts. */
export interface AcceptedPost {
  api: 'agents' | 'legacy'
  generationId: string
  /** The last six characters of the key. */
  key: string
  /** ISO time of our own clock, not the vendor's. */
  at: string
  bodySha256: string
  priceMicroUsd: number
  /** The tracing id that came along, if any. */
  requestId: string | null
  /** What was asked, with inline pictures left out. */
  request: unknown
  /** The pictures as they arrived, in the order of the film. */
  frames: { sha256: string; width: number; height: number }[]
}

/** A POST to a create endpoint that was turned away, with the status it got (null: the connection was cut). */
export interface RefusedPost {
  api: 'agents' | 'legacy'
  at: string
  bodySha256: string
  status: number | null
  detail: string
}

export interface AcceptedLog {
  accepted(): AcceptedPost[]
  refused(): RefusedPost[]
  accept(post: AcceptedPost): void
  refuse(post: RefusedPost): void
  costMicroUsd(): number
  clear(): void
}

/** With `file`, each line is on disk before the vendor answers, so a consumer that is killed can be audited afterwards. */
export const makeAcceptedLog = (file: string | null): AcceptedLog => {
  let accepted: AcceptedPost[] = []
  let refused: RefusedPost[] = []
  const keep = (kind: 'accepted' | 'refused', post: AcceptedPost | RefusedPost): void => {
    if (file !== null) appendFileSync(file, `${JSON.stringify({ kind, ...post })}\n`)
  }
  return {
    accepted: () => [...accepted],
    refused: () => [...refused],
    accept(post) {
      keep('accepted', post)
      accepted.push(post)
    },
    refuse(post) {
      keep('refused', post)
      refused.push(post)
    },
    costMicroUsd: () => accepted.reduce((sum, { priceMicroUsd }) => sum + priceMicroUsd, 0),
    clear() {
      accepted = []
      refused = []
    },
  }
}
