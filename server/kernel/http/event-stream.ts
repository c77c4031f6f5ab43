import type { HouseEvent } from '@greenroom/contract/events.ts'
import { actingAs } from '../db/acting.ts'
import type { Database } from '../db/db.ts'
import { makeEventReader, pageSize } from '../events/event-reader.ts'
import { newestEvent, type EventHub } from '../events/events.ts'
import type { Log } from '../log.ts'
import { personOf, type RawRoute } from './route.ts'

const pingMs = 15_000

/**
 * `GET /api/events`: what happened since Last-Event-ID, then what happens. The database checks the
 * session each time, so an ended session closes its stream at the next event or ping.
 */
export const eventStreamRoute = ({ db, events, log }: { db: Database; events: EventHub; log: Log }): RawRoute => {
  const reader = makeEventReader(db)
  return {
    method: 'GET',
    path: '/api/events',
    access: 'signed-in',
    cookie: true,
    async answer(c, actor) {
      const person = personOf(actor)
      const asked = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? NaN)
      // Also proves, before the stream opens, that the session lives.
      const newest = await actingAs(db, person, newestEvent)
      // An id that does not exist yet is from before a backup was put back.
      const start = Number.isSafeInteger(asked) && asked >= 0 ? Math.min(asked, newest) : newest
      const listener = { userId: person.userId, sessionId: person.sessionId }

      let leave = (): void => undefined
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          const encoder = new TextEncoder()
          let last = start
          let reading = false
          let again = false
          let closed = false
          const write = (text: string): void => {
            if (!closed) controller.enqueue(encoder.encode(text))
          }
          leave = () => {
            if (closed) return
            closed = true
            clearInterval(ping)
            unsubscribe()
          }
          const end = (reason: string): void => {
            // The browser may have gone while the database was asked: what is closed is closed.
            if (closed) return
            write(`event: ended\ndata: ${JSON.stringify({ reason })}\n\n`)
            leave()
            controller.close()
          }
          // A wake-up during a read asks for one more read: without it an event between read and wait would be missed.
          const look = async (): Promise<void> => {
            if (reading) {
              again = true
              return
            }
            reading = true
            try {
              do {
                again = false
                const { events: page, refusal } = await reader.read({ ...listener, after: last })
                if (refusal !== null) {
                  end(refusal)
                  return
                }
                for (const event of page) {
                  last = event.id
                  write(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`)
                }
                if (page.length === pageSize) again = true
              } while (again && !closed)
            } catch (error) {
              log.warn({ error }, 'event stream')
              end('house.fault')
            } finally {
              reading = false
            }
          }
          const passing = ({ type, ...data }: HouseEvent): void =>
            write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
          const unsubscribe = events.subscribe(person.userId, { wake: () => void look(), passing })
          const ping = setInterval(() => {
            write(': ping\n\n')
            void look()
          }, pingMs)
          write(`retry: 1000\nid: ${start}\nevent: hello\ndata: {}\n\n`)
          void look()
        },
        cancel() {
          leave()
        },
      })
      return new Response(body, {
        headers: {
          'Content-Type': 'text/event-stream',
          'Cache-Control': 'no-cache, no-transform',
          'X-Accel-Buffering': 'no',
        },
      })
    },
  }
}
