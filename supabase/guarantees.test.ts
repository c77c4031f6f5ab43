import { expect } from 'vitest'
import type { Actor } from '../server/kernel/db/acting.ts'
import { throughDoor, withClaims, type Outcome } from './attempt.ts'
import { onEveryEngine } from './on-every-engine.ts'
import { crossings, honest } from './crossings.ts'
import { columns, matrix, statementsOf } from './matrix.ts'
import { actorOf, house, nobody, populate } from './world.ts'

const verbs = ['select', 'insert', 'update', 'delete'] as const
type Verb = (typeof verbs)[number]

const cells = Object.entries(matrix).flatMap(([name, marks]) =>
  columns.flatMap(({ title, as, on }, index) =>
    verbs.flatMap((verb, place) => {
      const expected = marks[index]?.[place]
      return expected === undefined || expected === '.' ? [] : [{ name, title, as, on, verb, expected }]
    }),
  ),
)

const statement = (name: string, verb: Verb, person: (typeof columns)[number]['on']): string => {
  const table = name.split(' ')[0]
  const { where, insert, set } = statementsOf(name, person)
  if (verb === 'select') return `select 1 from ${table} where ${where}`
  if (verb === 'insert') return `insert into ${table} ${insert}`
  if (verb === 'update') return `update ${table} set ${set} where ${where}`
  return `delete from ${table} where ${where}`
}

const marks: Record<string, string> = { '42501': '-', '23505': 'k', '23503': 'r', 'workspaces.hand_over': 'r' }
const markOf = (outcome: Outcome): string =>
  typeof outcome === 'number' ? (outcome > 0 ? '+' : '0') : (marks[outcome] ?? outcome)

const actorFor = (as: (typeof columns)[number]['as']): Actor =>
  as === 'house' ? house : as === 'nobody' ? nobody : actorOf(as)

onEveryEngine(
  'On $name',
  ({ testHere, owner, api }) => {
    testHere('the matrix names every table and view of public and private', async () => {
      const { rows } = await owner().driver.query(`
      select n.nspname || '.' || c.relname as name from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1`)
      const named = new Set(Object.keys(matrix).map((name) => name.split(' ')[0]))
      expect(new Set((rows as { name: string }[]).map((row) => row.name))).toEqual(named)
    })

    testHere(
      `all ${cells.length} cells of the matrix (${Object.keys(matrix).length} lines) hold through the door`,
      async () => {
        const wrong: string[] = []
        for (const { name, title, as, on, verb, expected } of cells) {
          const outcome = await throughDoor(api(), actorFor(as), statement(name, verb, on))
          const wanted = as === 'sam' ? 'accounts.suspended' : expected
          if (markOf(outcome) !== wanted) wrong.push(`${title}: ${verb} ${name}: expected ${wanted}, got ${outcome}`)
        }
        expect(wrong).toEqual([])
      },
    )

    testHere(`all ${cells.length} cells of the matrix hold with the claims alone`, async () => {
      const wrong: string[] = []
      for (const { name, title, as, on, verb, expected } of cells) {
        const outcome = await withClaims(api(), actorFor(as), statement(name, verb, on))
        if (markOf(outcome) !== expected) wrong.push(`${title}: ${verb} ${name}: expected ${expected}, got ${outcome}`)
      }
      expect(wrong).toEqual([])
    })

    testHere('a row of one’s own that names only one’s own things is taken', async () => {
      const outcomes = Object.entries(honest).map(async ([what, text]) => [
        what,
        await withClaims(api(), actorOf('ben'), text),
      ])
      expect(Object.fromEntries(await Promise.all(outcomes))).toEqual(
        Object.fromEntries(Object.keys(honest).map((what) => [what, 1])),
      )
    })

    testHere.each(Object.entries(crossings))('%s is refused', async (_, text) => {
      for (const attempt of [throughDoor, withClaims])
        expect(['42501', '23503']).toContain(await attempt(api(), actorOf('ben'), text))
    })
  },
  populate,
)
