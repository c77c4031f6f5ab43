import * as z from 'zod'
import type { FaultQueue } from '../fault-queue.ts'

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

export type FaultPlans = FaultQueue<FaultPlan, FaultOrder>
