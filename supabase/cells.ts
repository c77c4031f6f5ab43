import type { Actor } from '../server/kernel/db/acting.ts'
import type { Outcome } from './attempt.ts'
import type { Column } from './matrix.ts'
import { statementsOf } from './statements.ts'
import { actorOf, house, nobody } from './world.ts'

const verbs = ['select', 'insert', 'update', 'delete'] as const

/** One mark of a matrix and how it is tried. */
export interface Cell {
  name: string
  title: string
  as: Column['as']
  verb: (typeof verbs)[number]
  text: string
  expected: string
}

export const cellsOf = (matrix: Record<string, readonly string[]>, columns: readonly Column[]): Cell[] =>
  Object.entries(matrix).flatMap(([name, marks]) =>
    columns.flatMap(({ title, as, on }, index) =>
      verbs.flatMap((verb, place) => {
        const expected = marks[index]?.[place]
        if (expected === undefined || expected === '.') return []
        return [{ name, title, as, verb, text: statement(name, verb, on), expected }]
      }),
    ),
  )

const statement = (name: string, verb: Cell['verb'], person: Column['on']): string => {
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

const actorFor = (as: Column['as']): Actor => (as === 'house' ? house : as === 'nobody' ? nobody : actorOf(as))

/** What is not as it should be, each as a sentence. `wanted` says otherwise where the door itself refuses. */
export const wrongCells = async (
  cells: readonly Cell[],
  attempt: (actor: Actor, text: string) => Promise<Outcome>,
  wanted: (cell: Cell) => string = (cell) => cell.expected,
): Promise<string[]> => {
  const wrong: string[] = []
  for (const cell of cells) {
    const outcome = await attempt(actorFor(cell.as), cell.text)
    if (markOf(outcome) !== wanted(cell))
      wrong.push(`${cell.title}: ${cell.verb} ${cell.name}: expected ${wanted(cell)}, got ${outcome}`)
  }
  return wrong
}
