import type { NoticeValues } from '@greenroom/contract/notices.ts'
import type { Problem } from '@greenroom/contract/problem.ts'
import type { CallInput, EndpointKey, Reply } from './wire.ts'

/** What went wrong with a call: the server's problem details, or one of the studio's own codes `network.*`. */
export type FieldProblem = NonNullable<Problem['fields']>[number]

export class ApiProblem extends Error {
  readonly status: number
  /** Stable machine code, e.g. `scenes.not_found`. */
  readonly code: string
  /** A sentence for people, in the server's language; `problemText` gives the reader's. */
  readonly detail: string
  readonly values: NoticeValues
  readonly fields: readonly FieldProblem[]
  /** Null when the server was never reached. */
  readonly correlationId: string | null
  readonly retryAfterSeconds: number | null

  constructor(problem: Pick<Problem, 'status' | 'code' | 'detail'> & Partial<Problem>) {
    super(problem.detail)
    this.name = 'ApiProblem'
    this.status = problem.status
    this.code = problem.code
    this.detail = problem.detail
    this.values = problem.values ?? {}
    this.fields = problem.fields ?? []
    this.correlationId = problem.correlationId ?? null
    this.retryAfterSeconds = problem.retryAfterSeconds ?? null
  }
}

export interface Credentials {
  /** The bearer token to send, or null when nobody is signed in. */
  token: () => Promise<string | null>
  /** The token was refused. Answers a new one to try once more, or null after signing out. */
  renew: (refused: string) => Promise<string | null>
  /** Told about every refusal, e.g. because the account was suspended a moment ago. */
  noticed: (problem: ApiProblem, key: EndpointKey) => void
}

let credentials: Credentials = { token: async () => null, renew: async () => null, noticed: () => undefined }

/** Called once by the session. */
export function setCredentials(given: Credentials): void {
  credentials = given
}

type Options = {
  signal?: AbortSignal | undefined
  /** Sent as it is, to an endpoint that takes bytes instead of JSON. */
  file?: Blob | undefined
  /** Arrives although the page goes away; for small things that must be said at the very end. */
  keepalive?: boolean | undefined
}
type Written = Readonly<Record<string, string | number | boolean | null | undefined>>
type Loose = { params?: Written; query?: Written; body?: unknown } & Options
type NeedsInput<K extends EndpointKey> = Record<never, never> extends CallInput<K> ? false : true

/**
 * Calls an endpoint of the contract: `call('GET /api/projects/:projectId', { params: { projectId } })`.
 * Throws ApiProblem; an aborted call throws the browser's AbortError.
 */
export async function call<K extends EndpointKey>(
  key: K,
  ...rest: NeedsInput<K> extends true ? [input: CallInput<K> & Options] : [input?: CallInput<K> & Options]
): Promise<Reply<K>> {
  const input = (rest[0] ?? {}) as Loose
  // The house tells everybody the same, before the sign-in library is there; the page has asked for it already.
  const token = key === 'GET /api/house' ? null : await credentials.token()
  const answer = await send(key, input, token)
  const renewed = answer.status === 401 && token !== null ? await credentials.renew(token) : null
  try {
    return (await read(renewed === null ? answer : await send(key, input, renewed))) as Reply<K>
  } catch (reason) {
    if (reason instanceof ApiProblem) credentials.noticed(reason, key)
    throw reason
  }
}

async function send(key: EndpointKey, input: Loose, token: string | null): Promise<Response> {
  const [method = 'GET', path = ''] = key.split(' ')
  const headers = new Headers({ accept: 'application/json' })
  if (token !== null) headers.set('authorization', `Bearer ${token}`)
  if (method !== 'GET') {
    // What a file is said to be is a hint: the house looks for itself.
    headers.set(
      'content-type',
      input.file === undefined ? 'application/json' : input.file.type || 'application/octet-stream',
    )
  }
  const init: RequestInit = { method, headers, credentials: 'same-origin', signal: input.signal ?? null }
  if (input.keepalive === true) init.keepalive = true
  if (method !== 'GET' && method !== 'DELETE') init.body = input.file ?? JSON.stringify(input.body ?? {})
  try {
    return await fetch(addressOf(path, input.params, input.query), init)
  } catch (failure) {
    if (input.signal?.aborted) throw failure
    throw new ApiProblem({ status: 0, code: 'network.offline', detail: 'The house could not be reached.' })
  }
}

/** `/api/scenes/:sceneId` with its names filled in; what is undefined in the query is left out. */
export function addressOf(path: string, params: Written = {}, query: Written = {}): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined || value === null) throw new Error(`${path} needs ${name}`)
    return encodeURIComponent(String(value))
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value))
  }
  const text = search.toString()
  return text === '' ? filled : `${filled}?${text}`
}

async function read(answer: Response): Promise<unknown> {
  const type = answer.headers.get('content-type') ?? ''
  if (answer.ok) return answer.status === 204 || !type.includes('json') ? {} : await answer.json()
  const body: unknown = type.includes('json') ? await answer.json().catch(() => null) : null
  throw problemFrom(body, answer)
}

function problemFrom(body: unknown, answer: Response): ApiProblem {
  const retryAfter = Number(answer.headers.get('retry-after') ?? Number.NaN)
  const retryAfterSeconds = Number.isFinite(retryAfter) ? retryAfter : undefined
  if (isProblem(body)) {
    return new ApiProblem({ ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }), ...body })
  }
  // A proxy in between answers with a page of its own.
  return new ApiProblem({
    status: answer.status,
    code: answer.status >= 500 ? 'network.unavailable' : 'network.unexpected',
    detail: `The house answered with status ${answer.status}.`,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  })
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body && 'status' in body
}
