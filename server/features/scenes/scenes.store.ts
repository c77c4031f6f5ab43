import { sql } from 'kysely'
import type { GenerationState, SceneStatus } from '@greenroom/contract/scenes.ts'
import type { Transaction } from '#kernel/db/acting.ts'
import type { LedgerFailure, TakeMeta } from './scenes.rules.ts'

/** A take with its ledger row, as the database gives it. */
export interface TakeRow {
  id: string
  version: number
  meta: TakeMeta
  state: GenerationState
  generation_id: string
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
export interface SceneRow {
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
  pinned_meta: TakeRow['meta'] | null
  version_count: number
  created_at: Date
  updated_at: Date
  newest: TakeRow
}

// As JSON, so that a scene and its newest take travel in one row of one statement.
const takeJson = sql`jsonb_build_object(
  'id', v.id, 'version', v.version, 'meta', v.render_meta, 'state', g.state, 'generation_id', g.id, 'progress', g.progress,
  'failure', g.failure, 'price_estimate', g.price_estimate, 'price_charged', g.price_charged, 'duration', v.duration,
  'width', v.width, 'height', v.height, 'bytes', v.bytes, 'sha256', v.sha256,
  'created_at', to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'ready_at', to_char(v.ready_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`

const sceneSelect = sql`
  select s.id, s.project_id, s.ordinal, s.position, s.status, s.stale, s.start_file_id, s.end_file_id, s.version as pinned_version,
         p.id as pinned_version_id, p.render_meta as pinned_meta, s.created_at, s.updated_at, n.version as version_count, n.take as newest
    from public.scenes s
    join public.projects pr on pr.id = s.project_id and pr.deleted_at is null
    left join public.scene_versions p on p.scene_id = s.id and p.version = s.version
    join lateral (
      select v.version, ${takeJson} as take
        from public.scene_versions v join public.generations g on g.scene_version_id = v.id
       where v.scene_id = s.id order by v.version desc limit 1
    ) n on true
   where s.deleted_at is null`

export const scenesOfProject = (transaction: Transaction, projectId: string): Promise<SceneRow[]> =>
  transaction.rows(sql<SceneRow>`${sceneSelect} and s.project_id = ${projectId} order by s.position, s.id`)

export const scenesById = (transaction: Transaction, ids: readonly string[]): Promise<SceneRow[]> =>
  transaction.rows(sql<SceneRow>`${sceneSelect} and s.id = any(${[...ids]}::uuid[]) order by s.position, s.id`)

export const takesOfScene = async (transaction: Transaction, sceneId: string): Promise<TakeRow[]> => {
  const rows = await transaction.rows(sql<{ take: TakeRow }>`
    select ${takeJson} as take from public.scene_versions v join public.generations g on g.scene_version_id = v.id
     where v.scene_id = ${sceneId} order by v.version desc`)
  return rows.map((row) => row.take)
}

/** Takes `count` ordinals from the project's counter; answers the first. Throws `projects.not_found`. */
export const takeOrdinals = async (transaction: Transaction, projectId: string, count: number): Promise<number> => {
  const taken = await transaction.one(
    sql<{ first: number }>`select private.take_scene_ordinals(${projectId}, ${count}) as first`,
  )
  return taken.first
}

export interface NewScene {
  id: string
  ordinal: number
  startKey: string
  endKey: string | null
  startFileId: string
  endFileId: string | null
}
export const insertScenes = (
  transaction: Transaction,
  common: { userId: string; projectId: string; shotTypeId: string },
  scenes: readonly NewScene[],
): Promise<number> =>
  transaction.run(sql`
    insert into public.scenes (id, user_id, project_id, start_key, end_key, start_file_id, end_file_id, shot_type_id, ordinal, position)
    select n.id, ${common.userId}, ${common.projectId}, n."startKey", n."endKey", n."startFileId", n."endFileId", ${common.shotTypeId}, n.ordinal, n.ordinal
      from jsonb_to_recordset(${JSON.stringify(scenes)}::jsonb)
        as n (id uuid, "startKey" text, "endKey" text, "startFileId" uuid, "endFileId" uuid, ordinal integer)`)

export interface NewTake {
  id: string
  sceneId: string
  version: number
  generationId: string
  hash: string
  price: number
  provider: string
  model: string
  meta: TakeMeta
}
/** Writes takes with their ledger rows in state `reserved`. */
export const insertTakes = async (
  transaction: Transaction,
  userId: string,
  takes: readonly NewTake[],
): Promise<void> => {
  const rows = JSON.stringify(takes)
  await transaction.run(sql`
    insert into public.scene_versions (id, scene_id, user_id, version, render_meta)
    select n.id, n."sceneId", ${userId}, n.version, n.meta
      from jsonb_to_recordset(${rows}::jsonb) as n (id uuid, "sceneId" uuid, version integer, meta jsonb)`)
  await transaction.run(sql`
    insert into public.generations (id, scene_version_id, user_id, provider, model, request_hash, price_estimate)
    select n."generationId", n.id, ${userId}, n.provider, n.model, n.hash, n.price
      from jsonb_to_recordset(${rows}::jsonb) as n (id uuid, "generationId" uuid, provider text, model text, hash text, price bigint)`)
}

/** Locks a living scene of the actor and answers its newest version number, or undefined. */
export const lockScene = (
  transaction: Transaction,
  sceneId: string,
): Promise<{ project_id: string; newest: number } | undefined> =>
  transaction.first(sql<{ project_id: string; newest: number }>`
    select s.project_id, (select max(v.version) from public.scene_versions v where v.scene_id = s.id) as newest
      from public.scenes s where s.id = ${sceneId} and s.deleted_at is null for update of s`)

export const setStatus = (transaction: Transaction, sceneId: string, status: SceneStatus): Promise<number> =>
  transaction.run(sql`update public.scenes set status = ${status} where id = ${sceneId}`)

export const pin = (transaction: Transaction, sceneId: string, version: number): Promise<number> =>
  transaction.run(sql`update public.scenes set version = ${version} where id = ${sceneId} and deleted_at is null`)

/** Deletes or restores; answers the scenes touched with their projects. The function runs once: in a condition it would run for every row. */
export const setDeleted = async (
  transaction: Transaction,
  ids: readonly string[],
  gone: boolean,
): Promise<{ id: string; project_id: string }[]> =>
  transaction.rows(sql<{ id: string; project_id: string }>`
    with touched as materialized (select unnest(private.set_deleted('scenes', ${[...ids]}::uuid[], ${gone})) as id)
    select s.id, s.project_id from touched join public.scenes s on s.id = touched.id`)

export const projectName = (transaction: Transaction, projectId: string): Promise<{ name: string } | undefined> =>
  transaction.first(
    sql<{ name: string }>`select name from public.projects where id = ${projectId} and deleted_at is null`,
  )

/** Positions of the scenes of a project, in order. */
export const positions = (transaction: Transaction, projectId: string): Promise<{ id: string; position: number }[]> =>
  transaction.rows(sql<{ id: string; position: number }>`
    select id, position from public.scenes where project_id = ${projectId} and deleted_at is null order by position, id for update`)

export const setPositions = (
  transaction: Transaction,
  places: readonly { id: string; position: number }[],
): Promise<number> =>
  transaction.run(sql`
    update public.scenes s set position = n.position
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as n (id uuid, position double precision) where s.id = n.id`)

/** Where a take's video or poster lies, for its owner; undefined when it is not there (yet). */
export const takeFile = (
  transaction: Transaction,
  versionId: string,
): Promise<{ video_url: string; poster: string; ordinal: number; version: number; project: string } | undefined> =>
  transaction.first(sql<{ video_url: string; poster: string; ordinal: number; version: number; project: string }>`
    select v.video_url, v.poster, s.ordinal, v.version, p.name as project
      from public.scene_versions v join public.scenes s on s.id = v.scene_id join public.projects p on p.id = s.project_id
     where v.id = ${versionId} and v.video_url is not null`)
