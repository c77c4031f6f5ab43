import { createHash, randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import * as z from 'zod'
import { paidRoute, readBody, tokensIn } from './paid-route.ts'
import { isRefusal, offered, refusal, type ContractEnv, type World } from './world.ts'

const request = z.strictObject({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string()).min(1).max(2048)]),
  dimensions: z.int().min(1).max(1536).optional(),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  user: z.string().optional(),
})

/** POST /v1/embeddings: texts that share words lie near each other, and the same text is always the same vector. */
export const embeddingsApp = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()
  app.post(
    '/',
    paidRoute(world, 'embeddings', (raw, plan) => {
      const body = readBody(raw, request)
      if (isRefusal(body)) return body
      const model = offered(world, body.model, 'embedding')
      if (isRefusal(model)) return model
      if (body.dimensions !== undefined && !model.id.startsWith('text-embedding-3'))
        return refusal(400, 'unsupported_parameter', 'This model does not support specifying dimensions.', 'dimensions')
      const texts = typeof body.input === 'string' ? [body.input] : body.input
      if (texts.includes('')) return refusal(400, 'invalid_value', "'input' cannot be an empty string.", 'input')
      if (texts.some((text) => tokensIn(text) > 8192))
        return refusal(400, 'context_length_exceeded', "This model's maximum context length is 8192 tokens.", 'input')
      const inputTokens = texts.reduce((sum, text) => sum + tokensIn(text), 0)
      if (inputTokens > 300_000)
        return refusal(400, 'max_tokens_per_request', 'Requested more than 300000 tokens per request.', 'input')
      const data = texts.map((text, index) => {
        const vector = vectorOf(text, body.dimensions ?? 1536)
        const embedding = body.encoding_format === 'base64' ? encoded(vector) : vector
        return { object: 'embedding', index, embedding }
      })
      return {
        id: `emb_${randomUUID()}`,
        model: model.id,
        inputTokens,
        outputTokens: 0,
        priceMicroUsd: Math.ceil(inputTokens * model.input),
        request: body,
        pictures: [],
        answer: {
          object: 'list',
          model: model.id,
          data: plan?.kind === 'missing_slide' ? data.slice(1) : data,
          usage: { prompt_tokens: inputTokens, total_tokens: inputTokens },
        },
      }
    }),
  )
  return app
}

const vectorOf = (text: string, dimensions: number): number[] => {
  const vector = Array.from({ length: dimensions }, () => 0)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]) {
    const at = createHash('sha256').update(word).digest().readUInt32BE() % dimensions
    vector[at] = (vector[at] ?? 0) + 1
  }
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

/** Little-endian 32-bit floats. */
const encoded = (vector: number[]): string => Buffer.from(Float32Array.from(vector).buffer).toString('base64')
