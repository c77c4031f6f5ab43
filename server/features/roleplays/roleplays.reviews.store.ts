import { sql } from 'kysely'
import type { Verdict } from '@greenroom/contract/roleplays.ts'
import type { Transaction } from '#kernel/db/acting.ts'

export interface ReviewRow {
  id: string
  check_id: string
  reviewer_id: string
  judged: Verdict
  verdict: 'met' | 'not_met' | 'not_applicable'
  reason: string
  created_at: Date
}
/** Oldest first: who decides last decides. */
export const selectReviews = (transaction: Transaction, sessionId: string): Promise<ReviewRow[]> =>
  transaction.rows(sql<ReviewRow>`
    select id, check_id, reviewer_id, judged, verdict, reason, created_at from public.check_reviews
     where session_id = ${sessionId} order by created_at, id`)

export interface NewReview {
  sessionId: string
  checkId: string
  judged: Verdict
  judgedBy: string
  verdict: string
  reason: string
  card: unknown
  /** From how many earlier reviews the card was made. */
  seen: number
}
export const addReview = (transaction: Transaction, review: NewReview): Promise<unknown> =>
  transaction.rows(sql`
    select private.review_check(${review.sessionId}::uuid, ${review.checkId}, ${review.judged}, ${review.judgedBy}, ${review.verdict},
      ${review.reason}, ${JSON.stringify(review.card)}::jsonb, ${review.seen})`)

export interface DisputeRow {
  id: string
  check_id: string
  reason: string
  settled_at: Date | null
  created_at: Date
}
export const selectDisputes = (transaction: Transaction, sessionId: string): Promise<DisputeRow[]> =>
  transaction.rows(sql<DisputeRow>`
    select id, check_id, reason, settled_at, created_at from public.check_disputes where session_id = ${sessionId} order by created_at, id`)
export const insertDispute = (
  transaction: Transaction,
  dispute: { id: string; sessionId: string; userId: string; checkId: string; reason: string },
): Promise<number> =>
  transaction.run(sql`
    insert into public.check_disputes (id, session_id, user_id, check_id, reason)
    values (${dispute.id}, ${dispute.sessionId}, ${dispute.userId}, ${dispute.checkId}, ${dispute.reason})`)

export interface ReaderRow {
  at: Date
  reader: string | null
  as_what: 'leader' | 'admin'
  reason: string | null
}
/** Who read the words of one's own call. */
export const selectReaders = (transaction: Transaction, sessionId: string): Promise<ReaderRow[]> =>
  transaction.rows(sql<ReaderRow>`select at, reader, as_what, reason from private.session_readers(${sessionId}::uuid)`)

export interface NoteRow {
  id: string
  author_id: string
  turn_id: string | null
  at_ms: number | null
  body: string
  created_at: Date
}
const noteColumns = sql`id, author_id, turn_id, at_ms, body, created_at`
export const selectNotes = (transaction: Transaction, sessionId: string): Promise<NoteRow[]> =>
  transaction.rows(sql<NoteRow>`
    select ${noteColumns} from public.session_notes where session_id = ${sessionId} order by created_at, id`)
export const insertNote = (
  transaction: Transaction,
  note: { id: string; sessionId: string; authorId: string; turnId: string | null; atMs: number | null; body: string },
): Promise<NoteRow> =>
  transaction.one(sql<NoteRow>`
    insert into public.session_notes (id, session_id, author_id, turn_id, at_ms, body)
    values (${note.id}, ${note.sessionId}, ${note.authorId}, ${note.turnId}, ${note.atMs}, ${note.body}) returning ${noteColumns}`)
export const updateNote = (
  transaction: Transaction,
  sessionId: string,
  id: string,
  body: string,
): Promise<NoteRow | undefined> =>
  transaction.first(sql<NoteRow>`
    update public.session_notes set body = ${body} where id = ${id} and session_id = ${sessionId} returning ${noteColumns}`)
export const deleteNote = (transaction: Transaction, sessionId: string, id: string): Promise<number> =>
  transaction.run(sql`delete from public.session_notes where id = ${id} and session_id = ${sessionId}`)

/** House: the leaders of the workspace that a call was shared with hear of it. */
export const tellLeaders = (transaction: Transaction, sessionId: string): Promise<unknown> =>
  transaction.rows(sql`
    select private.emit(m.user_id, 'roleplays.changed', jsonb_build_object('sessionId', s.id))
      from public.sessions s join public.workspace_members m on m.workspace_id = s.workspace_id and m.role in ('owner', 'admin')
     where s.id = ${sessionId} and s.shared_with_team and m.user_id <> s.user_id order by m.user_id`)
