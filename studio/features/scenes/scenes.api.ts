import type { Scene, SceneVersion, TakeOptions } from '@greenroom/contract/scenes.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ApiProblem, call } from '#lib/api.ts'
import { onHouseEvent } from '#lib/events.ts'
import { inTurn, showAtOnce, useOpenChanges } from '#lib/open-changes.ts'
import { keyOf, put, queryClient, queryOf, refreshSoon } from '#lib/queries.ts'
import type { CallInput } from '#lib/wire.ts'
import { refreshPhotos } from '#features/photos/photos.api.ts'
import { reordered } from '#features/projects/board/reorder.ts'
import { withProgress, withScenes } from './scenes.rules.ts'

interface SceneList {
  readonly scenes: Scene[]
}
interface SceneWithTakes {
  readonly scene: Scene
  readonly versions: SceneVersion[]
}

const listOf = (projectId: string) => queryOf('GET /api/projects/:projectId/scenes', { params: { projectId } })
const listKey = (projectId: string) => keyOf('GET /api/projects/:projectId/scenes', { params: { projectId } })
const sceneKey = (sceneId: string) => keyOf('GET /api/scenes/:sceneId', { params: { sceneId } })

export const useScenes = (projectId: string) =>
  useQuery({ ...listOf(projectId), ...useOpenChanges<SceneList>(listKey(projectId)) })
export const useScene = (sceneId: string) => useQuery(queryOf('GET /api/scenes/:sceneId', { params: { sceneId } }))
export const useModels = () => useQuery({ ...queryOf('GET /api/models'), staleTime: 5 * 60_000 })

function update(projectId: string, change: (scenes: readonly Scene[]) => Scene[]): void {
  put<SceneList>(listKey(projectId), (list) => list && { scenes: change(list.scenes) })
}

export interface TakeRequest {
  readonly shotTypeId: string
  readonly notes: string
  readonly startFileId: string
  readonly endFileId: string | null
  readonly options: TakeOptions
  /** Only when it was edited. */
  readonly prompt?: string
}

/** The prompt as it would be sent, what is wrong and what it costs. Null = not enough is known to ask. */
export const usePromptPreview = (projectId: string, request: TakeRequest | null) =>
  useQuery({
    queryKey: ['prompt preview', projectId, request],
    queryFn: ({ signal }) => {
      if (request === null) throw new Error('Nothing to preview')
      return call('POST /api/projects/:projectId/prompt-preview', { params: { projectId }, body: request, signal })
    },
    enabled: request !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: (failures, reason) =>
      failures < 2 && reason instanceof ApiProblem && (reason.status === 0 || reason.status >= 500),
  })

type SceneOrder = NonNullable<CallInput<'POST /api/projects/:projectId/scenes'>['body']>

export async function requestScenes(projectId: string, order: SceneOrder): Promise<Scene[]> {
  const { scenes } = await call('POST /api/projects/:projectId/scenes', { params: { projectId }, body: order })
  update(projectId, (known) => withScenes(known, scenes))
  refreshPhotos(projectId, [
    ...new Set(order.pairs.flatMap((pair) => [pair.startFileId, pair.endFileId ?? pair.startFileId])),
  ])
  return scenes
}

type TakeOrder = NonNullable<CallInput<'POST /api/scenes/:sceneId/versions'>['body']>

export async function regenerateScene(sceneId: string, order: TakeOrder): Promise<Scene> {
  return answered(await call('POST /api/scenes/:sceneId/versions', { params: { sceneId }, body: order }))
}

export async function pinVersion(sceneId: string, version: number): Promise<Scene> {
  return answered(await call('POST /api/scenes/:sceneId/pin', { params: { sceneId }, body: { version } }))
}

export async function cancelTake(sceneId: string, version: number): Promise<Scene> {
  return answered(await call('POST /api/scenes/:sceneId/versions/:version/cancel', { params: { sceneId, version } }))
}

function answered(scene: Scene): Scene {
  update(scene.projectId, (known) => withScenes(known, [scene]))
  refreshSoon('GET /api/scenes/:sceneId', { params: { sceneId: scene.id } })
  return scene
}

export async function deleteScenes(projectId: string, ids: readonly string[]): Promise<void> {
  await call('POST /api/scenes/delete', { body: { ids: [...ids] } })
  const gone = new Set(ids)
  update(projectId, (known) => known.filter(({ id }) => !gone.has(id)))
}

export async function restoreScenes(projectId: string, ids: readonly string[]): Promise<void> {
  await call('POST /api/scenes/restore', { body: { ids: [...ids] } })
  await queryClient.invalidateQueries({ queryKey: listKey(projectId) })
  for (const id of ids) void queryClient.invalidateQueries({ queryKey: sceneKey(id) })
}

/** Shown at once; goes back when the house refuses. */
export async function moveScenes(projectId: string, ids: readonly string[], before: string | null): Promise<void> {
  await showAtOnce<SceneList, unknown>({
    queryKey: listKey(projectId),
    show: ({ scenes }) => ({ scenes: reordered(scenes, ids, before) }),
    ask: () =>
      call('POST /api/projects/:projectId/scenes/move', { params: { projectId }, body: { ids: [...ids], before } }),
    readAgain: () => refreshSoon('GET /api/projects/:projectId/scenes', { params: { projectId } }),
  })
}

/** Asks for what goes by the order of the scenes, once the house knows of every move. */
export const afterMoves = <T>(projectId: string, ask: () => Promise<T>): Promise<T> => inTurn(listKey(projectId), ask)

onHouseEvent('scenes.changed', ({ projectId, sceneIds }) => {
  refreshSoon('GET /api/projects/:projectId/scenes', { params: { projectId } })
  for (const sceneId of sceneIds) refreshSoon('GET /api/scenes/:sceneId', { params: { sceneId } })
})

// Progress is shown as it is told; nothing is read again for it.
onHouseEvent('scene.progress', ({ projectId, sceneId, version, progress }) => {
  queryClient.setQueryData<SceneList>(
    listKey(projectId),
    (list) => list && { scenes: withProgress(list.scenes, sceneId, version, progress) },
  )
  queryClient.setQueryData<SceneWithTakes>(
    sceneKey(sceneId),
    (known) =>
      known && {
        scene: withProgress([known.scene], sceneId, version, progress)[0] ?? known.scene,
        versions: known.versions.map((take) =>
          take.version === version && (take.progress ?? 0) < progress ? { ...take, progress } : take,
        ),
      },
  )
})
