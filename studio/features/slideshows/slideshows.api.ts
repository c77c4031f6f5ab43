import type { MediaSession, SessionItem } from '@greenroom/contract/slideshows.ts'
import { useQuery } from '@tanstack/react-query'
import { call } from '#lib/api.ts'
import { onHouseEvent } from '#lib/events.ts'
import { inTurn, showAtOnce, useOpenChanges } from '#lib/open-changes.ts'
import { keyOf, put, queryClient, queryOf, refresh, refreshSoon } from '#lib/queries.ts'
import type { CallInput, Reply } from '#lib/wire.ts'
import { reordered } from '#features/projects/board/reorder.ts'

type Sessions = Reply<'GET /api/media-sessions'>
export type OpenSession = Reply<'GET /api/media-sessions/:sessionId'>
export type SessionPatch = NonNullable<CallInput<'PATCH /api/media-sessions/:sessionId'>['body']>
type NewSession = NonNullable<CallInput<'POST /api/media-sessions'>['body']>
type Media = NonNullable<CallInput<'POST /api/media-sessions/:sessionId/items'>['body']>['media']
type ItemPatch = NonNullable<CallInput<'PATCH /api/media-sessions/:sessionId/items/:itemId'>['body']>
type CaptionOrder = NonNullable<CallInput<'POST /api/media-sessions/:sessionId/captions'>['body']>

const listKey = keyOf('GET /api/media-sessions')
const sessionKey = (sessionId: string) => keyOf('GET /api/media-sessions/:sessionId', { params: { sessionId } })

export const useSessions = () => useQuery(queryOf('GET /api/media-sessions'))
export const useSession = (sessionId: string) =>
  useQuery({
    ...queryOf('GET /api/media-sessions/:sessionId', { params: { sessionId } }),
    ...useOpenChanges<OpenSession>(sessionKey(sessionId)),
  })

/** Puts the answer where it is shown, so that nothing waits for a second reading. */
function keep(session: MediaSession): MediaSession {
  put<Sessions>(listKey, (known) =>
    known === undefined
      ? known
      : { sessions: [session, ...known.sessions.filter(({ id }) => id !== session.id)].sort(newestFirst) },
  )
  put<OpenSession>(sessionKey(session.id), (known) => known && { ...known, session })
  return session
}
const newestFirst = (one: MediaSession, other: MediaSession): number =>
  Date.parse(other.updatedAt) - Date.parse(one.updatedAt)

function updateItems(sessionId: string, change: (items: readonly SessionItem[]) => SessionItem[]): void {
  put<OpenSession>(sessionKey(sessionId), (known) => known && { ...known, items: change(known.items) })
}

export async function createSession(body: NewSession): Promise<MediaSession> {
  return keep(await call('POST /api/media-sessions', { body }))
}

export async function changeSession(sessionId: string, body: SessionPatch): Promise<MediaSession> {
  const session = keep(await call('PATCH /api/media-sessions/:sessionId', { params: { sessionId }, body }))
  refreshSoon('GET /api/calendar')
  return session
}

/** Throws `slideshows.other_active` unless `insteadOf` names the one that is on. */
export async function activateSession(sessionId: string, insteadOf: string | null = null): Promise<void> {
  keep(await call('POST /api/media-sessions/:sessionId/activate', { params: { sessionId }, body: { insteadOf } }))
  refreshEverySession()
}

export async function pauseSession(sessionId: string): Promise<void> {
  keep(await call('POST /api/media-sessions/:sessionId/pause', { params: { sessionId } }))
  refreshEverySession()
}

function refreshEverySession(): void {
  refreshSoon('GET /api/media-sessions')
  refreshSoon('GET /api/media-sessions/:sessionId')
  refreshSoon('GET /api/calendar')
}

export async function deleteSession(sessionId: string): Promise<void> {
  await call('POST /api/media-sessions/delete', { body: { ids: [sessionId] } })
  put<Sessions>(listKey, (known) => known && { sessions: known.sessions.filter(({ id }) => id !== sessionId) })
  refreshSoon('GET /api/calendar')
}

export async function restoreSession(sessionId: string): Promise<void> {
  await call('POST /api/media-sessions/restore', { body: { ids: [sessionId] } })
  refreshEverySession()
  await refresh('GET /api/media-sessions')
}

