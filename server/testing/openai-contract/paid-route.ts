import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { spelledFault, type FaultPlan } from './fault-plans.ts'
import type { PaidPost } from './paid-log.ts'
import { isRefusal, refusal, type Exchange, type Refusal, type World } from './world.ts'

export const refuse = (exchange: Exchange, { status, headers, message, type, code, param }: Refusal): Response =>
  exchange.json({ error: { message, type, param, code } }, status, headers)

/** What one path makes of a request that is in order: what is billed, and the answer. */
export interface Served extends Pick<
  PaidPost,
  'id' | 'model' | 'inputTokens' | 'outputTokens' | 'priceMicroUsd' | 'request' | 'pictures'
> {
  answer: object | Sound
}
export interface Sound {
  bytes: Buffer
  type: string
}
const isSound = (answer: object): answer is Sound => 'bytes' in answer && Buffer.isBuffer(answer.bytes)

/** Every POST: faults that strike before, the quota, the path's own rules, the log line, faults that strike after. */
export const paidRoute =
  (
    world: World,
    /** Below /v1/, e.g. `responses`. */
    path: string,
    serve: (raw: Buffer, plan: FaultPlan | null, exchange: Exchange) => Promise<Served | Refusal> | Served | Refusal,
  ) =>
  async (exchange: Exchange): Promise<Response> => {
    const raw = Buffer.from(await exchange.req.arrayBuffer())
    const mark = { at: new Date().toISOString(), bodySha256: createHash('sha256').update(raw).digest('hex') }
    // Only the words can hold it: base64 knows no brackets, and no sound spells one.
    const plan = world.faults.take(path) ?? spelledFault(raw.toString('latin1'))
    if (plan?.kind === 'cut_before_accept' || plan?.kind === 'gateway_page') {
      const page = plan.kind === 'gateway_page'
      world.log.refuse({ ...mark, status: page ? 502 : null, message: plan.kind })
      return page ? exchange.html('<html><body>502 Bad Gateway</body></html>', 502) : cut(exchange)
    }
    const served = refusalBefore(plan) ?? overQuota(world, exchange) ?? (await serve(raw, plan, exchange))
    if (isRefusal(served)) {
      world.log.refuse({ ...mark, status: served.status, message: served.message })
      return refuse(exchange, served)
    }
    const { answer, ...billed } = served
    world.log.pay({
      ...billed,
      ...mark,
      path,
      clientRequestId: exchange.req.header('X-Client-Request-Id') ?? null,
      person: exchange.req.header('OpenAI-Safety-Identifier') ?? null,
    })
    return deliver(exchange, plan, plan?.kind === 'no_usage' ? { ...answer, usage: null } : answer)
  }

const cut = (exchange: Exchange): Response => {
  exchange.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

const refusalBefore = (plan: FaultPlan | null): Refusal | null => {
  if (plan?.kind === 'overloaded')
    return refusal(503, null, 'The engine is currently overloaded, please try again later.')
  if (plan?.kind === 'error')
    return { ...refusal(400, plan.code, 'An ordered error.', plan.param), status: plan.status as Refusal['status'] }
  if (plan?.kind !== 'too_many') return null
  return { ...refusal(429, 'rate_limit_exceeded', 'Rate limit reached for requests.'), headers: plan.headers }
}

const overQuota = (world: World, exchange: Exchange): Refusal | null => {
  const quota = world.quota.count(exchange.get('key'), world.settings.requestsPerMinute)
  for (const [name, value] of Object.entries(quota.headers)) exchange.header(name, value)
  return quota.over ? refusal(429, 'rate_limit_exceeded', 'Rate limit reached for requests.') : null
}

const deliver = async (exchange: Exchange, plan: FaultPlan | null, answer: object | Sound): Promise<Response> => {
  if (plan?.kind === 'cut_after_accept') return cut(exchange)
  if (plan?.kind === 'error_after_accept')
    return refuse(exchange, refusal(500, null, 'The server had an error while processing your request.'))
  if (plan?.kind === 'malformed') {
    const text = isSound(answer) ? '{"audio":' : JSON.stringify(answer).slice(0, -9)
    return exchange.body(text, 200, { 'Content-Type': 'application/json' })
  }
  if (plan?.kind === 'slow') await wait(plan.delayMs, undefined, { ref: false })
  return isSound(answer)
    ? exchange.body(new Uint8Array(answer.bytes), 200, { 'Content-Type': answer.type })
    : exchange.json(answer)
}

/** About four characters are a token; nobody's bill depends on this one. */
export const tokensIn = (text: string): number => Math.ceil(text.length / 4)

/** The parsed body in this shape, or what OpenAI says of another one. */
export const readBody = <Body>(
  raw: Buffer,
  shape: { safeParse(value: unknown): { success: true; data: Body } | { success: false; error: ShapeError } },
): Body | Refusal => {
  let value: unknown
  try {
    value = JSON.parse(raw.toString('utf8'))
  } catch {
    return refusal(400, null, 'We could not parse the JSON body of your request.')
  }
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return refusal(400, 'invalid_value', `Invalid request: ${issue?.message ?? ''}`, issue?.path.join('.') ?? null)
}
interface ShapeError {
  issues: { message: string; path: PropertyKey[] }[]
}
