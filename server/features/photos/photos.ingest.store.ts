import { sql } from 'kysely'
import type { UploadOrder } from '@greenroom/contract/photos.ts'
import type { Transaction } from '#kernel/db/acting.ts'
import type { Nameable, Naming } from './photos.rules.ts'

/** Everything below is the house's own work: rows of every person, and columns that no person may write. */

export interface IngestRow {
  id: string
  userId: string
  projectId: string
  batchId: string | null
  key: string
  known: { sha256: string; crc32: number } | null
}
export const selectForIngest = (transaction: Transaction, fileId: string): Promise<IngestRow | undefined> =>
  transaction.first(sql<IngestRow>`
    select id, user_id as "userId", project_id as "projectId", batch_id as "batchId", file_path as key,
           case when sha256 is not null and crc32 is not null then json_build_object('sha256', sha256, 'crc32', crc32) end as known
      from public.source_files where id = ${fileId} and state = 'processing'`)

/** Numbers and duplicates of a project are decided by one at a time. */
export const lockProject = (transaction: Transaction, projectId: string): Promise<{ name: string } | undefined> =>
  transaction.first(sql<{ name: string }>`select name from public.projects where id = ${projectId} for no key update`)

export interface IngestFacts {
  kind: 'image' | 'video'
  mime: string
  bytes: number
  width: number
  height: number
  durationSeconds: number | null
  sha256: string
  crc32: number
  phash: string
  thumbhash: string
  takenAt: string | null
}
/** Ready, and told apart from the same bytes that were here first. Answers whether the row still waited for it. */
export const markReady = async (transaction: Transaction, fileId: string, facts: IngestFacts): Promise<boolean> =>
  (await transaction.run(sql`
    update public.source_files f
       set state = 'ready', file_type = ${facts.kind}, mime = ${facts.mime}, bytes = ${facts.bytes}, width = ${facts.width}, height = ${facts.height},
           duration = ${facts.durationSeconds}, sha256 = ${facts.sha256}, crc32 = ${facts.crc32}, phash = ${facts.phash},
           thumbhash = ${facts.thumbhash}, taken_at = ${facts.takenAt}, rejection_code = null, rejection = null,
           duplicate_of = (
             select d.id from public.source_files d
              where d.project_id = f.project_id and d.sha256 = ${facts.sha256} and d.id <> f.id and d.state = 'ready' and d.deleted_at is null
                and d.duplicate_of is null
              order by d.number nulls last, d.uploaded_at, d.id limit 1)
     where f.id = ${fileId} and f.state = 'processing'`)) === 1

export const markRejected = async (
  transaction: Transaction,
  fileId: string,
  reason: { code: string; sentence: string },
): Promise<boolean> =>
  (await transaction.run(sql`
    update public.source_files set state = 'rejected', rejection_code = ${reason.code}, rejection = ${reason.sentence}
     where id = ${fileId} and state = 'processing'`)) === 1

export interface OpenBatch {
  id: string
  userId: string
  projectId: string
  naming: UploadOrder
  settled: boolean
  /** Files that may still come or are looked at now. */
  unsettled: number
}
export const selectOpenBatch = (transaction: Transaction, batchId: string): Promise<OpenBatch | undefined> =>
  transaction.first(sql<OpenBatch>`
    select b.id, b.user_id as "userId", b.project_id as "projectId", b.naming, b.settled_at is not null as settled,
           (select count(*)::int from public.source_files f
             where f.batch_id = b.id and f.state in ('uploading', 'processing') and f.deleted_at is null) as unsettled
      from public.upload_batches b where b.id = ${batchId}`)

export const markSettled = (transaction: Transaction, batchId: string): Promise<number> =>
  transaction.run(sql`update public.upload_batches set settled_at = now() where id = ${batchId} and settled_at is null`)

export const selectNameable = (transaction: Transaction, batchId: string): Promise<Nameable[]> =>
  transaction.rows(sql<Nameable>`
    select id, mime, taken_at as "takenAt", modified_at as "modifiedAt", position from public.source_files
     where batch_id = ${batchId} and state = 'ready' and number is null and deleted_at is null`)

/** Takes `count` numbers from the project's counter; answers the first and the last place in the grid. */
export const takeNumbers = (
  transaction: Transaction,
  projectId: string,
  count: number,
): Promise<{ firstNumber: number; lastPosition: number }> =>
  transaction.one(sql<{ firstNumber: number; lastPosition: number }>`
    update public.projects p set next_photo_number = next_photo_number + ${count} where id = ${projectId}
    returning next_photo_number - ${count} as "firstNumber",
      (select coalesce(max(f.position), 0) from public.source_files f
        where f.project_id = p.id and f.number is not null and f.deleted_at is null) as "lastPosition"`)

export const giveNames = (transaction: Transaction, names: readonly Naming[]): Promise<number> =>
  transaction.run(sql`
    update public.source_files f set name = n.name, number = n.number, position = n.position
      from unnest(${names.map(({ id }) => id)}::uuid[], ${names.map(({ name }) => name)}::text[],
                  ${names.map(({ number }) => number)}::int[], ${names.map(({ position }) => position)}::float8[]) as n (id, name, number, position)
     where f.id = n.id`)
