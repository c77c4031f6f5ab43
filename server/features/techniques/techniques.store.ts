import { sql } from 'kysely'
import type { OwnTechnique, Technique } from '@greenroom/contract/techniques.ts'
import type { PersonActor, Transaction } from '#kernel/db/acting.ts'

/** Makes the house's own rows exactly these: nobody else may write them. */
export const fillHouseTechniques = async (transaction: Transaction, wanted: readonly Technique[]): Promise<void> => {
  await transaction.run(sql`
    insert into public.techniques (workspace_id, handle, phase, names, definition, cues, body)
    select null, w ->> 'id', (w ->> 'phase')::integer, w -> 'names', w -> 'summary', w -> 'cues', w
      from jsonb_array_elements(${JSON.stringify(wanted)}::jsonb) w
    on conflict (workspace_id, handle) do update
       set phase = excluded.phase, names = excluded.names, definition = excluded.definition, cues = excluded.cues,
           body = excluded.body, revision = techniques.revision + 1
     where techniques.body is distinct from excluded.body`)
  await transaction.run(sql`
    delete from public.techniques
     where workspace_id is null and not handle = any (${wanted.map(({ id }) => id)}::text[])`)
}

export interface TechniqueRow<Body> {
  body: Body
  revision: number
  changedAt: Date
}
const columns = sql`body, revision, updated_at as "changedAt"`

export const selectHouseTechniques = (transaction: Transaction): Promise<TechniqueRow<Technique>[]> =>
  transaction.rows(
    sql<TechniqueRow<Technique>>`select ${columns} from public.techniques where workspace_id is null order by handle`,
  )

export const selectOwnTechniques = (
  transaction: Transaction,
  workspaceId: string,
): Promise<TechniqueRow<OwnTechnique>[]> =>
  transaction.rows(sql<TechniqueRow<OwnTechnique>>`
    select ${columns} from public.techniques where workspace_id = ${workspaceId} order by created_at, handle`)

/** The same text as long as none of the techniques that count in this workspace has changed. */
export const readStamp = async (transaction: Transaction, workspaceId: string | null): Promise<string> => {
  const { stamp } = await transaction.one(sql<{ stamp: string }>`
    select coalesce(md5(string_agg(id::text || ':' || revision, ',' order by id)), '') as stamp
      from public.techniques where workspace_id is null or workspace_id = ${workspaceId}`)
  return stamp
}

export const readWorkspaceRole = async (transaction: Transaction, workspaceId: string): Promise<string | null> => {
  const { role } = await transaction.one(
    sql<{ role: string | null }>`select private.workspace_role(${workspaceId}) as role`,
  )
  return role
}

/** One change of a workspace's techniques at a time: the count is decided on what is there. */
export const lockTechniques = async (transaction: Transaction, workspaceId: string): Promise<void> => {
  await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${workspaceId}, 41))`)
}

/** Adds those that the workspace does not have; those it has are replaced. */
export const putTechniques = (
  transaction: Transaction,
  actor: PersonActor,
  workspaceId: string,
  wanted: readonly OwnTechnique[],
): Promise<number> =>
  transaction.run(sql`
    insert into public.techniques (workspace_id, handle, phase, names, definition, cues, body, changed_by)
    select ${workspaceId}::uuid, w ->> 'id', (w ->> 'phase')::integer, w -> 'names', w -> 'summary', w -> 'cues', w, ${actor.userId}::uuid
      from jsonb_array_elements(${JSON.stringify(wanted)}::jsonb) w
    on conflict (workspace_id, handle) do update
       set phase = excluded.phase, names = excluded.names, definition = excluded.definition, cues = excluded.cues,
           body = excluded.body, changed_by = excluded.changed_by, revision = techniques.revision + 1`)

export const deleteTechnique = (transaction: Transaction, workspaceId: string, techniqueId: string): Promise<number> =>
  transaction.run(sql`delete from public.techniques where workspace_id = ${workspaceId} and handle = ${techniqueId}`)

export const tellOfTechniques = async (transaction: Transaction, workspaceId: string): Promise<void> => {
  await transaction.rows(sql`select private.tell_workspace(${workspaceId}, 'techniques.changed', '{}')`)
}