export async function projectOfSession(sessionId: string): Promise<string> {
  const { projectId } = await call('POST /api/media-sessions/:sessionId/project', { params: { sessionId } })
  put<OpenSession>(sessionKey(sessionId), (known) => known && { ...known, session: { ...known.session, projectId } })
  return projectId
}

/** At the end; the house makes of an order what it can carry in one go, so long ones travel in parts. */
export async function addItems(sessionId: string, media: Media): Promise<SessionItem[]> {
  const added: SessionItem[] = []
  for (let from = 0; from < media.length; from += 500) {
    const { items } = await call('POST /api/media-sessions/:sessionId/items', {
      params: { sessionId },
      body: { media: media.slice(from, from + 500) },
    })
    added.push(...items)
    updateItems(sessionId, (known) => [...known.filter(({ id }) => !items.some((one) => one.id === id)), ...items])
  }
  itemsChanged(sessionId)
  return added
}

/** Answers what was removed, to be given to `restoreItems`. */
export async function removeItems(sessionId: string, ids: readonly string[]): Promise<SessionItem[]> {
  const { items } = await call('POST /api/media-sessions/:sessionId/items/remove', {
    params: { sessionId },
    body: { ids: [...ids] },
  })
  const gone = new Set(ids)
  updateItems(sessionId, (known) => known.filter(({ id }) => !gone.has(id)))
  itemsChanged(sessionId)
  return items
}

export async function restoreItems(sessionId: string, items: SessionItem[]): Promise<void> {
  await call('POST /api/media-sessions/:sessionId/items/restore', { params: { sessionId }, body: { items } })
  itemsChanged(sessionId)
  await queryClient.invalidateQueries({ queryKey: sessionKey(sessionId) })
}

/** Shown at once; goes back when the house refuses. */
export async function moveItems(sessionId: string, ids: readonly string[], before: string | null): Promise<void> {
  await showAtOnce<OpenSession, unknown>({
    queryKey: sessionKey(sessionId),
    show: (known) => ({ ...known, items: reordered(known.items, ids, before) }),
    ask: () =>
      call('POST /api/media-sessions/:sessionId/items/move', {
        params: { sessionId },
        body: { ids: [...ids], before },
      }),
    readAgain: () => itemsChanged(sessionId),
  })
}

/** Asks for what goes by the order of the slides, once the house knows of every move. */
export const afterMoves = <T>(sessionId: string, ask: () => Promise<T>): Promise<T> =>
  inTurn(sessionKey(sessionId), ask)

export async function changeItem(sessionId: string, itemId: string, body: ItemPatch): Promise<void> {
  const item = await call('PATCH /api/media-sessions/:sessionId/items/:itemId', { params: { sessionId, itemId }, body })
  updateItems(sessionId, (known) => known.map((one) => (one.id === itemId ? item : one)))
}

function itemsChanged(sessionId: string): void {
  refreshSoon('GET /api/media-sessions/:sessionId', { params: { sessionId } })
  refreshSoon('GET /api/media-sessions')
}

/** Who would write captions for these, and for how much. Null = nothing to ask about. */
export const useEstimate = (sessionId: string, itemIds: readonly string[] | null, overwrite: boolean) =>
  useQuery({
    queryKey: ['caption estimate', sessionId, itemIds, overwrite],
    queryFn: ({ signal }) =>
      call('POST /api/media-sessions/:sessionId/captions/estimate', {
        params: { sessionId },
        body: { itemIds: [...(itemIds ?? [])], overwrite },
        signal,
      }),
    enabled: itemIds !== null && itemIds.length > 0,
    staleTime: 15_000,
  })

export async function writeCaptions(sessionId: string, order: CaptionOrder): Promise<void> {
  const { runs } = await call('POST /api/media-sessions/:sessionId/captions', { params: { sessionId }, body: order })
  const newest = runs.at(-1)
  if (newest !== undefined)
    put<OpenSession>(sessionKey(sessionId), (known) => known && { ...known, captionRun: newest })
  itemsChanged(sessionId)
}

onHouseEvent('sessions.changed', ({ sessionId }) =>
  refreshSoon('GET /api/media-sessions/:sessionId', { params: { sessionId } }),
)
