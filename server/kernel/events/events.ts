import { sql } from 'kysely'
import type { HouseEvent } from '@greenroom/contract/events.ts'
import type { Transaction } from '../db/acting.ts'
import type { Database } from '../db/db.ts'

/** A kept event as it is read back by a listener. */
export interface KeptEvent {
  id: number
  type: string
  data: unknown
}

/** Writes an event in the running transaction; it is heard after the commit, by all browsers of that person, also after a reconnect. */
export const announce = async (transaction: Transaction, userId: string, event: HouseEvent): Promise<void> => {
  const { type, ...data } = event
  await transaction.rows(sql`select private.emit(${userId}::uuid, ${type}, ${JSON.stringify(data)}::jsonb)`)
}

/** The number of the newest event of whoever acts; 0 when there is none. */
export const newestEvent = async (transaction: Transaction): Promise<number> => {
  const { id } = await transaction.one(
    sql<{ id: number }>`select coalesce(max(id), 0)::bigint as id from public.events`,
  )
  return id
}

/** Tells every admin. */
export const announceToAdmins = async (transaction: Transaction, event: HouseEvent): Promise<void> => {
  const { type, ...data } = event
  await transaction.rows(sql`select private.tell_admins(${type}, ${JSON.stringify(data)}::jsonb)`)
}

/** Wakes listeners. Rows are the truth; a wake-up only says "look". */
export interface EventHub {
  /** Calls `wake` when this person may have new events, and `passing` with events that are not kept (progress). */
  subscribe(userId: string, listener: { wake(): void; passing(event: HouseEvent): void }): () => void
  /** Sends an event that is not kept to whoever listens now. */
  pass(userId: string, event: HouseEvent): Promise<void>
  listeners(): number
  close(): Promise<void>
}

const keptChannel = 'greenroom_events'
const passingChannel = 'greenroom_passing'

export const openEventHub = async (db: Database): Promise<EventHub> => {
  const people = new Map<string, Set<{ wake(): void; passing(event: HouseEvent): void }>>()
  const stopKept = await db.driver.listen(keptChannel, (payload) => {
    if (payload === '') {
      for (const listeners of people.values()) for (const listener of listeners) listener.wake()
      return
    }
    for (const listener of people.get(payload.slice(0, payload.lastIndexOf(':'))) ?? []) listener.wake()
  })
  const stopPassing = await db.driver.listen(passingChannel, (payload) => {
    if (payload === '') return
    const { userId, event } = JSON.parse(payload) as { userId: string; event: HouseEvent }
    for (const listener of people.get(userId) ?? []) listener.passing(event)
  })
  return {
    subscribe(userId, listener) {
      const listeners = people.get(userId) ?? new Set()
      people.set(userId, listeners)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) people.delete(userId)
      }
    },
    async pass(userId, event) {
      await db.driver.query('select pg_notify($1, $2)', [passingChannel, JSON.stringify({ userId, event })])
    },
    listeners: () => [...people.values()].reduce((sum, listeners) => sum + listeners.size, 0),
    async close() {
      await stopKept()
      await stopPassing()
      people.clear()
    },
  }
}
