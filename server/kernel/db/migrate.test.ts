import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readMigrations } from './migrate.ts'

// What becomes of them in a database is in supabase/migrations.test.ts.
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-migrations-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('Migrations are read in the order of their numbers, with the sum of what they say', async () => {
  await writeFile(join(folder, '20261121000300_later.sql'), 'select 3')
  await writeFile(join(folder, '20261121000100_first_of_all.sql'), 'select 1')
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  expect(await readMigrations(folder)).toEqual([
    { version: '20261121000100', name: 'first_of_all', sql: 'select 1', sha256: sha256('select 1') },
    { version: '20261121000300', name: 'later', sql: 'select 3', sha256: sha256('select 3') },
  ])
})

test('Migrations are nothing but files that are named like one', async () => {
  for (const name of [
    'README.md',
    'draft.sql',
    '2026_Capital.sql',
    '20261121000100_ok.sql.bak',
    '20261121000100_good.sql',
  ])
    await writeFile(join(folder, name), '')
  expect((await readMigrations(folder)).map((migration) => migration.name)).toEqual(['good'])
})
