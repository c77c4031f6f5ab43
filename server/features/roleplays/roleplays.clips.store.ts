import { sql } from 'kysely'
import type { Clip } from '@greenroom/contract/rehearsals.ts'
import type { Transaction } from '#kernel/db/acting.ts'

/** Why something did not work, as a code with a sentence for who reads the ledger. */
export interface Failure {
  code: string
  sentence: string
}
export interface ClipRow {
  id: string
  session_id: string
  user_id: string
  turn_number: number
  file_path: string | null
  mime: string
  bytes: number
  sha256: string
  start_ms: number
  end_ms: number
  state: Clip['state']
  text: string | null
  transcriber: string | null
  failure: Failure | null
  dropped_at: Date | null
  purged_at: Date | null
}
const clipSelect = sql`
  select c.id, c.session_id, c.user_id, c.turn_number, c.file_path, c.mime, c.bytes::float8 as bytes, c.sha256, c.start_ms, c.end_ms,
         c.state, c.text, c.transcriber, c.failure, c.dropped_at, c.purged_at
    from public.session_clips c`

export const selectClip = (transaction: Transaction, sessionId: string, id: string): Promise<ClipRow | undefined> =>
  transaction.first(sql<ClipRow>`${clipSelect} where c.id = ${id} and c.session_id = ${sessionId}`)

/** Recordings that are still there and belong to no turn yet. */
export const selectOpenClips = (transaction: Transaction, sessionId: string): Promise<ClipRow[]> =>
  transaction.rows(sql<ClipRow>`${clipSelect}
     where c.session_id = ${sessionId} and c.dropped_at is null and c.purged_at is null
       and not exists (select from public.session_turns t where t.clip_id = c.id) order by c.turn_number, c.created_at`)

/** Keys of recordings of a call that are there, by clip. */
export const selectKeys = (
  transaction: Transaction,
  sessionId: string,
): Promise<{ id: string; key: string; mime: string; bytes: number; sha256: string }[]> =>
  transaction.rows(sql<{ id: string; key: string; mime: string; bytes: number; sha256: string }>`
    select id, file_path as key, mime, bytes::float8 as bytes, sha256 from public.session_clips
     where session_id = ${sessionId} and file_path is not null and purged_at is null and dropped_at is null`)

export interface NewClip {
  id: string
  sessionId: string
  userId: string
  turnNumber: number
  key: string
  mime: string
  bytes: number
  sha256: string
  startMs: number
  endMs: number
  state: Clip['state']
}
export const insertClip = (transaction: Transaction, clip: NewClip): Promise<number> =>
  transaction.run(sql`
    insert into public.session_clips (id, session_id, user_id, turn_number, file_path, mime, bytes, sha256, start_ms, end_ms, state)
    values (${clip.id}, ${clip.sessionId}, ${clip.userId}, ${clip.turnNumber}, ${clip.key}, ${clip.mime}, ${clip.bytes}, ${clip.sha256},
            ${clip.startMs}, ${clip.endMs}, ${clip.state}::public.transcription_state)`)

export const dropClip = (transaction: Transaction, sessionId: string, id: string): Promise<number> =>
  transaction.run(sql`
    update public.session_clips c set dropped_at = coalesce(dropped_at, now()) where c.id = ${id} and c.session_id = ${sessionId}
       and not exists (select from public.session_turns t where t.clip_id = c.id)`)

export const usedBytes = async (transaction: Transaction, userId: string): Promise<number> => {
  const { used } = await transaction.one(sql<{ used: number }>`select private.used_bytes(${userId})::float8 as used`)
  return used
}

// ── The house's own work.

export const lockClip = (transaction: Transaction, id: string): Promise<ClipRow | undefined> =>
  transaction.first(sql<ClipRow>`${clipSelect} where c.id = ${id} for update`)
/** What became of listening to it. */
export const settleClip = (
  transaction: Transaction,
  id: string,
  { state, text, transcriber, failure }: Pick<ClipRow, 'state' | 'text' | 'transcriber' | 'failure'>,
): Promise<number> =>
  transaction.run(sql`
    update public.session_clips set state = ${state}::public.transcription_state, text = ${text}, transcriber = ${transcriber},
           failure = ${failure === null ? null : JSON.stringify(failure)}::jsonb
     where id = ${id} and purged_at is null`)
