/** One idempotency key for one click: it stays the same while the very same request is tried again. */
export interface Ticket {
  readonly key: string
  readonly about: string
}

/**
 * The ticket to send a request with. A request that failed on its way (nobody knows whether it arrived) is sent again
 * under its old key, so that it is never paid twice; any other request, and every further click after a good answer,
 * gets a key of its own.
 */
export function ticketFor(request: unknown, unsettled: Ticket | null, newKey: () => string): Ticket {
  const about = JSON.stringify(request)
  return unsettled?.about === about ? unsettled : { key: newKey(), about }
}
