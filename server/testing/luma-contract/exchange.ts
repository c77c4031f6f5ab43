import { createHash } from 'node:crypto'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type * as z from 'zod'
import { spelled } from '../fault-queue.ts'
import { faultPlan, type PlannedOn } from './fault-plans.ts'
import type { Job } from './jobs.ts'
import type { Picture } from './pictures.ts'
import { isRefusal, type Exchange, type Refusal, type World } from './world.ts'

export const refuse = (exchange: Exchange, { status, detail, headers }: Refusal): Response =>
  exchange.json({ detail }, status, headers)

/** Breaks the connection without an answer. */
export const cut = (exchange: Exchange): Response => {
  exchange.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

/** The body as the schema wants it, or the vendor's refusal. */
export const parseBody = <Body extends object>(raw: Buffer, schema: z.ZodType<Body>): Body | Refusal => {
  let value: unknown
  try {
    value = JSON.parse(raw.toString('utf8'))
  } catch {
    return { status: 400, detail: 'Invalid JSON' }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return { status: 422, detail: `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'invalid'}` }
}

export interface Taken {
  job: Job
  priceMicroUsd: number
  pictures: Picture[]
}

/** One create: faults that strike before, the API's own rules, the log line, faults that strike after. */
export const create = async (
  world: World,
  exchange: Exchange,
  api: Job['api'],
  take: (raw: Buffer) => Promise<Taken | Refusal>,
  describe: (job: Job) => { id: string },
): Promise<Response> => {
  const raw = Buffer.from(await exchange.req.arrayBuffer())
  const at = new Date().toISOString()
  const bodySha256 = createHash('sha256').update(raw).digest('hex')
  const plan = world.faults.take('create') ?? spelledFault(raw)
  if (plan?.kind === 'cut_before_accept' || plan?.kind === 'gateway_page') {
    const status = plan.kind === 'gateway_page' ? 502 : null
    world.log.refuse({ api, at, bodySha256, status, detail: plan.kind })
    return status === null ? cut(exchange) : exchange.html('<html><body>502 Bad Gateway</body></html>', status)
  }
  const taken = refusalBefore(plan) ?? (await take(raw))
  if (isRefusal(taken)) {
    world.log.refuse({ api, at, bodySha256, status: taken.status, detail: taken.detail })
    return refuse(exchange, taken)
  }
  const { job, priceMicroUsd, pictures } = taken
  world.log.accept({
    api,
    generationId: job.id,
    key: job.key.slice(-6),
    at,
    bodySha256,
    priceMicroUsd,
    requestId: exchange.req.header('X-Request-Id') ?? null,
    request: job.request,
    frames: pictures.map(({ sha256, shape }) => ({ sha256, width: shape?.width ?? 0, height: shape?.height ?? 0 })),
  })
  world.callbacks.plan(job)
  return answerTaken(exchange, plan, describe(job))
}

const spelledFault = (raw: Buffer): PlannedOn<'create'> | null => {
  // Only the prompt can hold it: base64 knows no brackets.
  const order = faultPlan.safeParse({ on: 'create', kind: spelled(raw.toString('latin1'), 'fault') })
  return order.success && order.data.on === 'create' ? order.data : null
}

const refusalBefore = (plan: PlannedOn<'create'> | null): Refusal | null => {
  if (plan?.kind === 'error_before_accept') return { status: 500, detail: 'Internal server error' }
  if (plan?.kind === 'ingestion_unavailable') return { status: 503, detail: 'Media URL ingestion is unavailable' }
  if (plan?.kind !== 'too_many') return null
  return { status: 429, detail: 'Rate limit exceeded', headers: { 'Retry-After': String(plan.retryAfterSeconds) } }
}

const answerTaken = async (
  exchange: Exchange,
  plan: PlannedOn<'create'> | null,
  body: { id: string },
): Promise<Response> => {
  const text = JSON.stringify(body)
  if (plan?.kind === 'cut_after_accept') return cut(exchange)
  if (plan?.kind === 'error_after_accept') return exchange.json({ detail: 'Internal server error' }, 500)
  if (plan?.kind === 'malformed') return exchange.body(text.slice(0, -9), 201, { 'Content-Type': 'application/json' })
  if (plan?.kind === 'no_id') return exchange.json({ ...body, id: undefined }, 201)
  if (plan?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, plan.delayMs).unref())
  return exchange.body(text, 201, { 'Content-Type': 'application/json' })
}

/** A reading of one generation, with the faults that can befall it. */
export const read = (world: World, exchange: Exchange, job: Job | null, describe: (job: Job) => object): Response => {
  const fault = world.faults.take('read')
  if (fault?.kind === 'cut') return cut(exchange)
  if (fault?.kind === 'error') return exchange.json({ detail: 'Internal server error' }, 500)
  if (fault?.kind === 'malformed') return exchange.body('{"id":', 200, { 'Content-Type': 'application/json' })
  if (fault?.kind === 'too_many')
    return refuse(exchange, { status: 429, detail: 'Rate limit exceeded', headers: { 'Retry-After': '9' } })
  if (job === null || fault?.kind === 'not_found') return exchange.json({ detail: 'Generation not found' }, 404)
  return exchange.json(describe(job))
}
