import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import * as z from 'zod'
import type { FaultQueue } from '../fault-queue.ts'

/** All that one contract server holds. */
export interface World {
  settings: LiveAvatarSettings
  sessions: Map<string, Session>
  refused: { at: string; path: string; status: number; message: string }[]
  faults: FaultQueue<FaultPlan, FaultOrder>
  /** Requests of this second, by key and path. */
  windows: Map<string, { second: number; count: number }>
}

export interface LiveAvatarSettings {
  /** Left in the account; a minute in LITE mode takes one. */
  credits: number
  /** Of one caller to one address. */
  requestsPerSecond: number
  /** How long a token can start its session. */
  tokenSeconds: number
  /** Without a sign of life. */
  idleSeconds: number
  /** Between the open socket and `connected`: what is sent before is dropped without a word. */
  connectMs: number
  /** How many times faster than a mouth the avatar speaks, so that tests need not wait. */
  speed: number
}

export interface Session {
  id: string
  token: string
  avatarId: string
  sandbox: boolean
  maxSeconds: number
  tokenUntil: number
  state: 'minted' | 'started' | 'connected' | 'ended'
  endedBecause: string | null
  startedAt: number | null
  lastSign: number
  /** What was said into its socket. */
  spoken: { eventId: string; bytes: number; ended: boolean; interrupted: boolean }[]
  /** Types of messages that came too early or that nobody knows. */
  dropped: string[]
  listening: boolean
  close(reason: string): void
}

const on = z.enum(['token', 'start', 'stop', 'keep-alive'])
/** What should go wrong with the next request of this kind. */
export const faultPlan = z.discriminatedUnion('kind', [
  z.strictObject({
    on,
    times: z.int().positive().default(1),
    kind: z.enum([
      /** The socket is cut before, or after it was done. */
      'cut_before',
      'cut_after',
      /** 200, with a code that is not 1000. */
      'other_code',
      'malformed',
      'gateway_page',
      /** A token of the mode in which the vendor's own model talks. */
      'full_token',
    ]),
  }),
  z.strictObject({
    on,
    times: z.int().positive().default(1),
    kind: z.literal('error'),
    status: z.int().min(400).max(599),
  }),
])
export type FaultPlan = z.infer<typeof faultPlan>
export type FaultOrder = z.input<typeof faultPlan>

export type ContractEnv = { Bindings: HttpBindings }
export type Exchange = Context<ContractEnv>

/** Every answer is an envelope; 1000 is done (web SDK 0.0.18, SessionApiClient.js). */
export const envelope = (data: unknown, code = 1000, message: string | null = 'Success'): object => ({
  code,
  data,
  message,
})
