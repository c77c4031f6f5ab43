import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '#lib/api.ts'
import { onHouseEvent } from '#lib/events.ts'
import { keyOf, put, queryClient, queryOf, refresh, refreshSoon } from '#lib/queries.ts'
import type { Reply } from '#lib/wire.ts'

export type Project = Reply<'GET /api/projects/:projectId'>
type Projects = Reply<'GET /api/projects'>

export const useProjects = () => useQuery(queryOf('GET /api/projects'))

/** One project; what the list knows of it is shown at once. */
export const useProject = (projectId: string) =>
  useQuery({
    ...queryOf('GET /api/projects/:projectId', { params: { projectId } }),
    placeholderData: () => inList()?.find(({ id }) => id === projectId),
  })

const listKey = keyOf('GET /api/projects')
const inList = (): Projects['projects'] | undefined => queryClient.getQueryData<Projects>(listKey)?.projects

export const useCreateProject = () =>
  useMutation({
    mutationFn: (body: { name: string; description: string }) => call('POST /api/projects', { body }),
    onSuccess: keep,
  })

export const useChangeProject = (projectId: string) =>
  useMutation({
    mutationFn: (body: { name?: string; description?: string }) =>
      call('PATCH /api/projects/:projectId', { params: { projectId }, body }),
    onSuccess: keep,
  })

export const useSampleProject = () =>
  useMutation({ mutationFn: () => call('POST /api/sample-project'), onSuccess: keep })

/** Puts the answer where it is shown, so that nothing waits for a second reading. */
function keep(project: Project): void {
  put(keyOf('GET /api/projects/:projectId', { params: { projectId: project.id } }), () => project)
  put<Projects>(listKey, (known) =>
    known === undefined ? known : { projects: [project, ...known.projects.filter(({ id }) => id !== project.id)] },
  )
  void refresh('GET /api/projects')
}

export async function deleteProject(projectId: string): Promise<void> {
  await call('DELETE /api/projects/:projectId', { params: { projectId } })
  put<Projects>(listKey, (known) => known && { projects: known.projects.filter(({ id }) => id !== projectId) })
}

export async function restoreProject(projectId: string): Promise<void> {
  keep(await call('POST /api/projects/:projectId/restore', { params: { projectId } }))
}

onHouseEvent('projects.changed', ({ projectId }) =>
  refreshSoon('GET /api/projects/:projectId', { params: { projectId } }),
)
