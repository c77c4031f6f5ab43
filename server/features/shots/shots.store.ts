import { sql } from 'kysely'
import type { ShotType } from '@greenroom/contract/shots.ts'
import type { PersonActor, Transaction } from '#kernel/db/acting.ts'

export interface ShotDraft {
  name: string
  promptTemplate: string
  key: number | null
  motion: ShotType['motion']
}

const columns = sql`id, name, prompt_template as "promptTemplate", is_default as "isDefault", key, motion, position`

/** One change of a person's shot types at a time: keys, places and the count are decided on what is there. */
export const lockShotTypes = async (transaction: Transaction, actor: PersonActor): Promise<void> => {
  await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${actor.userId}, 8))`)
}

/** Defaults first, then one's own. A key that one's own shot type has is taken from the default. */
export const selectShotTypes = (transaction: Transaction, actor: PersonActor): Promise<ShotType[]> =>
  transaction.rows(sql<ShotType>`
    select s.id, s.name, s.prompt_template as "promptTemplate", s.is_default as "isDefault", s.motion, s.position,
           case when s.owner_id is null and exists (select from public.shot_types o where o.owner_id = ${actor.userId} and o.key = s.key)
                then null else s.key end as key
      from public.shot_types s
     order by s.owner_id is not null, s.position, s.created_at, s.id`)

export const selectOwnShotTypes = (transaction: Transaction, actor: PersonActor): Promise<ShotType[]> =>
  transaction.rows(
    sql<ShotType>`select ${columns} from public.shot_types where owner_id = ${actor.userId} order by position, created_at, id`,
  )

export const selectShotType = (transaction: Transaction, shotTypeId: string): Promise<ShotType | undefined> =>
  transaction.first(sql<ShotType>`select ${columns} from public.shot_types where id = ${shotTypeId}`)

/** Adds them behind the last, in the order given. */
export const insertShotTypes = (
  transaction: Transaction,
  actor: PersonActor,
  drafts: readonly ShotDraft[],
): Promise<ShotType[]> =>
  transaction.rows(sql<ShotType>`
    insert into public.shot_types (owner_id, name, prompt_template, key, motion, position)
    select ${actor.userId}::uuid, d.value ->> 'name', d.value ->> 'promptTemplate', (d.value ->> 'key')::smallint, d.value ->> 'motion',
           (select coalesce(max(position), 0) from public.shot_types where owner_id = ${actor.userId}) + d.place
      from jsonb_array_elements(${JSON.stringify(drafts)}::jsonb) with ordinality as d (value, place)
     order by d.place
    returning ${columns}`)

export const updateShotType = (
  transaction: Transaction,
  { id, name, promptTemplate, key, motion }: ShotType,
): Promise<ShotType | undefined> =>
  transaction.first(sql<ShotType>`
    update public.shot_types set name = ${name}, prompt_template = ${promptTemplate}, key = ${key}, motion = ${motion}
     where id = ${id} returning ${columns}`)

export const deleteShotTypeRow = (transaction: Transaction, shotTypeId: string): Promise<number> =>
  transaction.run(sql`delete from public.shot_types where id = ${shotTypeId}`)

export const placeShotTypes = (transaction: Transaction, ids: readonly string[]): Promise<number> =>
  transaction.run(sql`
    update public.shot_types s set position = o.place
      from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) with ordinality as o (id, place)
     where s.id = o.id::uuid`)
