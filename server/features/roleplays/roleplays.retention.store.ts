import { sql } from 'kysely'
import type { Transaction } from '#kernel/db/acting.ts'

// The house's own work, by its own clock: `now` is told, so that a rehearsal of days to come is possible.

export interface Days {
  audio: number
  transcript: number
  score: number
}

/** Open calls in which nothing has happened for so many hours; each is closed once. */
export const abandonIdle = (
  transaction: Transaction,
  now: Date,
  hours: number,
): Promise<{ id: string; user_id: string }[]> =>
  transaction.rows(sql<{ id: string; user_id: string }>`
    update public.sessions set status = 'abandoned', call_ended_at = coalesce(call_ended_at, ${now.toISOString()}::timestamptz), paused_at = null
     where id in (select id from public.sessions where status = 'in_progress'
                    and last_activity_at < ${now.toISOString()}::timestamptz - make_interval(hours => ${hours}) order by last_activity_at limit 500)
       and status = 'in_progress'
    returning id, user_id`)

// A call keeps to the days of the workspace it belongs to, else to those of the house; a hold stops every one of them.
const ruled = (now: Date, { audio, transcript, score }: Days) => sql`
  select s.id, s.user_id, ${now.toISOString()}::timestamptz - s.started_at as age,
         case when w.id is null then ${audio}::integer else w.audio_days end as audio_days,
         case when w.id is null then ${transcript}::integer else w.transcript_days end as transcript_days,
         case when w.id is null then ${score}::integer else w.score_days end as score_days
    from public.sessions s left join public.workspaces w on w.id = s.workspace_id and w.deleted_at is null
   where not coalesce(w.legal_hold, false)`

/** Calls whose recordings, or words, have been kept for as long as they may be. */
export const audioOverdue = (transaction: Transaction, now: Date, days: Days): Promise<{ id: string }[]> =>
  transaction.rows(sql<{ id: string }>`
    with ruled as (${ruled(now, days)})
    select r.id from ruled r where r.age > make_interval(days => r.audio_days)
       and (exists (select from public.session_clips c where c.session_id = r.id and c.file_path is not null)
         or exists (select from public.session_turns t where t.session_id = r.id and t.audio_key is not null)) order by r.id limit 200`)
export const wordsOverdue = (transaction: Transaction, now: Date, days: Days): Promise<{ id: string }[]> =>
  transaction.rows(sql<{ id: string }>`
    with ruled as (${ruled(now, days)})
    select r.id from ruled r join public.sessions s on s.id = r.id
     where r.age > make_interval(days => r.transcript_days) and s.transcript_gone_at is null and s.status <> 'in_progress'
       and s.score_state not in ('queued', 'judging') order by r.id limit 200`)
/** Calls that go whole: kept for as long as they may be, or deleted and past undoing. */
export const callsOverdue = (transaction: Transaction, now: Date, days: Days): Promise<{ id: string }[]> =>
  transaction.rows(sql<{ id: string }>`
    with ruled as (${ruled(now, days)})
    select r.id from ruled r where r.age > make_interval(days => r.score_days)
    union
    select s.id from public.sessions s where s.deleted_at < ${now.toISOString()}::timestamptz - interval '1 hour'
    order by id limit 200`)
export const dropCall = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(sql`delete from public.sessions where id = ${id}`)

/** Which of these keys no row names, of calls that are gone or in which nothing happens that could still name them. */
export const strayKeys = (transaction: Transaction, keys: readonly string[]): Promise<{ key: string }[]> =>
  transaction.rows(sql<{ key: string }>`
    select k as key from unnest(${[...keys]}::text[]) k
     where not exists (select from public.session_clips c where c.file_path = k)
       and not exists (select from public.session_turns t where t.audio_key = k)
       and not exists (select from public.sessions s
                        where s.id = substring(k from '/([0-9a-f-]{36})[/.]')::uuid
                          and (s.transcript_url = k or s.updated_at > now() - interval '1 day'))`)

/** Recordings that wait to be listened to for a while, and perhaps nobody works on them. */
export const forgottenClips = (
  transaction: Transaction,
): Promise<{ id: string; session_id: string; user_id: string }[]> =>
  transaction.rows(sql<{ id: string; session_id: string; user_id: string }>`
    select id, session_id, user_id from public.session_clips
     where state in ('waiting', 'running') and updated_at < now() - interval '10 minutes' and purged_at is null order by updated_at limit 200`)
