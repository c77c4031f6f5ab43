import { createHash, randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import * as z from 'zod'
import { paidRoute, readBody, tokensIn } from './paid-route.ts'
import { isRefusal, offered, type ContractEnv, type World } from './world.ts'

const part = z.union([
  z.strictObject({ type: z.literal('input_text'), text: z.string() }),
  z.strictObject({ type: z.literal('input_json'), json: z.unknown() }),
])
const instructions = z.union([z.string().min(1), z.array(part).min(1)])
const name = z.string().min(1).max(64).optional()
/** POST /v1/decisions (openai SDK 7.55.0, decisions.d.ts): no temperature, no stream, no store, no tools. */
const request = z.strictObject({
  model: z.string(),
  input: z.union([
    z.string().min(1),
    z
      .array(
        z.strictObject({
          type: z.literal('message').optional(),
          role: z.enum(['user', 'developer', 'system', 'assistant']),
          content: z.union([z.string(), z.array(part).min(1)]),
        }),
      )
      .min(1),
  ]),
  questions: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('predicate'), name, instructions }),
        z.strictObject({
          type: z.literal('choice'),
          name,
          instructions,
          choices: z
            .array(z.strictObject({ value: z.union([z.string(), z.boolean()]), description: z.string().optional() }))
            .min(2)
            .max(255),
        }),
      ]),
    )
    .min(1)
    .max(400),
  safety_identifier: z.string().max(128).nullish(),
  prompt_cache_key: z.string().max(64).nullish(),
})

/** Calibrated answers without a word: the same question about the same input always has the same one. */
export const decisionsApp = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()
  app.post(
    '/',
    paidRoute(world, 'decisions', (raw, plan) => {
      const body = readBody(raw, request)
      if (isRefusal(body)) return body
      const model = offered(world, body.model, 'decision')
      if (isRefusal(model)) return model
      const seed = JSON.stringify(body.input)
      const share = (text: string): number =>
        (createHash('sha256').update(seed).update(text).digest().readUInt32BE() % 1000) / 1000
      const answers = body.questions.map((question, at) => {
        const called = question.name ?? null
        // One refused question does not spoil the others.
        if (plan?.kind === 'refusal' && at === 0) return { type: 'refusal', name: called }
        const ordered = plan?.kind === 'writes' ? plan.values[called ?? ''] : undefined
        const probability = typeof ordered === 'number' ? ordered : share(JSON.stringify(question.instructions))
        if (question.type === 'predicate') return { type: 'predicate', name: called, probability }
        const chosen = Math.floor(probability * question.choices.length) % question.choices.length
        return {
          type: 'choice',
          name: called,
          choice: question.choices[chosen]?.value,
          confidence: 0.8,
          probabilities: question.choices.map(({ value }, index) => ({
            value,
            probability: index === chosen ? 0.8 : 0,
          })),
        }
      })
      const inputTokens = tokensIn(seed) + tokensIn(JSON.stringify(body.questions))
      return {
        id: `dec_${randomUUID()}`,
        model: model.id,
        inputTokens,
        outputTokens: 0,
        priceMicroUsd: Math.ceil(inputTokens * model.input),
        request: body,
        pictures: [],
        answer: {
          answers,
          model: model.id,
          usage: {
            input_tokens: inputTokens,
            input_tokens_details: { cache_write_tokens: 0, cached_tokens: 0 },
            output_tokens: 0,
            output_tokens_details: { reasoning_tokens: 0 },
            total_tokens: inputTokens,
          },
        },
      }
    }),
  )
  return app
}
