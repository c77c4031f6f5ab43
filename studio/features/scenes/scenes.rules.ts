import type { Scene, SceneVersion } from '@greenroom/contract/scenes.ts'
import { byPosition } from '#features/projects/board/reorder.ts'

export const sceneFilters = ['all', 'running', 'ready', 'error', 'unknown', 'stale'] as const
export type SceneFilter = (typeof sceneFilters)[number]

/** What a person is told about a take: the house's status, but an unknown outcome is neither running nor failed. */
export type TakeState = 'queued' | 'processing' | 'ready' | 'error' | 'unknown' | 'canceled'

export function takeStateOf(take: Pick<SceneVersion, 'status' | 'generationState'>): TakeState {
  if (take.generationState === 'unknown') return 'unknown'
  if (take.generationState === 'canceled') return 'canceled'
  return take.status
}

export const isRunning = (state: TakeState): boolean => state === 'queued' || state === 'processing'

function sceneFits(scene: Scene, filter: SceneFilter): boolean {
  const state = takeStateOf(scene.newest)
  switch (filter) {
    case 'all':
      return true
    case 'running':
      return isRunning(state)
    case 'ready':
      return scene.pinnedVersionId !== null
    case 'error':
      return state === 'error' || state === 'canceled'
    case 'unknown':
      return state === 'unknown'
    case 'stale':
      return scene.stale
  }
}

export const shownScenes = (scenes: readonly Scene[], filter: SceneFilter): Scene[] =>
  scenes.filter((scene) => sceneFits(scene, filter)).sort(byPosition)

export const sceneCounts = (scenes: readonly Scene[]): Record<SceneFilter, number> =>
  Object.fromEntries(
    sceneFilters.map((filter) => [filter, scenes.reduce((sum, scene) => sum + (sceneFits(scene, filter) ? 1 : 0), 0)]),
  ) as Record<SceneFilter, number>

/** Puts scenes that the house answered with into the list: new ones in their place, known ones replaced. */
export function withScenes(scenes: readonly Scene[], answered: readonly Scene[]): Scene[] {
  const byId = new Map([...scenes, ...answered].map((scene) => [scene.id, scene]))
  return [...byId.values()].sort(byPosition)
}

/** A take on its way tells how far it is; a number that runs backwards is an old message that came late. */
export function withProgress(scenes: readonly Scene[], sceneId: string, version: number, progress: number): Scene[] {
  return scenes.map((scene) => {
    if (scene.id !== sceneId || scene.newest.version !== version || !isRunning(takeStateOf(scene.newest))) return scene
    if (scene.newest.progress !== null && scene.newest.progress >= progress) return scene
    return { ...scene, status: 'processing', newest: { ...scene.newest, status: 'processing', progress } }
  })
}

/** The take whose clip a card plays: the chosen one, or null while there is none. */
export const clipOf = (scene: Scene): string | null =>
  scene.pinnedVersionId ?? (scene.newest.status === 'ready' ? scene.newest.id : null)

/** The shape of the grid's cards: that of most scenes. */
export function sceneAspect(scenes: readonly Scene[]): number {
  const votes = new Map<string, number>()
  for (const { newest } of scenes) votes.set(newest.options.ratio, (votes.get(newest.options.ratio) ?? 0) + 1)
  const [best] = [...votes].sort(([, one], [, other]) => other - one)
  const [width = 16, height = 9] = (best?.[0] ?? '16:9').split(':').map(Number)
  return Math.min(Math.max(width / height, 9 / 16), 21 / 9)
}

/** What the next version can be compared with by default: the two newest that can be played, the older one left. */
export function pairToCompare(versions: readonly SceneVersion[]): [number, number] | null {
  const ready = versions.filter(({ status }) => status === 'ready').map(({ version }) => version)
  const [newest, older] = ready.sort((one, other) => other - one)
  return newest === undefined || older === undefined ? null : [older, newest]
}
