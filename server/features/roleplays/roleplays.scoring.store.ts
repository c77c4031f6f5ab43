import { sql } from 'kysely'
import type { FeedbackItem, FoundInTurn, Scorecard } from '@greenroom/contract/roleplays.ts'
import type { Transaction } from '#kernel/db/acting.ts'
import type { Failure } from './roleplays.clips.store.ts'

export interface ScoreRow {
  scorecard: Scorecard | null
  reviewed_scorecard: Scorecard | null
  techniques_detected: FoundInTurn[]
  feedback: FeedbackItem[]
  failure: Failure | null
}
/** The score of a call that the caller may see. */
export const selectScore = (transaction: Transaction, sessionId: string): Promise<ScoreRow | undefined> =>
  transaction.first(sql<ScoreRow>`
    select scorecard, reviewed_scorecard, techniques_detected, feedback, failure from public.sessions
     where id = ${sessionId} and deleted_at is null`)

// ── The house's own work.

/** Takes a call for scoring; false when there is nothing to do for it (any more). */
export const takeForScoring = async (transaction: Transaction, sessionId: string): Promise<boolean> =>
  (await transaction.run(sql`
    update public.sessions set score_state = 'judging' where id = ${sessionId} and score_state in ('queued', 'judging')`)) ===
  1

export const keepEvidence = (transaction: Transaction, found: readonly FoundInTurn[]): Promise<number> =>
  transaction.run(sql`
    update public.session_turns t set evidence = f.value - 'turnId'
      from jsonb_array_elements(${JSON.stringify(found)}::jsonb) f
     where t.id = (f.value ->> 'turnId')::uuid and t.evidence is distinct from f.value - 'turnId'`)

export interface NewScore {
  sessionId: string
  card: Scorecard
  found: FoundInTurn[]
  transcript: string | null
  failure: Failure | null
}
/** Once: a second worker that comes later changes nothing. False when the words went meanwhile, or it is scored already. */
export const keepScore = async (transaction: Transaction, { sessionId, card, ...score }: NewScore): Promise<boolean> =>
  (await transaction.run(sql`
    update public.sessions
       set score_state = ${card.status}::public.score_state, scorecard = ${JSON.stringify(card)}::jsonb, score = ${card.overall},
           passed = ${card.passed}, techniques_detected = ${JSON.stringify(score.found)}::jsonb,
           feedback = ${JSON.stringify(card.feedback)}::jsonb, transcript_url = ${score.transcript},
           failure = ${score.failure === null ? null : JSON.stringify(score.failure)}::jsonb
     where id = ${sessionId} and score_state = 'judging'
       and (${score.transcript}::text is null or transcript_gone_at is null)`)) === 1

export const failScore = (transaction: Transaction, sessionId: string, failure: Failure): Promise<number> =>
  transaction.run(sql`
    update public.sessions set score_state = 'failed', failure = ${JSON.stringify(failure)}::jsonb
     where id = ${sessionId} and score_state in ('queued', 'judging')`)

/** Waiting to be scored for a while, and perhaps nobody works on them. */
export const forgottenScores = (transaction: Transaction): Promise<{ id: string; user_id: string }[]> =>
  transaction.rows(sql<{ id: string; user_id: string }>`
    select id, user_id from public.sessions
     where score_state in ('queued', 'judging') and updated_at < now() - interval '10 minutes' order by updated_at limit 200`)
