import { afterAll, beforeAll, describe, test, vi } from 'vitest'
import type { Database } from '../server/kernel/db/db.ts'
import { engines, type RunningEngine, type TestDatabase } from './engines.ts'

// Starting a database takes a second on an idle machine and much longer on a busy one.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 })

export interface On {
  /** A test where the engine is installed; reported as skipped elsewhere. */
  testHere: ReturnType<typeof test.runIf>
  /** The migrated database of these tests: what owns it, and what requests come in with. */
  owner(): Database
  api(): Database
  connection(): TestDatabase['connection']
}

/** The same tests on the embedded engine and on Postgres, each with a migrated database of its own; `$name` in the title is the engine. */
export const onEveryEngine = (
  title: string,
  tests: (on: On) => void,
  prepare: (owner: Database) => Promise<void> = async () => undefined,
): void =>
  describe.each(engines)(title, ({ here, start }) => {
    let engine: RunningEngine | undefined
    let database: TestDatabase | undefined
    beforeAll(async () => {
      if (!here) return
      engine = await start()
      database = await engine.migrated()
      await prepare(database.owner)
    })
    afterAll(async () => {
      await database?.[Symbol.asyncDispose]()
      await engine?.stop()
    })
    const opened = (): TestDatabase => {
      if (database === undefined) throw new Error('Not open yet: ask inside a test')
      return database
    }
    tests({
      testHere: test.runIf(here),
      owner: () => opened().owner,
      api: () => opened().api,
      connection: () => opened().connection,
    })
  })
