import { sql } from 'kysely'
import { actingAs } from '../db/acting.ts'
import type { Database } from '../db/db.ts'
import type { KeptEvent } from './events.ts'

/** An open stream: whose, by which session, and the last event it has. */
export interface Listener {
  userId: string
  sessionId: string
  after: number
}
/** Events behind the last one, oldest first; or why this listener may hear no more. */
export type Reading = { events: KeptEvent[]; refusal: null } | { events: null; refusal: string }

export interface EventReader {
  /** At most `pageSize` events. Session and status are checked by the database each time. */
  read(listener: Listener): Promise<Reading>
}

export const pageSize = 200
const mostAtOnce = 1000

interface Waiting {
  listener: Listener
  resolve(reading: Reading): void
  reject(error: unknown): void
}

/**
 * Reads for all streams of this process. One message can wake hundreds of them at the same moment; asked one by one they would
 * wait for each other, so whoever asks while a statement runs shares the next one.
 */
export const makeEventReader = (db: Database): EventReader => {
  const waiting: Waiting[] = []
  let running = false

  const answer = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const listeners = JSON.stringify(batch.map(({ listener }) => listener))
      const rows = await actingAs(db, { kind: 'house', reason: 'read events' }, (transaction) =>
        transaction.rows(
          sql<
            Reading & { place: number }
          >`select place, refusal, events from private.read_events(${listeners}::jsonb, ${pageSize})`,
        ),
      )
      const places = new Map(rows.map((row) => [row.place, row]))
      for (const [index, { resolve, reject }] of batch.entries()) {
        const row = places.get(index + 1)
        if (row === undefined) reject(new Error('A listener was left out'))
        else resolve(row)
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
  const work = async (): Promise<void> => {
    while (waiting.length > 0) await answer(waiting.splice(0, mostAtOnce))
    running = false
  }
  return {
    read: (listener) =>
      new Promise((resolve, reject) => {
        waiting.push({ listener, resolve, reject })
        if (running) return
        running = true
        // After everybody who is woken in this turn has asked.
        setImmediate(() => void work())
      }),
  }
}
