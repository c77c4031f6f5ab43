import { sql } from 'kysely'
import type { ListedCall } from '@greenroom/contract/rehearsal-admin.ts'
import type { Transaction } from '#kernel/db/acting.ts'

export interface ListedRow extends Omit<ListedCall, 'workspace' | 'startedAt'> {
  workspaceId: string | null
  workspaceName: string | null
  startedAt: Date
  /** To the microsecond, for the place in the list. */
  created: string
}
export interface CallsWish {
  /** A pattern for `like`. */
  like: string | null
  status: string | null
  workspaceId: string | null
  alone: boolean
  words: boolean | null
  since: Date | null
  after: { created: string; id: string } | null
  most: number
}
/** Calls of everybody: no rows for whoever is no admin. */
export const selectAllCalls = (transaction: Transaction, wish: CallsWish): Promise<ListedRow[]> =>
  transaction.rows(sql<ListedRow>`
    select id, user_id as "userId", user_name as "userName", user_email as "userEmail", workspace_id as "workspaceId",
           workspace_name as "workspaceName", scenario_id as "scenarioId", scenario_title as "scenarioTitle", language, mode, status,
           score_state as "scoreState", score, passed, turns, duration_seconds as "durationSeconds", shared, words, recordings, readings,
           started_at as "startedAt", created
      from private.all_calls(${wish.like}, ${wish.status}::public.session_status, ${wish.workspaceId}::uuid, ${wish.alone}::boolean,
        ${wish.words}::boolean, ${wish.since?.toISOString() ?? null}::timestamptz, ${wish.after?.created ?? null}::timestamptz,
        ${wish.after?.id ?? null}::uuid, ${wish.most}::integer)`)
