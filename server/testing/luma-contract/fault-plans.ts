import * as z from 'zod'
import type { FaultQueue } from '../fault-queue.ts'

const times = z.int().positive().default(1)
const plan = <const On extends string, const Kinds extends readonly [string, ...string[]]>(on: On, kinds: Kinds) =>
  z.strictObject({ on: z.literal(on), kind: z.enum(kinds), times })

/**
 * What should go wrong next, and where. `create` faults named *_after_accept have taken the job and the money when they
 * strike; `slow`, `malformed` and `no_id` have too.
 */
export const faultPlan = z.union([
  plan('create', [
    'cut_before_accept',
    'cut_after_accept',
    'error_before_accept',
    'error_after_accept',
    'ingestion_unavailable',
    'gateway_page',
    'malformed',
    'no_id',
  ]),
  z.strictObject({
    on: z.literal('create'),
    kind: z.literal('too_many'),
    times,
    retryAfterSeconds: z.int().default(7),
  }),
  z.strictObject({ on: z.literal('create'), kind: z.literal('slow'), times, delayMs: z.int().default(1000) }),
  plan('read', ['error', 'cut', 'malformed', 'not_found', 'too_many']),
  plan('asset', ['expired', 'truncated', 'wrong_type']),
  plan('file', ['error']),
  plan('upload', ['error']),
  plan('complete', ['error', 'stays_pending']),
])
export type FaultPlan = z.infer<typeof faultPlan>
export type FaultOrder = z.input<typeof faultPlan>
export type PlannedOn<On extends FaultPlan['on']> = Extract<FaultPlan, { on: On }>

export type FaultPlans = FaultQueue<FaultPlan, FaultOrder>
