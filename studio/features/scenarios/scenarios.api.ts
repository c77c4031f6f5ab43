import type { ScenarioCard } from '@greenroom/contract/scenario-shelf.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from '#lib/api.ts'
import { saveJsonFile } from '#lib/json-file.ts'
import { onHouseEvent } from '#lib/events.ts'
import { useLanguage } from '#lib/language.ts'
import { keyOf, queryClient, queryOf, refresh, refreshSoon } from '#lib/queries.ts'
import type { CallInput, Reply } from '#lib/wire.ts'

type Cards = Reply<'GET /api/scenarios'>
export type Draft = Reply<'GET /api/scenarios/:scenarioId/draft'>
export type ScenarioFilter = NonNullable<CallInput<'GET /api/scenarios'>['query']>
export type NewScenario = NonNullable<CallInput<'POST /api/scenarios'>['body']>
export type Trial = NonNullable<CallInput<'POST /api/scenarios/try'>['body']>
export type Tried = Reply<'POST /api/scenarios/try'>

export const useScenarios = (query: ScenarioFilter = {}) => useQuery(queryOf('GET /api/scenarios', { query }))
export const useSheet = (scenarioId: string) =>
  useQuery(queryOf('GET /api/scenarios/:scenarioId', { params: { scenarioId } }))
/** Read once when the builder opens: from then on the builder knows better than the house. */
export const useDraft = (scenarioId: string) =>
  useQuery({
    ...queryOf('GET /api/scenarios/:scenarioId/draft', { params: { scenarioId } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
export const readDraft = (scenarioId: string): Promise<Draft> =>
  call('GET /api/scenarios/:scenarioId/draft', { params: { scenarioId } })
export const useVersions = (scenarioId: string) =>
  useQuery(queryOf('GET /api/scenarios/:scenarioId/versions', { params: { scenarioId } }))

/** The techniques that count in a workspace, and what the reader calls them. */
export function useTechniques(workspaceId: string | null) {
  const language = useLanguage()
  const { data } = useQuery(
    queryOf('GET /api/techniques', { query: workspaceId === null ? {} : { workspace: workspaceId } }),
  )
  return useMemo(() => {
    const list = data?.techniques.map(({ technique }) => technique) ?? []
    return {
      list,
      mistakes: data?.mistakes ?? [],
      names: new Map(list.map(({ id, names }) => [id, names[language]])),
      mistakeNames: new Map<string, string>(data?.mistakes.map(({ id, names }) => [id, names[language]])),
    }
  }, [data, language])
}
export type Techniques = ReturnType<typeof useTechniques>

export async function createScenario(body: NewScenario): Promise<ScenarioCard> {
  const card = await call('POST /api/scenarios', { body })
  refreshSoon('GET /api/scenarios')
  return card
}
export const saveDraft = (scenarioId: string, revision: number, draft: Draft['draft']) =>
  call('PUT /api/scenarios/:scenarioId/draft', { params: { scenarioId }, body: { revision, draft } })

export async function publishScenario(scenarioId: string, revision: number, note: string): Promise<ScenarioCard> {
  const card = await call('POST /api/scenarios/:scenarioId/publish', {
    params: { scenarioId },
    body: { revision, note },
  })
  queryClient.setQueryData<Draft>(
    keyOf('GET /api/scenarios/:scenarioId/draft', { params: { scenarioId } }),
    (known) => known && { ...known, card },
  )
  await changedOnShelf(scenarioId)
  return card
}
export const readVersion = (scenarioId: string, version: number) =>
  call('GET /api/scenarios/:scenarioId/versions/:version', { params: { scenarioId, version } })
export const tryDraft = (body: Trial): Promise<Tried> => call('POST /api/scenarios/try', { body })

export async function featureScenario(scenarioId: string, featured: boolean): Promise<void> {
  await call('POST /api/scenarios/:scenarioId/feature', { params: { scenarioId }, body: { featured } })
  await changedOnShelf(scenarioId)
}
export async function deleteScenario(scenarioId: string): Promise<void> {
  await call('POST /api/scenarios/:scenarioId/delete', { params: { scenarioId } })
  queryClient.setQueriesData<Cards>(
    { queryKey: keyOf('GET /api/scenarios') },
    (known) => known && { scenarios: known.scenarios.filter(({ id }) => id !== scenarioId) },
  )
}
export async function restoreScenario(scenarioId: string): Promise<void> {
  await call('POST /api/scenarios/:scenarioId/restore', { params: { scenarioId } })
  await refresh('GET /api/scenarios')
}

/** Saves the draft as a file of the browser's downloads. */
export async function downloadScenario({ id, slug }: Pick<ScenarioCard, 'id' | 'slug'>): Promise<void> {
  const file = await call('GET /api/scenarios/:scenarioId/file', { params: { scenarioId: id } })
  saveJsonFile(file, `${slug}.scenario.json`)
}

async function changedOnShelf(scenarioId: string): Promise<void> {
  await Promise.all([
    refresh('GET /api/scenarios'),
    refresh('GET /api/scenarios/:scenarioId', { params: { scenarioId } }),
    refresh('GET /api/scenarios/:scenarioId/versions', { params: { scenarioId } }),
  ])
}

onHouseEvent('scenarios.changed', ({ scenarioId }) => {
  refreshSoon('GET /api/scenarios')
  refreshSoon('GET /api/scenarios/:scenarioId', { params: { scenarioId } })
  refreshSoon('GET /api/scenarios/:scenarioId/versions', { params: { scenarioId } })
})
onHouseEvent('techniques.changed', () => refreshSoon('GET /api/techniques'))
onHouseEvent('roleplays.changed', () => refreshSoon('GET /api/scenarios'))
