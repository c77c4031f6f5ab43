import { expect } from 'vitest'
import { throughDoor, withClaims } from './attempt.ts'
import { cellsOf, wrongCells, type Cell } from './cells.ts'
import { coachCrossings, honestInCoach } from './coach-crossings.ts'
import { crossings, honest } from './crossings.ts'
import { columns, matrix, teamColumns, teamMatrix } from './matrix.ts'
import { onEveryEngine } from './on-every-engine.ts'
import { actorOf, populate } from './world.ts'

const cells = cellsOf(matrix, columns)
const teamCells = cellsOf(teamMatrix, teamColumns)

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
        const wanted = (cell: Cell): string => (cell.as === 'sam' ? 'accounts.suspended' : cell.expected)
        expect(await wrongCells(cells, (actor, text) => throughDoor(api(), actor, text), wanted)).toEqual([])
      },
    )

    testHere(`all ${cells.length} cells of the matrix hold with the claims alone`, async () => {
      expect(await wrongCells(cells, (actor, text) => withClaims(api(), actor, text))).toEqual([])
    })

    testHere(`all ${teamCells.length} cells of the matrix of a team hold with the claims alone`, async () => {
      expect(await wrongCells(teamCells, (actor, text) => withClaims(api(), actor, text))).toEqual([])
    })

    testHere('a row of one’s own that names only one’s own things is taken', async () => {
      const outcomes = Object.entries({ ...honest, ...honestInCoach }).map(async ([what, text]) => [
        what,
        await withClaims(api(), actorOf('ben'), text),
      ])
      expect(Object.fromEntries(await Promise.all(outcomes))).toEqual(
        Object.fromEntries(Object.keys({ ...honest, ...honestInCoach }).map((what) => [what, 1])),
      )
    })

    testHere.each(Object.entries({ ...crossings, ...coachCrossings }))('%s is refused', async (_, text) => {
      for (const attempt of [throughDoor, withClaims])
        expect(['42501', '23503']).toContain(await attempt(api(), actorOf('ben'), text))
    })
  },
  populate,
)
