import { useQuery } from '@tanstack/react-query'
import { call } from '#lib/api.ts'
import { onHouseEvent } from '#lib/events.ts'
import { queryOf, refresh, refreshSoon } from '#lib/queries.ts'
import type { CallInput, Reply } from '#lib/wire.ts'

type NewAssignments = NonNullable<CallInput<'POST /api/assignments'>['body']>

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

export const usePractice = () => useQuery(queryOf('GET /api/practice', { query: { zone } }))
/** One's own; with a workspace and a person, what that person shared there. */
export const useAnalytics = (of: { workspace?: string; user?: string }) =>
  useQuery(queryOf('GET /api/practice/analytics', { query: of }))
/** The workspaces that the reader leads. */
export const useLedWorkspaces = () =>
  useQuery({
    ...queryOf('GET /api/workspaces'),
    select: ({ workspaces }) => workspaces.filter(({ role }) => role !== 'member'),
  })
export const useTeam = (workspace: string) => useQuery(queryOf('GET /api/team', { query: { workspace } }))
export const useGiven = (workspace: string) => useQuery(queryOf('GET /api/assignments', { query: { workspace } }))
export const useReviews = (workspace: string) => useQuery(queryOf('GET /api/team/reviews', { query: { workspace } }))
export const useAgreement = (workspace: string) =>
  useQuery(queryOf('GET /api/team/agreement', { query: { workspace } }))
/** What can be assigned in a workspace: its own and the house's. */
export const useAssignable = (workspaceId: string) =>
  useQuery({
    ...queryOf('GET /api/scenarios', { query: {} }),
    select: ({ scenarios }) =>
      scenarios.filter((one) => one.version > 0 && (one.workspaceId === null || one.workspaceId === workspaceId)),
  })

const refreshAssignments = async (): Promise<void> => {
  await Promise.all([refresh('GET /api/practice'), refresh('GET /api/assignments'), refresh('GET /api/team')])
}
export async function assign(body: NewAssignments): Promise<Reply<'POST /api/assignments'>> {
  const made = await call('POST /api/assignments', { body })
  await refreshAssignments()
  return made
}
export async function withdraw(assignmentId: string): Promise<void> {
  await call('POST /api/assignments/:assignmentId/withdraw', { params: { assignmentId } })
  await refreshAssignments()
}
export async function handIn(assignmentId: string, sessionId: string): Promise<void> {
  await call('POST /api/assignments/:assignmentId/hand-in', { params: { assignmentId }, body: { sessionId } })
  await Promise.all([refreshAssignments(), refresh('GET /api/sessions')])
}

onHouseEvent('assignments.changed', () => {
  refreshSoon('GET /api/practice')
  refreshSoon('GET /api/assignments')
  refreshSoon('GET /api/team')
})
onHouseEvent('roleplays.changed', () => {
  refreshSoon('GET /api/practice')
  refreshSoon('GET /api/practice/analytics')
  refreshSoon('GET /api/team')
  refreshSoon('GET /api/team/reviews')
  refreshSoon('GET /api/team/agreement')
})
onHouseEvent('workspaces.changed', () => refreshSoon('GET /api/team'))
