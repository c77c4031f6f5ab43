import { PGlite, types } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { vector } from '@electric-sql/pglite-pgvector'
import { refuseInside, runInside, type Answer, type Driver } from './db.ts'

export interface EmbeddedOptions {
  /** The folder of the database; left out, it lives in memory. The caller holds its lock (lock.ts). */
  folder?: string
  /** A dump to start from, for tests. */
  from?: Blob
}

/** Values arrive alike from both drivers: int8 as number, date as text, timestamps as Date. */
const parsers = { [types.INT8]: Number, [types.DATE]: (value: string) => value }

export const openPglite = async (options: EmbeddedOptions = {}): Promise<PGlite> => {
  const engine = new PGlite({
    ...(options.folder === undefined ? {} : { dataDir: options.folder }),
    ...(options.from === undefined ? {} : { loadDataDir: options.from }),
    extensions: { vector, pg_trgm, unaccent, pgcrypto },
    parsers,
  })
  await engine.waitReady
  await engine.exec("set timezone = 'UTC'; set statement_timeout = '60s'")
  return engine
}

/** How long the engine may keep the thread to itself while requests stand in line. */
const breathMs = 8

/** The embedded engine behind the same port as Postgres. It has one connection and logs in as superuser: RLS bites only inside `actingAs`. */
export const pgliteDriver = (engine: PGlite): Driver => {
  let breathedAt = 0
  /** Transactions that wait for each other only would hold the thread; now and then everybody else gets their turn. */
  const breathe = async (): Promise<void> => {
    if (performance.now() - breathedAt < breathMs) return
    await new Promise(setImmediate)
    breathedAt = performance.now()
  }
  const ask = async (on: Pick<PGlite, 'query'>, text: string, values: readonly unknown[] = []): Promise<Answer> => {
    // The parsers are the engine's own: given with each statement, all of its hundreds would be copied each time.
    const answer = await on.query(text, [...values])
    return { rows: answer.rows, changed: answer.affectedRows ?? 0 }
  }
  return {
    kind: 'pglite',
    async query(text, values) {
      refuseInside(text)
      return await ask(engine, text, values)
    },
    async transaction(setup, work) {
      refuseInside('a second transaction')
      return await engine.transaction((transaction) =>
        runInside(async () => {
          await breathe()
          if (setup !== '') await transaction.exec(setup)
          return await work({
            query: (text, values) => ask(transaction as unknown as PGlite, text, values),
            exec: async (text) => void (await transaction.exec(text)),
          })
        }),
      )
    },
    async listen(channel, heard) {
      const stop = await engine.listen(channel, heard)
      return async () => {
        await stop()
      }
    },
    close: () => engine.close(),
  }
}
