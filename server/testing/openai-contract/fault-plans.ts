import * as z from 'zod'

const shared = {
  times: z.int().positive().default(1),
  /** Below /v1/, e.g. `audio/speech`; left out, whatever comes next. */
  path: z.string().optional(),
}
const order = z.strictObject({
  ...shared,
  kind: z.enum([
    // Before anything is taken.
    'cut_before_accept',
    'overloaded',
    'gateway_page',
    // Taken and paid for when they strike.
    'cut_after_accept',
    'error_after_accept',
    'malformed',
    'refusal',
    'truncated',
    'content_filter',
    'schema_breaking',
    'missing_slide',
    'failed',
    'in_progress',
    'no_usage',
    // Of a session: it was begun, and then nothing more is heard.
    'silent',
  ]),
})

/** What should go wrong with the next POST, or session. */
export const faultPlan = z.union([
  order,
  z.strictObject({ kind: z.literal('too_many'), ...shared, headers: z.record(z.string(), z.string()).default({}) }),
  z.strictObject({ kind: z.literal('slow'), ...shared, delayMs: z.int().default(1000) }),
  /** Any error of the vendor, in its own shape. */
  z.strictObject({
    kind: z.literal('error'),
    ...shared,
    status: z.int().min(400).max(599),
    code: z.string().nullable().default(null),
    param: z.string().nullable().default(null),
  }),
  /** The model writes, hears or says exactly this, whatever was asked. */
  z.strictObject({ kind: z.literal('says'), ...shared, text: z.string() }),
  /** The model writes what the schema wants, with these values wherever a property, or a question, has such a name. */
  z.strictObject({ kind: z.literal('writes'), ...shared, values: z.record(z.string(), z.unknown()) }),
])
export type FaultPlan = z.infer<typeof faultPlan>
export type FaultOrder = z.input<typeof faultPlan>

export interface FaultPlans {
  add(order: FaultOrder): void
  /** The next one for this path, used up by being taken. */
  take(path: string): FaultPlan | null
  clear(): void
}

export const makeFaultPlans = (): FaultPlans => {
  let waiting: FaultPlan[] = []
  return {
    add(given) {
      waiting.push(faultPlan.parse(given))
    },
    take(path) {
      const first = waiting.find((one) => one.path === undefined || one.path === path)
      if (first === undefined) return null
      first.times -= 1
      waiting = waiting.filter((one) => one.times > 0)
      return first
    },
    clear() {
      waiting = []
    },
  }
}

/** A word in the request's text that steers its answer, so that a person at the keyboard can try it: `[fault:refusal]`. */
export const spelledFault = (text: string): FaultPlan | null => {
  const parsed = faultPlan.safeParse({ kind: /\[fault:([a-z_]+)\]/.exec(text)?.[1] })
  return parsed.success ? parsed.data : null
}
