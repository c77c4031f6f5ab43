import type {
  Fellow,
  GivenRole,
  Invitation,
  PlannedWorkspace,
  Workspace,
  WorkspacePlan,
} from '@greenroom/contract/workspaces.ts'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import {
  addWorkspace,
  handOver,
  removeWorkspace,
  selectFellows,
  selectInvitations,
  selectOwnRole,
  selectPlans,
  selectWorkspace,
  selectWorkspaces,
  setFellowRole,
  takeOut,
  tellWorkspace,
  updatePlan,
  updateWorkspace,
  type WorkspaceChange,
  type WorkspaceRow,
} from './workspaces.store.ts'

export const listWorkspaces = (tools: Tools, actor: PersonActor): Promise<Workspace[]> =>
  actingAs(tools.db, actor, async (transaction) => (await selectWorkspaces(transaction)).map(shown))

/** Throws Fault `workspaces.too_many` for who owns twenty. */
export const createWorkspace = (tools: Tools, actor: PersonActor, name: string): Promise<Workspace> =>
  actingAs(tools.db, actor, async (transaction) =>
    shown(await needed(transaction, await addWorkspace(transaction, name))),
  )

/** Throws Fault `workspaces.not_found`, as everything here does for who is not in it. */
export const readWorkspace = (
  tools: Tools,
  actor: PersonActor,
  workspaceId: string,
): Promise<{ workspace: Workspace; people: Fellow[]; invitations: Invitation[] }> =>
  actingAs(tools.db, actor, async (transaction) => ({
    workspace: shown(await needed(transaction, workspaceId)),
    people: (await selectFellows(transaction, workspaceId)).map((row) => ({
      ...row,
      joinedAt: row.joinedAt.toISOString(),
    })),
    invitations: (await selectInvitations(transaction, workspaceId)).map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    })),
  }))

/** Throws Fault `workspaces.not_leader`. What is kept for how long leaves a line in the audit trail. */
export const changeWorkspace = (
  tools: Tools,
  actor: PersonActor,
  workspaceId: string,
  change: WorkspaceChange,
): Promise<Workspace> =>
  actingAs(tools.db, actor, async (transaction) => {
    await mustLead(transaction, workspaceId)
    await updateWorkspace(transaction, workspaceId, change)
    await tellWorkspace(transaction, workspaceId)
    return shown(await needed(transaction, workspaceId))
  })

/** Throws Fault `workspaces.other_name` when the name was not typed as it is, `workspaces.not_owner`. */
export const deleteWorkspace = (tools: Tools, actor: PersonActor, workspaceId: string, typed: string): Promise<void> =>
  actingAs(tools.db, actor, async (transaction) => {
    const { name } = await needed(transaction, workspaceId)
    if (typed.trim() !== name)
      throw new Fault('workspaces.other_name', 422, 'This is not its name. Type it as it stands.')
    await removeWorkspace(transaction, workspaceId)
  })

/** Throws Fault `workspaces.not_owner`, `workspaces.no_member`. */
export const handOverWorkspace = (
  tools: Tools,
  actor: PersonActor,
  workspaceId: string,
  userId: string,
): Promise<void> => actingAs(tools.db, actor, (transaction) => handOver(transaction, workspaceId, userId))

/** Throws Fault `workspaces.not_owner`, `workspaces.no_member`, `workspaces.hand_over` for the owner. */
export const changeFellow = (
  tools: Tools,
  actor: PersonActor,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  role: GivenRole,
): Promise<void> => actingAs(tools.db, actor, (transaction) => setFellowRole(transaction, workspaceId, userId, role))

/** Also for leaving. Throws the Faults of `changeFellow` and `workspaces.not_leader`. */
export const removeFellow = (
  tools: Tools,
  actor: PersonActor,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<void> => actingAs(tools.db, actor, (transaction) => takeOut(transaction, workspaceId, userId))

export const listPlans = (tools: Tools, actor: PersonActor): Promise<PlannedWorkspace[]> =>
  actingAs(tools.db, actor, async (transaction) =>
    (await selectPlans(transaction)).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
  )

export const setPlan = (tools: Tools, actor: PersonActor, workspaceId: string, plan: WorkspacePlan): Promise<void> =>
  actingAs(tools.db, actor, (transaction) => updatePlan(transaction, workspaceId, plan))

const mustLead = async (transaction: Transaction, workspaceId: string): Promise<void> => {
  const role = await selectOwnRole(transaction, workspaceId)
  if (role === null) throw unknown()
  if (role === 'member')
    throw new Fault('workspaces.not_leader', 403, 'Only the owner and the admins of this workspace may do this.')
}

const needed = async (transaction: Transaction, workspaceId: string): Promise<WorkspaceRow> => {
  const row = await selectWorkspace(transaction, workspaceId)
  if (row === undefined) throw unknown()
  return row
}

const unknown = (): Fault => notFound('workspaces', 'There is no such workspace.')
const shown = (row: WorkspaceRow): Workspace => ({ ...row, createdAt: row.createdAt.toISOString() })
