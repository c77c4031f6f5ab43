import type { House } from '@greenroom/contract/house.ts'
import type { GoTrueClient, Session } from '@supabase/auth-js'
import { ApiProblem, call, setCredentials } from './api.ts'
import { forgetKeptBytes } from './kept-bytes.ts'
import { bringsAnswer, readKeptSession, stillGood, type KeptSession } from './kept-session.ts'
import { queryClient, queryOf, refresh } from './queries.ts'
import { followRemembered, remember, remembered } from './remembered.ts'
import { makeStore, useStore } from './store.ts'
import type { EndpointKey } from './wire.ts'

/** Who uses this browser: not known yet, nobody, or somebody. */
export type Visitor =
  | { state: 'unknown' }
  | { state: 'signed-out'; because: 'nobody' | 'left' | 'ended' }
  | { state: 'signed-in'; userId: string; email: string }

const visitor = makeStore<Visitor>({ state: 'unknown' })
export const useVisitor = (): Visitor => useStore(visitor)
export const currentVisitor = (): Visitor => visitor.get()
export const followVisitor = (listener: () => void): (() => void) => visitor.subscribe(listener)

/** Resolves once the page knows that somebody is signed in and media can be read. */
export function signedIn(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (visitor.get().state !== 'signed-in') return
      stop()
      resolve()
    }
    const stop = visitor.subscribe(look)
    look()
  })
}

/** How long a page that opened with a kept session leaves the sign-in library aside. */
const LIBRARY_DELAY_MS = 1500
/** Under `greenroom.` in the browser's storage. */
const KEPT = 'auth'
const houseQuery = { ...queryOf('GET /api/house'), staleTime: Number.POSITIVE_INFINITY }
const keptSession = (): KeptSession | null => readKeptSession(remembered(KEPT))

let client: GoTrueClient | null = null
let opening: Promise<GoTrueClient> | null = null
let leaving = false

/** The sign-in library of this page, loaded when first asked for. Throws ApiProblem when the house does not answer. */
export function auth(): Promise<GoTrueClient> {
  opening ??= open().catch((reason: unknown) => {
    opening = null
    throw reason
  })
  return opening
}

async function open(): Promise<GoTrueClient> {
  const [house, { openAuthClient }] = await Promise.all([
    queryClient.fetchQuery(houseQuery),
    import('./auth-client.ts'),
  ])
  const opened = openAuthClient(house, `greenroom.${KEPT}`)
  // The library waits for this callback; work that calls it back has to come after it.
  opened.onAuthStateChange((event, session) => {
    setTimeout(() => void follow(event, session), 0)
  })
  client = opened
  return opened
}

let started = false

/**
 * Reads what the house offers and finds out who is here. A kept session is believed at first, so that the page opens
 * with one question less; the house itself refuses what is not good any more. Throws ApiProblem when it does not answer.
 */
export async function startSession(): Promise<House> {
  if (!started) {
    started = true
    setCredentials({ token: accessToken, renew, noticed })
    followRemembered(KEPT, followOtherTabs)
    const kept = keptSession()
    if (kept !== null && stillGood(kept, Date.now())) {
      // Before anything is read: what happens from then on is heard, however late the stream opens.
      exchanged = kept.token
      void openCookie()
      void queryClient.prefetchQuery(queryOf('GET /api/me'))
    }
  }
  const house = await queryClient.fetchQuery(houseQuery)
  if (visitor.get().state === 'unknown') await meetVisitor()
  return house
}

async function meetVisitor(): Promise<void> {
  const kept = keptSession()
  if (bringsAnswer(location.search, location.hash)) {
    await auth()
  } else if (kept === null) {
    visitor.set({ state: 'signed-out', because: 'nobody' })
  } else {
    visitor.set({ state: 'signed-in', userId: kept.userId, email: kept.email })
    if (exchanged !== kept.token) {
      exchanged = kept.token
      void openCookie()
    }
    setTimeout(() => void auth().catch(() => undefined), LIBRARY_DELAY_MS)
  }
}

/** Once the library is here it follows the other tabs by itself. */
function followOtherTabs(value: string | null): void {
  if (client !== null) return
  if (value !== null) void auth()
  else if (visitor.get().state === 'signed-in') becomeNobody(leftJustNow() ? 'left' : 'ended')
}

