import type { Photo } from '@greenroom/contract/photos.ts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { ApiProblem, call } from '#lib/api.ts'
import { onHouseEvent } from '#lib/events.ts'
import { showAtOnce, useOpenChanges } from '#lib/open-changes.ts'
import { put, queryClient } from '#lib/queries.ts'
import { reordered } from '#features/projects/board/reorder.ts'
import { makeRefresher, type RefreshPlan } from './photo-refresh.ts'
import { mergePhotos } from './photos.rules.ts'

/** All photos of a project, in grid order. `complete` is false while later pages are still on their way. */
export interface PhotoList {
  readonly photos: readonly Photo[]
  readonly complete: boolean
}

const keyFor = (projectId: string) => ['photos of project', projectId] as const

const photosOf = (projectId: string) =>
  queryOptions({
    queryKey: keyFor(projectId),
    queryFn: ({ signal }) => readAll(projectId, signal),
    // Live events say what changed; reading 10,000 rows again whenever the window gets the focus helps nobody.
    staleTime: 5 * 60_000,
  })

export const usePhotos = (projectId: string) =>
  useQuery({ ...photosOf(projectId), ...useOpenChanges<PhotoList>(keyFor(projectId)) })

/** Page after page. The first reading shows what has come so far; later ones replace the list as a whole. */
async function readAll(projectId: string, signal?: AbortSignal): Promise<PhotoList> {
  const first = queryClient.getQueryData(keyFor(projectId)) === undefined
  const photos: Photo[] = []
  let after: string | undefined
  do {
    const page = await call('GET /api/projects/:projectId/photos', {
      params: { projectId },
      query: { limit: 1000, ...(after === undefined ? {} : { after }) },
      signal,
    })
    photos.push(...page.photos)
    after = page.next ?? undefined
    if (first && after !== undefined)
      queryClient.setQueryData<PhotoList>(keyFor(projectId), { photos: [...photos], complete: false })
  } while (after !== undefined)
  return { photos, complete: true }
}

/** Takes photos that are gone out of the list, if it is shown. */
function without(projectId: string, ids: readonly string[]): void {
  put<PhotoList>(keyFor(projectId), (list) => list && { ...list, photos: mergePhotos(list.photos, [], new Set(ids)) })
}

/** What was deleted here: the house announces it too, and asking for it would only find that it is gone. */
const deletedHere = new Set<string>()

const refreshers = new Map<string, (ids: readonly string[]) => void>()

/** Reads photos again soon; many calls at once become one reading. Without ids: all of them. */
export function refreshPhotos(projectId: string, ids: readonly string[] = []): void {
  let refresher = refreshers.get(projectId)
  if (refresher === undefined) {
    refresher = makeRefresher({
      read: (plan) => readAgain(projectId, plan),
      now: () => performance.now(),
      later: (work, milliseconds) => void setTimeout(work, milliseconds),
    })
    refreshers.set(projectId, refresher)
  }
  const there = ids.filter((id) => !deletedHere.has(id))
  if (ids.length === 0 || there.length > 0) refresher(there)
}

async function readAgain(projectId: string, plan: RefreshPlan): Promise<void> {
  const queryKey = keyFor(projectId)
  const query = queryClient.getQueryCache().find({ queryKey })
  if (query === undefined || !query.isActive()) {
    await queryClient.invalidateQueries({ queryKey, refetchType: 'none' })
    return
  }
  // A reading that began before the change may have missed it.
  if (query.state.fetchStatus === 'fetching') await query.promise?.catch(() => undefined)
  if (plan.read === 'list') return queryClient.refetchQueries({ queryKey })
  const answers = query.state.dataUpdateCount
  const rows = await Promise.all(plan.ids.map(readOne))
  // What was put into the list meanwhile may be newer than these rows, e.g. where a photo was moved to.
  if (query.state.dataUpdateCount !== answers) return readAgain(projectId, plan)
  if (rows.includes('unreadable')) return queryClient.invalidateQueries({ queryKey })
  const changed = rows.filter((row) => typeof row === 'object')
  const gone = new Set(plan.ids.filter((_, place) => rows[place] === 'gone'))
  const elsewhere = changed.filter((photo) => photo.projectId !== projectId).map(({ id }) => id)
  const here = changed.filter((photo) => photo.projectId === projectId)
  queryClient.setQueryData<PhotoList>(
    queryKey,
    (list) => list && { ...list, photos: mergePhotos(list.photos, here, new Set([...gone, ...elsewhere])) },
  )
}

async function readOne(fileId: string): Promise<Photo | 'gone' | 'unreadable'> {
  try {
    return await call('GET /api/photos/:fileId', { params: { fileId } })
  } catch (reason) {
    return reason instanceof ApiProblem && (reason.status === 404 || reason.status === 410) ? 'gone' : 'unreadable'
  }
}

export async function deletePhotos(projectId: string, ids: readonly string[]): Promise<void> {
  await call('POST /api/photos/delete', { body: { ids: [...ids] } })
  for (const id of ids) deletedHere.add(id)
  without(projectId, ids)
}

export async function restorePhotos(projectId: string, ids: readonly string[]): Promise<void> {
  await call('POST /api/photos/restore', { body: { ids: [...ids] } })
  for (const id of ids) deletedHere.delete(id)
  refreshPhotos(projectId, ids)
}

/** Shown at once; goes back when the house refuses. */
export async function movePhotos(projectId: string, ids: readonly string[], before: string | null): Promise<void> {
  try {
    await showAtOnce<PhotoList, unknown>({
      queryKey: keyFor(projectId),
      show: (list) => ({ ...list, photos: reordered(list.photos, ids, before) }),
      ask: () =>
        call('POST /api/projects/:projectId/photos/move', { params: { projectId }, body: { ids: [...ids], before } }),
    })
    refreshPhotos(projectId, ids)
  } catch (reason) {
    refreshPhotos(projectId)
    throw reason
  }
}

/** Drops exact duplicates and uses the photos that were there first. */
export async function keepExisting(projectId: string, ids: readonly string[]): Promise<void> {
  const done: string[] = []
  try {
    for (const fileId of ids) {
      await call('POST /api/photos/:fileId/use-existing', { params: { fileId } })
      done.push(fileId)
    }
  } finally {
    without(projectId, done)
  }
}

onHouseEvent('photos.changed', ({ projectId, fileIds }) => refreshPhotos(projectId, fileIds))
