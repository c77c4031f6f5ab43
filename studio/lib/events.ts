import type { HouseEvent } from '@greenroom/contract/events.ts'
import { joinLine, type LineState } from './event-line.ts'
import { queryClient, refreshSoon } from './queries.ts'
import { currentVisitor, followVisitor, openCookie } from './session.ts'
import { makeStore, useStore } from './store.ts'

type Of<T extends HouseEvent['type']> = Extract<HouseEvent, { type: T }>
type Handler<T extends HouseEvent['type']> = (event: Of<T>) => void

const handlers = new Map<string, Set<(event: HouseEvent) => void>>()

/** Calls back for every live event of a type, whichever tab holds the stream. Answers a function that stops it. */
export function onHouseEvent<T extends HouseEvent['type']>(type: T, handler: Handler<T>): () => void {
  const known = handlers.get(type) ?? new Set()
  handlers.set(type, known)
  const call = handler as (event: HouseEvent) => void
  known.add(call)
  return () => known.delete(call)
}

const line = makeStore<LineState>('connecting')
/** `retrying` while live changes do not arrive. */
export const useLine = (): LineState => useStore(line)

/** Follows the house's events while somebody is signed in. Called once. */
export function startEvents(): void {
  let leave: (() => void) | null = null
  const follow = (): void => {
    const signedIn = currentVisitor().state === 'signed-in'
    if (signedIn && leave === null) leave = join()
    if (!signedIn && leave !== null) {
      leave()
      leave = null
      line.set('connecting')
    }
  }
  followVisitor(follow)
  follow()
}

const join = (): (() => void) =>
  joinLine({
    open: () => new EventSource('/api/events', { withCredentials: true }),
    mend: openCookie,
    locks: navigator.locks,
    channel: new BroadcastChannel('greenroom.events'),
    onState: line.set,
    onEvent: (data) => announce(JSON.parse(data) as HouseEvent),
    onGap: () => void queryClient.invalidateQueries(),
  })

function announce(event: HouseEvent): void {
  for (const handler of handlers.get(event.type) ?? []) handler(event)
}

// What the shell itself shows. Rooms register their own events beside their queries.
onHouseEvent('account.changed', () => refreshSoon('GET /api/me'))
onHouseEvent('people.changed', () => refreshSoon('GET /api/admin/people'))
onHouseEvent('generations.changed', () => refreshSoon('GET /api/admin/generations'))
for (const type of ['projects.changed', 'scenes.changed', 'photos.changed'] as const) {
  onHouseEvent(type, () => refreshSoon('GET /api/projects'))
}
