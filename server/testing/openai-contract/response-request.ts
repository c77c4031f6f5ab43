import * as z from 'zod'
import { readBody } from './paid-route.ts'
import { schemaProblem } from './strict-schema.ts'
import { isRefusal, refusal, type OpenAiSettings, type Refusal } from './world.ts'

const content = z.union([
  z.strictObject({ type: z.enum(['input_text', 'output_text']), text: z.string() }),
  z.strictObject({
    type: z.literal('input_image'),
    image_url: z.string(),
    detail: z.enum(['low', 'high', 'auto', 'original']).default('auto'),
  }),
])
export type Content = z.infer<typeof content>

/** POST /v1/responses, as much of it as Greenroom speaks (openai SDK 7.55.0, ResponseCreateParamsBase); anything else is refused. */
export const responseRequest = z.strictObject({
  model: z.string(),
  instructions: z.string().nullish(),
  input: z.union([
    z.string(),
    z
      .array(
        z.strictObject({
          type: z.literal('message').optional(),
          role: z.enum(['user', 'assistant', 'system', 'developer']),
          content: z.union([z.string(), z.array(content).min(1)]),
        }),
      )
      .min(1),
  ]),
  text: z
    .strictObject({
      format: z
        .union([
          z.strictObject({ type: z.literal('text') }),
          z.strictObject({
            type: z.literal('json_schema'),
            name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
            description: z.string().optional(),
            strict: z.boolean().nullish(),
            schema: z.record(z.string(), z.unknown()),
          }),
        ])
        .default({ type: 'text' }),
      verbosity: z.enum(['low', 'medium', 'high']).nullish(),
    })
    .optional(),
  max_output_tokens: z.int().min(16).nullish(),
  store: z.boolean().nullish(),
  stream: z.literal(false).nullish(),
  reasoning: z.strictObject({ effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']) }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  safety_identifier: z.string().max(128).nullish(),
  prompt_cache_key: z.string().max(64).nullish(),
})
export type ResponseRequest = z.infer<typeof responseRequest>

export const contentOf = ({ input }: ResponseRequest): Content[] =>
  typeof input === 'string'
    ? [{ type: 'input_text', text: input }]
    : input.flatMap((message) =>
        typeof message.content === 'string'
          ? [{ type: 'input_text' as const, text: message.content }]
          : message.content,
      )

/** The body as it may be sent, or the refusal. */
export const readRequest = (raw: Buffer, settings: OpenAiSettings): ResponseRequest | Refusal => {
  const body = readBody(raw, responseRequest)
  if (isRefusal(body)) return body
  if (!settings.models.some(({ id, kind }) => id === body.model && kind === 'text'))
    return refusal(400, 'model_not_found', `The requested model '${body.model}' does not exist.`, 'model')
  const format = body.text?.format
  if (format?.type === 'json_schema') {
    const problem = format.strict === true ? schemaProblem(format.schema) : "'strict' must be true."
    if (problem !== null)
      return refusal(
        400,
        'invalid_json_schema',
        `Invalid schema for response_format '${format.name}': ${problem}`,
        'text.format.schema',
      )
  }
  const pictures = contentOf(body).filter(({ type }) => type === 'input_image').length
  if (pictures > 500) return refusal(400, 'too_many_images', 'Too many images in request.', 'input')
  return pictures > 0 && settings.picturesMustNotBeStored && body.store !== false
    ? refusal(400, 'store_not_allowed', 'Contract server: pictures are only sent with "store": false.', 'store')
    : body
}
