import type { AddressProblem } from './public-address.ts'

/**
 * An outbound request that brought no answer, or one that was refused.
 * `sent` is the question that decides about money: `no` means not one byte of the request left this house.
 */
export class OutboundFault extends Error {
  override readonly name = 'OutboundFault'
  readonly kind: OutboundKind
  readonly sent: 'no' | 'maybe'
  /** The HTTP status, when the answer itself was the problem. */
  readonly status: number | undefined

  constructor(
    kind: OutboundKind,
    sent: 'no' | 'maybe',
    sentence: string,
    more: { status?: number; cause?: unknown } = {},
  ) {
    super(sentence, more.cause === undefined ? undefined : { cause: more.cause })
    this.kind = kind
    this.sent = sent
    this.status = more.status
  }
}

export type OutboundKind =
  /** The guard refused the address. */
  | 'blocked'
  /** No connection: name not found, refused, TLS failed, connect timed out. */
  | 'connect'
  /** The request itself cannot be written, e.g. a line break in a header. */
  | 'unsendable'
  | 'timeout'
  | 'aborted'
  /** The connection broke before the answer was whole. */
  | 'cut'
  | 'too_many_redirects'
  | 'too_large'
  | 'wrong_type'
  /** A download that was answered with something else than 200. */
  | 'status'

/** The guard's refusal; `problem` is one of its stable words. */
export const blocked = (problem: AddressProblem): OutboundFault =>
  new OutboundFault('blocked', 'no', `The address was refused: ${problem}.`)
