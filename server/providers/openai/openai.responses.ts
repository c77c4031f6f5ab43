import type { ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses'
import type { Answered, CallContext, CallUsage } from '../paid-call.ts'
import { refusedBy } from '../paid-refusal.ts'
import { readJson } from '../vendor-reply.ts'
import { postTo, unreadable, type OpenAiAccess } from './openai.client.ts'
import { costMicroUsd, type TokenPrice } from './openai.models.ts'
import { failedAs, saidIn } from './openai.problems.ts'
import { response } from './openai.wire.ts'

/** One question to a model, answered in a shape. */
export interface Asking {
  model: string
  /** Our own words only: nothing a person typed. */
  instructions: string
  /** Everything else, as one JSON document: whatever it says, it arrives as data. */
  document: object
  /** The name and the strict schema of the answer. */
  name: string
  schema: Record<string, unknown>
  maxOutputTokens: number
}

const responseBody = (
  { model, instructions, document, name, schema, maxOutputTokens }: Asking,
  userRef: string,
): ResponseCreateParamsNonStreaming => ({
  model,
  instructions,
  input: [{ role: 'user', content: [{ type: 'input_text', text: JSON.stringify(wellFormed(document)) }] }],
  text: { format: { type: 'json_schema', name, strict: true, schema } },
  max_output_tokens: maxOutputTokens,
  // Left out, it would be true, and what people said kept for at least 30 days.
  store: false,
  safety_identifier: userRef,
})

/** Half a surrogate pair cannot be sent as UTF-8. */
const wellFormed = (value: object): unknown =>
  JSON.parse(JSON.stringify(value, (_, one: unknown) => (typeof one === 'string' ? one.toWellFormed() : one)))

/** Two bytes a token is far more than any script takes. */
export const estimateOf = (asking: Asking, price: TokenPrice): number =>
  costMicroUsd(
    price,
    Math.ceil(Buffer.byteLength(JSON.stringify(responseBody(asking, ''))) / 2),
    asking.maxOutputTokens,
  )

/** Asks once, through POST /v1/responses. The value is what `read` makes of the JSON; null means that it cannot be used. */
export const askModel = async <Value>(
  access: OpenAiAccess,
  asking: Asking,
  how: { who: string; price: TokenPrice; timeoutMs: number; read: (value: unknown) => Value | null },
  context: CallContext,
): Promise<Answered<Value>> => {
  const { who, price, timeoutMs, read } = how
  const taken = await postTo(
    access,
    { who, path: 'responses', body: responseBody(asking, context.userRef), timeoutMs, maxBytes: 4 * 1024 * 1024 },
    context,
  )
  if (taken.kind !== 'taken') return taken
  const parsed = response.safeParse(readJson(taken.body.toString('utf8')))
  if (!parsed.success) return unreadable('responses')
  const counted = parsed.data.usage ?? null
  const usage: CallUsage | null = counted && {
    costMicroUsd: costMicroUsd(price, counted.input_tokens, counted.output_tokens),
    counts: { inputTokens: counted.input_tokens, outputTokens: counted.output_tokens },
  }
  const more = { usage, charged: usage === null ? ('unknown' as const) : ('yes' as const) }
  const said = saidIn(parsed.data)
  if (said.kind === 'unknown') return said
  if (said.kind === 'refused')
    return refusedBy(who, said.code, said.words, { ...more, retry: said.code === 'truncated' })
  if (said.kind === 'failed') return refusedBy(who, failedAs(said.code), said.words, { ...more, retry: said.retry })
  const value = read(readJson(said.text))
  return value === null
    ? refusedBy(who, 'unreadable', 'not as agreed', { ...more, retry: true })
    : { kind: 'done', value, usage, requestId: taken.requestId }
}

/** The strict subset of JSON schema: every property required, nothing additional, no lengths (they are kept by us afterwards). */
export const objectOf = (properties: Record<string, object>): Record<string, unknown> => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})
