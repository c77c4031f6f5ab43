import { sql } from 'kysely'
import type { Photo } from '@greenroom/contract/photos.ts'
import type { Transaction } from '#kernel/db/acting.ts'

// Written as JSON by the database: a page of a thousand photos is one statement and one row.
const photoJson = sql`json_build_object(
  'id', f.id, 'projectId', f.project_id, 'folder', f.folder, 'name', f.name, 'originalName', f.original_name,
  'number', f.number, 'kind', f.file_type, 'mime', f.mime, 'bytes', f.bytes, 'width', f.width, 'height', f.height,
  'durationSeconds', f.duration, 'thumbhash', f.thumbhash, 'takenAt', f.taken_at, 'uploadedAt', f.uploaded_at,
  'state', case when f.state = 'uploading' and exists (
    select from public.upload_batches b where b.id = f.batch_id and b.made_here) then 'making' else f.state::text end,
  'rejection', case when f.state = 'rejected' then json_build_object('code', f.rejection_code, 'sentence', f.rejection) end,
  'duplicateOf', (select d.id from public.source_files d where d.id = f.duplicate_of and d.deleted_at is null),
  'usedAsStart', (select count(*) from public.scenes s where s.start_file_id = f.id and s.deleted_at is null),
  'usedAsEnd', (select count(*) from public.scenes s where s.end_file_id = f.id and s.deleted_at is null),
  'position', f.position)`

export interface GridPlace {
  position: number
  id: string
}

/** Photos of a living project in grid order, behind `after`; one more than `limit` when there are more. Undefined when there is no such project. */
export const selectPage = async (
  transaction: Transaction,
  projectId: string,
  after: GridPlace | null,
  limit: number,
): Promise<Photo[] | undefined> => {
  const behind = after === null ? sql`` : sql`and (f.position, f.id) > (${after.position}::float8, ${after.id}::uuid)`
  const found = await transaction.first(sql<{ photos: Photo[] }>`
    select (select coalesce(json_agg(page.photo), '[]') from (
      select ${photoJson} as photo from public.source_files f
       where f.project_id = p.id and f.deleted_at is null ${behind}
       order by f.position, f.id limit ${limit + 1}) page) as photos
      from public.projects p where p.id = ${projectId} and p.deleted_at is null`)
  return found?.photos
}

export const selectPhoto = async (transaction: Transaction, fileId: string): Promise<Photo | undefined> => {
  const found = await transaction.first(sql<{ photo: Photo }>`
    select ${photoJson} as photo from public.source_files f
      left join public.projects p on p.id = f.project_id
     where f.id = ${fileId} and f.deleted_at is null and p.deleted_at is null`)
  return found?.photo
}

export interface StoredFile {
  id: string
  key: string
  name: string
  mime: string
  state: 'uploading' | 'processing' | 'ready' | 'rejected'
  width: number | null
  height: number | null
}
/** What media is read from. Deleted photos too: scenes made from them go on showing them. */
export const selectStoredFile = (transaction: Transaction, fileId: string): Promise<StoredFile | undefined> =>
  transaction.first(sql<StoredFile>`
    select id, file_path as key, name, mime, state, width, height from public.source_files where id = ${fileId}`)

export interface FileFacts {
  id: string
  projectId: string
  name: string
  folder: string
  originalKey: string
  sha256: string
  crc32: number
  width: number
  height: number
  mime: string
  bytes: number
}
/** Ready pictures of a living project among these. */
export const selectReadyPictures = (
  transaction: Transaction,
  projectId: string,
  fileIds: readonly string[],
): Promise<FileFacts[]> =>
  transaction.rows(sql<FileFacts>`
    select f.id, f.project_id as "projectId", f.name, f.folder, f.file_path as "originalKey", f.sha256, f.crc32, f.width, f.height, f.mime, f.bytes
      from public.source_files f join public.projects p on p.id = f.project_id and p.deleted_at is null
     where f.project_id = ${projectId} and f.id = any(${[...fileIds]}::uuid[])
       and f.state = 'ready' and f.file_type = 'image' and f.deleted_at is null`)

/** Where files stand: of a project, which one among them, and whether they are gone. */
export interface Standing {
  id: string
  projectId: string
  batchId: string | null
  position: number
  gone: boolean
  /** Waits for its name, or missed the naming of its batch. */
  nameless: boolean
}
export const selectStandings = (transaction: Transaction, fileIds: readonly string[]): Promise<Standing[]> =>
  transaction.rows(sql<Standing>`
    select f.id, f.project_id as "projectId", f.batch_id as "batchId", f.position, (f.deleted_at is not null) as gone,
           (f.number is null and f.state <> 'rejected') as nameless
      from public.source_files f join public.projects p on p.id = f.project_id and p.deleted_at is null
     where f.id = any(${[...fileIds]}::uuid[])`)

/** Deletes, or undoes it within 10 s; answers which ones changed. */
export const setPhotosDeleted = async (
  transaction: Transaction,
  fileIds: readonly string[],
  gone: boolean,
): Promise<string[]> => {
  const { touched } = await transaction.one(
    sql<{ touched: string[] }>`select private.set_deleted('photos', ${[...fileIds]}::uuid[], ${gone}) as touched`,
  )
  return touched
}

/** One change of a project's grid at a time. Undefined when the project is not one's own or not alive. */
export const lockGrid = (transaction: Transaction, projectId: string): Promise<{ id: string } | undefined> =>
  transaction.first(
    sql<{
      id: string
    }>`select id from public.projects where id = ${projectId} and deleted_at is null for no key update`,
  )

/** The nearest photo before a place (null = the end of the grid) that is not moved itself. */
export const positionBefore = async (
  transaction: Transaction,
  projectId: string,
  place: GridPlace | null,
  moved: readonly string[],
): Promise<number | null> => {
  const before = place === null ? sql`` : sql`and (position, id) < (${place.position}::float8, ${place.id}::uuid)`
  const { position } = await transaction.one(sql<{ position: number | null }>`
    select max(position) as position from public.source_files
     where project_id = ${projectId} and deleted_at is null and not id = any(${[...moved]}::uuid[]) ${before}`)
  return position
}

/** Numbers the whole grid 1, 2, 3 … in the order it has. */
export const renumberGrid = (transaction: Transaction, projectId: string): Promise<number> =>
  transaction.run(sql`
    update public.source_files f set position = n.place
      from (select id, row_number() over (order by position, id) as place from public.source_files where project_id = ${projectId}) n
     where f.id = n.id`)

export const placeFiles = (transaction: Transaction, places: readonly GridPlace[]): Promise<number> =>
  transaction.run(sql`
    update public.source_files f set position = n.position
      from unnest(${places.map(({ id }) => id)}::uuid[], ${places.map(({ position }) => position)}::float8[]) as n (id, position)
     where f.id = n.id`)
