import { sql } from 'kysely'
import type { UploadOrder } from '@greenroom/contract/photos.ts'
import type { PersonActor, Transaction } from '#kernel/db/acting.ts'
import type { Admitted } from './photos.announce.rules.ts'

/** One announcement of a person at a time: the quota is decided on what is there. */
export const lockQuota = async (transaction: Transaction, actor: PersonActor): Promise<number> => {
  await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${actor.userId}, 11))`)
  const { used } = await transaction.one(
    sql<{ used: number }>`select private.used_bytes(${actor.userId})::float8 as used`,
  )
  return used
}

export interface Batch {
  id: string
  projectId: string
  userId: string
  naming: UploadOrder
  settled: boolean
}
const batchColumns = sql`id, project_id as "projectId", user_id as "userId", naming, settled_at is not null as settled`

export const insertBatch = async (
  transaction: Transaction,
  { id, projectId, userId, naming }: Omit<Batch, 'settled'>,
): Promise<void> => {
  await transaction.run(sql`
    insert into public.upload_batches (id, user_id, project_id, naming) values (${id}, ${userId}, ${projectId}, ${naming})
    on conflict (id) do nothing`)
}
/** A batch of files that the house itself makes. */
export const insertMadeBatch = async (
  transaction: Transaction,
  { id, projectId, userId }: Omit<Batch, 'settled' | 'naming'>,
): Promise<void> => {
  await transaction.run(sql`
    insert into public.upload_batches (id, user_id, project_id, naming, made_here)
    values (${id}, ${userId}, ${projectId}, 'name', true) on conflict (id) do nothing`)
}
/** Under the reader's rights: somebody else's batch is not there. */
export const selectBatch = (transaction: Transaction, batchId: string): Promise<Batch | undefined> =>
  transaction.first(sql<Batch>`select ${batchColumns} from public.upload_batches where id = ${batchId}`)

export interface AnnouncedRow {
  clientId: string
  fileId: string
  objectName: string
}
export const selectAnnounced = (
  transaction: Transaction,
  batchId: string,
): Promise<(AnnouncedRow & { waiting: boolean })[]> =>
  transaction.rows(sql<AnnouncedRow & { waiting: boolean }>`
    select client_id as "clientId", id as "fileId", file_path as "objectName", state = 'uploading' as waiting
      from public.source_files where batch_id = ${batchId}`)

export interface NewFile extends Admitted {
  id: string
  key: string
}
/** All of them in one statement, in the order given, behind everything in the grid. */
export const insertFiles = (
  transaction: Transaction,
  { id, projectId, userId }: Omit<Batch, 'settled' | 'naming'>,
  files: readonly NewFile[],
): Promise<number> =>
  transaction.run(sql`
    insert into public.source_files (id, user_id, project_id, batch_id, client_id, folder, file_path, file_type, name, original_name, mime, bytes, modified_at, position)
    select n.id, ${userId}::uuid, ${projectId}::uuid, ${id}::uuid, n.client_id, n.folder, n.key, n.kind, n.name, n.name, n.mime, n.bytes, n.modified_at,
           last.position + n.place
      from (select coalesce(max(position), 0) as position from public.source_files where project_id = ${projectId}) last,
           rows from (jsonb_to_recordset(${JSON.stringify(files.map(fileRecord))}::jsonb)
             as (id uuid, client_id text, folder text, key text, kind public.media_type, name text, mime text, bytes bigint, modified_at timestamptz))
           with ordinality as n (id, client_id, folder, key, kind, name, mime, bytes, modified_at, place)`)

const fileRecord = ({ id, clientId, folder, key, kind, name, mime, bytes, modifiedAt }: NewFile) => ({
  id,
  client_id: clientId,
  folder,
  key,
  kind,
  name,
  mime,
  bytes,
  modified_at: modifiedAt,
})

export interface SendableRow {
  userId: string
  fileId: string
  key: string
  bytes: number
  arrived: boolean
}
const sendable = sql`select f.user_id as "userId", f.id as "fileId", f.file_path as key, f.bytes, f.state <> 'uploading' as arrived
  from public.source_files f where f.deleted_at is null`

export const selectSendable = (
  transaction: Transaction,
  wanted: { fileId: string } | { key: string },
): Promise<SendableRow | undefined> =>
  transaction.first(
    sql<SendableRow>`${sendable} and ${'key' in wanted ? sql`f.file_path = ${wanted.key}` : sql`f.id = ${wanted.fileId}`}`,
  )

export interface ArrivedRow {
  id: string
  userId: string
  projectId: string
}
/** The bytes are in storage; undefined when the file does not wait for them any more. */
export const markArrived = (
  transaction: Transaction,
  fileId: string,
  bytes: number,
  sums: { sha256: string; crc32: number } | null,
): Promise<ArrivedRow | undefined> =>
  transaction.first(sql<ArrivedRow>`
    update public.source_files set state = 'processing', bytes = ${bytes}, sha256 = ${sums?.sha256 ?? null}, crc32 = ${sums?.crc32 ?? null}, uploaded_at = now()
     where id = ${fileId} and state = 'uploading' and deleted_at is null
     returning id, user_id as "userId", project_id as "projectId"`)

/** Announced files that never came are forgotten; answers which. `fileId` left out: all of the batch. */
export const dropUnsent = (
  transaction: Transaction,
  batchId: string,
  userId: string,
  fileId?: string,
): Promise<{ id: string }[]> =>
  transaction.rows(sql<{ id: string }>`
    delete from public.source_files where batch_id = ${batchId} and user_id = ${userId} and state = 'uploading'
       ${fileId === undefined ? sql`` : sql`and id = ${fileId}`} returning id`)

export const selectStateInBatch = (
  transaction: Transaction,
  batchId: string,
  fileId: string,
): Promise<{ state: string } | undefined> =>
  transaction.first(
    sql<{ state: string }>`select state from public.source_files where id = ${fileId} and batch_id = ${batchId}`,
  )
