import { sql } from 'kysely'
import type { Exported, ExportOrder } from '@greenroom/contract/exports.ts'
import type { PersonActor, Transaction } from '#kernel/db/acting.ts'
import type { ExportTake } from './exports.lists.rules.ts'
import type { FrozenLayout } from './exports.rules.ts'

export const selectProject = (
  transaction: Transaction,
  projectId: string,
): Promise<{ id: string; name: string } | undefined> =>
  transaction.first(
    sql<{
      id: string
      name: string
    }>`select id, name from public.projects where id = ${projectId} and deleted_at is null`,
  )

/** Which of these scenes are living ones of this project. */
export const selectSceneIds = async (
  transaction: Transaction,
  projectId: string,
  sceneIds: readonly string[],
): Promise<string[]> => {
  const rows = await transaction.rows(sql<{ id: string }>`
    select id from public.scenes
     where project_id = ${projectId} and deleted_at is null
       and id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(sceneIds)}::jsonb))`)
  return rows.map((row) => row.id)
}

export interface TakeRow extends ExportTake {
  bytes: number | null
  crc32: number | null
}

/** Finished takes in grid order. `sceneIds` null means all of the project. */
export const selectTakes = (
  transaction: Transaction,
  projectId: string,
  versions: ExportOrder['versions'],
  sceneIds: readonly string[] | null,
): Promise<TakeRow[]> =>
  transaction.rows(sql<TakeRow>`
    select s.id as "sceneId", s.ordinal, v.version, v.version is not distinct from s.version as pinned, v.video_url as key,
           v.bytes, v.crc32, v.sha256, v.duration as "durationSeconds", v.width, v.height, v.render_meta as meta,
           g.price_charged as "priceChargedMicroUsd", v.created_at as "createdAt", coalesce(v.ready_at, v.created_at) as "readyAt"
      from public.scenes s
      join public.scene_versions v on v.scene_id = s.id
      left join public.generations g on g.scene_version_id = v.id
     where s.project_id = ${projectId} and s.deleted_at is null and v.video_url is not null
       and (${versions} = 'all' or v.version = s.version)
       and (${sceneIds === null} or s.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(sceneIds ?? [])}::jsonb)))
     order by s.position, s.ordinal, v.version`)

interface ExportRow extends Omit<Exported, 'createdAt' | 'expiresAt'> {
  createdAt: Date
  expiresAt: Date
}
const columns = sql`id, project_id as "projectId", file_name as "fileName", bytes, clips, frames, choice as order,
  created_at as "createdAt", expires_at as "expiresAt"`
const shown = ({ createdAt, expiresAt, ...row }: ExportRow): Exported => ({
  ...row,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
})

export interface NewExport {
  projectId: string
  fileName: string
  order: ExportOrder
  layout: FrozenLayout
  bytes: number
  clips: number
  frames: number
}
export const insertExport = async (transaction: Transaction, actor: PersonActor, made: NewExport): Promise<Exported> =>
  shown(
    await transaction.one(sql<ExportRow>`
      insert into public.exports (user_id, project_id, file_name, choice, layout, bytes, clips, frames)
      values (${actor.userId}, ${made.projectId}, ${made.fileName}, ${JSON.stringify(made.order)}::jsonb, ${JSON.stringify(made.layout)}::jsonb,
              ${made.bytes}, ${made.clips}, ${made.frames})
      returning ${columns}`),
  )

export const selectExports = async (transaction: Transaction, projectId: string): Promise<Exported[]> => {
  const rows = await transaction.rows(sql<ExportRow>`
    select ${columns} from public.exports where project_id = ${projectId} and expires_at > now() order by created_at desc, id`)
  return rows.map(shown)
}

export interface StoredExport {
  id: string
  userId: string
  fileName: string
  bytes: number
  layout: FrozenLayout
  expired: boolean
}
export const selectExport = (transaction: Transaction, exportId: string): Promise<StoredExport | undefined> =>
  transaction.first(sql<StoredExport>`
    select id, user_id as "userId", file_name as "fileName", bytes, layout, expires_at <= now() as expired
      from public.exports where id = ${exportId}`)

/** Whether this person may (still) read it; a download that runs asks now and then. */
export const exportIsReadable = async (transaction: Transaction, exportId: string): Promise<boolean> =>
  (await transaction.first(sql`select from public.exports where id = ${exportId}`)) !== undefined

/** An expired export says so for a month; then it is forgotten. */
export const deleteOldExports = (transaction: Transaction): Promise<number> =>
  transaction.run(sql`delete from public.exports where expires_at < now() - interval '30 days'`)
