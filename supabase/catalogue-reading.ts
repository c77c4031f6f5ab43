import type { Database } from '../server/kernel/db/db.ts'

const ours = "n.nspname in ('public', 'private', 'auth')"
const grantee = "case a.grantee when 0 then 'public' else pg_catalog.pg_get_userbyid(a.grantee) end"

const ask = async <R>(db: Database, text: string): Promise<R[]> => (await db.driver.query(text)).rows as R[]
const asRecord = (rows: { key: string; value: string }[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ key, value }) => [key, value]))

export const readTableGrants = async (db: Database): Promise<Record<string, string>> =>
  asRecord(
    await ask(
      db,
      `
      with rights as (
        select n.nspname || '.' || c.relname || ' ' || ${grantee} as key, lower(a.privilege_type) as privilege, null::text as columns
          from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
         where ${ours} and a.grantee <> c.relowner
        union all
        select n.nspname || '.' || c.relname || ' ' || ${grantee}, lower(a.privilege_type), string_agg(t.attname, ' ' order by t.attnum)
          from pg_catalog.pg_attribute t join pg_catalog.pg_class c on c.oid = t.attrelid
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace, aclexplode(t.attacl) a
         where ${ours} and a.grantee <> c.relowner group by 1, 2
      )
      select key, string_agg(privilege || coalesce('(' || columns || ')', ''), ' ' order by columns is not null, privilege) as value from rights group by key`,
    ),
  )

/** But for what each model of meaning has: the same one once more, of a name that follows from the model, for the same two. */
export const readFunctionGrants = async (db: Database): Promise<Record<string, string>> =>
  asRecord(
    await ask(
      db,
      `
      select n.nspname || '.' || p.proname || '(' || coalesce(
               (select string_agg(case when t.typnamespace = 'public'::regnamespace then 'public.' else '' end || format_type(t.oid, null), ',' order by place)
                  from unnest(p.proargtypes::oid[]) with ordinality as arguments (type, place) join pg_catalog.pg_type t on t.oid = type), '') || ')' as key,
             string_agg(${grantee}, ' ' order by ${grantee}) as value
        from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace,
             aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
       where ${ours} and a.grantee <> p.proowner group by p.oid, n.nspname, p.proname, p.proargtypes
      having not (p.proname ~ '^nearest_by_[0-9a-f]{12}$' and string_agg(${grantee}, ' ' order by ${grantee}) = 'authenticated service_role')`,
    ),
  )

export interface TableFacts {
  name: string
  enabled: boolean
  forced: boolean
  policies: number
}
export const readTables = (db: Database): Promise<TableFacts[]> =>
  ask(
    db,
    `
    select n.nspname || '.' || c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
           (select count(*)::int from pg_catalog.pg_policy p where p.polrelid = c.oid) as policies
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where ${ours} and c.relkind in ('r', 'p') order by 1`,
  )

/** What tells who asks: a policy that calls none of these lets everybody through, or nobody. */
export const readAskers = async (db: Database): Promise<Map<string, string>> =>
  new Map(
    (
      await ask<{ name: string; body: string }>(
        db,
        `select n.nspname || '.' || p.proname as name, p.prosrc as body from pg_catalog.pg_proc p
           join pg_catalog.pg_namespace n on n.oid = p.pronamespace where n.nspname = 'private' and p.prosecdef`,
      )
    ).map(({ name, body }) => [name, body]),
  )

export interface PolicyFacts {
  name: string
  roles: string
  /** Reading condition and writing condition, as Postgres prints them; null where the command has none. */
  using: string | null
  check: string | null
}
export const readPolicies = (db: Database): Promise<PolicyFacts[]> =>
  ask(
    db,
    `select schemaname || '.' || tablename || ' ' || policyname as name, roles::text as roles, qual as using, with_check as check from pg_catalog.pg_policies order by 1`,
  )

/** Views that do not run with the caller's rights. */
export const readOpenViews = (db: Database): Promise<{ name: string }[]> =>
  ask(
    db,
    `
    select n.nspname || '.' || c.relname as name from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where ${ours} and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions), false)))`,
  )

/** Functions whose names could be looked up where a caller wants. */
export const readLooseFunctions = (db: Database): Promise<{ name: string }[]> =>
  ask(
    db,
    `
    select p.oid::regprocedure::text as name from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
     where ${ours} and not coalesce('search_path=""' = any (p.proconfig), false)`,
  )

/** Rights on schemas beyond "may use", and every right of anybody to make things in one. */
export const readSchemaGrants = async (db: Database): Promise<Record<string, string>> =>
  asRecord(
    await ask(
      db,
      `
      select n.nspname || ' ' || ${grantee} as key, lower(string_agg(a.privilege_type, ' ' order by a.privilege_type)) as value
        from pg_catalog.pg_namespace n, aclexplode(n.nspacl) a
       where n.nspname in ('public', 'private', 'auth', 'extensions', 'supabase_migrations') and a.grantee <> n.nspowner group by 1`,
    ),
  )
