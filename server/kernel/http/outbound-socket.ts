import { WebSocket, type Dispatcher } from 'undici'
import { OutboundFault } from './outbound-fault.ts'

/** A socket of texts to an address outside of the house, for one conversation. Whoever opens it closes it. */
export interface OutboundSocket {
  send(text: string): void
  /** The next message, or how the other side ended it. Throws OutboundFault when its time is over or the line broke. */
  next(): Promise<SocketNews>
  close(): void
}
export type SocketNews = { kind: 'text'; text: string } | { kind: 'closed'; code: number; reason: string }

export interface SocketOptions {
  headers: Record<string, string>
  /** Largest sum of what comes in, in bytes. */
  maxBytes: number
  /** Ends it, at the latest when its time is over. */
  signal: AbortSignal
}

/** Beyond what a socket may take in one message, undici itself ends it. */
export const maxMessageBytes = 16 * 1024 * 1024
/** How the other side "closed" when it only went away (RFC 6455, 7.1.5). */
const wentAway = 1006

/**
 * Opens a socket through the guard of `dispatcher`. Throws OutboundFault: as long as it is not open nothing was said, so
 * every fault of that time is a `no`; `status` is what the other side answered instead of opening it.
 */
export const openSocket = async (
  dispatcher: Dispatcher,
  url: URL,
  { headers, maxBytes, signal }: SocketOptions,
): Promise<OutboundSocket> => {
  const noted: Noted = { status: null, fault: null }
  const socket = new WebSocket(url, { dispatcher: dispatcher.compose(noting(noted)), headers })
  const waiting: SocketNews[] = []
  let listener: (() => void) | null = null
  let bytes = 0
  let open = false
  const broken = (): OutboundFault =>
    signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
      ? new OutboundFault('timeout', open ? 'maybe' : 'no', `${url.origin} took too long.`)
      : new OutboundFault('aborted', open ? 'maybe' : 'no', `The talk with ${url.origin} was called off.`)
  const tell = (news: SocketNews): void => {
    waiting.push(news)
    listener?.()
  }
  const onAbort = (): void => {
    listener?.()
    socket.close()
  }
  signal.addEventListener('abort', onAbort, { once: true })
  socket.addEventListener('message', ({ data }) => {
    const text = String(data)
    bytes += text.length
    tell({ kind: 'text', text })
  })
  socket.addEventListener('close', ({ code, reason }) => {
    signal.removeEventListener('abort', onAbort)
    tell({ kind: 'closed', code, reason })
  })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    // Says no more than that it did not work; what is known was noted on the way.
    socket.addEventListener('error', () => reject(signal.aborted ? broken() : notOpened(url, noted)))
    socket.addEventListener('close', () => reject(signal.aborted ? broken() : notOpened(url, noted)))
    if (signal.aborted) onAbort()
  })
  open = true

  return {
    send: (text) => socket.send(text),
    async next() {
      for (;;) {
        if (signal.aborted) throw broken()
        if (bytes > maxBytes)
          throw new OutboundFault('too_large', 'maybe', `${url.origin} sent more than ${maxBytes} bytes.`)
        const news = waiting.shift()
        if (news?.kind === 'closed' && news.code === wentAway)
          throw new OutboundFault('cut', 'maybe', `The connection to ${url.origin} broke.`)
        if (news !== undefined) return news
        await new Promise<void>((resolve) => {
          listener = resolve
        })
        listener = null
      }
    },
    close() {
      signal.removeEventListener('abort', onAbort)
      socket.close()
    },
  }
}

interface Noted {
  status: number | null
  fault: OutboundFault | null
}

/** A socket's own events do not tell why it did not open: the status and the guard's verdict are seen on their way. */
const noting =
  (noted: Noted): Dispatcher.DispatcherComposeInterceptor =>
  (dispatch) =>
  (options, handler) =>
    dispatch(options, {
      onRequestStart: (...told) => handler.onRequestStart?.(...told),
      onRequestUpgrade: (...told) => handler.onRequestUpgrade?.(...told),
      onResponseStart(...told) {
        noted.status = told[1]
        handler.onResponseStart?.(...told)
      },
      onResponseData: (...told) => handler.onResponseData?.(...told),
      onResponseEnd: (...told) => handler.onResponseEnd?.(...told),
      onResponseError(...told) {
        if (told[1] instanceof OutboundFault) noted.fault = told[1]
        handler.onResponseError?.(...told)
      },
    })

const notOpened = (url: URL, { status, fault }: Noted): OutboundFault =>
  fault ??
  (status === null
    ? new OutboundFault('connect', 'no', `No socket to ${url.origin}.`)
    : new OutboundFault('status', 'no', `${url.origin} answered ${status} instead of opening a socket.`, { status }))
