import { sql } from 'kysely'
import type { Transaction } from '#kernel/db/acting.ts'
import type { Failure } from './roleplays.clips.store.ts'

/** Everything below is the house's own work: the ledger of calls that cost money. */

export type CallKind = 'transcription' | 'judgement' | 'phrasing' | 'voice' | 'avatar_session'
export interface CallRow {
  id: string
  user_id: string
  session_id: string
  kind: CallKind
  about: string
  provider: string
  state: 'reserved' | 'submitted' | 'unknown' | 'ready' | 'failed'
  price_estimate: number
  result: unknown
  failure: Failure | null
  attempts: number
}
const callSelect = sql`
  select id, user_id, session_id, kind, about, provider, state, price_estimate::float8 as price_estimate, result, failure, attempts
    from public.coach_calls`

export interface NewCall {
  id: string
  userId: string
  sessionId: string
  kind: CallKind
  about: string
  provider: string
  model: string
  hash: string
  price: number
}
/** False when there is one already that has not failed. */
export const reserve = async (transaction: Transaction, call: NewCall): Promise<boolean> =>
  (await transaction.run(sql`
    insert into public.coach_calls (id, user_id, session_id, kind, about, provider, model, request_hash, price_estimate)
    values (${call.id}, ${call.userId}, ${call.sessionId}, ${call.kind}, ${call.about}, ${call.provider}, ${call.model}, ${call.hash},
            ${Math.ceil(call.price)})
    on conflict (session_id, kind, about, request_hash) where state in ('reserved', 'submitted', 'unknown', 'ready') do nothing`)) ===
  1

/** The newest call about this thing, locked: whoever comes second waits and then sees the new state. */
export const lockNewest = (
  transaction: Transaction,
  { sessionId, kind, about, hash }: Pick<NewCall, 'sessionId' | 'kind' | 'about' | 'hash'>,
): Promise<CallRow | undefined> =>
  transaction.first(sql<CallRow>`${callSelect}
     where session_id = ${sessionId} and kind = ${kind} and about = ${about} and request_hash = ${hash}
     order by (state <> 'failed') desc, created_at desc, id limit 1 for update`)
export const lockCall = (transaction: Transaction, id: string): Promise<CallRow | undefined> =>
  transaction.first(sql<CallRow>`${callSelect} where id = ${id} for update`)

/** Calls of this kind that were sent within a minute, and when the oldest of them is a minute old. */
export const load = (
  transaction: Transaction,
  provider: string,
  kind: CallKind,
): Promise<{ started: number; waitMs: number }> =>
  transaction.one(sql<{ started: number; waitMs: number }>`
    select count(*)::int as started, coalesce(extract(epoch from min(submitted_at) + interval '1 minute' - now()) * 1000, 0)::float8 as "waitMs"
      from public.coach_calls where provider = ${provider} and kind = ${kind} and submitted_at > now() - interval '1 minute'`)

export const markSubmitted = async (transaction: Transaction, id: string): Promise<boolean> =>
  (await transaction.run(sql`
    update public.coach_calls set state = 'submitted', submitted_at = now(), attempts = attempts + 1 where id = ${id} and state = 'reserved'`)) ===
  1
/** Certainly refused before it began, or made by nobody but this machine: it may be sent again. */
export const giveBack = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(
    sql`update public.coach_calls set state = 'reserved', submitted_at = null where id = ${id} and state = 'submitted'`,
  )
export const markReady = (
  transaction: Transaction,
  id: string,
  { result, charged }: { result: unknown; charged: number },
): Promise<number> =>
  transaction.run(sql`
    update public.coach_calls set state = 'ready', result = ${JSON.stringify(result)}::jsonb, price_charged = ${Math.ceil(charged)}, finished_at = now()
     where id = ${id} and state = 'submitted'`)
export const markFailed = (
  transaction: Transaction,
  id: string,
  { failure, charged }: { failure: Failure; charged: number | null },
): Promise<number> =>
  transaction.run(sql`
    update public.coach_calls set state = 'failed', failure = ${JSON.stringify(failure)}::jsonb, price_charged = ${charged === null ? null : Math.ceil(charged)}, finished_at = now()
     where id = ${id} and state in ('reserved', 'submitted', 'unknown')`)
export const markUnknown = (transaction: Transaction, id: string, failure: Failure): Promise<number> =>
  transaction.run(sql`
    update public.coach_calls set state = 'unknown', failure = ${JSON.stringify(failure)}::jsonb, finished_at = now()
     where id = ${id} and state = 'submitted'`)

/** Never sent, and by now of no use: the moment for these words is over. */
export const dropStale = (transaction: Transaction, failure: Failure): Promise<number> =>
  transaction.run(sql`
    update public.coach_calls set state = 'failed', failure = ${JSON.stringify(failure)}::jsonb, price_charged = 0, finished_at = now()
     where state = 'reserved' and kind in ('phrasing', 'voice', 'avatar_session') and updated_at < now() - interval '10 minutes'`)

/** Sent, and nobody can be waiting for the answer any more. `all`: whatever a process that no longer lives had sent. */
export const lostCalls = (transaction: Transaction, all: boolean): Promise<CallRow[]> =>
  transaction.rows(sql<CallRow>`${callSelect}
     where state = 'submitted' and (${all} or updated_at < now() - interval '10 minutes') order by created_at limit 500`)

/** A session of a face that was opened, and for how many seconds it has been open. */
export const selectFace = (
  transaction: Transaction,
  sessionId: string,
  about: string,
): Promise<{ id: string; result: unknown; seconds: number } | undefined> =>
  transaction.first(sql<{ id: string; result: unknown; seconds: number }>`
    select id, result, extract(epoch from now() - submitted_at)::float8 as seconds from public.coach_calls
     where session_id = ${sessionId} and about = ${about} and kind = 'avatar_session' and state = 'ready'`)

/** Never more than it was counted as: a second end, or a late one, changes nothing for the worse. */
export const settleFace = (transaction: Transaction, id: string, charged: number): Promise<number> =>
  transaction.run(sql`
    update public.coach_calls set price_charged = least(price_charged, ${Math.ceil(charged)}) where id = ${id} and state = 'ready'`)

/** Reserved and not sent, for something that nobody waits for. */
export const giveUp = (
  transaction: Transaction,
  { sessionId, about }: { sessionId: string; about: string },
): Promise<number> =>
  transaction.run(sql`
    update public.coach_calls set state = 'failed', price_charged = 0, finished_at = now()
     where session_id = ${sessionId} and about = ${about} and state = 'reserved'`)
