import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from './db.ts'
import { openPglite, pgliteDriver } from './pglite.ts'
import { keepUp } from './upkeep.ts'

let db: Database
const numbers = async (): Promise<{ dead: number; known: number; bytes: number }> => {
  // What a statement changed is counted a moment later.
  await db.driver.query('select pg_stat_force_next_flush()')
  const { rows } = await db.driver.query(
    `select n_dead_tup as dead, c.reltuples::int8 as known, pg_relation_size(c.oid) as bytes
       from pg_stat_user_tables s join pg_class c on c.oid = s.relid where s.relname = 'things'`,
  )
  return rows[0] as { dead: number; known: number; bytes: number }
}

beforeAll(async () => {
  db = { driver: pgliteDriver(await openPglite()) }
  await db.driver.query('create table public.things (id int primary key, words text)')
})
afterAll(() => db.driver.close())

test('what was changed or deleted leaves its place to others, and the planner knows how much there is', async () => {
  expect(await keepUp(db)).toEqual(['public.things'])
  await db.driver.query("insert into things select id, repeat('x', 500) from generate_series(1, 2000) id")
  await numbers()
  expect(await keepUp(db)).toEqual(['public.things'])
  expect(await numbers()).toMatchObject({ known: 2000, dead: 0 })

  const { bytes } = await numbers()
  for (let round = 0; round < 3; round += 1) {
    await db.driver.query("update things set words = repeat('y', 500)")
    expect(await numbers()).toMatchObject({ dead: 2000 })
    expect(await keepUp(db)).toEqual(['public.things'])
    expect(await numbers()).toMatchObject({ dead: 0 })
  }
  // Three times everything anew fits into the place of once more.
  expect((await numbers()).bytes).toBeLessThanOrEqual(2 * bytes)
})

test('what has hardly changed is left alone, and a Postgres looks after itself', async () => {
  await db.driver.query("update things set words = '' where id <= 20")
  await numbers()
  expect(await keepUp(db)).toEqual([])
  await db.driver.query("update things set words = ''")
  await numbers()
  expect(await keepUp({ driver: { ...db.driver, kind: 'postgres' } })).toEqual([])
  expect(await keepUp(db)).toEqual(['public.things'])
})
