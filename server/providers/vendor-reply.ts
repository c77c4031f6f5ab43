import * as z from 'zod'
import type { OutboundFault } from '#kernel/http/outbound-fault.ts'
import type { RequestProblem, Started } from './video-maker.ts'

/** A parsed JSON text, or undefined when it is none. */
export const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const refusal = z.object({ detail: z.unknown() })

/** The vendor's own words in an error body of the shape `{"detail": …}`, or nothing. */
export const detailOf = (body: string): string => {
  const parsed = refusal.safeParse(readJson(body))
  if (!parsed.success) return ''
  return typeof parsed.data.detail === 'string' ? parsed.data.detail : JSON.stringify(parsed.data.detail)
}

/** A vendor's code as the ledger keeps it. */
export const vendorCode = (text: string): string => text.trim().slice(0, 500)

/** A start that broke a rule of the maker and was never sent. */
export const refusedHere = ({ code, message, input }: RequestProblem): Started => ({
  outcome: 'rejected',
  failure: {
    vendorCode: vendorCode(`${code}: ${message}`),
    kind: 'invalid_input',
    input,
    retryable: false,
    charged: 'no',
  },
})

/** A start that certainly never left the house. A refused address is a wrong setting and stays refused; the rest may pass. */
export const neverSent = ({ kind, message }: OutboundFault): Started => {
  const retryable = kind === 'connect' || kind === 'aborted' || kind === 'timeout'
  return {
    outcome: 'rejected',
    failure: {
      vendorCode: vendorCode(`${kind}: ${message}`),
      kind: 'provider_down',
      input: null,
      retryable,
      charged: 'no',
    },
    ...(retryable ? { retryAfterSeconds: 30 } : {}),
  }
}
