import type { GenerationState, Scene, SceneStatus, SceneVersion } from '@greenroom/contract/scenes.ts'
import { takeStatus, troubleOf, type LedgerFailure, type TakeMeta } from './scenes.rules.ts'

/** What the store reads of a take and a scene, without the store. */
interface TakeLike {
  id: string
  version: number
  meta: TakeMeta
  state: GenerationState
  progress: number | null
  failure: LedgerFailure | null
  price_estimate: number
  price_charged: number | null
  duration: number | null
  width: number | null
  height: number | null
  bytes: number | null
  sha256: string | null
  created_at: string
  ready_at: string | null
}
interface SceneLike {
  id: string
  project_id: string
  ordinal: number
  position: number
  status: SceneStatus
  stale: boolean
  start_file_id: string
  end_file_id: string | null
  pinned_version: number | null
  pinned_version_id: string | null
  pinned_meta: TakeLike['meta'] | null
  version_count: number
  created_at: Date
  updated_at: Date
  newest: TakeLike
}

/** A take as the contract shows it. Pure. */
export const takeView = (take: TakeLike): SceneVersion => ({
  id: take.id,
  version: take.version,
  status: takeStatus(take.state),
  generationState: take.state,
  progress: take.progress,
  trouble: troubleOf(take.state, take.failure),
  options: take.meta.options,
  shotTypeId: take.meta.shotType.id,
  shotTypeName: take.meta.shotType.name,
  notes: take.meta.notes,
  prompt: take.meta.prompt,
  startFileId: take.meta.start.fileId,
  endFileId: take.meta.end?.fileId ?? null,
  disclosure: take.meta.disclosure,
  ai: take.meta.ai,
  priceEstimateMicroUsd: take.price_estimate,
  priceChargedMicroUsd: take.price_charged,
  durationSeconds: take.duration,
  width: take.width,
  height: take.height,
  bytes: take.bytes,
  sha256: take.sha256,
  createdAt: take.created_at,
  readyAt: take.ready_at,
})

const shownOf = ({ shotType, disclosure, ai }: TakeLike['meta']): Scene['shown'] => ({
  shotTypeName: shotType.name,
  disclosure,
  ai,
})

/** A scene as the contract shows it. Pure. */
export const sceneView = (scene: SceneLike): Scene => ({
  id: scene.id,
  projectId: scene.project_id,
  ordinal: scene.ordinal,
  position: scene.position,
  status: scene.status,
  stale: scene.stale,
  startFileId: scene.start_file_id,
  endFileId: scene.end_file_id,
  pinnedVersion: scene.pinned_version,
  pinnedVersionId: scene.pinned_version_id,
  shown: shownOf(scene.pinned_meta ?? scene.newest.meta),
  newest: takeView(scene.newest),
  versionCount: scene.version_count,
  createdAt: scene.created_at.toISOString(),
  updatedAt: scene.updated_at.toISOString(),
})
