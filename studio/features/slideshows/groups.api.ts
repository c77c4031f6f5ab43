import type { MusicTrack, SlideGroup } from '@greenroom/contract/slideshows.ts'
import { useInfiniteQuery, useQuery, type InfiniteData } from '@tanstack/react-query'
import { call } from '#lib/api.ts'
import { onHouseEvent } from '#lib/events.ts'
import { keyOf, put, queryClient, queryOf, refresh, refreshSoon } from '#lib/queries.ts'
import type { Reply } from '#lib/wire.ts'
import { musicType, withGroup, withProgress } from './groups.rules.ts'
import { afterMoves } from './slideshows.api.ts'

type Page = Reply<'GET /api/media-sessions/:sessionId/groups'>
type Pages = InfiniteData<Page, number | null>
const PAGE = 20

const groupsKey = (sessionId: string) => keyOf('GET /api/media-sessions/:sessionId/groups', { params: { sessionId } })

/** Newest first, page after page. */
export const useGroups = (sessionId: string) =>
  useInfiniteQuery({
    queryKey: groupsKey(sessionId),
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/media-sessions/:sessionId/groups', {
        params: { sessionId },
        query: { limit: PAGE, ...(pageParam === null ? {} : { before: pageParam }) },
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.more ? (page.groups.at(-1)?.number ?? null) : null),
  })

const changedIn =
  (change: (groups: readonly SlideGroup[]) => SlideGroup[]) =>
  (known: Pages | undefined): Pages | undefined =>
    known && { ...known, pages: known.pages.map((page) => ({ ...page, groups: change(page.groups) })) }

/** Puts a group where it is shown; a new one goes to the top. */
function keep(group: SlideGroup): SlideGroup {
  put<Pages>(groupsKey(group.sessionId), (known) => known && withGroup(known, group))
  changed(group.sessionId)
  return group
}

function changed(sessionId: string): void {
  refreshSoon('GET /api/media-sessions/:sessionId/groups', { params: { sessionId } })
  refreshSoon('GET /api/media-sessions/:sessionId', { params: { sessionId } })
  refreshSoon('GET /api/media-sessions')
  refreshSoon('GET /api/calendar')
}

/** Of the slides in the order in which they are shown. The same key never makes a second slideshow. */
export async function runNow(
  sessionId: string,
  idempotencyKey: string,
  itemIds: readonly string[] | null,
): Promise<SlideGroup> {
  return keep(
    await afterMoves(sessionId, () =>
      call('POST /api/media-sessions/:sessionId/run', {
        params: { sessionId },
        body: { idempotencyKey, itemIds: itemIds === null ? null : [...itemIds] },
      }),
    ),
  )
}

export const cancelGroup = async (groupId: string): Promise<SlideGroup> =>
  keep(await call('POST /api/slide-groups/:groupId/cancel', { params: { groupId } }))
export const retryGroup = async (groupId: string): Promise<SlideGroup> =>
  keep(await call('POST /api/slide-groups/:groupId/retry', { params: { groupId } }))
export const changeGroupWords = async (groupId: string, words: NonNullable<SlideGroup['words']>): Promise<SlideGroup> =>
  keep(await call('PATCH /api/slide-groups/:groupId', { params: { groupId }, body: { words } }))

export async function deleteGroup({ id, sessionId }: SlideGroup): Promise<void> {
  await call('POST /api/slide-groups/delete', { body: { ids: [id] } })
  put<Pages>(
    groupsKey(sessionId),
    changedIn((groups) => groups.filter((group) => group.id !== id)),
  )
  changed(sessionId)
}

export async function restoreGroup({ id, sessionId }: SlideGroup): Promise<void> {
  await call('POST /api/slide-groups/restore', { body: { ids: [id] } })
  changed(sessionId)
  await queryClient.invalidateQueries({ queryKey: groupsKey(sessionId) })
}

export const useMusic = (enabled = true) => useQuery({ ...queryOf('GET /api/music'), enabled })

export async function addMusic(file: File): Promise<MusicTrack> {
  const name = file.name.replace(/\.[^.]+$/, '').slice(0, 200) || file.name
  const track = await call('POST /api/music', {
    query: { name },
    file: file.slice(0, file.size, musicType(file.name, file.type)),
  })
  await refresh('GET /api/music')
  return track
}

export async function deleteMusic(id: string): Promise<void> {
  await call('POST /api/music/delete', { body: { ids: [id] } })
  await refresh('GET /api/music')
}

export async function restoreMusic(id: string): Promise<void> {
  await call('POST /api/music/restore', { body: { ids: [id] } })
  await refresh('GET /api/music')
}

onHouseEvent('groups.changed', ({ sessionId }) => changed(sessionId))
onHouseEvent('music.changed', () => refreshSoon('GET /api/music'))
// Progress is shown as it is told; nothing is read again for it.
onHouseEvent('group.progress', ({ sessionId, groupId, progress }) =>
  queryClient.setQueryData<Pages>(
    groupsKey(sessionId),
    changedIn((groups) => withProgress(groups, groupId, progress)),
  ),
)
