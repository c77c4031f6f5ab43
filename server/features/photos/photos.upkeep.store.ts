import { sql } from 'kysely'
import type { Transaction } from '#kernel/db/acting.ts'

/** Batches in which nothing has happened for half an hour. */
export const selectStaleBatches = (transaction: Transaction): Promise<{ id: string }[]> =>
  transaction.rows(sql<{ id: string }>`
    select b.id from public.upload_batches b
     where b.settled_at is null and b.created_at < now() - interval '30 minutes'
       and not exists (select from public.source_files f where f.batch_id = b.id and f.updated_at > now() - interval '30 minutes')
     order by b.created_at limit 200`)

/** Announced a day ago and never come. */
export const dropForgotten = (
  transaction: Transaction,
): Promise<{ id: string; userId: string; projectId: string; batchId: string | null }[]> =>
  transaction.rows(sql<{ id: string; userId: string; projectId: string; batchId: string | null }>`
    delete from public.source_files where state = 'uploading' and uploaded_at < now() - interval '24 hours'
    returning id, user_id as "userId", project_id as "projectId", batch_id as "batchId"`)

/** Being looked at for an hour: whoever should have done it is gone. Their clock starts again, so that one of them is not asked for twice. */
export const touchLost = (transaction: Transaction): Promise<{ id: string; userId: string }[]> =>
  transaction.rows(sql<{ id: string; userId: string }>`
    update public.source_files set updated_at = now()
     where id in (select id from public.source_files where state = 'processing' and updated_at < now() - interval '1 hour' order by updated_at limit 500)
    returning id, user_id as "userId"`)

/** Deleted more than a day ago, alone or with their project, and shown by no scene. */
export const selectPurgeable = (transaction: Transaction): Promise<{ id: string; key: string }[]> =>
  transaction.rows(sql<{ id: string; key: string }>`
    select f.id, f.file_path as key from public.source_files f left join public.projects p on p.id = f.project_id
     where (f.deleted_at < now() - interval '1 day' or p.deleted_at < now() - interval '1 day')
       and not exists (select from public.scenes s where s.start_file_id = f.id or s.end_file_id = f.id)
     order by f.id limit 500`)

export const dropRows = (transaction: Transaction, fileIds: readonly string[]): Promise<number> =>
  transaction.run(sql`delete from public.source_files where id = any(${[...fileIds]}::uuid[])`)

/** Projects deleted more than a day ago of which nothing is left. */
export const dropEmptyProjects = (transaction: Transaction): Promise<number> =>
  transaction.run(sql`
    delete from public.projects p where p.deleted_at < now() - interval '1 day'
       and not exists (select from public.source_files f where f.project_id = p.id)
       and not exists (select from public.scenes s where s.project_id = p.id)`)
