import { sql } from 'kysely'
import type { PersonActor, Transaction } from '#kernel/db/acting.ts'

export interface AssignmentRow {
  id: string
  workspaceId: string
  workspaceName: string
  scenarioId: string
  userId: string
  assignedBy: string | null
  note: string
  dueAt: Date | null
  sessionId: string | null
  score: number | null
  completedAt: Date | null
  withdrawnAt: Date | null
  createdAt: Date
}
const assignmentSelect = sql`
  select a.id, a.workspace_id as "workspaceId", w.name as "workspaceName", a.scenario_id as "scenarioId", a.user_id as "userId",
         a.assigned_by as "assignedBy", a.note, a.due_at as "dueAt", a.session_id as "sessionId",
         coalesce(s.reviewed_score, s.score)::float8 as score, a.completed_at as "completedAt", a.withdrawn_at as "withdrawnAt",
         a.created_at as "createdAt"
    from public.assignments a join public.workspaces w on w.id = a.workspace_id
    left join public.sessions s on s.id = a.session_id and s.deleted_at is null`

/** One's own, open ones first and what is due first. */
export const selectOwn = (transaction: Transaction, userId: string): Promise<AssignmentRow[]> =>
  transaction.rows(sql<AssignmentRow>`${assignmentSelect} where a.user_id = ${userId} and a.withdrawn_at is null
    order by a.completed_at is not null, a.due_at nulls last, a.created_at desc, a.id limit 200`)

export const selectOfWorkspace = (transaction: Transaction, workspaceId: string): Promise<AssignmentRow[]> =>
  transaction.rows(sql<AssignmentRow>`${assignmentSelect} where a.workspace_id = ${workspaceId}
    order by a.completed_at is not null or a.withdrawn_at is not null, a.due_at nulls last, a.created_at desc, a.id limit 1000`)

export const selectSome = (transaction: Transaction, ids: readonly string[]): Promise<AssignmentRow[]> =>
  transaction.rows(
    sql<AssignmentRow>`${assignmentSelect} where a.id = any(${[...ids]}::uuid[]) order by a.created_at, a.id`,
  )

/** Whether the caller may have this scenario practised in this workspace. */
export const canBeAssigned = async (
  transaction: Transaction,
  scenarioId: string,
  workspaceId: string,
): Promise<boolean> =>
  (
    await transaction.rows(sql`
      select 1 from public.scenarios where id = ${scenarioId} and version > 0
         and (workspace_id is null or workspace_id = ${workspaceId})`)
  ).length === 1

export interface NewAssignment {
  id: string
  userId: string
}
/** Writes those that are not open already; answers the ids that were written. */
export const insertAssignments = async (
  transaction: Transaction,
  actor: PersonActor,
  what: { workspaceId: string; scenarioId: string; note: string; dueAt: string | null },
  whom: readonly NewAssignment[],
): Promise<string[]> =>
  (
    await transaction.rows(sql<{ id: string }>`
      insert into public.assignments (id, workspace_id, scenario_id, user_id, assigned_by, note, due_at)
      select w.id, ${what.workspaceId}, ${what.scenarioId}, w."userId", ${actor.userId}, ${what.note}, ${what.dueAt}::timestamptz
        from jsonb_to_recordset(${JSON.stringify(whom)}::jsonb) as w (id uuid, "userId" uuid)
      on conflict do nothing returning id`)
  ).map((row) => row.id)

/** Only what is open can be changed. */
export const updateAssignment = (
  transaction: Transaction,
  id: string,
  changes: { note?: string | undefined; dueAt?: string | null | undefined },
): Promise<number> =>
  transaction.run(sql`
    update public.assignments
       set note = coalesce(${changes.note ?? null}, note),
           due_at = case when ${changes.dueAt !== undefined}::boolean then ${changes.dueAt ?? null}::timestamptz else due_at end
     where id = ${id} and completed_at is null and withdrawn_at is null`)

export const withdraw = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(
    sql`update public.assignments set withdrawn_at = now() where id = ${id} and completed_at is null and withdrawn_at is null`,
  )

export const handIn = async (transaction: Transaction, id: string, sessionId: string): Promise<void> => {
  await transaction.rows(sql`select private.hand_in(${id}::uuid, ${sessionId}::uuid)`)
}

export interface CandidateRow {
  sessionId: string
  scenarioId: string
  score: number | null
  at: Date
}
/** Finished calls of the caller with these scenarios. */
export const selectCandidates = (
  transaction: Transaction,
  userId: string,
  scenarioIds: readonly string[],
): Promise<CandidateRow[]> =>
  transaction.rows(sql<CandidateRow>`
    select s.id as "sessionId", s.scenario_id as "scenarioId", coalesce(s.reviewed_score, s.score)::float8 as score, s.completed_at as at
      from public.sessions s
     where s.user_id = ${userId} and s.scenario_id = any(${[...scenarioIds]}::uuid[]) and s.score_state in ('scored', 'not_scored')
       and s.deleted_at is null
     order by s.completed_at desc, s.id limit 200`)

export const tellWorkspace = async (
  transaction: Transaction,
  workspaceId: string,
  assignmentId: string,
): Promise<void> => {
  await transaction.rows(sql`
    select private.tell_workspace(${workspaceId}::uuid, 'assignments.changed', jsonb_build_object('assignmentId', ${assignmentId}::uuid))`)
}

/** Where mail goes to, and in which language. As the house. */
export const selectAddresses = (
  transaction: Transaction,
  userIds: readonly string[],
): Promise<{ userId: string; email: string; language: string | null }[]> =>
  transaction.rows(sql<{ userId: string; email: string; language: string | null }>`
    select u.id as "userId", a.email, a.language from unnest(${[...userIds]}::uuid[]) u (id), private.postal_address(u.id) a`)
