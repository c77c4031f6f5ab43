import { sql } from 'kysely'
import { newId } from '../id.ts'
import { actingAs } from './acting.ts'
import type { Database } from './db.ts'

/**
 * Proves at boot that row-level security bites for the roles the house acts with: the embedded engine logs in as superuser,
 * and a Postgres role may have been given BYPASSRLS by mistake. Throws a sentence when it does not.
 */
export const proveRowSecurity = async (db: Database): Promise<void> => {
  const nobodyCanRead = await actingAs(db, { kind: 'nobody' }, async (transaction) => {
    const role = await transaction.one(
      sql<{
        bypasses: boolean
      }>`select rolsuper or rolbypassrls as bypasses from pg_catalog.pg_roles where rolname = current_user`,
    )
    return !role.bypasses
  })
  const door = await actingAs(
    db,
    { kind: 'person', userId: newId(), sessionId: newId(), needs: 'signed-in' },
    async () => 'open',
  ).catch(() => 'closed')
  const open = await actingAs(db, { kind: 'house', reason: 'boot self-test' }, (transaction) =>
    transaction.rows(sql<{ name: string }>`
      select c.relname as name from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'private') and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
    `),
  )
  if (!nobodyCanRead || door !== 'closed' || open.length > 0) {
    throw new Error(
      `Row-level security does not bite (${open.map((table) => table.name).join(', ') || 'role or door'}). Greenroom does not start without it.`,
    )
  }
}
