import { sql } from 'kysely'
import type { Project } from '@greenroom/contract/projects.ts'
import type { Transaction } from '#kernel/db/acting.ts'

/** The unique index that keeps two living projects of one person from having one name. */
export const nameIndex = 'projects_owner_name_key'

// Counted and written as JSON by the database: a page of projects is one statement.
const projectJson = sql`json_build_object(
  'id', p.id, 'name', p.name, 'description', p.description,
  'photoCount', (select count(*) from public.source_files f where f.project_id = p.id and f.deleted_at is null and f.state in ('processing', 'ready')),
  'sceneCount', (select count(*) from public.scenes s where s.project_id = p.id and s.deleted_at is null),
  'runningCount', (select count(*) from public.scenes s where s.project_id = p.id and s.deleted_at is null and s.status in ('queued', 'processing')),
  'makingCount', (select count(*) from public.upload_batches b join public.source_files f on f.batch_id = b.id
    where b.project_id = p.id and b.made_here and b.settled_at is null and f.state = 'uploading' and f.deleted_at is null),
  'coverFileIds', (select coalesce(json_agg(c.id), '[]') from (
    select f.id from public.source_files f
     where f.project_id = p.id and f.deleted_at is null and f.state = 'ready' order by f.position, f.id limit 4) c),
  'createdAt', p.created_at, 'updatedAt', p.updated_at)`

export const selectProjects = async (transaction: Transaction): Promise<Project[]> => {
  const { projects } = await transaction.one(sql<{ projects: Project[] }>`
    select coalesce(json_agg(${projectJson} order by p.updated_at desc, p.id), '[]') as projects
      from public.projects p where p.deleted_at is null`)
  return projects
}

export const selectProject = async (transaction: Transaction, projectId: string): Promise<Project | undefined> => {
  const found = await transaction.first(sql<{ project: Project }>`
    select ${projectJson} as project from public.projects p where p.id = ${projectId} and p.deleted_at is null`)
  return found?.project
}

/** Keys of the names that are in use now. */
export const selectNameKeys = async (transaction: Transaction): Promise<Set<string>> => {
  const rows = await transaction.rows(
    sql<{ name_key: string }>`select name_key from public.projects where deleted_at is null`,
  )
  return new Set(rows.map((row) => row.name_key))
}

export interface NewProject {
  id: string
  ownerId: string
  name: string
  nameKey: string
  description: string
}
export const insertProject = async (
  transaction: Transaction,
  { id, ownerId, name, nameKey, description }: NewProject,
): Promise<void> => {
  await transaction.run(sql`
    insert into public.projects (id, owner_id, name, name_key, description)
    values (${id}, ${ownerId}, ${name}, ${nameKey}, ${description})`)
}

/** What is null stays as it is. Answers whether there is such a project. */
export const updateProject = async (
  transaction: Transaction,
  projectId: string,
  { name, nameKey, description }: { name: string | null; nameKey: string | null; description: string | null },
): Promise<boolean> =>
  (await transaction.run(sql`
    update public.projects
       set name = coalesce(${name}, name), name_key = coalesce(${nameKey}, name_key), description = coalesce(${description}, description)
     where id = ${projectId} and deleted_at is null`)) === 1

/** Deletes, or undoes it within 10 s. Answers whether something changed. */
export const setProjectDeleted = async (
  transaction: Transaction,
  projectId: string,
  gone: boolean,
): Promise<boolean> => {
  const { touched } = await transaction.one(
    sql<{ touched: string[] }>`select private.set_deleted('projects', array[${projectId}]::uuid[], ${gone}) as touched`,
  )
  return touched.length === 1
}

/** Whether the project is one's own and deleted: then it is too late to undo. */
export const isDeleted = async (transaction: Transaction, projectId: string): Promise<boolean> =>
  (await transaction.first(sql`select 1 from public.projects where id = ${projectId} and deleted_at is not null`)) !==
  undefined
