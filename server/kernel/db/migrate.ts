import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { literal, type Database, type Executor } from './db.ts'

export interface Migration {
  /** The number in front of the file name, e.g. `20261121000100`. */
  version: string
  name: string
  sql: string
  sha256: string
}

/** Reads `NNNN_name.sql` files in order. */
export const readMigrations = async (folder: string): Promise<Migration[]> => {
  const names = (await readdir(folder)).filter((name) => /^\d+_[a-z0-9_]+\.sql$/.test(name)).sort()
  return await Promise.all(
    names.map(async (file) => {
      const sql = await readFile(join(folder, file), 'utf8')
      const [version = '', ...rest] = file.replace(/\.sql$/, '').split('_')
      return { version, name: rest.join('_'), sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** Thrown when history and files do not belong together; the sentence says what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

// The first two columns are those of the Supabase CLI, so that its history and ours are one.
const historyTable = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
  alter table supabase_migrations.schema_migrations add column if not exists sha256 text;
  alter table supabase_migrations.schema_migrations add column if not exists applied_at timestamptz default now();
`

const oneAtATime = 'select pg_advisory_xact_lock(814000)'

/**
 * Applies what is new, each file in one transaction, under a lock so that two processes do not both try.
 * What was applied before must be exactly the beginning of the list, unchanged. Answers the versions it applied.
 */
export const migrate = async (db: Database, migrations: readonly Migration[]): Promise<string[]> => {
  await db.driver.transaction(oneAtATime, (executor) => executor.exec(historyTable))
  const applied: string[] = []
  for (;;) {
    const done = await db.driver.transaction(oneAtATime, (executor) => applyNext(executor, migrations))
    if (done === null) return applied
    applied.push(done)
  }
}

const applyNext = async (executor: Executor, migrations: readonly Migration[]): Promise<string | null> => {
  const { rows } = await executor.query(
    'select version, sha256 from supabase_migrations.schema_migrations order by version',
  )
  const history = rows as { version: string; sha256: string | null }[]
  for (const [index, { version, sha256 }] of history.entries()) {
    const file = migrations[index]
    if (file?.version !== version) {
      throw new MigrationError(
        `The database knows migration ${version}, but this version of Greenroom does not have it at that place. Start the newer version, or restore a backup.`,
      )
    }
    if (sha256 !== null && sha256 !== file.sha256) {
      throw new MigrationError(
        `Migration ${version}_${file.name}.sql was changed after it had been applied. Restore the file and add a new migration instead.`,
      )
    }
  }
  const next = migrations[history.length]
  if (next === undefined) return null
  try {
    await executor.exec(next.sql)
  } catch (error) {
    throw new MigrationError(
      `Migration ${next.version}_${next.name}.sql failed: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  await executor.exec(
    `insert into supabase_migrations.schema_migrations (version, name, sha256) values (${[next.version, next.name, next.sha256].map(literal).join(', ')})`,
  )
  return next.version
}
