import type { GivenRole, WorkspacePlan } from '@greenroom/contract/workspaces.ts'
import { useQuery } from '@tanstack/react-query'
import { call } from '#lib/api.ts'
import { onHouseEvent } from '#lib/events.ts'
import { currentLanguage } from '#lib/language.ts'
import { queryOf, refresh, refreshSoon } from '#lib/queries.ts'
import type { CallInput } from '#lib/wire.ts'

onHouseEvent('workspaces.changed', ({ workspaceId }) => {
  refreshSoon('GET /api/workspaces')
  refreshSoon('GET /api/workspaces/:workspaceId', { params: { workspaceId } })
  refreshSoon('GET /api/me/invitations')
  refreshSoon('GET /api/admin/workspaces')
})

/** The workspaces one is in. */
export const useWorkspaces = () => useQuery(queryOf('GET /api/workspaces'))
export const useWorkspace = (workspaceId: string) =>
  useQuery(queryOf('GET /api/workspaces/:workspaceId', { params: { workspaceId } }))
export const useOwnInvitations = () => useQuery(queryOf('GET /api/me/invitations'))
export const usePlans = () => useQuery(queryOf('GET /api/admin/workspaces'))

const again = async (workspaceId: string): Promise<void> => {
  await Promise.all([
    refresh('GET /api/workspaces'),
    refresh('GET /api/workspaces/:workspaceId', { params: { workspaceId } }),
  ])
}

/** All of these throw ApiProblem. */
export const createWorkspace = async (name: string) => {
  const made = await call('POST /api/workspaces', { body: { name } })
  await refresh('GET /api/workspaces')
  return made
}

type Change = CallInput<'PATCH /api/workspaces/:workspaceId'>['body']
export async function changeWorkspace(workspaceId: string, body: Change): Promise<void> {
  await call('PATCH /api/workspaces/:workspaceId', { params: { workspaceId }, body })
  await again(workspaceId)
}

export async function deleteWorkspace(workspaceId: string, name: string): Promise<void> {
  await call('POST /api/workspaces/:workspaceId/deletion', { params: { workspaceId }, body: { name } })
  await refresh('GET /api/workspaces')
}

export async function handOver(workspaceId: string, userId: string): Promise<void> {
  await call('POST /api/workspaces/:workspaceId/owner', { params: { workspaceId }, body: { userId } })
  await again(workspaceId)
}

export async function changeRole(workspaceId: string, userId: string, role: GivenRole): Promise<void> {
  await call('PATCH /api/workspaces/:workspaceId/people/:userId', { params: { workspaceId, userId }, body: { role } })
  await again(workspaceId)
}

export async function removeFellow(workspaceId: string, userId: string): Promise<void> {
  await call('DELETE /api/workspaces/:workspaceId/people/:userId', { params: { workspaceId, userId } })
  await again(workspaceId)
}

/** Leaving: the page of the workspace is not read again, because it is not there any more. */
export async function leaveWorkspace(workspaceId: string, userId: string): Promise<void> {
  await call('DELETE /api/workspaces/:workspaceId/people/:userId', { params: { workspaceId, userId } })
  await refresh('GET /api/workspaces')
}

type Invite = CallInput<'POST /api/workspaces/:workspaceId/invitations'>['body']
export const invite = async (workspaceId: string, body: Invite) => {
  const { outcomes } = await call('POST /api/workspaces/:workspaceId/invitations', { params: { workspaceId }, body })
  await again(workspaceId)
  return outcomes
}

export async function resend(workspaceId: string, invitationId: string): Promise<void> {
  await call('POST /api/workspaces/:workspaceId/invitations/:invitationId/letter', {
    params: { workspaceId, invitationId },
    body: { language: currentLanguage() },
  })
  await again(workspaceId)
}

export async function revoke(workspaceId: string, invitationId: string): Promise<void> {
  await call('DELETE /api/workspaces/:workspaceId/invitations/:invitationId', { params: { workspaceId, invitationId } })
  await again(workspaceId)
}

/** By the token of a letter, or by an invitation for one's own address. Answers the workspace. */
export async function join(by: { token: string } | { invitationId: string }): Promise<string> {
  const { workspaceId } =
    'token' in by
      ? await call('POST /api/invitations/:token', { params: by, body: {} })
      : await call('POST /api/me/invitations/:invitationId', { params: by, body: {} })
  await Promise.all([refresh('GET /api/workspaces'), refresh('GET /api/me/invitations')])
  return workspaceId
}

/** Says no; the ones who invited see it. */
export async function decline(by: { token: string } | { invitationId: string }): Promise<void> {
  if ('token' in by) {
    await call('POST /api/invitations/:token/decline', { params: by, body: {} })
    await refresh('GET /api/invitations/:token', { params: by })
  } else {
    await call('POST /api/me/invitations/:invitationId/decline', { params: by, body: {} })
    await refresh('GET /api/me/invitations')
  }
}

export async function setPlan(workspaceId: string, plan: WorkspacePlan): Promise<void> {
  await call('PUT /api/admin/workspaces/:workspaceId/plan', { params: { workspaceId }, body: { plan } })
  await refresh('GET /api/admin/workspaces')
}
