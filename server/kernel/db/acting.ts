import type { RawBuilder } from 'kysely'
import type { Access } from '@greenroom/contract/endpoint.ts'
import { Fault, type FaultStatus } from '../fault.ts'
import { compiled, literal, type Answer, type Database, type Executor } from './db.ts'

/** Who acts. The database decides what they may see and change. */
export type Actor =
  /** A person with a live session; `needs` is checked by the database in the same round trip. */
  | { kind: 'person'; userId: string; sessionId: string; needs: Exclude<Access, 'public'> }
  /** The house's own work (jobs, mail, sign-up): not bound by row policies, only by grants. `reason` says which. */
  | { kind: 'house'; reason: string }
  | { kind: 'nobody' }

export type PersonActor = Extract<Actor, { kind: 'person' }>

/** A running transaction. Its queries are `sql` templates of kysely, so values always travel as parameters. */
export interface Transaction {
  rows<R>(query: RawBuilder<R>): Promise<R[]>
  /** Exactly one row; anything else is a broken promise. */
  one<R>(query: RawBuilder<R>): Promise<R>
  first<R>(query: RawBuilder<R>): Promise<R | undefined>
  /** How many rows the statement changed. */
  run(query: RawBuilder<unknown>): Promise<number>
  /** Steps out of the actor's role for the house's own machinery (the job queue), inside the same transaction. */
  asConnection<T>(work: (executor: Executor) => Promise<T>): Promise<T>
}

