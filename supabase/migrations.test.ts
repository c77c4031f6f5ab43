import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Database } from '../server/kernel/db/db.ts'
import { migrate, MigrationError, type Migration } from '../server/kernel/db/migrate.ts'
import { proveRowSecurity } from '../server/kernel/db/self-test.ts'
import { allMigrations, engines, type RunningEngine } from './engines.ts'

// Each of these makes databases of its own.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const versions = (migrations: readonly Migration[]): string[] => migrations.map((migration) => migration.version)
const with_ = (migration: Migration, sql: string): Migration => ({
  ...migration,
  sql,
  sha256: createHash('sha256').update(sql).digest('hex'),
})

describe.each(engines)('Migrations on $name', ({ here, start }) => {
  let engine: RunningEngine
  let all: Migration[]
  beforeAll(async () => {
    all = await allMigrations()
    if (here) engine = await start()
  })
  afterAll(() => engine?.stop())
  const testHere = test.runIf(here)

  /** What the schema is made of, and what is in the tables that migrations fill. */
  const portrait = async (db: Database): Promise<unknown[]> => {
    const parts = [
      "select table_schema, table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema in ('public', 'private', 'auth') order by 1, 2, 3",
      "select indexdef from pg_catalog.pg_indexes where schemaname in ('public', 'private', 'auth') order by 1",
      "select conrelid::regclass::text as on_table, conname, pg_get_constraintdef(oid) as text from pg_catalog.pg_constraint where connamespace in ('public'::regnamespace, 'private'::regnamespace) order by 1, 2",
      'select tgrelid::regclass::text as on_table, tgname from pg_catalog.pg_trigger where not tgisinternal order by 1, 2',
      'select id, name, prompt_template, key from public.shot_types order by id',
    ]
    const answers: unknown[] = []
    for (const text of parts) answers.push((await db.driver.query(text)).rows)
    return answers
  }

  testHere('every beginning of the list applies on an empty database, and the rest applies on top of it', async () => {
    await using whole = await engine.empty()
    expect(await migrate(whole.owner, all)).toEqual(versions(all))
    const expected = await portrait(whole.owner)
    // A house that was brought up to date with every release, and one that slept for half of them.
    await using patient = await engine.empty()
    for (let count = 1; count <= all.length; count += 1)
      expect(await migrate(patient.owner, all.slice(0, count))).toEqual(versions(all.slice(count - 1, count)))
    expect(await portrait(patient.owner)).toEqual(expected)
    await using sleeper = await engine.empty()
    const half = Math.floor(all.length / 2)
    expect(await migrate(sleeper.owner, all.slice(0, half))).toEqual(versions(all.slice(0, half)))
    expect(await migrate(sleeper.owner, all)).toEqual(versions(all.slice(half)))
    expect(await portrait(sleeper.owner)).toEqual(expected)
  })

  testHere('applying again changes nothing, and row security bites afterwards', async () => {
    await using database = await engine.empty()
    await migrate(database.owner, all)
    const before = await portrait(database.owner)
    expect(await migrate(database.owner, all)).toEqual([])
    expect(await portrait(database.owner)).toEqual(before)
    await proveRowSecurity(database.api)
  })

  testHere('an old file that was changed is refused, by name, and nothing is applied', async () => {
    await using database = await engine.empty()
    await migrate(database.owner, all.slice(0, 3))
    const changed = all.map((migration, index) =>
      index === 1 ? with_(migration, `${migration.sql}\n-- later thought`) : migration,
    )
    await expect(migrate(database.owner, changed)).rejects.toThrow(
      new RegExp(`^Migration ${all[1]!.version}_${all[1]!.name}.sql was changed after it had been applied`),
    )
    expect(await migrate(database.owner, all)).toEqual(versions(all.slice(3)))
  })

  testHere('a database of a newer Greenroom is refused', async () => {
    await using database = await engine.empty()
    await migrate(database.owner, all)
    await expect(migrate(database.owner, all.slice(0, -1))).rejects.toThrow(MigrationError)
    await expect(migrate(database.owner, all.slice(0, -1))).rejects.toThrow(
      'Start the newer version, or restore a backup',
    )
  })

  testHere('a migration that was put in between old ones is refused', async () => {
    await using database = await engine.empty()
    await migrate(database.owner, all)
    const between = [
      ...all.slice(0, 2),
      with_({ ...all[0]!, version: `${Number(all[1]!.version) + 1}`, name: 'between' }, 'select 1'),
      ...all.slice(2),
    ]
    await expect(migrate(database.owner, between)).rejects.toThrow(MigrationError)
  })

  testHere('one that fails leaves nothing of itself behind and can be tried again', async () => {
    await using database = await engine.empty()
    const good = with_({ ...all[0]!, version: '20990101000000', name: 'last' }, 'create table public.last (id int)')
    const bad = with_(good, 'create table public.last (id int); select 1 / 0')
    await expect(migrate(database.owner, [...all, bad])).rejects.toThrow(
      /^Migration 20990101000000_last.sql failed: division by zero/,
    )
    expect((await database.owner.driver.query("select to_regclass('public.last') as found")).rows).toEqual([
      { found: null },
    ])
    expect(await migrate(database.owner, [...all, good])).toEqual(['20990101000000'])
  })

  testHere('two processes that start at the same time apply each file once', async () => {
    await using database = await engine.empty()
    const done = await Promise.all([
      migrate(database.owner, all),
      migrate(database.owner, all),
      migrate(database.owner, all),
    ])
    expect(done.flat().toSorted()).toEqual(versions(all))
  })
})
