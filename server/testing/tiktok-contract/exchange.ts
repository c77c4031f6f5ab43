import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { FaultPlan } from './fault-plans.ts'
import type { Grant } from './grants.ts'
import type { Exchange, World } from './world.ts'

/** A no of everything that is not OAuth and not an upload: `{data, error}`. */
export interface Denial {
  status: number
  code: string
  message: string
}
export const isDenial = (value: object): value is Denial => 'status' in value && 'code' in value && 'message' in value
export const denial = (status: number, code: string, message = ''): Denial => ({ status, code, message })

export const deny = (world: World, exchange: Exchange, { status, code, message }: Denial): Response =>
  exchange.json(
    { data: {}, error: { code, message, log_id: '20261121000000CONTRACT' } },
    status as ContentfulStatusCode,
    status === 429 && world.settings.sendsRetryAfter ? { 'Retry-After': '60' } : {},
  )

/** Digits that TikTok writes as a number which no JavaScript number can hold. */
export const int64 = (digits: string): string => `#int64:${digits}#`
export const ok = (exchange: Exchange, data: object): Response => exchange.body(okText(data), 200, json)
export const okText = (data: object): string =>
  JSON.stringify({ data, error: { code: 'ok', message: '', log_id: '20261121000000CONTRACT' } }).replace(
    /"#int64:(\d+)#"/g,
    '$1',
  )
const json = { 'Content-Type': 'application/json; charset=utf-8' }
export const jsonText = (exchange: Exchange, text: string): Response => exchange.body(text, 200, json)

/** Breaks the connection without an answer. */
export const cut = (exchange: Exchange): Response => {
  exchange.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

/** The faults that any free call can meet; null when the answer goes out as it should. */
export const struck = (
  world: World,
  exchange: Exchange,
  kind: Extract<FaultPlan, { on: 'creator' | 'status' | 'read' }>['kind'] | undefined,
): Response | null => {
  if (kind === 'cut') return cut(exchange)
  if (kind === 'error') return deny(world, exchange, denial(500, 'internal_error', 'Please try again later.'))
  if (kind === 'malformed') return jsonText(exchange, '{"data":{')
  return kind === 'too_many' ? deny(world, exchange, tooMany) : null
}

const tooMany = denial(429, 'rate_limit_exceeded', 'The API rate limit was exceeded. Please try again later.')
export const scopeMissing = denial(401, 'scope_not_authorized', 'The user did not authorize the scope required.')

/** Who calls, within what they may do and how often: "sliding window of a minute for each user access token". */
export const enter = (world: World, exchange: Exchange, name: string, perMinute: number): Grant | Denial => {
  const token = /^Bearer (.+)$/.exec(exchange.req.header('authorization') ?? '')?.[1] ?? ''
  const grant = world.grants.find(token)
  if (grant === null) return denial(401, 'access_token_invalid', 'The access token is invalid or not found.')
  if (world.quota.count(`${token} ${name}`, perMinute).retryAfterSeconds !== null) return tooMany
  return grant
}

export const mayAny = (grant: Grant, scopes: readonly string[]): boolean =>
  scopes.some((scope) => grant.scopes.includes(scope))

/** POSTs of the API carry JSON and say so, in the very words of the references. */
export const speaksJson = (exchange: Exchange): boolean =>
  exchange.req.header('content-type')?.toLowerCase().replaceAll(' ', '') === 'application/json;charset=utf-8'
