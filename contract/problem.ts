import * as z from 'zod'
import { noticeNumbers } from './notices.ts'

/** A sentence in English; its code is what the studio has words for in other languages: one of `fieldValues` in fields.ts. */
export const told = z.strictObject({
  message: z.string(),
  code: z.string().optional(),
  values: noticeNumbers.optional(),
})

/** RFC 9457 problem details: the one shape of every error answer (`application/problem+json`). */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** Stable machine code, e.g. `scenes.not_found`. */
  code: z.string(),
  /** A sentence for people. */
  detail: z.string(),
  /** What stands in the sentence, for words in another language. */
  values: noticeNumbers.optional(),
  correlationId: z.string(),
  /** Which inputs were wrong and how to mend each of them. */
  fields: z.array(told.extend({ path: z.string() })).optional(),
  /** Seconds to wait before trying again. */
  retryAfterSeconds: z.number().int().optional(),
})
export type Problem = z.infer<typeof problem>
