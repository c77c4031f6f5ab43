import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import * as z from 'zod'
import { actingAsConnection, type Transaction } from '../db/acting.ts'
import { Fault } from '../fault.ts'
import { newToken } from '../id.ts'
import { limitsOf, take } from './limits.ts'
import { hashOf, openSession, type Method, type SessionReply } from './sessions.ts'
import { barred, userById } from './users.ts'
import type { AuthAnswer } from './wire.ts'

/** A code for the address bar: worth nothing without the secret of the browser that began. */
export const makeCode = async (
  transaction: Transaction,
  userId: string,
  challenge: string,
  method: Method,
): Promise<string> => {
  const code = newToken(24)
  await transaction.run(sql`
    insert into auth.sign_in_codes (code_hash, user_id, challenge, method) values (${hashOf(code)}, ${userId}, ${challenge}, ${method})`)
  return code
}

/** `POST /token?grant_type=pkce`. A code is used up by the first try, right or wrong. */
export const exchangeCode: AuthAnswer = async (auth, call) => {
  const { auth_code: code, code_verifier: verifier } = await call.body(
    z.object({ auth_code: z.string().max(200), code_verifier: z.string().max(200) }),
  )
  await take(auth.db, limitsOf.exchange(call.network))
  const outcome = await actingAsConnection(auth.db, async (transaction) => {
    const found = await transaction.first(sql<{ userId: string; challenge: string; method: Method; fresh: boolean }>`
      delete from auth.sign_in_codes where code_hash = ${hashOf(code)}
      returning user_id as "userId", challenge, method, created_at > now() - interval '5 minutes' as fresh`)
    const user = found === undefined ? undefined : await userById(transaction, found.userId)
    if (found === undefined || user === undefined) return 'unknown'
    if (!found.fresh) return 'expired'
    if (createHash('sha256').update(verifier).digest('base64url') !== found.challenge) return 'not theirs'
    return (await openSession(auth, transaction, user, found.method, call)) ?? 'barred'
  })
  if (outcome === 'unknown')
    throw new Fault('flow_state_not_found', 404, 'invalid flow state, no valid flow state found')
  if (outcome === 'expired') throw new Fault('flow_state_expired', 403, 'This sign-in took too long. Begin again.')
  if (outcome === 'not theirs')
    throw new Fault('bad_code_verifier', 400, 'code challenge does not match previously saved code verifier')
  if (outcome === 'barred') throw barred()
  return call.http.json(outcome)
}

/** An address with the session, for clients without PKCE; behind `#`, where no server and no log sees it. */
export const withSession = (address: string, session: SessionReply, type?: string): string => {
  const url = new URL(address)
  url.hash = new URLSearchParams({
    access_token: session.access_token,
    expires_at: String(session.expires_at),
    expires_in: String(session.expires_in),
    refresh_token: session.refresh_token,
    token_type: 'bearer',
    ...(type === undefined ? {} : { type }),
  }).toString()
  return url.href
}

/** An address with a refusal, where every client of Supabase Auth looks for it. */
export const withRefusal = (address: string, code: string, sentence: string): string => {
  const url = new URL(address)
  url.searchParams.set('error', 'access_denied')
  url.searchParams.set('error_code', code)
  url.searchParams.set('error_description', sentence)
  return url.href
}
