import { sql } from 'kysely'
import { actingAs } from './acting.ts'
import type { Database } from './db.ts'

/** Whether this house has an admin already; a fresh one tells how to become it. */
export const hasAdmin = (db: Database): Promise<boolean> =>
  actingAs(db, { kind: 'house', reason: 'first words' }, async (transaction) => {
    const { found } = await transaction.one(
      sql<{ found: boolean }>`select exists (select from public.profiles where role = 'admin') as found`,
    )
    return found
  })
