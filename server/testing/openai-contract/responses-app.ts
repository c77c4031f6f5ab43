import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { writeBy } from './answers.ts'
import { spelledFault, type FaultPlan } from './fault-plans.ts'
import type { PaidPost, SeenPicture } from './paid-log.ts'
import { contentOf, readRequest, type ResponseRequest } from './response-request.ts'
import { pictureTokens, seePicture } from './seen-pictures.ts'
import { isRefusal, refusal, type ContractEnv, type Exchange, type Refusal, type World } from './world.ts'

export const refuse = (exchange: Exchange, { status, headers, message, type, code, param }: Refusal): Response =>
  exchange.json({ error: { message, type, param, code } }, status, headers)

/** POST /v1/responses: faults that strike before, the API's own rules, the log line, faults that strike after. */
export const responsesApp = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()
  app.post('/', async (exchange) => {
    const raw = Buffer.from(await exchange.req.arrayBuffer())
    const mark = { at: new Date().toISOString(), bodySha256: createHash('sha256').update(raw).digest('hex') }
    // Only the words can hold it: base64 knows no brackets.
    const plan = world.faults.take() ?? spelledFault(raw.toString('latin1'))
    if (plan?.kind === 'cut_before_accept' || plan?.kind === 'gateway_page') {
      const page = plan.kind === 'gateway_page'
      world.log.refuse({ ...mark, status: page ? 502 : null, message: plan.kind })
      return page ? exchange.html('<html><body>502 Bad Gateway</body></html>', 502) : cut(exchange)
    }
    const taken = refusalBefore(plan) ?? (await take(world, exchange, raw))
    if (isRefusal(taken)) {
      world.log.refuse({ ...mark, status: taken.status, message: taken.message })
      return refuse(exchange, taken)
    }
    const { body, pictures, price } = taken
    const answer = answerTo(body, pictures, plan)
    const usage = answer.usage
    const priceMicroUsd = Math.ceil(usage.input_tokens * price.input + usage.output_tokens * price.output)
    world.log.pay({
      id: answer.id,
      ...mark,
      model: body.model,
      inputTokens: usage.input_tokens,
      outputTokens: usage.output_tokens,
      priceMicroUsd,
      clientRequestId: exchange.req.header('X-Client-Request-Id') ?? null,
      request: withoutPictures(body),
      pictures,
    })
    return deliver(exchange, plan, plan?.kind === 'no_usage' ? { ...answer, usage: null } : answer)
  })
  return app
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

interface Taken {
  body: ResponseRequest
  pictures: SeenPicture[]
  price: { input: number; output: number }
}

const take = async (world: World, exchange: Exchange, raw: Buffer): Promise<Taken | Refusal> => {
  const quota = world.quota.count(exchange.get('key'), world.settings.requestsPerMinute)
  for (const [name, value] of Object.entries(quota.headers)) exchange.header(name, value)
  if (quota.over) return refusal(429, 'rate_limit_exceeded', 'Rate limit reached for requests.')
  const body = readRequest(raw, world.settings)
  if (isRefusal(body)) return body
  const pictures: SeenPicture[] = []
  let label = ''
  for (const part of contentOf(body)) {
    if (part.type !== 'input_image') {
      label = part.text
      continue
    }
    const picture = await seePicture(part.image_url, part.detail, label)
    if (isRefusal(picture)) return picture
    pictures.push(picture)
  }
  const price = world.settings.models.find(({ id }) => id === body.model) ?? { input: 0, output: 0 }
  return { body, pictures, price }
}

/** About four characters are a token; nobody's bill depends on this one. */
const tokensIn = (text: string): number => Math.ceil(text.length / 4)

const answerTo = (body: ResponseRequest, pictures: SeenPicture[], plan: FaultPlan | null) => {
  const words = contentOf(body).map((part) => (part.type === 'input_image' ? '' : part.text))
  const text = textFor(body, pictures, plan, words.join('\n'))
  const inputTokens =
    tokensIn(`${body.instructions ?? ''}${words.join('')}${JSON.stringify(body.text ?? '')}`) +
    pictures.reduce((sum, picture) => sum + pictureTokens(picture), 0)
  const most = plan?.kind === 'truncated' ? 16 : (body.max_output_tokens ?? Infinity)
  const outputTokens = Math.min(most, tokensIn(text))
  const reason =
    plan?.kind === 'content_filter' ? 'content_filter' : outputTokens < tokensIn(text) ? 'max_output_tokens' : null
  const failed = plan?.kind === 'failed'
  const said = reason === null ? text : text.slice(0, outputTokens * 4)
  const part =
    plan?.kind === 'refusal'
      ? { type: 'refusal', refusal: 'I’m sorry, but I can’t help with that.' }
      : { type: 'output_text', text: said, annotations: [], logprobs: [] }
  const status = failed
    ? 'failed'
    : plan?.kind === 'in_progress'
      ? plan.kind
      : reason === null
        ? 'completed'
        : 'incomplete'
  return {
    id: `resp_${randomUUID().replaceAll('-', '')}`,
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    status,
    error: failed ? { code: 'server_error', message: 'The server had an error while processing your request.' } : null,
    incomplete_details: reason === null ? null : { reason },
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    metadata: body.metadata ?? {},
    model: body.model,
    output: failed
      ? []
      : [
          // Models that think say so first, with nothing in it for us.
          { id: `rs_${randomUUID()}`, type: 'reasoning', summary: [] },
          { id: `msg_${randomUUID()}`, type: 'message', role: 'assistant', status: 'completed', content: [part] },
        ],
    parallel_tool_calls: true,
    previous_response_id: null,
    safety_identifier: body.safety_identifier ?? null,
    store: body.store ?? true,
    temperature: 1,
    text: body.text ?? { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    usage: {
      input_tokens: inputTokens,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: inputTokens + outputTokens,
    },
  }
}

const textFor = (body: ResponseRequest, pictures: SeenPicture[], plan: FaultPlan | null, words: string): string => {
  if (plan?.kind === 'says') return plan.text
  const format = body.text?.format
  if (format?.type !== 'json_schema') return 'A text of the contract server.'
  if (plan?.kind === 'schema_breaking') return '{"slides":["not what was asked for"]}'
  const seed = createHash('sha256')
    .update(words)
    .update(pictures.map(({ sha256 }) => sha256).join())
    .digest('hex')
  const language = /"language":"([A-Za-z0-9-]+)"/.exec(words)?.[1] ?? 'en'
  const values = plan?.kind === 'writes' ? plan.values : plan?.kind === 'missing_slide' ? { slides: {} } : {}
  return JSON.stringify(writeBy(format.schema, { seed, pictures, language, values }))
}

const withoutPictures = (body: ResponseRequest): PaidPost['request'] =>
  JSON.parse(
    JSON.stringify(body, (name, value: unknown) => (name === 'image_url' ? '<data>' : value)),
  ) as PaidPost['request']

const deliver = async (exchange: Exchange, plan: FaultPlan | null, answer: object): Promise<Response> => {
  if (plan?.kind === 'cut_after_accept') return cut(exchange)
  if (plan?.kind === 'error_after_accept')
    return refuse(exchange, refusal(500, null, 'The server had an error while processing your request.'))
  if (plan?.kind === 'malformed')
    return exchange.body(JSON.stringify(answer).slice(0, -9), 200, { 'Content-Type': 'application/json' })
  if (plan?.kind === 'slow') await wait(plan.delayMs, undefined, { ref: false })
  return exchange.json(answer)
}
