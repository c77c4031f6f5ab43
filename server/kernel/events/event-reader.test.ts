import { sql } from 'kysely'
import { beforeEach, expect } from 'vitest'
import { onEveryEngine } from '../../../supabase/on-every-engine.ts'
import { actorOf, house, idOf, populate, type Person } from '../../../supabase/world.ts'
import { actingAs } from '../db/acting.ts'
import type { Database } from '../db/db.ts'
import { makeEventReader, pageSize, type EventReader, type Listener } from './event-reader.ts'
import { announce } from './events.ts'

const listenerOf = (person: Person, after = 0): Listener => ({
  userId: idOf('user', person),
  sessionId: idOf('session', person),
  after,
})

onEveryEngine(
  'Reading events on $name',
  ({ testHere, owner, api }) => {
    let statements: number
    let reader: EventReader
    beforeEach(() => {
      statements = 0
      const counting: Database = {
        driver: {
          ...api().driver,
          transaction: (setup, work) => {
            statements += 1
            return api().driver.transaction(setup, work)
          },
        },
      }
      reader = makeEventReader(counting)
    })
    const tell = (person: Person, times = 1): Promise<void> =>
      actingAs(api(), house, async (transaction) => {
        for (let count = 0; count < times; count += 1)
          await announce(transaction, idOf('user', person), { type: 'shots.changed' })
      })
    const lastOf = async (person: Person): Promise<number> => {
      const { rows } = await owner().driver.query(
        'select coalesce(max(id), 0)::bigint as id from public.events where user_id = $1',
        [idOf('user', person)],
      )
      return (rows as { id: number }[])[0]?.id ?? 0
    }

    testHere('a hundred listeners who ask at once share a statement, and each gets what is theirs', async () => {
      const [annas, bens] = [await lastOf('anna'), await lastOf('ben')]
      await tell('anna')
      await tell('ben', 2)
      const asked = Array.from({ length: 100 }, (_, index) =>
        reader.read(index % 2 === 0 ? listenerOf('anna', annas) : listenerOf('ben', bens)),
      )
      const read = await Promise.all(asked)
      expect(statements).toBe(1)
      expect(read.map(({ events }) => events?.length)).toEqual(
        Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? 1 : 2)),
      )
      const [first] = read[0]?.events ?? []
      expect(first).toEqual({ id: expect.any(Number), type: 'shots.changed', data: {} })
      expect(first?.id).toBeGreaterThan(annas)
    })

    testHere('whoever would not come through the door gets the reason and nothing else', async () => {
      const listeners: Listener[] = [
        listenerOf('anna'),
        { ...listenerOf('anna'), sessionId: idOf('session', 'ben') },
        listenerOf('sam'),
        listenerOf('pia'),
        { ...listenerOf('ben'), userId: idOf('fresh', 'ben') },
      ]
      const read = await Promise.all(listeners.map((listener) => reader.read(listener)))
      expect(read.map(({ refusal }) => refusal)).toEqual([
        null,
        'auth.session_ended',
        'accounts.suspended',
        null,
        'auth.account_gone',
      ])
      expect(read.map(({ events }) => events !== null)).toEqual([true, false, false, true, false])
    })

    testHere('much that was missed comes in pages, in order', async () => {
      const before = await lastOf('anna')
      await tell('anna', pageSize + 3)
      const first = (await reader.read(listenerOf('anna', before))).events ?? []
      expect(first).toHaveLength(pageSize)
      const ids = first.map((event) => event.id)
      expect(ids).toEqual(ids.toSorted((a, b) => a - b))
      expect((await reader.read(listenerOf('anna', ids.at(-1)))).events).toHaveLength(3)
    })

    testHere('a fault of the database reaches everybody who asked, and the next ones are read again', async () => {
      const broken = { ...listenerOf('anna'), userId: 'not an id' }
      const asked = await Promise.allSettled([reader.read(broken), reader.read(listenerOf('anna'))])
      expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
      expect((await reader.read(listenerOf('anna'))).refusal).toBeNull()
    })

    testHere('people cannot ask for each other', async () => {
      const listeners = JSON.stringify([listenerOf('ben')])
      const asked = actingAs(api(), actorOf('anna'), (transaction) =>
        transaction.rows(sql`select events from private.read_events(${listeners}::jsonb, 10)`),
      )
      await expect(asked).rejects.toMatchObject({ code: 'database.refused' })
    })
  },
  populate,
)
