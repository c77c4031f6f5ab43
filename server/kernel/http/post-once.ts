import { OutboundFault } from './outbound-fault.ts'
import type { Outbound, OutboundReply, OutboundRequest } from './outbound.ts'

/** How one request that may cost money ended. `not_sent` is certain; `maybe_sent` must never be repeated by a machine. */
export type Posted =
  | { outcome: 'answered'; reply: OutboundReply }
  | { outcome: 'not_sent'; fault: OutboundFault }
  | { outcome: 'maybe_sent'; fault: OutboundFault }

/** Sends a POST exactly once and never throws: the outcome is a value, because it decides about money. */
export const postOnce = async (
  outbound: Outbound,
  url: string,
  init: Omit<OutboundRequest, 'method'>,
): Promise<Posted> => {
  try {
    return { outcome: 'answered', reply: await outbound.request(url, { ...init, method: 'POST' }) }
  } catch (error) {
    const fault =
      error instanceof OutboundFault
        ? error
        : new OutboundFault('cut', 'maybe', 'The request broke in an unforeseen way.', { cause: error })
    return { outcome: fault.sent === 'no' ? 'not_sent' : 'maybe_sent', fault }
  }
}

/** Seconds of a Retry-After header, which is a number or a date; null when it is missing or unreadable. */
export const retryAfterSeconds = (headers: { get(name: string): string | null }, now: Date): number | null => {
  const given = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}$/.test(given)) return Number(given)
  const date = Date.parse(given)
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now.getTime()) / 1000))
}
