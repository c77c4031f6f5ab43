import * as z from 'zod'

const times = z.int().positive().default(1)
const plan = <const On extends string, const Kinds extends readonly [string, ...string[]]>(on: On, kinds: Kinds) =>
  z.strictObject({ on: z.literal(on), kind: z.enum(kinds), times })

/**
 * What should go wrong next, and where. `init` faults named *_after_accept have opened the post when they strike; `slow`,
 * `malformed`, `no_id` and `trouble` have too. `lost_response` of `token` has made new tokens.
 */
export const faultPlan = z.union([
  plan('token', ['error', 'cut', 'lost_response', 'too_many', 'gateway_page', 'trouble']),
  plan('revoke', ['error', 'cut']),
  plan('creator', ['error', 'cut', 'malformed', 'too_many']),
  plan('init', [
    'cut_before_accept',
    'cut_after_accept',
    'error_before_accept',
    'error_after_accept',
    'gateway_page',
    'malformed',
    'no_id',
    'trouble',
    'strange_upload_host',
  ]),
  z.strictObject({ on: z.literal('init'), kind: z.literal('too_many'), times, retryAfterSeconds: z.int().default(7) }),
  z.strictObject({ on: z.literal('init'), kind: z.literal('slow'), times, delayMs: z.int().default(1000) }),
  z.strictObject({
    on: z.literal('init'),
    kind: z.literal('refuse'),
    times,
    code: z.string(),
    status: z.int().default(403),
  }),
  plan('status', ['error', 'cut', 'malformed', 'too_many', 'odd_state']),
  plan('read', ['error', 'cut', 'malformed', 'too_many']),
  plan('chunk', ['error', 'cut_before', 'cut_middle', 'cut_after', 'forbidden', 'bad_request']),
])
export type FaultPlan = z.infer<typeof faultPlan>
export type FaultOrder = z.input<typeof faultPlan>
export type PlannedOn<On extends FaultPlan['on']> = Extract<FaultPlan, { on: On }>

export interface FaultPlans {
  add(order: FaultOrder): void
  /** The fault for this moment, used up by being taken. */
  take<On extends FaultPlan['on']>(on: On): PlannedOn<On> | null
  clear(): void
}

export const makeFaultPlans = (): FaultPlans => {
  let waiting: FaultPlan[] = []
  return {
    add(order) {
      waiting.push(faultPlan.parse(order))
    },
    take<On extends FaultPlan['on']>(on: On): PlannedOn<On> | null {
      const found = waiting.find((one): one is PlannedOn<On> => one.on === on)
      if (found === undefined) return null
      found.times -= 1
      waiting = waiting.filter((one) => one.times > 0)
      return found
    },
    clear() {
      waiting = []
    },
  }
}

/** Words in a title that steer a post, so that a person at the keyboard can try them: `[fail:spam_risk]`, `[stuck:yes]`. */
export const spelled = (title: string, word: 'fail' | 'stuck' | 'fault'): string | null =>
  new RegExp(`\\[${word}:([^\\]]+)\\]`).exec(title)?.[1] ?? null
