import { sql } from 'kysely'
import type { Transaction } from '#kernel/db/acting.ts'
import type { RunFailure, RunResult, RunRow, WrittenWords } from './captions.store.ts'

/** Everything below is the house's own work. */

/** Reads and locks one run; whoever comes second waits and then sees the new state. */
export const lockRun = (transaction: Transaction, id: string): Promise<(RunRow & { gone: boolean }) | undefined> =>
  transaction.first(sql<RunRow & { gone: boolean }>`
    select r.id, r.user_id, r.session_id, r.slide_group_id, r.writer, r.model, r.item_ids, r.overwrite, r.state,
           r.price_estimate::float8 as price_estimate, r.price_charged::float8 as price_charged, r.result, r.failure, r.attempts,
           r.submitted_at, r.created_at, s.deleted_at is not null as gone
      from public.caption_runs r join public.media_sessions s on s.id = r.session_id where r.id = ${id} for update of r`)

/** The slides of a run's group in their order, and whether its post text is still to be written. */
export const groupContext = (
  transaction: Transaction,
  groupId: string,
): Promise<{ itemIds: string[]; worded: boolean } | undefined> =>
  transaction.first(sql<{ itemIds: string[]; worded: boolean }>`
    select coalesce((select array_agg(i.value ->> 'itemId' order by i.ordinality) from jsonb_array_elements(g.items) with ordinality i), '{}') as "itemIds",
           g.words ? 'caption' as worded
      from public.slide_groups g where g.id = ${groupId}`)

/** One decision about a writer's room at a time, over all processes; calls of the last minute and when the oldest leaves it. */
export const writerLoad = async (
  transaction: Transaction,
  writer: string,
): Promise<{ started: number; waitMs: number }> => {
  await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`writer:${writer}`}, 5))`)
  return await transaction.one(sql<{ started: number; waitMs: number }>`
    select count(*)::int as started,
           coalesce(extract(epoch from min(submitted_at) + interval '1 minute' - now()) * 1000, 0)::float8 as "waitMs"
      from public.caption_runs where writer = ${writer} and submitted_at > now() - interval '1 minute'`)
}

/** The moment before the call leaves: from here on money may have been spent. */
export const markSubmitted = async (transaction: Transaction, id: string): Promise<boolean> =>
  (await transaction.run(
    sql`update public.caption_runs set state = 'submitted', submitted_at = now() where id = ${id} and state = 'reserved'`,
  )) === 1

/** Only for a call that was certainly refused before it began, or that costs nothing. */
export const giveBack = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(sql`
    update public.caption_runs set state = 'reserved', submitted_at = null, attempts = attempts + 1 where id = ${id} and state = 'submitted'`)

export const markReady = async (
  transaction: Transaction,
  id: string,
  { result, charged }: { result: RunResult; charged: number },
): Promise<boolean> =>
  (await transaction.run(sql`
    update public.caption_runs set state = 'ready', result = ${JSON.stringify(result)}::jsonb, price_charged = ${charged}, finished_at = now()
     where id = ${id} and state = 'submitted'`)) === 1

export const markFailed = async (
  transaction: Transaction,
  id: string,
  { failure, charged }: { failure: RunFailure; charged: number | null },
): Promise<boolean> =>
  (await transaction.run(sql`
    update public.caption_runs set state = 'failed', failure = ${JSON.stringify(failure)}::jsonb, price_charged = ${charged}, finished_at = now()
     where id = ${id} and state in ('reserved', 'submitted')`)) === 1

export const markUnknown = async (transaction: Transaction, id: string, failure: RunFailure): Promise<boolean> =>
  (await transaction.run(sql`
    update public.caption_runs set state = 'unknown', failure = ${JSON.stringify(failure)}::jsonb, finished_at = now()
     where id = ${id} and state = 'submitted'`)) === 1

/**
 * Puts written captions on their items. What a person wrote stays, unless the run was to replace it, and even then what
 * they wrote after it was asked for.
 */
export const applyWords = (
  transaction: Transaction,
  run: Pick<RunRow, 'id' | 'session_id'>,
  slides: readonly WrittenWords[],
  source: 'ai' | 'template',
): Promise<number> =>
  transaction.run(sql`
    update public.session_media_items i
       set generated_caption = n.words ->> 'overlay', caption_source = ${source}, caption_words = n.words - 'overlay' - 'id',
           caption_changed_at = now()
      from public.caption_runs r, jsonb_array_elements(${JSON.stringify(slides)}::jsonb) as n (words)
     where r.id = ${run.id} and i.session_id = ${run.session_id} and i.id = (n.words ->> 'id')::uuid
       and (i.caption_source is distinct from 'person'
            or (r.overwrite and (i.caption_changed_at is null or i.caption_changed_at < r.created_at)))`)

/** Open runs of persons that nothing has happened to for a while. Those of groups are looked after by their groups. */
export const forgottenRuns = (
  transaction: Transaction,
): Promise<{ id: string; user_id: string; writer: string; state: 'reserved' | 'submitted'; grouped: boolean }[]> =>
  transaction.rows(sql`
    select id, user_id, writer, state, slide_group_id is not null as grouped from public.caption_runs
     where (state = 'reserved' and slide_group_id is null and updated_at < now() - interval '1 minute')
        or (state = 'submitted' and updated_at < now() - interval '3 minutes')
     order by created_at limit 200`)

/** Runs that a process which no longer lives had sent; only for the one process of the embedded database, at its start. */
export const submittedBefore = (transaction: Transaction): Promise<{ id: string; writer: string }[]> =>
  transaction.rows(sql`select id, writer from public.caption_runs where state = 'submitted'`)
