import type { Database } from './db.ts'

// What autovacuum would do, by its own measure. The embedded engine is one process and has nobody who does it: without this,
// what was deleted keeps its place for ever, and the planner never learns how much there is. Counts of changes are lost when
// the engine is killed, so a table that was not looked after since is due as well.
// https://www.postgresql.org/docs/18/routine-vacuuming.html#AUTOVACUUM
const due = `
  select format('%I.%I', s.schemaname, s.relname) as name
    from pg_catalog.pg_stat_user_tables s join pg_catalog.pg_class c on c.oid = s.relid
   where c.relkind = 'r' and (s.last_vacuum is null
      or s.n_dead_tup > 50 + 0.2 * greatest(c.reltuples, 0)
      or s.n_ins_since_vacuum > 1000 + 0.2 * greatest(c.reltuples, 0)
      or s.n_mod_since_analyze > 50 + 0.1 * greatest(c.reltuples, 0))
   order by pg_catalog.pg_relation_size(s.relid), name`

/**
 * Looks after the tables of the embedded engine that have changed a lot; answers their names. A table at a time, so that others
 * get their turn in between. A Postgres does this by itself: nothing happens there.
 */
export const keepUp = async ({ driver }: Database): Promise<string[]> => {
  if (driver.kind === 'postgres') return []
  const tables = ((await driver.query(due)).rows as { name: string }[]).map(({ name }) => name)
  for (const table of tables) await driver.query(`vacuum (analyze) ${table}`)
  return tables
}
