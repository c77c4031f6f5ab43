import { createHash } from 'node:crypto'
import { open, rename, unlink } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Agent, fetch, Headers, type BodyInit, type Response } from 'undici'
import { newToken } from '#kernel/id.ts'
import { guardedConnector, publicLookup, systemResolve, type Resolve } from './outbound-connector.ts'
import { blocked, OutboundFault } from './outbound-fault.ts'
import { maxMessageBytes, openSocket, type OutboundSocket, type SocketOptions } from './outbound-socket.ts'
import { redirectProblem, urlProblem, type AddressProblem } from './public-address.ts'

/** The house's one client for addresses outside of it. It never retries and never sends a request body twice. */
export interface Outbound {
  /** Any status is an answer, also 500. Throws OutboundFault when there is none, or when the answer breaks a cap. */
  request(url: string | URL, init?: OutboundRequest): Promise<OutboundReply>
  /** Streams a file to disk; `toFilePath` appears whole or not at all. Throws OutboundFault, or the disk's own error. */
  download(url: string | URL, toFilePath: string, limits: DownloadLimits): Promise<Downloaded>
  /** Opens a socket (`https:` stands for `wss:`). Throws OutboundFault. */
  socket(url: string | URL, options: SocketOptions): Promise<OutboundSocket>
  close(): Promise<void>
}

export interface OutboundRequest {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Record<string, string>
  body?: BodyInit
  /** For the whole answer, body included. Default 30 s. */
  timeoutMs?: number
  /** Largest answer. Default 1 MiB. */
  maxBytes?: number
  /** Allowed content types of a 2xx answer, e.g. `application/json` or `video/*`. Default: any. */
  types?: readonly string[]
  signal?: AbortSignal
}

export interface OutboundReply {
  status: number
  headers: Headers
  body: Buffer
  /** The address that answered, after redirects. */
  url: string
}

export interface DownloadLimits {
  maxBytes: number
  timeoutMs: number
  types: readonly string[]
  signal?: AbortSignal
}

export interface Downloaded {
  bytes: number
  sha256: string
  contentType: string
}

export interface OutboundOptions {
  /** Origins that skip the guard, e.g. `http://127.0.0.1:4010` of a contract server or an object store at home. */
  allow: readonly string[]
  /** Replaces the system's name lookup. */
  resolve?: Resolve
}

const maxRedirects = 3
const redirectStatuses = new Set([301, 302, 303, 307, 308])
/** What may follow a redirect to another origin; keys and cookies may not. */
const portableHeaders = ['accept', 'accept-encoding', 'user-agent', 'range']

/** Reads no proxy variables: a proxy would look the names up itself, past the guard. */
export const makeOutbound = ({ allow, resolve = systemResolve }: OutboundOptions): Outbound => {
  const allowed = new Set(allow.map(originOf))
  const connect = guardedConnector(allowed, publicLookup(resolve))
  const reading = new Agent({ connect, headersTimeout: 0, bodyTimeout: 30_000 })
  // A request that changes something gets a connection of its own: an idle one may have been closed by the other side, and
  // then nobody could say whether the request arrived.
  const changing = new Agent({ connect, headersTimeout: 0, bodyTimeout: 30_000, pipelining: 0 })
  const talking = new Agent({ connect, headersTimeout: 0, webSocket: { maxPayloadSize: maxMessageBytes } })

  const send = async (start: string | URL, init: OutboundRequest, signal: AbortSignal): Promise<Answer> => {
    const method = init.method ?? 'GET'
    const repeatable = method === 'GET' || method === 'HEAD'
    let url = checked(URL.parse(String(start)), (to) => urlProblem(to, allowed))
    let headers = writable(init.headers)
    for (let hop = 0; ; hop += 1) {
      const response = await answered(url, signal, () =>
        fetch(url, {
          method,
          headers,
          body: init.body ?? null,
          redirect: 'manual',
          signal,
          dispatcher: repeatable ? reading : changing,
        }),
      )
      const location = response.headers.get('location')
      if (!repeatable || location === null || !redirectStatuses.has(response.status)) return { response, url }
      await response.body?.cancel()
      if (hop === maxRedirects)
        throw new OutboundFault('too_many_redirects', 'maybe', `Too many redirects from ${url.origin}.`)
      const from = url
      url = checked(URL.parse(location, from.href), (to) => redirectProblem(from, to, allowed))
      if (url.origin !== from.origin)
        headers = new Headers([...headers].filter(([name]) => portableHeaders.includes(name)))
    }
  }

  return {
    async request(url, init = {}) {
      const signal = within(init.timeoutMs ?? 30_000, init.signal)
      const answer = await send(url, init, signal)
      if (answer.response.ok) await requireType(answer, init.types)
      const body: Buffer[] = []
      await readCapped(answer, init.maxBytes ?? 1024 * 1024, signal, async (chunks) => {
        for await (const chunk of chunks) body.push(chunk)
      })
      return {
        status: answer.response.status,
        headers: answer.response.headers,
        body: Buffer.concat(body),
        url: answer.url.href,
      }
    },

    async download(url, toFilePath, { maxBytes, timeoutMs, types, signal: outer }) {
      const signal = within(timeoutMs, outer)
      // Compressed answers would make the promised length meaningless.
      const answer = await send(url, { headers: { accept: types.join(', '), 'accept-encoding': 'identity' } }, signal)
      const { status, headers, body } = answer.response
      if (status !== 200) {
        await body?.cancel()
        throw new OutboundFault('status', 'maybe', `${answer.url.origin} answered ${status} to a download.`, { status })
      }
      const contentType = await requireType(answer, types)
      const temporary = `${toFilePath}.part-${newToken(6)}`
      const sha256 = createHash('sha256')
      const file = await open(temporary, 'wx')
      try {
        const bytes = await readCapped(answer, maxBytes, signal, (chunks) =>
          pipeline(
            chunks,
            async function* (source: AsyncIterable<Buffer>) {
              for await (const chunk of source) {
                sha256.update(chunk)
                yield chunk
              }
            },
            file.createWriteStream({ flush: true }),
          ),
        )
        const promised = headers.get('content-length')
        if (bytes === 0 || (promised !== null && Number(promised) !== bytes))
          throw new OutboundFault(
            'cut',
            'maybe',
            `${answer.url.origin} sent ${bytes} of ${promised ?? 'unknown'} bytes.`,
          )
        await rename(temporary, toFilePath)
        return { bytes, sha256: sha256.digest('hex'), contentType }
      } catch (error) {
        await file.close()
        await unlink(temporary)
        throw error
      }
    },

    socket: async (url, options) =>
      openSocket(
        talking,
        checked(URL.parse(String(url)), (to) => urlProblem(to, allowed)),
        options,
      ),

    async close() {
      await Promise.all([reading.destroy(), changing.destroy(), talking.destroy()])
    },
  }
}

