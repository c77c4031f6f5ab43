import { sql } from 'kysely'
import { actingAs, type PersonActor, type Transaction } from '../server/kernel/db/acting.ts'
import { throughDoor, type Outcome } from './attempt.ts'
import type { On } from './on-every-engine.ts'
import { actorOf, house, idOf, type Noun, type Person } from './world.ts'

/** An id as SQL writes it. */
export const of = (noun: Noun, person: Person): string => `'${idOf(noun, person)}'`

type Row = Record<string, unknown>

/** What tests of the coach do to its database: as somebody, as the house, and past all of them. */
export const coachTools = ({ owner, api }: Pick<On, 'owner' | 'api'>) => {
  const rows =
    (text: string) =>
    (transaction: Transaction): Promise<Row[]> =>
      transaction.rows(sql<Row>`${sql.raw(text)}`)
  const actor = (person: Person): PersonActor => actorOf(person, 'approved')
  const as = (person: Person, text: string): Promise<Row[]> => actingAs(api(), actor(person), rows(text))
  const ask = async <R>(text: string): Promise<R[]> => (await owner().driver.query(text)).rows as R[]
  return {
    /** As what owns the database, past every policy. */
    ask,
    as,
    /** The first value of the first row. */
    answer: async (person: Person, text: string): Promise<unknown> =>
      Object.values((await as(person, text))[0] ?? {})[0],
    asHouse: (text: string): Promise<Row[]> => actingAs(api(), house, rows(text)),
    asNobody: (text: string): Promise<Row[]> => actingAs(api(), { kind: 'nobody' }, rows(text)),
    /** What would come of it; nothing is kept. */
    tried: (person: Person, text: string): Promise<Outcome> => throughDoor(api(), actorOf(person), text),
    session: async (id: string): Promise<Row> =>
      (await ask<Row>(`select * from public.sessions where id = ${id}`))[0] ?? {},
    /** A call that runs, of whoever it is. */
    async begun(person: Person, scenario: Person = 'ada', workspace: Person | null = 'anna'): Promise<string> {
      const [row] = await as(
        person,
        `insert into public.sessions (user_id, workspace_id, scenario_id, scenario_version, language, mode, state, rubric, rubric_hash, seed)
          values (${of('user', person)}, ${workspace === null ? 'null' : of('workspace', workspace)}, ${of('scenario', scenario)}, 1, 'en', 'typed',
            '{}', '{}', 'hash', 1) returning id`,
      )
      return `'${String(row?.['id'])}'`
    },
  }
}

/** Turns as the house writes them. */
export const said = (...texts: string[]): string =>
  `'${JSON.stringify(texts.map((text) => ({ id: crypto.randomUUID(), speaker: 'trainee', text, source: 'typed' })))}'`
export const addTurns = (to: string, expected: number, turns: string, outcome: string | null = null): string =>
  `select private.add_turns(${to}, ${expected}, ${turns}, '{"at":${expected}}', 'discovery', 1000, ${outcome === null ? 'null' : `'${outcome}'`})`
/** The codes that of several at once were refused with. */
export const refusals = (outcomes: readonly PromiseSettledResult<unknown>[]): string[] =>
  outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason.code)] : []))

export const team = of('workspace', 'anna')

/** What tests of a workspace do besides. */
export const teamTools = (on: Pick<On, 'owner' | 'api'>) => {
  const tools = coachTools(on)
  const { ask, as, answer, asNobody } = tools
  const roles = async (workspace = team): Promise<string[]> =>
    (
      await ask<{ line: string }>(
        `select split_part(p.email, '@', 1) || ' ' || m.role as line from public.workspace_members m
           join public.profiles p on p.id = m.user_id where workspace_id = ${workspace} order by p.email`,
      )
    ).map(({ line }) => line)
  const invite = (by: Person, address: string, hash: string, role = 'member', workspace = team) =>
    answer(by, `select private.invite_to_workspace(${workspace}, '${address}', '${role}', '${hash}')`)
  const accept = (person: Person, hash: string) => answer(person, `select private.accept_invite('${hash}', null)`)
  const state = async (hash: string): Promise<unknown> =>
    (await asNobody(`select state from private.read_invite('${hash}')`))[0]?.['state']
  const events = async (person: Person): Promise<number> =>
    (
      await ask<{ n: number }>(
        `select count(*)::int as n from public.events where user_id = ${of('user', person)} and type = 'workspaces.changed'`,
      )
    )[0]?.n ?? 0
  /** Whoever is in only for one test leaves again. */
  const out = (person: Person, workspace = team) =>
    as(person, `select private.remove_member(${workspace}, ${of('user', person)})`)
  const clear = () =>
    ask(
      `update public.workspace_invites set revoked_at = now() where workspace_id = ${team} and accepted_at is null and revoked_at is null`,
    )
  return { ...tools, roles, invite, accept, state, events, out, clear }
}
