import { sql } from 'kysely'
import * as z from 'zod'
import { actingAsConnection, violated, type Transaction } from '../db/acting.ts'
import { Fault } from '../fault.ts'
import type { AuthTools } from './auth-tools.ts'
import { giveBack, limitsOf, take } from './limits.ts'
import {
  agreedMailboxes,
  dropOneTimes,
  pageOf,
  spendCode,
  spendLink,
  type OneTimeToken,
  type Purpose,
} from './one-time.ts'
import { makeCode, withRefusal, withSession } from './pkce.ts'
import { returnAddress } from './redirects.ts'
import { openSession } from './sessions.ts'
import { barred, lockUser, userByEmail, writeAudit, type User } from './users.ts'
import { authRoute, emailAddress, type AuthAnswer, type AuthCall } from './wire.ts'

/** What each `type` of the protocol may use up. */
const purposesOf: Record<string, readonly Purpose[]> = {
  signup: ['signup'],
  invite: ['signup'],
  email: ['signup', 'magiclink'],
  magiclink: ['magiclink', 'signup'],
  recovery: ['recovery'],
  email_change: ['email_change'],
}
const type = z.enum(['signup', 'invite', 'email', 'magiclink', 'recovery', 'email_change'])

const withLink = z.object({ type, token_hash: z.string().min(1).max(200) })
const withCode = z.object({ type, email: emailAddress, token: z.string().min(1).max(20) })

const gone = () => new Fault('otp_expired', 403, 'Token has expired or is invalid')

/** `GET /verify` is where older mails point. It uses nothing up: it shows the page with the button. */
export const showVerify = authRoute('GET', '/verify', 'no key', (auth, call) => {
  const wanted = call.query('redirect_to')
  const page = pageOf(
    auth.siteUrl,
    (call.query('token_hash') ?? call.query('token') ?? '').slice(0, 200),
    type.catch('signup').parse(call.query('type')),
    wanted === undefined ? null : returnAddress(wanted, auth.siteUrl, auth.redirects),
  )
  return Promise.resolve(call.http.redirect(page, 303))
})

