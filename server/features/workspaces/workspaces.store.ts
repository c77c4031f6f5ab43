import { sql } from 'kysely'
import type {
  Fellow,
  GivenRole,
  Invitation,
  InvitationState,
  OwnInvitation,
  PlannedWorkspace,
  Workspace,
  WorkspacePlan,
  WorkspaceRole,
} from '@greenroom/contract/workspaces.ts'
import type { Transaction } from '#kernel/db/acting.ts'

/** A row as the database gives it: its instants are dates. */
type Dated<T, K extends keyof T> = Omit<T, K> & Record<K, Date>

export type WorkspaceRow = Dated<Workspace, 'createdAt'>
const workspaceSelect = sql`
  select w.id, w.name, m.role, w.plan, w.audio_days as "audioDays", w.transcript_days as "transcriptDays", w.score_days as "scoreDays",
         w.legal_hold as "legalHold", w.created_at as "createdAt",
         (select count(*)::int from public.workspace_members f where f.workspace_id = w.id) as people,
         (select count(*)::int from public.workspace_invites i where i.workspace_id = w.id and i.accepted_at is null
            and i.revoked_at is null and i.expires_at > now()) as invited,
         (select btrim(p.first_name || ' ' || p.last_name) from private.workspace_people(w.id) p where p.role = 'owner') as "ownerName"
    from public.workspaces w join public.workspace_members m on m.workspace_id = w.id and m.user_id = auth.uid()`

export const selectWorkspaces = (transaction: Transaction): Promise<WorkspaceRow[]> =>
  transaction.rows(sql<WorkspaceRow>`${workspaceSelect} order by w.created_at, w.id`)

export const selectWorkspace = (transaction: Transaction, workspaceId: string): Promise<WorkspaceRow | undefined> =>
  transaction.first(sql<WorkspaceRow>`${workspaceSelect} where w.id = ${workspaceId}`)

export const addWorkspace = async (transaction: Transaction, name: string): Promise<string> =>
  (await transaction.one(sql<{ id: string }>`select private.add_workspace(${name}) as id`)).id

export interface WorkspaceChange {
  name?: string | undefined
  audioDays?: number | null | undefined
  transcriptDays?: number | null | undefined
  scoreDays?: number | null | undefined
  legalHold?: boolean | undefined
}
/** What is undefined stays; null in the days means for ever. */
export const updateWorkspace = (
  transaction: Transaction,
  workspaceId: string,
  change: WorkspaceChange,
): Promise<number> => {
  const kept = (value: unknown): boolean => value === undefined
  return transaction.run(sql`
    update public.workspaces
       set name = coalesce(${change.name ?? null}, name),
           audio_days = case when ${kept(change.audioDays)} then audio_days else ${change.audioDays ?? null}::int end,
           transcript_days = case when ${kept(change.transcriptDays)} then transcript_days else ${change.transcriptDays ?? null}::int end,
           score_days = case when ${kept(change.scoreDays)} then score_days else ${change.scoreDays ?? null}::int end,
           legal_hold = coalesce(${change.legalHold ?? null}, legal_hold)
     where id = ${workspaceId}`)
}

export const tellWorkspace = async (transaction: Transaction, workspaceId: string): Promise<void> => {
  await transaction.rows(sql`
    select private.tell_workspace(${workspaceId}::uuid, 'workspaces.changed', ${JSON.stringify({ workspaceId })}::jsonb)`)
}

export const removeWorkspace = async (transaction: Transaction, workspaceId: string): Promise<void> => {
  await transaction.rows(sql`select private.delete_workspace(${workspaceId}::uuid)`)
}
export const handOver = async (transaction: Transaction, workspaceId: string, userId: string): Promise<void> => {
  await transaction.rows(sql`select private.transfer_workspace(${workspaceId}::uuid, ${userId}::uuid)`)
}

export type FellowRow = Dated<Fellow, 'joinedAt'>
export const selectFellows = (transaction: Transaction, workspaceId: string): Promise<FellowRow[]> =>
  transaction.rows(sql<FellowRow>`
    select user_id as "userId", first_name as "firstName", last_name as "lastName", email, avatar_url as "avatarUrl", role,
           joined_at as "joinedAt"
      from private.workspace_people(${workspaceId}::uuid)`)

export const setFellowRole = async (
  transaction: Transaction,
  workspaceId: string,
  userId: string,
  role: GivenRole,
): Promise<void> => {
  await transaction.rows(
    sql`select private.set_member_role(${workspaceId}::uuid, ${userId}::uuid, ${role}::public.workspace_role)`,
  )
}
export const takeOut = async (transaction: Transaction, workspaceId: string, userId: string): Promise<void> => {
  await transaction.rows(sql`select private.remove_member(${workspaceId}::uuid, ${userId}::uuid)`)
}

export type InvitationRow = Dated<Invitation, 'createdAt' | 'expiresAt'>
/**
 * Open ones and those that ran out unanswered; of used and declined ones the last month, unless a newer letter went there. Whoever may not see them finds none.
 */
