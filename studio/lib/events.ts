import type { HouseEvent } from '@greenroom/contract/events.ts'
import { joinLine, type Heard, type LineState } from './event-line.ts'
import { queryClient, refreshSoon } from './queries.ts'
import { cookieAnswered, currentVisitor, eventsBegin, followVisitor, openCookie } from './session.ts'
import { makeStore, useStore } from './store.ts'

type Of<T extends HouseEvent['type']> = Extract<HouseEvent, { type: T }>
type Handler<T extends HouseEvent['type']> = (event: Of<T>) => void

const handlers = new Map<string, Set<(event: HouseEvent) => void>>()

/** Calls back for every live event of a type, whichever tab holds the stream. Answers a function that stops it. */
export function onHouseEvent<T extends HouseEvent['type']>(type: T, handler: Handler<T>): () => void {
  const others = handlers.get(type) ?? new Set()
  handlers.set(type, others)
  const call = handler as (event: HouseEvent) => void
  others.add(call)
  return () => others.delete(call)
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

/** Everything the house may announce; `hello` only brings the number to go on from. */
const known: Readonly<Record<HouseEvent['type'] | 'hello', true>> = {
  hello: true,
  'photos.changed': true,
  'scenes.changed': true,
  'scene.progress': true,
  'projects.changed': true,
  'shots.changed': true,
  'exports.changed': true,
  'sessions.changed': true,
  'groups.changed': true,
  'group.progress': true,
  'posts.changed': true,
  'publishing.changed': true,
  'music.changed': true,
  'workspaces.changed': true,
  'scenarios.changed': true,
  'techniques.changed': true,
  'roleplays.changed': true,
  'assignments.changed': true,
  'account.changed': true,
  'people.changed': true,
  'generations.changed': true,
}

const join = (): (() => void) =>
  joinLine({
    open: (after) => new EventSource(after === '' ? '/api/events' : `/api/events?after=${encodeURIComponent(after)}`),
    names: Object.keys(known),
    begin: eventsBegin,
    mend: openCookie,
    hold: (work, signal) => navigator.locks.request('greenroom.events', { signal }, () => cookieAnswered().then(work)),
    channel: new BroadcastChannel('greenroom.events'),
    onState: line.set,
    onEvent: announce,
    onGap: () => void queryClient.invalidateQueries(),
  })

function announce({ name, data }: Heard): void {
  // The name travels as the name of the event, not inside it.
  const event = { ...(JSON.parse(data) as object), type: name } as HouseEvent
  for (const handler of handlers.get(name) ?? []) handler(event)
}

// What the shell itself shows. Rooms register their own events beside their queries.
onHouseEvent('account.changed', () => refreshSoon('GET /api/me'))
onHouseEvent('people.changed', () => refreshSoon('GET /api/admin/people'))
onHouseEvent('generations.changed', () => refreshSoon('GET /api/admin/generations'))
for (const type of ['projects.changed', 'scenes.changed', 'photos.changed'] as const) {
  onHouseEvent(type, () => refreshSoon('GET /api/projects'))
}
for (const type of ['sessions.changed', 'groups.changed'] as const) {
  onHouseEvent(type, () => refreshSoon('GET /api/media-sessions'))
}
