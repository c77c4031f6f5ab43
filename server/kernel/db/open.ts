import type { PGlite } from '@electric-sql/pglite'
import type { Log } from '../log.ts'
import type { Driver } from './db.ts'
import { openPglite, pgliteDriver } from './pglite.ts'
import { postgresDriver } from './postgres.ts'

interface Place {
  /** Of a Postgres; without one the embedded engine is opened. */
  url: string | undefined
  /** Of the embedded engine; without one it lives in memory. */
  folder: string | undefined
  /** A dump for the embedded engine to begin with. */
  from: Blob | undefined
  log: Log
}

/** Opens the one database of the house, and says how the job queue gets at it. */
export const openDatabase = async ({
  url,
  folder,
  from,
  log,
}: Place): Promise<{ driver: Driver; connection: { url: string } | { engine: PGlite } }> => {
  if (url !== undefined) {
    const driver = postgresDriver({ url, onTrouble: (error) => log.warn({ error }, 'database connection') })
    return { driver, connection: { url } }
  }
  const engine = await openPglite({
    ...(folder === undefined ? {} : { folder }),
    ...(from === undefined ? {} : { from }),
  })
  return { driver: pgliteDriver(engine), connection: { engine } }
}