/** The only door to the database: sets role and claims, checks session and status, does the work, commits; one round trip to enter. */
export const actingAs = async <T>(
  db: Database,
  actor: Actor,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => {
  try {
    return await transact(db, entrance(actor), roleOf(actor), work)
  } catch (error) {
    throw translated(error)
  }
}

/** Like `actingAs` with the connection's own rights: for migrations, the embedded sign-in server and boot checks only. */
export const actingAsConnection = async <T>(
  db: Database,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => {
  try {
    return await transact(db, '', 'none', work)
  } catch (error) {
    throw translated(error)
  }
}

const transact = <T>(
  db: Database,
  setup: string,
  role: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> =>
  db.driver.transaction(setup, async (executor) => {
    const failures: unknown[] = []
    const watched = async <R>(statement: Promise<R>): Promise<R> => {
      try {
        return await statement
      } catch (error) {
        failures.push(error)
        throw error
      }
    }
    const result = await work(
      transactionOn(
        {
          query: (text, values) => watched(executor.query(text, values)),
          exec: (text) => watched(executor.exec(text)),
        },
        role,
        () => failures.length > 0,
      ),
    )
    // After a failed statement COMMIT takes everything back and tells nobody: work that went on would pass for done.
    if (failures.length > 0) throw failures[0]
    return result
  })

const roleOf = (actor: Actor): string =>
  actor.kind === 'person' ? 'authenticated' : actor.kind === 'house' ? 'service_role' : 'anon'

const entrance = (actor: Actor): string => {
  if (actor.kind !== 'person') return `set local role ${roleOf(actor)}`
  const claims = JSON.stringify({ sub: actor.userId, session_id: actor.sessionId, role: 'authenticated' })
  return `select set_config('request.jwt.claims', ${literal(claims)}, true), set_config('role', 'authenticated', true); select private.enter(${literal(actor.needs)})`
}

const transactionOn = (executor: Executor, role: string, broken: () => boolean): Transaction => {
  const ask = async (query: RawBuilder<unknown>): Promise<Answer> => {
    const { text, values } = compiled(query)
    return await executor.query(text, values)
  }
  return {
    async rows<R>(query: RawBuilder<R>) {
      return (await ask(query)).rows as R[]
    },
    async one<R>(query: RawBuilder<R>) {
      const { rows } = await ask(query)
      if (rows.length !== 1)
        throw new Error(`Expected one row, got ${rows.length}: ${compiled(query).text.slice(0, 120)}`)
      return rows[0] as R
    },
    async first<R>(query: RawBuilder<R>) {
      return (await ask(query)).rows[0] as R | undefined
    },
    async run(query) {
      return (await ask(query)).changed
    },
    async asConnection(work) {
      await executor.exec('set local role none')
      try {
        return await work(executor)
      } finally {
        // Also when it failed: whoever catches that must not go on with the rights of the connection.
        if (!broken()) await executor.exec(`set local role ${role}`)
      }
    },
  }
}

interface DatabaseError extends Error {
  code: string
  constraint?: string
}
const isDatabaseError = (error: unknown): error is DatabaseError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)

/** Whether a statement failed because of this named constraint or unique index. */
export const violated = (error: unknown, constraint: string): boolean =>
  isDatabaseError(error) && error.constraint === constraint

const sentences: Record<string, string> = {
  'auth.session_ended': 'You are signed out. Sign in again.',
  'auth.account_gone': 'This account no longer exists.',
  'accounts.suspended': 'This account is suspended. Ask the admin of this house.',
  'accounts.not_approved': 'This account is waiting for approval.',
  'accounts.not_admin': 'Only an admin may do this.',
  'accounts.not_found': 'There is no such person.',
  'accounts.last_admin': 'This is the last admin. Make somebody else admin first.',
  'projects.not_found': 'There is no such project.',
  'generations.not_unknown': 'The outcome of this call is known by now; nothing is left to settle.',
  'posts.changed_since': 'This post has changed since you looked at it. Look again, then approve.',
  'posts.on_its_way': 'This post is on its way and cannot be changed any more.',
  'posts.not_unknown': 'The outcome of this post is known by now; nothing is left to settle.',
  'slideshows.not_found': 'There is no such slideshow session.',
  'slideshows.day_full':
    'As many slideshows as this session allows a day were made today. Raise the most a day, or wait until tomorrow.',
  'workspaces.not_found': 'There is no such workspace.',
  'workspaces.not_leader': 'Only the owner and the admins of this workspace may do this.',
  'workspaces.not_owner': 'Only the owner of this workspace may do this.',
  'workspaces.no_member': 'This person is not in this workspace.',
  'workspaces.hand_over': 'A workspace always has one owner. Hand it to somebody else in it first.',
  'workspaces.already_member': 'This person is in it already.',
  'workspaces.full': 'All seats of the plan of this workspace are taken.',
  'workspaces.too_many': 'Nobody owns more than twenty workspaces.',
  'workspaces.invite_gone': 'This invitation is not open any more. Ask for a new one.',
  'workspaces.invite_other_address': 'This invitation was sent to another e-mail address. Sign in with that one.',
  'roleplays.not_found': 'There is no such call.',
  'roleplays.over': 'This call is over.',
  'roleplays.turn_taken': 'This turn was said already, perhaps in another window. Read the call again.',
  'roleplays.call_ended': 'The conversation has ended. Have it scored, or try a moment of it again.',
  'roleplays.scored_already': 'This call is scored or being scored; its words stay as they are.',
  'roleplays.no_turn': 'There is no such turn of yours.',
  'roleplays.clip_waits': 'A recording was not said yet. Say it or leave it out, then finish.',
  'roleplays.no_workspace': 'This call belongs to no workspace of yours, so there is nobody to share it with.',
  'roleplays.not_finished': 'Only a finished call can be shared.',
  'roleplays.say_why': 'Say why, in a few words.',
  'roleplays.own_review': 'Nobody reviews a call of their own.',
  'roleplays.not_scored': 'This call has no score.',
  'roleplays.changed_elsewhere': 'Somebody else has reviewed this call meanwhile. Look at it again.',
  'roleplays.no_assignment': 'There is no such assignment.',
  'roleplays.not_that_call': 'This call does not fit the assignment: another scenario, or not scored yet.',
  'scenarios.not_found': 'There is no such scenario. It may have been taken from the shelf.',
  'scenarios.not_editor':
    'Only those who lead its workspace, or admins for the house’s own, may do this with a scenario.',
  'scenarios.changed_elsewhere': 'This scenario was changed in another window.',
  'scenarios.slug_taken': 'Another scenario on this shelf has this short name. Choose another one.',
  'scenarios.nothing_changed': 'Nothing has changed since the version that is published.',
  'scenarios.too_many': 'This shelf is full. Take a scenario away first.',
  'scenes.version_not_ready': 'Only a finished take can be pinned.',
}

/** The database's own refusals (`GR` + HTTP status) become faults; a row policy's refusal is 403; the rest stays as it is. */
const translated = (error: unknown): unknown => {
  if (!isDatabaseError(error)) return error
  if (error.code.startsWith('GR')) {
    const code = error.message.split(':')[0] ?? error.message
    return new Fault(code, Number(error.code.slice(2)) as FaultStatus, sentences[code] ?? 'This is not possible now.', {
      cause: error,
    })
  }
  if (error.code === '42501') return new Fault('database.refused', 403, 'You may not do this.', { cause: error })
  // A NUL character: Postgres keeps none in text and none in JSON.
  if (error.code === '22021' || error.code === '22P05')
    return new Fault('request.character_refused', 422, 'A character in what was sent cannot be kept. Take it out.', {
      cause: error,
    })
  if (error.code === '53100')
    return new Fault('house.disk_full', 507, 'The disk of this house is full.', { cause: error })
  return error
}
