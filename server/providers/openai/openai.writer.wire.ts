import * as z from 'zod'

/** Answers of POST /v1/responses (openai SDK 7.55.0, responses.d.ts). Extra fields are let be; only what we act on is asked for. */
const part = z.object({ type: z.string(), text: z.string().optional(), refusal: z.string().optional() })
const item = z.object({ type: z.string(), content: z.array(part).optional() })

export const response = z.object({
  id: z.string(),
  status: z.string(),
  error: z.object({ code: z.string(), message: z.string() }).nullish(),
  incomplete_details: z.object({ reason: z.string().optional() }).nullish(),
  output: z.array(item).default([]),
  usage: z.object({ input_tokens: z.int().nonnegative(), output_tokens: z.int().nonnegative() }).nullish(),
})
export type Response = z.infer<typeof response>

export const problem = z.object({
  error: z.object({
    message: z.string().nullish(),
    type: z.string().nullish(),
    param: z.string().nullish(),
    code: z.string().nullish(),
  }),
})

const written = z.object({
  overlay: z.string(),
  caption: z.string(),
  hashtags: z.array(z.string()),
  alt_text: z.string(),
  language: z.string(),
  confidence: z.number(),
  unsure: z.array(z.string()),
})
/** What the model wrote, in the shape the schema asked for: nobody but us checks that it did. */
export const captions = z.object({
  slides: z.record(z.string(), written),
  post: z.object({ title: z.string(), caption: z.string(), hashtags: z.array(z.string()) }).optional(),
})
export type Captions = z.infer<typeof captions>
