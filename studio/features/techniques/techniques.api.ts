import type { TechniqueFile, TechniqueView } from '@greenroom/contract/technique-desk.ts'
import type { Technique } from '@greenroom/contract/techniques.ts'
import { useQuery } from '@tanstack/react-query'
import { call } from '#lib/api.ts'
import { onHouseEvent } from '#lib/events.ts'
import { queryOf, refresh, refreshSoon } from '#lib/queries.ts'
import type { Reply } from '#lib/wire.ts'

export type Catalogue = Reply<'GET /api/techniques'>
export type Heard = Reply<'POST /api/techniques/try'>

const within = (workspaceId: string | null) => ({ query: workspaceId === null ? {} : { workspace: workspaceId } })
const changed = () => refresh('GET /api/techniques')

/** The techniques as they count in a workspace; null: the house's. */
export const useCatalogue = (workspaceId: string | null) =>
  useQuery(queryOf('GET /api/techniques', within(workspaceId)))

/** Null when it is no longer there. */
export async function readTechnique(workspaceId: string, techniqueId: string): Promise<TechniqueView | null> {
  const { techniques } = await call('GET /api/techniques', within(workspaceId))
  return techniques.find(({ technique }) => technique.id === techniqueId) ?? null
}
export const trySentence = (workspaceId: string | null, before: string, text: string): Promise<Heard> =>
  call('POST /api/techniques/try', { body: { workspaceId, before, text } })
export async function copyTechnique(workspaceId: string, techniqueId: string): Promise<TechniqueView> {
  const params = { workspaceId, techniqueId }
  const copy = await call('POST /api/workspaces/:workspaceId/techniques/:techniqueId/copy', { params })
  await changed()
  return copy
}
/** Adds it, or, given the revision that it was read at, changes it. */
export async function saveTechnique(workspaceId: string, technique: Technique, revision: number | null): Promise<void> {
  if (revision === null)
    await call('POST /api/workspaces/:workspaceId/techniques', { params: { workspaceId }, body: { technique } })
  else
    await call('PUT /api/workspaces/:workspaceId/techniques/:techniqueId', {
      params: { workspaceId, techniqueId: technique.id },
      body: { revision, technique },
    })
  await changed()
}
export async function removeTechnique(workspaceId: string, techniqueId: string): Promise<void> {
  await call('DELETE /api/workspaces/:workspaceId/techniques/:techniqueId', { params: { workspaceId, techniqueId } })
  await changed()
}
/** Answers how many were taken in: all of them or none. */
export async function importTechniques(workspaceId: string, body: TechniqueFile): Promise<number> {
  const { taken } = await call('POST /api/workspaces/:workspaceId/techniques/import', { params: { workspaceId }, body })
  await changed()
  return taken
}
export const exportTechniques = (workspaceId: string): Promise<TechniqueFile> =>
  call('GET /api/workspaces/:workspaceId/techniques/file', { params: { workspaceId } })

onHouseEvent('techniques.changed', () => refreshSoon('GET /api/techniques'))