/** `POST /verify`: JSON answers the session; a form (a page without script, or another app's link) goes on to its return address. */
export const verify = authRoute('POST', '/verify', 'no key', async (auth, call) => {
  const form = (call.http.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')
  return form ? await verifyForm(auth, call) : await verifyJson(auth, call)
})

const verifyJson: AuthAnswer = async (auth, call) => {
  const wanted = await call.body(z.union([withLink, withCode]))
  const purposes = purposesOf[wanted.type] ?? []
  const limits = limitsOf.code(call.network, 'email' in wanted ? wanted.email : undefined)
  await take(auth.db, limits)
  const outcome = await proven(
    auth,
    (transaction) =>
      'email' in wanted
        ? spendCode(auth, transaction, wanted.email, wanted.token, purposes)
        : spendLink(transaction, wanted.token_hash, purposes),
    (transaction, user) => openSession(auth, transaction, user, 'otp', call),
  )
  if (outcome === 'nothing') throw gone()
  await giveBack(auth.db, limits)
  if (outcome === 'half') return call.http.json({ code: 200, msg: bothMustAgree })
  if (outcome.next === null) throw barred()
  return call.http.json(outcome.next)
}

const verifyForm: AuthAnswer = async (auth, call) => {
  refuseForeignForm(auth, call)
  await take(auth.db, limitsOf.code(call.network))
  const fields = withLink.safeParse(Object.fromEntries(new URLSearchParams(await call.http.req.text())))
  const { token_hash: hash, type: kind } = fields.success ? fields.data : { token_hash: '', type: 'signup' as const }
  const outcome = await proven(
    auth,
    (transaction) => spendLink(transaction, hash, purposesOf[kind] ?? []),
    async (transaction, user, token) => {
      const address = returnAddress(token.redirectTo, auth.siteUrl, auth.redirects)
      if (token.challenge !== null) {
        const url = new URL(address)
        url.searchParams.set('code', await makeCode(transaction, user.id, token.challenge, 'otp'))
        return url.href
      }
      const session = await openSession(auth, transaction, user, 'otp', call)
      return session === null
        ? withRefusal(address, barred().code, barred().message)
        : withSession(address, session, token.purpose)
    },
  )
  if (outcome === 'nothing') return call.http.redirect(withRefusal(auth.siteUrl, gone().code, gone().message), 303)
  if (outcome === 'half')
    return call.http.redirect(`${auth.siteUrl}/#${new URLSearchParams({ message: bothMustAgree }).toString()}`, 303)
  return call.http.redirect(outcome.next, 303)
}

/** Another site could otherwise sign a visitor in as somebody else. */
const refuseForeignForm = (auth: AuthTools, call: AuthCall): void => {
  const site = call.http.req.header('sec-fetch-site')
  const origin = call.http.req.header('origin')
  const own = origin === undefined || new URL(returnAddress(origin, auth.siteUrl, [])).origin === origin
  if (own && (site === undefined || site === 'same-origin' || site === 'none')) return
  throw new Fault('validation_failed', 403, 'This form came from another site.')
}

const bothMustAgree = 'Confirmation link accepted. Please proceed to confirm link sent to the other email'

type Proof = 'nothing' | 'half' | { token: OneTimeToken; user: User }

/**
 * Uses a link or code up, does what it stands for, and what comes `next`, in one transaction, which keeps failed tries too.
 * `half`: one of two mailboxes has agreed to a change of address.
 */
const proven = async <T>(
  auth: AuthTools,
  use: (transaction: Transaction) => Promise<OneTimeToken | undefined>,
  next: (transaction: Transaction, user: User, token: OneTimeToken) => Promise<T>,
): Promise<'nothing' | 'half' | { next: T }> => {
  try {
    return await actingAsConnection(auth.db, async (transaction) => {
      const token = await use(transaction)
      const user = token === undefined ? undefined : await lockUser(transaction, token.userId)
      if (token === undefined || user === undefined) return 'nothing'
      const proof =
        token.purpose === 'email_change'
          ? await agreeToChange(transaction, token, user)
          : await confirm(transaction, token, user)
      return typeof proof === 'string' ? proof : { next: await next(transaction, proof.user, token) }
    })
  } catch (error) {
    if (violated(error, 'users_email_key'))
      throw new Fault('email_exists', 422, 'There is an account with this address already.', { cause: error })
    throw error
  }
}

const confirm = async (transaction: Transaction, token: OneTimeToken, user: User): Promise<Proof> => {
  if (user.email_confirmed_at !== null) return { token, user }
  // Only the mail of a sign-up vouches for the password of that sign-up. Whoever comes by another mail has proven the address
  // and nothing else: a password that somebody set before must not stay.
  const keepsPassword = token.purpose === 'signup'
  await transaction.run(sql`
    update auth.users
       set email_confirmed_at = now(), updated_at = now()${keepsPassword ? sql`` : sql`, encrypted_password = null`}
     where id = ${user.id}`)
  await transaction.run(sql`
    insert into auth.identities (user_id, provider, provider_id, identity_data)
    values (${user.id}, 'email', ${user.id}, ${JSON.stringify({ sub: user.id, email: user.email, email_verified: true })}::jsonb)
    on conflict (provider, provider_id) do nothing`)
  return { token, user }
}

const agreeToChange = async (transaction: Transaction, token: OneTimeToken, user: User): Promise<Proof> => {
  const newEmail = user.email_change
  if (newEmail === null) return 'nothing'
  if ((await agreedMailboxes(transaction, user.id, [user.email, newEmail])).length < 2) return 'half'
  if ((await userByEmail(transaction, newEmail)) !== undefined) {
    throw new Fault('email_exists', 422, 'There is an account with this address already.')
  }
  await transaction.run(sql`
    update auth.users set email = ${newEmail}, email_change = null, email_confirmed_at = now(), updated_at = now() where id = ${user.id}`)
  await transaction.run(sql`
    update auth.identities set identity_data = identity_data || ${JSON.stringify({ email: newEmail, email_verified: true })}::jsonb, updated_at = now()
     where user_id = ${user.id} and provider = 'email'`)
  // Links that lie in the old mailbox must not open the account any more.
  await dropOneTimes(transaction, user.id, ['recovery', 'magiclink', 'signup', 'email_change'])
  await writeAudit(transaction, 'auth.email_changed', user.id)
  return { token, user: { ...user, email: newEmail } }
}
