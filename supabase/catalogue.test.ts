import { expect } from 'vitest'
import type { Database } from '../server/kernel/db/db.ts'
import { functionGrants, tableGrants, withoutPolicies } from './catalogue.ts'
import {
  readAskers,
  readFunctionGrants,
  readLooseFunctions,
  readOpenViews,
  readPolicies,
  readSchemaGrants,
  readTableGrants,
  readTables,
} from './catalogue-reading.ts'
import { onEveryEngine } from './on-every-engine.ts'

onEveryEngine('In the catalogue of $name', ({ testHere, owner }) => {
  /** What the catalogue says while a faulty statement stands; it is taken back afterwards. */
  const withFault = async <T>(fault: string, read: (db: Database) => Promise<T>): Promise<T> => {
    const undone = new Error('taken back')
    let found: T | undefined
    const work = owner().driver.transaction(fault, async (executor) => {
      found = await read({ driver: { ...owner().driver, query: (text, values) => executor.query(text, values) } })
      throw undone
    })
    await expect(work).rejects.toBe(undone)
    return found as T
  }

  testHere('row security is on and forced for every table, also against its owner', async () => {
    const open = async (on: Database) =>
      (await readTables(on)).filter((table) => !(table.enabled && table.forced)).map((table) => table.name)
    expect(await open(owner())).toEqual([])
    expect(await withFault('create table public.forgotten (id int)', open)).toEqual(['public.forgotten'])
    expect(await withFault('alter table public.projects no force row level security', open)).toEqual([
      'public.projects',
    ])
  })

  testHere('every table has policies, but for those that only the house reads', async () => {
    const bare = async (on: Database) =>
      (await readTables(on)).filter((table) => table.policies === 0).map((table) => table.name)
    expect(await bare(owner())).toEqual(withoutPolicies)
  })

  testHere('every policy names who it is about and lets nobody through unasked', async () => {
    const askers = await readAskers(owner())
    /** Whether it asks who the caller is, itself or by a function that does. */
    const asks = (condition: string): boolean =>
      /\buid\(\)|is_admin\(\)/.test(condition) ||
      [...condition.matchAll(/private\.\w+(?=\()/g)].some(([name]) => {
        const body = askers.get(name)
        return body !== undefined && asks(body)
      })
    const loose = async (on: Database) =>
      (await readPolicies(on))
        .filter(({ roles, using, check }) => {
          const conditions = [using, check].filter((condition) => condition !== null)
          return roles !== '{authenticated}' || conditions.length === 0 || !conditions.every(asks)
        })
        .map((policy) => policy.name)
    expect((await readPolicies(owner())).length).toBeGreaterThan(30)
    expect(await loose(owner())).toEqual([])
    expect(
      await withFault('create policy all_see on public.projects for select to authenticated using (true)', loose),
    ).toEqual(['public.projects all_see'])
    expect(
      await withFault(
        'create policy anyone on public.projects for select using (owner_id = (select auth.uid()))',
        loose,
      ),
    ).toEqual(['public.projects anyone'])
    expect(
      await withFault(
        `create function private.waves() returns boolean language sql security definer set search_path = '' as 'select true';
         create policy waved on public.projects for select to authenticated using (private.waves())`,
        loose,
      ),
    ).toEqual(['public.projects waved'])
  })

  testHere('every view runs with the rights of the caller', async () => {
    expect(await readOpenViews(owner())).toEqual([])
    expect(await withFault('create view public.leak as select * from public.projects', readOpenViews)).toEqual([
      { name: 'public.leak' },
    ])
  })

  testHere(
    `the API roles have exactly the ${Object.keys(tableGrants).length} rights on tables, columns and sequences that are listed`,
    async () => {
      expect(await readTableGrants(owner())).toEqual(tableGrants)
      expect(await withFault('grant update (role) on public.profiles to authenticated', readTableGrants)).not.toEqual(
        tableGrants,
      )
      expect(await withFault('grant select on public.projects to public', readTableGrants)).not.toEqual(tableGrants)
    },
  )

  testHere('nothing that is made later is open by itself', async () => {
    expect(
      await withFault(
        'create table public.later (id int, named int generated always as identity); create sequence public.later_seq',
        readTableGrants,
      ),
    ).toEqual(tableGrants)
    expect(
      await withFault("create function public.later() returns int language sql as 'select 1'", readFunctionGrants),
    ).toEqual(functionGrants)
  })

  testHere(`nobody but those listed may call the ${Object.keys(functionGrants).length} functions`, async () => {
    expect(await readFunctionGrants(owner())).toEqual(functionGrants)
    // Where pgvector is, each model has one of these, named after it; with other rights than theirs it would be seen.
    expect(
      await withFault(
        "create function private.nearest_by_0123456789ab() returns int language sql as 'select 1'; grant execute on function private.nearest_by_0123456789ab() to anon",
        readFunctionGrants,
      ),
    ).not.toEqual(functionGrants)
  })

  testHere('no function looks up names where a caller wants', async () => {
    expect(await readLooseFunctions(owner())).toEqual([])
    expect(
      await withFault(
        "create function public.loose() returns int language sql security definer as 'select 1'",
        readLooseFunctions,
      ),
    ).toEqual([{ name: 'loose()' }])
  })

  testHere('the API roles may use schemas and make nothing in them', async () => {
    const uses = Object.fromEntries(
      ['auth', 'extensions', 'private', 'public'].flatMap((schema) =>
        ['anon', 'authenticated', 'service_role'].map((role) => [`${schema} ${role}`, 'usage']),
      ),
    )
    expect(await readSchemaGrants(owner())).toEqual({ ...uses, 'public public': 'usage' })
  })
})
