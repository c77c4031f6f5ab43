import type { House } from '@greenroom/contract/house.ts'
import { GoTrueClient, type Session } from '@supabase/auth-js'
import { call, setCredentials } from './api.ts'
import { queryClient, queryOf } from './queries.ts'
import { remember, remembered } from './remembered.ts'
import { makeStore, useStore } from './store.ts'

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

let client: GoTrueClient | null = null
let leaving = false

/** The Supabase Auth client of this page; only after `startSession`. */
export function auth(): GoTrueClient {
  if (client === null) throw new Error('The session has not been started')
  return client
}

/** Reads what the house offers, then finds out who is signed in. Throws ApiProblem when the house does not answer. */
export async function startSession(): Promise<House> {
  const house = await queryClient.fetchQuery({ ...queryOf('GET /api/house'), staleTime: Number.POSITIVE_INFINITY })
  if (client !== null) return house
  client = new GoTrueClient({
    url: new URL(house.authUrl, location.origin).href,
    headers: { apikey: house.publishableKey },
    storageKey: 'greenroom.auth',
    persistSession: true,
    autoRefreshToken: true,
    detectSessionInUrl: true,
    flowType: 'pkce',
  })
  setCredentials({ token: accessToken, renew })
  // The client waits for this callback; work that calls it back has to come after it.
  client.onAuthStateChange((event, session) => {
    setTimeout(() => void follow(event, session), 0)
  })
  return house
}

async function accessToken(): Promise<string | null> {
  const { data } = await auth().getSession()
  return data.session?.access_token ?? null
}

let renewing: Promise<string | null> | null = null

/** One refresh for all calls that were refused together; when that fails too, the session has been ended elsewhere. */
function renew(refused: string): Promise<string | null> {
  if (leaving) return Promise.resolve(null)
  renewing ??= (async () => {
    const { data: known } = await auth().getSession()
    if (known.session && known.session.access_token !== refused) return known.session.access_token
    const { data, error } = await auth().refreshSession()
    if (data.session) return data.session.access_token
    // Without a network nothing is known about the session: keep it.
    if (error?.name !== 'AuthRetryableFetchError') await leave('ended')
    return null
  })().finally(() => {
    renewing = null
  })
  return renewing
}

let exchanged = ''

async function follow(event: string, session: Session | null): Promise<void> {
  if (session === null) {
    if (event === 'INITIAL_SESSION' || event === 'SIGNED_OUT')
      becomeNobody(event === 'INITIAL_SESSION' ? 'nobody' : leftJustNow() ? 'left' : 'ended')
    return
  }
  const known = visitor.get()
  const same = known.state === 'signed-in' && known.userId === session.user.id
  if (known.state === 'signed-in' && !same) queryClient.clear()
  if (exchanged !== session.access_token) {
    exchanged = session.access_token
    const cookie = openCookie()
    // A page that opens with a known session shows itself at once; its cookie is most likely still good.
    if (event !== 'INITIAL_SESSION' && !same) await cookie
  }
  const email = session.user.email ?? ''
  if (!same || known.email !== email) visitor.set({ state: 'signed-in', userId: session.user.id, email })
}

/** Media, downloads and the event stream are read with a cookie, because the browser sends no token with them. */
export async function openCookie(): Promise<boolean> {
  try {
    await call('POST /api/session')
    return true
  } catch {
    // Whoever needs the cookie (a picture, the stream) tries again and says so; a page of text does not need it.
    exchanged = ''
    return false
  }
}

function becomeNobody(because: 'nobody' | 'left' | 'ended'): void {
  exchanged = ''
  const house = queryClient.getQueryData(queryOf('GET /api/house').queryKey)
  visitor.set({ state: 'signed-out', because })
  queryClient.clear()
  if (house) queryClient.setQueryData(queryOf('GET /api/house').queryKey, house)
}

/** Ends this browser's session here, in the other tabs and at the server, and forgets what was read. */
export async function leave(because: 'left' | 'ended' = 'left'): Promise<void> {
  if (leaving) return
  leaving = true
  if (because === 'left') remember('left', String(Date.now()))
  try {
    // The cookie goes even when the server does not know the session any more.
    await call('DELETE /api/session').catch(() => undefined)
    await auth().signOut({ scope: 'local' })
  } finally {
    leaving = false
  }
}

/** Tells a person who signed out, in this tab or another one, from a session that was ended elsewhere. */
const leftJustNow = (): boolean => Date.now() - Number(remembered('left') ?? 0) < 10_000
