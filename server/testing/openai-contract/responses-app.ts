import { createHash, randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { writeBy } from './answers.ts'
import type { FaultPlan } from './fault-plans.ts'
import type { PaidPost, SeenPicture } from './paid-log.ts'
import { paidRoute, tokensIn } from './paid-route.ts'
import { contentOf, readRequest, type ResponseRequest } from './response-request.ts'
import { pictureTokens, seePicture } from './seen-pictures.ts'
import { isRefusal, type ContractEnv, type Refusal, type World } from './world.ts'

/** POST /v1/responses. */
export const responsesApp = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()
  app.post(
    '/',
    paidRoute(world, 'responses', async (raw, plan) => {
      const taken = await take(world, raw)
      if (isRefusal(taken)) return taken
      const { body, pictures, price } = taken
      const answer = answerTo(body, pictures, plan)
      const { input_tokens: inputTokens, output_tokens: outputTokens } = answer.usage
      return {
        id: answer.id,
        model: body.model,
        inputTokens,
        outputTokens,
        priceMicroUsd: Math.ceil(inputTokens * price.input + outputTokens * price.output),
        request: withoutPictures(body),
        pictures,
        answer,
      }
    }),
  )
  return app
}

interface Taken {
  body: ResponseRequest
  pictures: SeenPicture[]
  price: { input: number; output: number }
}

const take = async (world: World, raw: Buffer): Promise<Taken | Refusal> => {
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

const answerTo = (body: ResponseRequest, pictures: SeenPicture[], plan: FaultPlan | null) => {
  const words = contentOf(body).map((part) => (part.type === 'input_image' ? '' : part.text))
  const text = textFor(body, pictures, plan, words.join('\n'))
  const inputTokens =
    tokensIn(`${body.instructions ?? ''}${words.join('')}${JSON.stringify(body.text ?? '')}`) +
    pictures.reduce((sum, picture) => sum + pictureTokens(picture), 0)
  const most =
    plan?.kind === 'truncated' ? Math.min(16, Math.floor(tokensIn(text) / 2)) : (body.max_output_tokens ?? Infinity)
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
  const language =
    /"language":"([A-Za-z0-9-]+)"/.exec(words)?.[1] ?? (/ in Dutch/.test(body.instructions ?? '') ? 'nl' : 'en')
  const values = plan?.kind === 'writes' ? plan.values : plan?.kind === 'missing_slide' ? { slides: {} } : {}
  return JSON.stringify(writeBy(format.schema, { seed, pictures, language, values, ...knownFrom(words) }))
}

/** What a request about a call holds: its turns, or the line that is about to be said. */
const knownFrom = (words: string): { said: { turn: number; quote: string }[]; line: string | null } => {
  let document: unknown = null
  try {
    document = JSON.parse(words)
  } catch {
    // Not one document: nothing to know from it.
  }
  const { call = '', line = null } = (document ?? {}) as { call?: unknown; line?: unknown }
  const turns = typeof call === 'string' ? [...call.matchAll(/^\[(\d+)\] TRAINEE: (.+)$/gm)] : []
  return {
    said: turns.map(([, turn, quote]) => ({ turn: Number(turn), quote: quote ?? '' })),
    line: typeof line === 'string' ? line : null,
  }
}

const withoutPictures = (body: ResponseRequest): PaidPost['request'] =>
  JSON.parse(
    JSON.stringify(body, (name, value: unknown) => (name === 'image_url' ? '<data>' : value)),
  ) as PaidPost['request']
