import { sql } from 'kysely'
import type { PractisedCall } from '@greenroom/contract/practice.ts'
import type { CallMetrics, Scorecard, Verdict } from '@greenroom/contract/roleplays.ts'
import type { CheckRule, Rubric } from '@greenroom/contract/scenarios.ts'
import type { Bilingual, SpokenLanguage } from '@greenroom/contract/techniques.ts'
import type { Transaction } from '#kernel/db/acting.ts'

export interface CallRow {
  id: string
  userId: string
  scenarioId: string
  language: SpokenLanguage
  mode: PractisedCall['mode']
  status: PractisedCall['status']
  turns: number
  at: Date
  score: number | null
  passed: boolean | null
  shared: boolean
}
const plainColumns = sql`
  s.id, s.user_id as "userId", s.scenario_id as "scenarioId", s.language, s.mode, s.status, s.next_turn as turns,
  coalesce(s.completed_at, s.last_activity_at) as at, coalesce(s.reviewed_score, s.score)::float8 as score, s.passed,
  s.shared_with_team as shared`

/** One's calls that go on, the last touched first. */
export const selectOpen = (transaction: Transaction, userId: string, most: number): Promise<CallRow[]> =>
  transaction.rows(sql<CallRow>`
    select ${plainColumns} from public.sessions s
     where s.user_id = ${userId} and s.status = 'in_progress' and s.deleted_at is null
     order by s.last_activity_at desc, s.id limit ${most}`)

export const selectFinishedAt = async (transaction: Transaction, userId: string): Promise<Date[]> =>
  (
    await transaction.rows(sql<{ at: Date }>`
      select s.completed_at as at from public.sessions s
       where s.user_id = ${userId} and s.status = 'completed' and s.deleted_at is null order by s.completed_at desc limit 2000`)
  ).map((row) => row.at)

export interface MeasuredRow extends CallRow {
  judgedScore: number | null
  judgedBy: Scorecard['judgedBy'] | null
  scored: boolean
  metrics: CallMetrics | null
  heard: string[]
  checks: { rule: CheckRule; verdict: Verdict }[]
  total: number
}
/** What somebody must be more than half sure of to count. */
const sureFrom = 0.65
/** Finished calls of one person, or what one or all people shared with a workspace: the newest so many, oldest first. */
export const selectMeasured = (
  transaction: Transaction,
  of: { userId: string | null; workspaceId: string | null },
  most: number,
): Promise<MeasuredRow[]> =>
  transaction.rows(sql<MeasuredRow>`
    select * from (
      select ${plainColumns}, s.score::float8 as "judgedScore", s.scorecard ->> 'judgedBy' as "judgedBy", s.score_state = 'scored' as scored,
             s.scorecard -> 'metrics' as metrics, count(*) over ()::integer as total,
             array(select distinct t ->> 'techniqueId' from jsonb_array_elements(s.techniques_detected) f,
                     jsonb_array_elements(f -> 'techniques') t where (t ->> 'confidence')::float8 > ${sureFrom} order by 1) as heard,
             coalesce((select jsonb_agg(jsonb_build_object('rule', r #> '{check,rule}',
                         'verdict', coalesce(r #>> '{override,verdict}', r ->> 'verdict')))
                       from jsonb_array_elements(coalesce(s.reviewed_scorecard, s.scorecard) -> 'results') r
                      where r #>> '{check,rule,kind}' in ('technique', 'order')), '[]') as checks
        from public.sessions s
       where s.status = 'completed' and s.deleted_at is null
         and (${of.userId}::uuid is null or s.user_id = ${of.userId}::uuid)
         and (${of.workspaceId}::uuid is null or (s.workspace_id = ${of.workspaceId}::uuid and s.shared_with_team))
       order by s.completed_at desc, s.id limit ${most}) newest
     order by newest.at, newest.id`)

export interface ScenarioRow {
  id: string
  title: Bilingual
  required: string[]
  /** As it is published; null before that. */
  rubric: Rubric | null
  onShelf: boolean
}
/** Scenarios that calls were made with, on the shelf or not any more. As the house. */
export const selectScenarios = (transaction: Transaction, ids: readonly string[]): Promise<ScenarioRow[]> =>
  transaction.rows(sql<ScenarioRow>`
    select id, title, techniques_required as required, rubric, deleted_at is null and version > 0 as "onShelf"
      from public.scenarios where id = any(${[...ids]}::uuid[])`)

export interface ShelfRow {
  id: string
  title: Bilingual
  difficulty: 'easy' | 'medium' | 'hard'
  required: string[]
  rubric: Rubric | null
  calls: number
}
/** What the caller can practise with; what was practised least first, easy before hard. */
export const selectShelf = (transaction: Transaction, userId: string): Promise<ShelfRow[]> =>
  transaction.rows(sql<ShelfRow>`
    select c.id, c.title, c.difficulty, c.techniques_required as required, c.rubric,
           (select count(*)::integer from public.sessions s
             where s.scenario_id = c.id and s.user_id = ${userId} and s.status = 'completed' and s.deleted_at is null) as calls
      from public.scenarios c where c.version > 0
     order by calls, c.difficulty, c.is_featured desc, c.created_at, c.id limit 500`)

export interface PersonRow {
  userId: string
  name: string
  role: 'owner' | 'admin' | 'member'
}
/** Nobody for those who do not belong to the workspace. */
export const selectPeople = (transaction: Transaction, workspaceId: string): Promise<PersonRow[]> =>
  transaction.rows(sql<PersonRow>`
    select user_id as "userId", role, btrim(first_name || ' ' || last_name) as name from private.workspace_people(${workspaceId}::uuid)`)

export const leads = async (transaction: Transaction, workspaceId: string): Promise<boolean> =>
  (await transaction.one(sql<{ leads: boolean }>`select private.leads_workspace(${workspaceId}::uuid) as leads`)).leads
