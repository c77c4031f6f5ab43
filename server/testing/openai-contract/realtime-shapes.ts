import * as z from 'zod'

/** What a session is asked (openai SDK 7.55.0, realtime.d.ts), as much of it as Greenroom speaks. */
export const clientEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('response.create'),
    event_id: z.string().max(512).optional(),
    response: z.strictObject({
      conversation: z.enum(['auto', 'none']).optional(),
      instructions: z.string().optional(),
      output_modalities: z.tuple([z.literal('audio')]).optional(),
      max_output_tokens: z.union([z.int().min(1).max(4096), z.literal('inf')]).optional(),
      reasoning: z.strictObject({ effort: z.enum(['minimal', 'low', 'medium', 'high', 'xhigh']) }).optional(),
      audio: z
        .strictObject({
          output: z.strictObject({
            voice: z.enum(['alloy', 'ash', 'ballad', 'coral', 'echo', 'sage', 'shimmer', 'verse', 'marin', 'cedar']),
            format: z.strictObject({ type: z.literal('audio/pcm'), rate: z.literal(24_000) }).optional(),
          }),
        })
        .optional(),
      input: z
        .array(
          z.strictObject({
            type: z.literal('message'),
            role: z.literal('user'),
            content: z.array(z.strictObject({ type: z.literal('input_text'), text: z.string() })).min(1),
          }),
        )
        .min(1),
    }),
  }),
  z.strictObject({
    type: z.literal('response.cancel'),
    event_id: z.string().max(512).optional(),
    response_id: z.string().optional(),
  }),
])
export type Wished = Extract<z.infer<typeof clientEvent>, { type: 'response.create' }>['response']

/** What it says when it does what it is told: the text of the last message, without what stands around it. */
export const lineOf = ({ input }: Wished): string =>
  (input.at(-1)?.content ?? []).map(({ text }) => /<line>([^]*)<\/line>/.exec(text)?.[1] ?? text).join(' ')
