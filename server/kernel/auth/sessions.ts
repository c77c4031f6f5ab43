import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import * as z from 'zod'
import { actingAsConnection, type Transaction } from '../db/acting.ts'
import { Fault } from '../fault.ts'
import { newToken } from '../id.ts'
import type { AuthTools } from './auth-tools.ts'
import { limitsOf, take } from './limits.ts'
import { barred, caller, isBarred, userById, userReply, writeAudit, type User } from './users.ts'
import { authRoute, type AuthCall } from './wire.ts'

/** How somebody proved who they are. */
export type Method = 'password' | 'otp' | 'oauth'

/** The answer of every sign-in, in the words of Supabase Auth. */
export type SessionReply = Record<string, unknown> & {
  access_token: string
  refresh_token: string
  expires_in: number
  expires_at: number
}

/** Only hashes of tokens are stored: who reads the database cannot use them. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Opens a session, or answers null when this person may have none. */
export const openSession = async (
  auth: AuthTools,
  transaction: Transaction,
  user: User,
  method: Method,
  from: Pick<AuthCall, 'ip' | 'userAgent'>,
): Promise<SessionReply | null> => {
  if (await isBarred(transaction, user.id)) return null
  const session = await transaction.one(sql<{ id: string }>`
    insert into auth.sessions (user_id, method, user_agent, ip, refreshed_at)
    values (${user.id}, ${method}, ${from.userAgent}, ${from.ip}::inet, now() at time zone 'UTC') returning id`)
  await transaction.run(sql`update auth.users set last_sign_in_at = now() where id = ${user.id}`)
  const fresh = (await userById(transaction, user.id)) ?? user
  return await tokensFor(auth, transaction, fresh, session.id, method)
}

const tokensFor = async (
  auth: AuthTools,
  transaction: Transaction,
  user: User,
  sessionId: string,
  method: string,
): Promise<SessionReply> => {
  const refreshToken = newToken(24)
  await transaction.run(
    sql`insert into auth.refresh_tokens (token_hash, session_id) values (${hashOf(refreshToken)}, ${sessionId})`,
  )
  const { accessToken, expiresAt, expiresIn } = await auth.signer.sign({
    userId: user.id,
    sessionId,
    email: user.email,
    method,
    appMetadata: user.raw_app_meta_data,
    userMetadata: user.raw_user_meta_data,
  })
  return {
    access_token: accessToken,
    token_type: 'bearer',
    expires_in: expiresIn,
    expires_at: expiresAt,
    refresh_token: refreshToken,
    user: await userReply(transaction, user),
  }
}

// Two tabs may refresh at the same moment, and an answer may get lost: within this time the old token still works.
const graceMs = 10_000

/**
 * `POST /token?grant_type=refresh_token`: each token works once. One that comes back later was copied by somebody, and nobody
 * can say which of the two is the owner, so the whole session ends.
 */
export const refreshSession = async (auth: AuthTools, call: AuthCall): Promise<Response> => {
  const { refresh_token: token } = await call.body(z.object({ refresh_token: z.string().max(200) }))
  await take(auth.db, limitsOf.refresh(call.network))
  const outcome = await actingAsConnection(auth.db, async (transaction) => {
    // The row of the session is the lock: of two refreshes with one token, the second sees what the first did.
    const held = await transaction.first(sql<{ sessionId: string; userId: string; method: string }>`
      select s.id as "sessionId", s.user_id as "userId", s.method
        from auth.refresh_tokens t join auth.sessions s on s.id = t.session_id
       where t.token_hash = ${hashOf(token)} and (s.not_after is null or s.not_after > now())
         for update of s`)
    if (held === undefined) return 'unknown'
    const used = await transaction.first(sql<{ stolen: boolean }>`
      select used_at < clock_timestamp() - make_interval(secs => ${graceMs / 1000}) as stolen
        from auth.refresh_tokens where token_hash = ${hashOf(token)} and used_at is not null`)
    if (used?.stolen === true) {
      await transaction.run(sql`delete from auth.sessions where id = ${held.sessionId}`)
      await writeAudit(transaction, 'auth.token_reused', held.userId, { session: held.sessionId })
      return 'stolen'
    }
    const user = await userById(transaction, held.userId)
    if (user === undefined) return 'unknown'
    if (await isBarred(transaction, user.id)) return 'barred'
    await transaction.run(
      sql`update auth.refresh_tokens set used_at = coalesce(used_at, clock_timestamp()) where token_hash = ${hashOf(token)}`,
    )
    await transaction.run(
      sql`update auth.sessions set refreshed_at = now() at time zone 'UTC', updated_at = now() where id = ${held.sessionId}`,
    )
    return await tokensFor(auth, transaction, user, held.sessionId, held.method)
  })
  if (outcome === 'unknown')
    throw new Fault('refresh_token_not_found', 400, 'Invalid Refresh Token: Refresh Token Not Found')
  if (outcome === 'stolen') throw new Fault('refresh_token_already_used', 400, 'Invalid Refresh Token: Already Used')
  if (outcome === 'barred') throw barred()
  return call.http.json(outcome)
}

/** Ends sessions of one person. Their next request is refused, and their event streams are woken to find out. */
export const endSessions = (
  transaction: Transaction,
  userId: string,
  which: { except: string } | { only: string } | 'all',
): Promise<number> =>
  transaction.run(sql`
    delete from auth.sessions where user_id = ${userId}
       and ${which === 'all' ? sql`true` : 'only' in which ? sql`id = ${which.only}` : sql`id <> ${which.except}`}`)

export const logout = authRoute('POST', '/logout', 'publishable key', async (auth, call) => {
  const scope = z.enum(['global', 'local', 'others']).safeParse(call.query('scope') ?? 'global')
  if (!scope.success) throw new Fault('validation_failed', 400, 'scope is global, local or others.')
  const { user, sessionId } = await caller(auth, call)
  const which = { global: 'all', local: { only: sessionId }, others: { except: sessionId } } as const
  await actingAsConnection(auth.db, (transaction) => endSessions(transaction, user.id, which[scope.data]))
  return call.http.body(null, 204)
})
