import * as z from 'zod'
import { refusal } from './fields.ts'

/** Shapes that several rooms share. */
export const uuid = z.uuid()
/** An instant as ISO 8601 with zone, always UTC from the server. */
export const instant = z.iso.datetime({ offset: true })
export const microUsd = z.number().int().nonnegative()
export const nothing = z.strictObject({})
export const ids = z.strictObject({ ids: z.array(uuid).min(1).max(10_000) })
export const changed = z.strictObject({ changed: z.number().int() })
/** A name that people type: trimmed, no control characters, 1 to 120 characters. */
export const personName = z.string().trim().min(1).max(120)
export const title = z
  .string()
  .trim()
  .min(1)
  .max(120)
  // Control and direction-override characters make two names look alike.
  .refine(
    (text) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text),
    refusal('A character in it cannot be seen. Take it out.', { code: 'shape.invisible' }),
  )

/** Text of at most so many UTF-16 units, which is how places that show it count; `max` of zod counts code points. */
export const shortText = (most: number) =>
  z
    .string()
    .refine(
      (text) => text.length <= most,
      refusal(`At most ${most} characters, as the app counts them.`, { code: 'shape.text_long', values: { most } }),
    )
