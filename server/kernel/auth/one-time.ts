import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '../db/acting.ts'
import { newToken } from '../id.ts'
import type { AuthTools } from './auth-tools.ts'
import { hashOf } from './sessions.ts'

export type Purpose = 'signup' | 'recovery' | 'magiclink' | 'email_change'

/** What a mailed link or code is about. */
export interface OneTimeToken {
  userId: string
  purpose: Purpose
  email: string
  challenge: string | null
  redirectTo: string | null
}

export interface Mailed {
  /** A page with a button: opening it uses nothing up, because scanners open links before people do. */
  link: string
  code: string
}

const triesForOneCode = 5
const returned = sql`user_id as "userId", purpose, email, challenge, redirect_to as "redirectTo"`

/** Makes a link and a six-digit code, good once and for an hour; those of an earlier mail of this kind stop working. */
export const makeOneTime = async (auth: AuthTools, transaction: Transaction, wanted: OneTimeToken): Promise<Mailed> => {
  const token = newToken()
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  await transaction.run(sql`
    insert into auth.one_time_tokens (user_id, purpose, email, link_hash, code_hash, challenge, redirect_to)
    values (${wanted.userId}, ${wanted.purpose}, ${wanted.email}, ${hashOf(token)}, ${codeHash(auth, wanted.email, code)},
            ${wanted.challenge}, ${wanted.redirectTo})
    on conflict (user_id, purpose, email) do update
       set link_hash = excluded.link_hash, code_hash = excluded.code_hash, challenge = excluded.challenge,
           redirect_to = excluded.redirect_to, tries = 0, used_at = null, created_at = now(), expires_at = now() + interval '1 hour'`)
  return { code, link: pageOf(auth.siteUrl, token, wanted.purpose, wanted.redirectTo) }
}

/** The page of the studio that asks for one more click. */
export const pageOf = (siteUrl: string, token: string, type: string, redirectTo: string | null): string => {
  const page = new URL('/confirm', siteUrl)
  page.searchParams.set('token_hash', token)
  page.searchParams.set('type', type)
  if (redirectTo !== null && redirectTo !== siteUrl && redirectTo !== `${siteUrl}/`)
    page.searchParams.set('redirect_to', redirectTo)
  return page.href
}

/** Uses up the token of a link. Of two clicks at once, one gets it. */
export const spendLink = (
  transaction: Transaction,
  token: string,
  purposes: readonly Purpose[],
): Promise<OneTimeToken | undefined> =>
  transaction.first(sql<OneTimeToken>`
    update auth.one_time_tokens set used_at = now()
     where link_hash = ${hashOf(token)} and purpose = any (${purposes}::text[]) and used_at is null and expires_at > now()
    returning ${returned}`)

/**
 * Uses up a code. Every try counts, right or wrong, before it is compared, so that parallel guesses are no way around the limit.
 * The caller must commit also when this answers undefined.
 */
export const spendCode = async (
  auth: AuthTools,
  transaction: Transaction,
  email: string,
  code: string,
  purposes: readonly Purpose[],
): Promise<OneTimeToken | undefined> => {
  const open = await transaction.rows(sql<OneTimeToken & { codeHash: string }>`
    update auth.one_time_tokens set tries = tries + 1
     where email = ${email} and purpose = any (${purposes}::text[]) and used_at is null and expires_at > now() and tries < ${triesForOneCode}
    returning ${returned}, code_hash as "codeHash"`)
  const given = Buffer.from(codeHash(auth, email, code))
  const { codeHash: _found, ...right } = open.find((token) => timingSafeEqual(Buffer.from(token.codeHash), given)) ?? {
    codeHash: null,
  }
  if (!('userId' in right)) return undefined
  await transaction.run(sql`
    update auth.one_time_tokens set used_at = now()
     where user_id = ${right.userId} and purpose = ${right.purpose} and email = ${right.email}`)
  return right
}

/** Links and codes of this person that have not been used stop working. */
export const dropOneTimes = (transaction: Transaction, userId: string, purposes: readonly Purpose[]): Promise<number> =>
  transaction.run(
    sql`delete from auth.one_time_tokens where user_id = ${userId} and purpose = any (${purposes}::text[])`,
  )

/** Which of the mailboxes have agreed to a change of address. */
export const agreedMailboxes = async (
  transaction: Transaction,
  userId: string,
  emails: readonly string[],
): Promise<string[]> => {
  const agreed = await transaction.rows(sql<{ email: string }>`
    select email from auth.one_time_tokens
     where user_id = ${userId} and purpose = 'email_change' and email = any (${emails}::text[]) and used_at is not null`)
  return agreed.map(({ email }) => email)
}

// Six digits are quickly tried against a plain hash; without the key nothing can be tried.
const codeHash = (auth: AuthTools, email: string, code: string): string =>
  createHmac('sha256', auth.codeKey).update(`one-time-code:${email}:${code}`).digest('base64url')
