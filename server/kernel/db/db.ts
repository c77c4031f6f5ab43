import { AsyncLocalStorage } from 'node:async_hooks'
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely'

/** What a driver must offer. Two exist: pglite.ts (embedded) and postgres.ts. */
export interface Driver {
  readonly kind: 'pglite' | 'postgres'
  /** One statement with parameters outside any transaction. */
  query(text: string, values?: readonly unknown[]): Promise<Answer>
  /** BEGIN and `setup` (plain SQL, already escaped) in one round trip, then the work, then COMMIT; ROLLBACK when it throws. */
  transaction<T>(setup: string, work: (executor: Executor) => Promise<T>): Promise<T>
  /** Calls `heard` with every payload of the channel until the returned function is called. Re-listens after a lost connection. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}
export interface Executor {
  query(text: string, values?: readonly unknown[]): Promise<Answer>
  /** Several plain statements in one round trip, without parameters. */
  exec(text: string): Promise<void>
}
export interface Answer {
  rows: unknown[]
  changed: number
}

/** The one database of the house. Queries go through `actingAs`; nobody calls a driver from a room. */
export interface Database {
  readonly driver: Driver
}

const compiler = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** Turns a `sql` template into text and parameters. */
export const compiled = (query: RawBuilder<unknown>): { text: string; values: readonly unknown[] } => {
  const { sql, parameters } = query.compile(compiler)
  return { text: sql, values: parameters }
}

// A query on the pool from inside a transaction waits for itself: for ever on the embedded engine, which has one
// connection, and under load on Postgres. It is refused loudly on both.
const insideTransaction = new AsyncLocalStorage<true>()

export const runInside = <T>(work: () => Promise<T>): Promise<T> => insideTransaction.run(true, work)
export const refuseInside = (what: string): void => {
  if (insideTransaction.getStore()) throw new Error(`Inside a transaction, use its executor: ${what.slice(0, 120)}`)
}

/** A string as an SQL literal, for the few places that cannot send parameters. */
export const literal = (text: string): string =>
  `${text.includes('\\') ? ' E' : ''}'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
