import { createHash, createHmac } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { sql } from 'kysely'
import { actingAsConnection, type Transaction } from '../db/acting.ts'
import { Fault } from '../fault.ts'
import { newToken } from '../id.ts'
import type { AuthTools } from './auth-tools.ts'
import { introduce, type Company, type Introduced, type KeyRing } from './companies.ts'
import { limitsOf, take } from './limits.ts'
import { dropOneTimes } from './one-time.ts'
import { makeCode, withRefusal, withSession } from './pkce.ts'
import { returnAddress } from './redirects.ts'
import { hashOf, openSession } from './sessions.ts'
import { barred, isBarred, lockUser, userByEmail, userById, type User } from './users.ts'
import { authRoute, challenge, emailAddress, type AuthCall } from './wire.ts'

const browserCookie = 'greenroom_trip'
const tripSeconds = 600

const callbackOf = (auth: AuthTools): string => `${auth.siteUrl}/auth/v1/callback`

/** `GET /authorize?provider=`: sends the browser to Google or Microsoft. */
export const authorize = authRoute('GET', '/authorize', 'no key', async (auth, call) => {
  const company = auth.companies.find(({ name }) => name === call.query('provider'))
  if (company === undefined) throw new Fault('validation_failed', 400, 'Unsupported provider: provider is not enabled')
  const proof = challenge.code_challenge.safeParse(call.query('code_challenge'))
  const hashed = challenge.code_challenge_method.safeParse(call.query('code_challenge_method'))
  if (!proof.success || !hashed.success)
    throw new Fault('validation_failed', 400, 'code_challenge: only s256 is taken.')
  await take(auth.db, limitsOf.trip(call.network))
  const state = newToken()
  const browser = browserOf(auth, call.http)
  await actingAsConnection(auth.db, (transaction) =>
    transaction.run(sql`
      insert into auth.sign_in_trips (state_hash, browser_hash, provider, challenge, redirect_to)
      values (${hashOf(state)}, ${hashOf(browser)}, ${company.name}, ${proof.data ?? null},
              ${returnAddress(call.query('redirect_to'), auth.siteUrl, auth.redirects)})`),
  )
  const url = new URL(company.endpoints.authorize)
  const { verifier, nonce } = secretsOf(auth, state)
  const passedOn = ['prompt', 'login_hint'].flatMap((name) =>
    call.query(name) === undefined ? [] : [[name, call.query(name) ?? '']],
  )
  url.search = new URLSearchParams({
    ...Object.fromEntries(passedOn),
    client_id: company.clientId,
    redirect_uri: callbackOf(auth),
    response_type: 'code',
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString()
  return call.http.redirect(url.href, 302)
})

/** A secret that this browser keeps while it is away: a callback that was forged or mailed to somebody else lacks it. */
const browserOf = (auth: AuthTools, c: Context): string => {
  const browser = getCookie(c, browserCookie) ?? newToken()
  setCookie(c, browserCookie, browser, {
    path: '/auth/v1/callback',
    httpOnly: true,
    // Lax: the way back is a navigation from the company's site, which Strict would leave without the cookie.
    sameSite: 'Lax',
    secure: auth.siteUrl.startsWith('https:'),
    maxAge: tripSeconds,
  })
  return browser
}

/** What the company must echo (nonce) and must be shown (PKCE verifier), derived from the state, so that nothing of it is stored. */
const secretsOf = (auth: AuthTools, state: string): { verifier: string; nonce: string } => {
  const derive = (about: string) => createHmac('sha256', auth.codeKey).update(`${about}:${state}`).digest('base64url')
  return { verifier: derive('trip-verifier'), nonce: derive('trip-nonce') }
}

/** `GET /callback`: the browser is back. */
export const makeCallback = (keys: KeyRing) =>
  authRoute('GET', '/callback', 'no key', async (auth, call) => {
    await take(auth.db, limitsOf.trip(call.network))
    const trip = await endTrip(auth, call)
    if (trip === undefined)
      return call.http.redirect(
        withRefusal(auth.siteUrl, 'bad_oauth_state', 'This sign-in was begun elsewhere or took too long. Begin again.'),
        302,
      )
    const home = returnAddress(trip.redirectTo, auth.siteUrl, auth.redirects)
    const refuse = (code: string, sentence: string) => call.http.redirect(withRefusal(home, code, sentence), 302)
    const company = auth.companies.find(({ name }) => name === trip.provider)
    const code = call.query('code')
    if (company === undefined || code === undefined)
      return refuse('bad_oauth_callback', 'The sign-in was not finished there.')
    let who: Introduced
    try {
      who = await introduce(auth.outbound, keys, company, {
        code,
        ...secretsOf(auth, trip.state),
        callback: callbackOf(auth),
      })
    } catch (error) {
      auth.log.warn({ error, provider: company.name }, 'sign-in elsewhere failed')
      return refuse('unexpected_failure', 'Unable to exchange external code')
    }
    const email = emailAddress.safeParse(who.email)
    const outcome = await actingAsConnection(auth.db, async (transaction) => {
      const user = await welcome(auth, transaction, company, who, email.success ? email.data : null)
      if (typeof user === 'string') return user
      if (await isBarred(transaction, user.id)) return 'barred'
      if (trip.challenge !== null) {
        const url = new URL(home)
        url.searchParams.set('code', await makeCode(transaction, user.id, trip.challenge, 'oauth'))
        return { address: url.href }
      }
      const session = await openSession(auth, transaction, user, 'oauth', call)
      return session === null ? 'barred' : { address: withSession(home, session) }
    })
    if (outcome === 'unproven')
      return refuse('provider_email_needs_verification', 'This account has no e-mail address that is proven there.')
    if (outcome === 'closed')
      return refuse('signup_disabled', 'New accounts cannot be made here. Ask the admin of this house.')
    if (outcome === 'barred') return refuse(barred().code, barred().message)
    return call.http.redirect(outcome.address, 302)
  })

interface EndedTrip {
  state: string
  provider: string
  challenge: string | null
  redirectTo: string
}

/** A state works once, for the browser that began, for ten minutes. */
const endTrip = async (auth: AuthTools, call: AuthCall): Promise<EndedTrip | undefined> => {
  const state = call.query('state') ?? ''
  const browser = getCookie(call.http, browserCookie) ?? ''
  const trip = await actingAsConnection(auth.db, (transaction) =>
    transaction.first(sql<Omit<EndedTrip, 'state'>>`
      delete from auth.sign_in_trips
       where state_hash = ${hashOf(state)} and browser_hash = ${hashOf(browser)} and created_at > now() - make_interval(secs => ${tripSeconds})
      returning provider, challenge, redirect_to as "redirectTo"`),
  )
  return trip === undefined ? undefined : { ...trip, state }
}

/**
 * Finds or makes the account of whoever came back. An account of ours is joined only by an address that is proven on both sides;
 * one that was never confirmed may be somebody else's preparation, so the person takes it over and its password goes.
 */
const welcome = async (
  auth: AuthTools,
  transaction: Transaction,
  company: Company,
  who: Introduced,
  email: string | null,
): Promise<User | 'unproven' | 'closed'> => {
  const data = JSON.stringify(who.metadata)
  const known = await transaction.first(sql<{ userId: string }>`
    update auth.identities set identity_data = ${data}::jsonb, last_sign_in_at = now(), updated_at = now()
     where provider = ${company.name} and provider_id = ${who.subject} returning user_id as "userId"`)
  const before = known === undefined ? undefined : await userById(transaction, known.userId)
  if (before !== undefined) return before
  if (email === null || !who.emailProven) return 'unproven'
  const found = await userByEmail(transaction, email)
  if (found === undefined && !auth.signUp) return 'closed'
  const userId = found === undefined ? await newAccount(transaction, company, email, data) : found.id
  const user = found === undefined ? found : await lockUser(transaction, userId)
  if (user !== undefined && user.email_confirmed_at === null) await takeOver(transaction, user, data)
  await transaction.run(sql`
    insert into auth.identities (user_id, provider, provider_id, identity_data, last_sign_in_at)
    values (${userId}, ${company.name}, ${who.subject}, ${data}::jsonb, now())`)
  if (user !== undefined) await addProvider(transaction, user, company)
  return (await userById(transaction, userId)) ?? 'unproven'
}

const newAccount = async (transaction: Transaction, company: Company, email: string, data: string): Promise<string> => {
  const app = JSON.stringify({ provider: company.name, providers: [company.name] })
  const { id } = await transaction.one(sql<{ id: string }>`
    insert into auth.users (email, email_confirmed_at, raw_user_meta_data, raw_app_meta_data)
    values (${email}, now(), ${data}::jsonb, ${app}::jsonb) returning id`)
  return id
}

const takeOver = async (transaction: Transaction, user: User, data: string): Promise<void> => {
  await dropOneTimes(transaction, user.id, ['signup', 'recovery', 'magiclink', 'email_change'])
  await transaction.run(sql`delete from auth.identities where user_id = ${user.id}`)
  await transaction.run(sql`
    update auth.users
       set email_confirmed_at = now(), encrypted_password = null, email_change = null, raw_user_meta_data = ${data}::jsonb, updated_at = now()
     where id = ${user.id}`)
  await transaction.run(sql`
    update public.profiles
       set first_name = left(coalesce(${data}::jsonb ->> 'first_name', ''), 120), last_name = left(coalesce(${data}::jsonb ->> 'last_name', ''), 120), company = ''
     where id = ${user.id}`)
}

const addProvider = (transaction: Transaction, user: User, company: Company): Promise<number> => {
  const providers = user.raw_app_meta_data['providers']
  const all = [...new Set([...(Array.isArray(providers) ? providers : []), company.name])]
  return transaction.run(sql`
    update auth.users set raw_app_meta_data = raw_app_meta_data || ${JSON.stringify({ providers: all })}::jsonb, updated_at = now() where id = ${user.id}`)
}
