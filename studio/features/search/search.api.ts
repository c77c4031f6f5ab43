import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { onHouseEvent } from '#lib/events.ts'
import { queryOf, refreshSoon } from '#lib/queries.ts'

/** What is found; what was found before stays in sight while the next answer is on its way. */
export const useSearchHits = (asked: string) =>
  useQuery({
    ...queryOf('GET /api/search', { query: { q: asked, limit: 12 } }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  })
export const useSimilarCalls = (sessionId: string) =>
  useQuery(queryOf('GET /api/sessions/:sessionId/similar', { params: { sessionId } }))

onHouseEvent('roleplays.changed', () => refreshSoon('GET /api/search'))
