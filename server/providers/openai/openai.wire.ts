import * as z from 'zod'

/** Answers of POST /v1/responses (openai SDK 7.55.0, responses.d.ts). Extra fields are let be; only what we act on is asked for. */
const part = z.object({ type: z.string(), text: z.string().optional(), refusal: z.string().optional() })
const item = z.object({ type: z.string(), content: z.array(part).optional() })
const tokens = z.int().nonnegative()

export const response = z.object({
  id: z.string(),
  status: z.string(),
  error: z.object({ code: z.string(), message: z.string() }).nullish(),
  incomplete_details: z.object({ reason: z.string().optional() }).nullish(),
  output: z.array(item).default([]),
  usage: z.object({ input_tokens: tokens, output_tokens: tokens }).nullish(),
})
export type Response = z.infer<typeof response>

/** The shape of every refusal. */
export const problem = z.object({
  error: z.object({
    message: z.string().nullish(),
    type: z.string().nullish(),
    param: z.string().nullish(),
    code: z.string().nullish(),
  }),
})

/** POST /v1/audio/transcriptions with response_format=json (transcriptions.d.ts). */
export const transcription = z.object({
  text: z.string(),
  languages: z.array(z.object({ code: z.string() })).optional(),
  usage: z
    .union([
      z.object({ type: z.literal('duration'), seconds: z.number().nonnegative() }),
      z.object({ type: z.literal('tokens'), input_tokens: tokens, output_tokens: tokens }),
    ])
    .optional(),
})

/** POST /v1/decisions (decisions.d.ts): answers in the order of the questions. */
export const decision = z.object({
  answers: z.array(
    z.union([
      z.object({ type: z.literal('predicate'), name: z.string().nullable(), probability: z.number().min(0).max(1) }),
      z.object({ type: z.literal('refusal'), name: z.string().nullable() }),
    ]),
  ),
  usage: z.object({ input_tokens: tokens, output_tokens: tokens }).nullish(),
})

/** POST /v1/embeddings with encoding_format=base64 (embeddings.d.ts): little-endian 32-bit floats. */
export const embeddings = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.base64() })),
  usage: z.object({ prompt_tokens: tokens }).nullish(),
})
