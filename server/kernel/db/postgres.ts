import pg from 'pg'
import { refuseInside, runInside, type Answer, type Driver } from './db.ts'

const { Client, Pool } = pg

export interface PostgresOptions {
  url: string
  /** Connections in the pool. */
  size?: number
  /** Told about lost listeners and idle connection errors. */
  onTrouble(error: unknown): void
}

const parsers = new pg.TypeOverrides()
parsers.setTypeParser(pg.types.builtins.INT8, Number)
parsers.setTypeParser(pg.types.builtins.DATE, (value) => value)

/** Any Postgres 15+ behind the same port. LISTEN needs a session connection, not a transaction pooler. */
export const postgresDriver = (options: PostgresOptions): Driver => {
  const connection = {
    connectionString: options.url,
    types: parsers,
    options: '-c TimeZone=UTC -c statement_timeout=60000',
  }
  const pool = new Pool({ ...connection, max: options.size ?? 10 })
  pool.on('error', options.onTrouble)
  const ask = async (on: pg.Pool | pg.PoolClient, text: string, values: readonly unknown[] = []): Promise<Answer> => {
    const answer = await on.query(text, [...values])
    return { rows: answer.rows as unknown[], changed: answer.rowCount ?? 0 }
  }
  return {
    kind: 'postgres',
    async query(text, values) {
      refuseInside(text)
      return await ask(pool, text, values)
    },
    async transaction(setup, work) {
      refuseInside('a second transaction')
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        await client.query(`begin;${setup}`)
        const result = await runInside(() =>
          work({
            query: (text, values) => ask(client, text, values),
            exec: async (text) => void (await client.query(text)),
          }),
        )
        await client.query('commit')
        return result
      } catch (error) {
        try {
          await client.query('rollback')
        } catch (rollbackError) {
          broken = rollbackError instanceof Error ? rollbackError : new Error(String(rollbackError))
        }
        throw error
      } finally {
        client.release(broken)
      }
    },
    listen: (channel, heard) => keepListening(() => new Client(connection), channel, heard, options.onTrouble),
    close: () => pool.end(),
  }
}

/** Listens on a connection of its own and comes back after losing it; whoever listens re-reads its rows, so a gap costs nothing. */
const keepListening = async (
  makeClient: () => pg.Client,
  channel: string,
  heard: (payload: string) => void,
  onTrouble: (error: unknown) => void,
): Promise<() => Promise<void>> => {
  let stopped = false
  let current: pg.Client | undefined
  let again: NodeJS.Timeout | undefined
  const connect = async (): Promise<void> => {
    const client = makeClient()
    current = client
    client.on('notification', (message) => {
      if (message.channel === channel) heard(message.payload ?? '')
    })
    client.on('error', onTrouble)
    client.on('end', () => {
      if (!stopped) again = setTimeout(() => void connect().catch(onTrouble), 1000)
    })
    await client.connect()
    await client.query(`listen ${client.escapeIdentifier(channel)}`)
    // An empty payload tells the listener that something may have been missed.
    heard('')
  }
  await connect()
  return async () => {
    stopped = true
    clearTimeout(again)
    await current?.end()
  }
}
