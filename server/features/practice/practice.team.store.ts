import { sql } from 'kysely'
import type { Bilingual } from '@greenroom/contract/techniques.ts'
import type { Transaction } from '#kernel/db/acting.ts'

export interface WaitingRow {
  sessionId: string
  userId: string
  scenarioId: string
  checkId: string
  question: Bilingual
  why: 'unsure' | 'disputed'
  reason: string
  at: Date
}
/** Of calls that others shared with this workspace: open disputes, then checks that the judge left open and nobody reviewed. */
export const selectWaiting = (transaction: Transaction, workspaceId: string, me: string): Promise<WaitingRow[]> =>
  transaction.rows(sql<WaitingRow>`
    with shared as (
      select s.id, s.user_id, s.scenario_id, s.completed_at, coalesce(s.reviewed_scorecard, s.scorecard) -> 'results' as results
        from public.sessions s
       where s.workspace_id = ${workspaceId} and s.shared_with_team and s.score_state = 'scored' and s.deleted_at is null
         and s.user_id <> ${me}
    ), waiting as (
      select s.id, s.user_id, s.scenario_id, d.check_id, 'disputed' as why, d.reason, d.created_at as at,
             (select r #> '{check,question}' from jsonb_array_elements(s.results) r where r #>> '{check,id}' = d.check_id) as question
        from shared s join public.check_disputes d on d.session_id = s.id and d.settled_at is null
      union all
      select s.id, s.user_id, s.scenario_id, r #>> '{check,id}', 'unsure', '', s.completed_at, r #> '{check,question}'
        from shared s, jsonb_array_elements(s.results) r
       where r ->> 'verdict' = 'needs_review' and jsonb_typeof(r -> 'override') is distinct from 'object'
         and not exists (select from public.check_disputes d
           where d.session_id = s.id and d.check_id = r #>> '{check,id}' and d.settled_at is null)
    )
    select id as "sessionId", user_id as "userId", scenario_id as "scenarioId", check_id as "checkId", question, why, reason, at
      from waiting where question is not null order by why = 'unsure', at, id, check_id limit 500`)
