import { sql } from 'kysely'
import type { Transaction } from '#kernel/db/acting.ts'

// The house's own work: what is kept, and for how long.

/** Calls of a person that still have recordings, or words, from before a moment. */
export const callsWithAudio = (transaction: Transaction, userId: string, before: string): Promise<{ id: string }[]> =>
  transaction.rows(sql<{ id: string }>`
    select distinct s.id from public.sessions s
     where s.user_id = ${userId} and (exists (select from public.session_clips c where c.session_id = s.id and c.purged_at is null and c.created_at <= ${before}::timestamptz)
       or exists (select from public.session_turns t where t.session_id = s.id and t.audio_key is not null))`)
export const callsWithWords = (transaction: Transaction, userId: string, before: string): Promise<{ id: string }[]> =>
  transaction.rows(sql<{ id: string }>`
    select id from public.sessions where user_id = ${userId} and transcript_gone_at is null and created_at <= ${before}::timestamptz`)

/** Where everything lies that was ever stored for a call. */
export const filesOf = (
  transaction: Transaction,
  sessionId: string,
): Promise<{ user_id: string; audio: string[]; transcript: string | null } | undefined> =>
  transaction.first(sql<{ user_id: string; audio: string[]; transcript: string | null }>`
    select s.user_id, s.transcript_url as transcript,
           array(select c.file_path from public.session_clips c where c.session_id = s.id and c.file_path is not null)
        || array(select t.audio_key from public.session_turns t where t.session_id = s.id and t.audio_key is not null) as audio
      from public.sessions s where s.id = ${sessionId}`)

export const dropAudio = async (transaction: Transaction, sessionId: string): Promise<void> => {
  await transaction.run(sql`
    update public.session_clips set file_path = null, purged_at = coalesce(purged_at, now()) where session_id = ${sessionId}`)
  await transaction.run(sql`
    update public.session_turns set audio_key = null where session_id = ${sessionId} and audio_key is not null`)
  await transaction.run(sql`
    update public.sessions set audio_url = null, audio_gone_at = coalesce(audio_gone_at, now()) where id = ${sessionId}`)
}

const cleanCard = sql`
  jsonb_set(jsonb_set(c, '{results}', coalesce((select jsonb_agg(r || '{"quotes": []}') from jsonb_array_elements(c -> 'results') r), '[]')),
            '{feedback}', coalesce((select jsonb_agg(f || '{"quote": null}') from jsonb_array_elements(c -> 'feedback') f), '[]'))`
/** Every word goes, also those that a score had quoted; numbers and verdicts stay. */
export const dropWords = async (transaction: Transaction, sessionId: string): Promise<void> => {
  await transaction.run(sql`
    update public.session_turns set text = '', first_text = null, act = null, evidence = null, state = null where session_id = ${sessionId}`)
  await transaction.run(sql`update public.session_clips set text = null where session_id = ${sessionId}`)
  await transaction.run(sql`
    update public.coach_calls set result = null where session_id = ${sessionId} and result is not null`)
  await transaction.run(sql`
    update public.sessions set transcript_url = null, transcript_gone_at = coalesce(transcript_gone_at, now()),
           techniques_detected = coalesce((select jsonb_agg(jsonb_build_object('turnId', f -> 'turnId',
               'techniques', coalesce((select jsonb_agg(t || '{"quote": ""}') from jsonb_array_elements(f -> 'techniques') t), '[]'),
               'faults', coalesce((select jsonb_agg(t || '{"quote": ""}') from jsonb_array_elements(f -> 'faults') t), '[]')))
             from jsonb_array_elements(techniques_detected) f), '[]'),
           feedback = coalesce((select jsonb_agg(f || '{"quote": null}') from jsonb_array_elements(feedback) f), '[]'),
           scorecard = (select ${cleanCard} from (select scorecard as c) x),
           reviewed_scorecard = (select ${cleanCard} from (select reviewed_scorecard as c) x)
     where id = ${sessionId}`)
}

/** Recordings whose files are gone. */
export const markPurged = (transaction: Transaction, clipIds: readonly string[]): Promise<number> =>
  transaction.run(sql`
    update public.session_clips set file_path = null, purged_at = coalesce(purged_at, now()) where id = any(${[...clipIds]}::uuid[])`)