const originOf = (address: string): string => {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Error(`"${address}" is not an origin like http://127.0.0.1:4410.`)
  return url.origin
}

interface Answer {
  response: Response
  url: URL
}

const checked = (url: URL | null, problemOf: (url: URL) => AddressProblem | null): URL => {
  if (url === null) throw blocked('unreadable')
  const problem = problemOf(url)
  if (problem !== null) throw blocked(problem)
  return url
}

const writable = (headers: Record<string, string> = {}): Headers => {
  try {
    return new Headers({ 'user-agent': 'Greenroom', ...headers })
  } catch (cause) {
    throw new OutboundFault('unsendable', 'no', 'A header holds characters that cannot be sent.', { cause })
  }
}

const within = (timeoutMs: number, signal: AbortSignal | undefined): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])])

const answered = async (url: URL, signal: AbortSignal, work: () => Promise<Response>): Promise<Response> => {
  if (signal.aborted) throw interrupted(url, signal, 'no')
  try {
    return await work()
  } catch (error) {
    throw asFault(error, url, signal)
  }
}

const interrupted = (url: URL, signal: AbortSignal, sent: 'no' | 'maybe'): OutboundFault => {
  const late = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
  return late
    ? new OutboundFault('timeout', sent, `${url.origin} took too long.`, { cause: signal.reason })
    : new OutboundFault('aborted', sent, `The request to ${url.origin} was called off.`, { cause: signal.reason })
}

const asFault = (error: unknown, url: URL, signal: AbortSignal): OutboundFault => {
  if (error instanceof OutboundFault) return error
  const cause = error instanceof Error ? error.cause : undefined
  // The connector's own verdict: it speaks only before anything is sent.
  if (cause instanceof OutboundFault) return cause
  if (signal.aborted) return interrupted(url, signal, 'maybe')
  return new OutboundFault('cut', 'maybe', `The connection to ${url.origin} broke.`, { cause: error })
}

const requireType = async ({ response, url }: Answer, types: readonly string[] | undefined): Promise<string> => {
  const given = (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const fits =
    types === undefined ||
    types.some((type) => type === given || (type.endsWith('/*') && given.startsWith(type.slice(0, -1))))
  if (fits) return given
  await response.body?.cancel()
  throw new OutboundFault('wrong_type', 'maybe', `${url.origin} sent "${given}".`, { status: response.status })
}

/** Passes the body's chunks on and counts them; gives the count. */
const readCapped = async (
  { response, url }: Answer,
  maxBytes: number,
  signal: AbortSignal,
  consume: (chunks: AsyncIterable<Buffer>) => Promise<void>,
): Promise<number> => {
  let bytes = 0
  const tooLarge = () =>
    new OutboundFault('too_large', 'maybe', `${url.origin} sent more than ${maxBytes} bytes.`, {
      status: response.status,
    })
  async function* chunks(): AsyncGenerator<Buffer> {
    if (response.body === null) return
    try {
      if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
        await response.body.cancel()
        throw tooLarge()
      }
      for await (const chunk of response.body) {
        bytes += chunk.byteLength
        if (bytes > maxBytes) throw tooLarge()
        yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      }
    } catch (error) {
      throw asFault(error, url, signal)
    }
  }
  await consume(chunks())
  return bytes
}
