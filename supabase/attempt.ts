import { sql } from 'kysely'
import { actingAs, actingAsConnection, type Actor, type Transaction } from '../server/kernel/db/acting.ts'
import { literal, type Database } from '../server/kernel/db/db.ts'
import { Fault } from '../server/kernel/fault.ts'

/** Ends a transaction whose work was only tried. */
class NothingKept extends Error {
  readonly changed: number
  constructor(changed: number) {
    super('nothing is kept')
    this.changed = changed
  }
}

/** Rows that a statement saw or changed, or the SQLSTATE or fault code that refused it. Whatever it did is undone. */
export type Outcome = number | string

const tried = async (
  run: (work: (transaction: Transaction) => Promise<never>) => Promise<never>,
  text: string,
): Promise<Outcome> => {
  try {
    return await run(async (transaction) => {
      const query = sql.raw(text)
      const changed = /^\s*select/i.test(text) ? (await transaction.rows(query)).length : await transaction.run(query)
      throw new NothingKept(changed)
    })
  } catch (error) {
    if (error instanceof NothingKept) return error.changed
    const cause = error instanceof Fault && error.code === 'database.refused' ? error.cause : error
    if (cause instanceof Fault) return cause.code
    if (cause instanceof Error && 'code' in cause) return String(cause.code)
    throw error
  }
}

/** Through the only door of the house. */
export const throughDoor = (db: Database, actor: Actor, text: string): Promise<Outcome> =>
  tried((work) => actingAs(db, actor, work), text)

/** With the claims alone, as a program that speaks to the database directly would come. */
export const withClaims = (db: Database, actor: Actor, text: string): Promise<Outcome> => {
  if (actor.kind !== 'person') return throughDoor(db, actor, text)
  const claims = JSON.stringify({ sub: actor.userId, session_id: actor.sessionId, role: 'authenticated' })
  return tried(
    (work) =>
      actingAsConnection(db, async (transaction) => {
        await transaction.rows(
          sql.raw(
            `select set_config('request.jwt.claims', ${literal(claims)}, true), set_config('role', 'authenticated', true)`,
          ),
        )
        return await work(transaction)
      }),
    text,
  )
}
