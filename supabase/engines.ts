import type { Database } from '../server/kernel/db/db.ts'
import { migrate, readMigrations, type Migration } from '../server/kernel/db/migrate.ts'
import type { PGlite } from '@electric-sql/pglite'
import { openPglite, pgliteDriver } from '../server/kernel/db/pglite.ts'
import type { JobsOptions } from '../server/kernel/jobs/jobs.ts'
import { postgresDriver } from '../server/kernel/db/postgres.ts'
import { migrationsFolder } from '../server/house.ts'
import { postgresFolder, startPostgres } from '../server/testing/postgres.ts'
import { templateDatabase } from '../server/testing/template.ts'

/** A kind of database on which every guarantee is tried. */
export interface Engine {
  name: string
  /** False where this machine has none; the name says so in the report. */
  here: boolean
  start(): Promise<RunningEngine>
}
export interface RunningEngine {
  /** An empty database. `owner` migrates and seeds; `api` is what requests come in with: no superuser, no bypass, on Postgres. */
  empty(): Promise<TestDatabase>
  /** One with all migrations. */
  migrated(): Promise<TestDatabase>
  stop(): Promise<void>
}
export interface TestDatabase extends AsyncDisposable {
  owner: Database
  api: Database
  /** For the job queue, which opens its own connections. */
  connection: JobsOptions['connection']
}

const opened = (engine: PGlite): TestDatabase => {
  const driver = pgliteDriver(engine)
  const db = { driver }
  return { owner: db, api: db, connection: { engine }, [Symbol.asyncDispose]: () => driver.close() }
}

const embedded: Engine = {
  name: 'the embedded engine',
  here: true,
  async start() {
    // Made once and copied: making one takes seconds.
    let blank: Promise<Blob> | undefined
    const make = async (): Promise<Blob> => {
      const engine = await openPglite()
      const dump = await engine.dumpDataDir('none')
      await engine.close()
      return dump
    }
    return {
      empty: async () => opened(await openPglite({ from: await (blank ??= make()) })),
      migrated: async () => opened(await openPglite({ from: await templateDatabase() })),
      stop: async () => undefined,
    }
  },
}

const postgres: Engine = {
  name:
    postgresFolder === null
      ? 'Postgres (15 or newer is not installed here)'
      : 'Postgres, with a login that is no superuser',
  here: postgresFolder !== null,
  async start() {
    const server = await startPostgres()
    let count = 0
    const empty = async (): Promise<TestDatabase> => {
      count += 1
      const { ownerUrl, apiUrl } = await server.createDatabase(`greenroom_${count}`)
      const onTrouble = (error: unknown): void => console.error(error)
      const owner = postgresDriver({ url: ownerUrl, size: 4, onTrouble })
      const api = postgresDriver({ url: apiUrl, size: 20, onTrouble })
      return {
        owner: { driver: owner },
        api: { driver: api },
        connection: { url: ownerUrl },
        [Symbol.asyncDispose]: async () => {
          await api.close()
          await owner.close()
        },
      }
    }
    return {
      empty,
      async migrated() {
        const database = await empty()
        await migrate(database.owner, await allMigrations())
        return database
      },
      stop: () => server.close(),
    }
  },
}

export const engines: readonly Engine[] = [embedded, postgres]

export const allMigrations = (): Promise<Migration[]> => readMigrations(migrationsFolder)
