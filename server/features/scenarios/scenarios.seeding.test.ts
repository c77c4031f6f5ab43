import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { seedPractice } from './scenarios.seeding.ts'

let house: TestHouse
beforeAll(async () => {
  house = await makeHouse({ working: false })
})
afterAll(() => house.stop())

const rows = <R>(query: ReturnType<typeof sql<R>>): Promise<R[]> =>
  actingAsConnection(house.tools.db, (transaction) => transaction.rows(query))
const change = (query: ReturnType<typeof sql>): Promise<number> =>
  actingAsConnection(house.tools.db, (transaction) => transaction.run(query))
/** As if another version of the house had started here before. */
const startedBefore = () => change(sql`update private.house_settings set value = '"older"' where key = 'practice_seed'`)
const shelf = () =>
  rows<{ slug: string; version: number; revision: number; title: string; gone: boolean }>(sql`
    select slug, version, draft_revision as revision, title ->> 'en' as title, deleted_at is not null as gone
      from public.scenarios where workspace_id is null order by slug`)

test('a new house has its techniques and its published scenarios', async () => {
  const [techniques] = await rows<{ count: number }>(
    sql`select count(*) from public.techniques where workspace_id is null`,
  )
  expect(techniques?.count).toBe(41)
  expect((await shelf()).map(({ version }) => version)).toEqual([1, 1, 1, 1, 1, 1, 1, 1])
  const versions = await rows<{ same: boolean }>(sql`
    select v.body = s.flow_data and v.sha256 = s.seed_hash as same from public.scenario_versions v
      join public.scenarios s on s.id = v.scenario_id and s.version = v.version`)
  expect(versions).toEqual(Array.from({ length: 8 }, () => ({ same: true })))
})

test('a house that starts again changes nothing', async () => {
  const before = await rows(sql`select id, updated_at from public.scenarios order by id`)
  await seedPractice(house.tools)
  expect(await rows(sql`select id, updated_at from public.scenarios order by id`)).toEqual(before)
})

test('a newer text of the house becomes the next version, but not over what somebody changed or took away', async () => {
  const [renewed, changed, deleted] = await shelf()
  if (!renewed || !changed || !deleted) throw new Error('There are eight')
  await change(
    sql`update public.scenarios set seed_hash = 'older', title = '{"en":"Old","nl":"Oud"}' where slug = ${renewed.slug}`,
  )
  await change(
    sql`update public.scenarios set seed_hash = null, title = '{"en":"Ours","nl":"Van ons"}' where slug = ${changed.slug}`,
  )
  await change(sql`update public.scenarios set deleted_at = now() where slug = ${deleted.slug}`)
  await change(
    sql`update public.techniques set body = jsonb_set(body, '{phase}', '4') where workspace_id is null and handle = 'label'`,
  )
  await startedBefore()
  await seedPractice(house.tools)
  const after = await shelf()
  expect(after).toHaveLength(8)
  expect(after[0]).toEqual({ ...renewed, version: 2, revision: 2 })
  expect(after[1]).toEqual({ ...changed, title: 'Ours' })
  expect(after[2]).toEqual({ ...deleted, gone: true })
  expect(
    await rows(sql`select phase, body ->> 'phase' as same, revision from public.techniques where handle = 'label'`),
  ).toEqual([{ phase: 2, same: '2', revision: 2 }])
})