export const selectInvitations = (transaction: Transaction, workspaceId: string): Promise<InvitationRow[]> =>
  transaction.rows(sql<InvitationRow>`
    select i.id, i.email, i.role, i.created_at as "createdAt", i.expires_at as "expiresAt",
           case when i.accepted_at is not null then 'used' when i.declined_at is not null then 'declined' when i.expires_at <= now() then 'expired' else 'open' end as state,
           (select btrim(p.first_name || ' ' || p.last_name) from private.workspace_people(${workspaceId}::uuid) p
             where p.user_id = i.invited_by) as "invitedBy"
      from public.workspace_invites i
     where i.workspace_id = ${workspaceId} and (i.revoked_at is null or (i.declined_at > now() - interval '30 days' and not exists (
             select from public.workspace_invites n
              where n.workspace_id = i.workspace_id and n.email = i.email and n.created_at > i.created_at)))
       and (i.accepted_at is null or i.accepted_at > now() - interval '30 days')
     order by coalesce(i.accepted_at, i.declined_at) is not null, i.created_at desc, i.id limit 200`)

export const selectInvitation = (
  transaction: Transaction,
  workspaceId: string,
  invitationId: string,
): Promise<{ email: string; role: GivenRole } | undefined> =>
  transaction.first(sql<{ email: string; role: GivenRole }>`
    select email, role from public.workspace_invites
     where id = ${invitationId} and workspace_id = ${workspaceId} and accepted_at is null and revoked_at is null`)

export const insertInvitation = async (
  transaction: Transaction,
  one: { workspaceId: string; email: string; role: GivenRole; tokenHash: string },
): Promise<void> => {
  await transaction.rows(sql`
    select private.invite_to_workspace(${one.workspaceId}::uuid, ${one.email}, ${one.role}::public.workspace_role, ${one.tokenHash})`)
}
export const closeInvitation = async (transaction: Transaction, invitationId: string): Promise<void> => {
  await transaction.rows(sql`select private.revoke_invite(${invitationId}::uuid)`)
}

export interface LetterRow {
  workspaceName: string
  role: GivenRole
  maskedEmail: string
  state: InvitationState
  expiresAt: Date
}
export const selectLetter = (transaction: Transaction, tokenHash: string): Promise<LetterRow | undefined> =>
  transaction.first(sql<LetterRow>`
    select workspace_name as "workspaceName", role, masked_email as "maskedEmail", state, expires_at as "expiresAt"
      from private.read_invite(${tokenHash})`)

/** By the token of a letter or by the invitation itself. Answers the workspace. */
export const join = async (
  transaction: Transaction,
  by: { tokenHash: string } | { invitationId: string },
): Promise<string> => {
  const hash = 'tokenHash' in by ? by.tokenHash : null
  const invitation = 'invitationId' in by ? by.invitationId : null
  return (await transaction.one(sql<{ id: string }>`select private.accept_invite(${hash}, ${invitation}::uuid) as id`))
    .id
}

export const decline = async (
  transaction: Transaction,
  by: { tokenHash: string } | { invitationId: string },
): Promise<void> => {
  const hash = 'tokenHash' in by ? by.tokenHash : null
  const invitation = 'invitationId' in by ? by.invitationId : null
  await transaction.rows(sql`select private.decline_invite(${hash}, ${invitation}::uuid)`)
}

export type OwnInvitationRow = Dated<OwnInvitation, 'expiresAt'>
export const selectOwnInvitations = (transaction: Transaction): Promise<OwnInvitationRow[]> =>
  transaction.rows(sql<OwnInvitationRow>`
    select id, workspace_name as "workspaceName", role, expires_at as "expiresAt" from private.my_invites()`)

export type PlannedRow = Dated<PlannedWorkspace, 'createdAt'>
export const selectPlans = (transaction: Transaction): Promise<PlannedRow[]> =>
  transaction.rows(sql<PlannedRow>`
    select id, name, plan, owner_email as "ownerEmail", people::int as people, created_at as "createdAt" from private.all_workspaces()`)
export const updatePlan = async (transaction: Transaction, workspaceId: string, plan: WorkspacePlan): Promise<void> => {
  await transaction.rows(sql`select private.set_workspace_plan(${workspaceId}::uuid, ${plan}::public.workspace_plan)`)
}

/** What the caller is in a workspace; null for strangers. */
export const selectOwnRole = async (transaction: Transaction, workspaceId: string): Promise<WorkspaceRole | null> =>
  (
    await transaction.one(
      sql<{ role: WorkspaceRole | null }>`select private.workspace_role(${workspaceId}::uuid) as role`,
    )
  ).role

/** The caller's name, for a letter. */
export const selectOwnName = async (transaction: Transaction): Promise<string> =>
  (
    await transaction.one(
      sql<{
        name: string
      }>`select btrim(first_name || ' ' || last_name) as name from public.profiles where id = auth.uid()`,
    )
  ).name