async function accessToken(): Promise<string | null> {
  if (client === null) {
    const kept = keptSession()
    if (kept === null) return null
    if (stillGood(kept, Date.now())) return kept.token
  }
  const { data } = await (await auth()).getSession()
  return data.session?.access_token ?? null
}

let renewing: Promise<string | null> | null = null

/** One refresh for all calls that were refused together; when that fails too, the session has been ended elsewhere. */
function renew(refused: string): Promise<string | null> {
  if (leaving) return Promise.resolve(null)
  renewing ??= renewOnce(refused).finally(() => {
    renewing = null
  })
  return renewing
}

async function renewOnce(refused: string): Promise<string | null> {
  const library = await auth()
  const { data: known } = await library.getSession()
  if (known.session && known.session.access_token !== refused) return known.session.access_token
  const { data, error } = await library.refreshSession()
  if (data.session) return data.session.access_token
  // Without a network nothing is known about the session: keep it.
  if (error?.name !== 'AuthRetryableFetchError') await leave('ended')
  return null
}

/** Somebody who was suspended or sent back to waiting is told at the next thing they do. */
function noticed({ code }: ApiProblem, key: EndpointKey): void {
  const out = code === 'accounts.suspended' || code === 'accounts.not_approved'
  if (out && key !== 'GET /api/me') void refresh('GET /api/me')
}

let exchanged = ''

async function follow(event: string, session: Session | null): Promise<void> {
  if (session === null) {
    if (event === 'SIGNED_OUT') becomeNobody(leftJustNow() ? 'left' : 'ended')
    // The library found nothing worth keeping, whatever the page believed until now.
    if (event === 'INITIAL_SESSION') becomeNobody(visitor.get().state === 'signed-in' ? 'ended' : 'nobody')
    return
  }
  const known = visitor.get()
  const same = known.state === 'signed-in' && known.userId === session.user.id
  if (known.state === 'signed-in' && !same) queryClient.clear()
  if (exchanged !== session.access_token) {
    exchanged = session.access_token
    if (!same) eventsFrom = null
    const cookie = openCookie()
    if (!same) await cookie
  }
  const email = session.user.email ?? ''
  if (!same || known.email !== email) visitor.set({ state: 'signed-in', userId: session.user.id, email })
}

let asking: Promise<unknown> = Promise.resolve()
/** Resolves once a cookie that is being asked for is here or was refused: what needs it and can wait is not sent in vain. */
export const cookieAnswered = (): Promise<unknown> => asking

/** The newest event when this visitor's page began to read, '' when nobody knows it, null before that was asked. */
let eventsFrom: string | null = null
export const eventsBegin = (): string => eventsFrom ?? ''

/** Media, downloads and the event stream are read with a cookie, because the browser sends no token with them. */
export function openCookie(): Promise<boolean> {
  const asked = askForCookie()
  asking = asked
  return asked
}

async function askForCookie(): Promise<boolean> {
  try {
    const { newestEvent } = await call('POST /api/session')
    eventsFrom ??= String(newestEvent)
    return true
  } catch {
    eventsFrom ??= ''
    // Whoever needs the cookie (a picture, the stream) tries again and says so; a page of text does not need it.
    exchanged = ''
    return false
  }
}

function becomeNobody(because: 'nobody' | 'left' | 'ended'): void {
  exchanged = ''
  eventsFrom = null
  const house = queryClient.getQueryData(houseQuery.queryKey)
  visitor.set({ state: 'signed-out', because })
  if (because !== 'nobody') forgetKeptBytes()
  queryClient.clear()
  if (house) queryClient.setQueryData(houseQuery.queryKey, house)
}

/** Ends this browser's session here, in the other tabs and at the server, and forgets what was read. */
export async function leave(because: 'left' | 'ended' = 'left'): Promise<void> {
  if (leaving) return
  leaving = true
  if (because === 'left') remember('left', String(Date.now()))
  try {
    // The cookie goes even when the server does not know the session any more.
    await call('DELETE /api/session').catch(() => undefined)
    await (await auth()).signOut({ scope: 'local' })
  } finally {
    leaving = false
  }
}

/** Tells a person who signed out, in this tab or another one, from a session that was ended elsewhere. */
const leftJustNow = (): boolean => Date.now() - Number(remembered('left') ?? 0) < 10_000

/** Somebody whose account is suspended is refused everything, even what is known about themselves. */
export const isSuspended = (reason: unknown): boolean =>
  reason instanceof ApiProblem && reason.code === 'accounts.suspended'
