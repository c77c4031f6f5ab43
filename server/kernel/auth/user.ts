import { sql } from 'kysely'
import * as z from 'zod'
import { actingAsConnection } from '../db/acting.ts'
import { Fault } from '../fault.ts'
import type { AuthTools } from './auth-tools.ts'
import { askForLetter, languageOf } from './letters.ts'
import { giveBack, limitsOf, take } from './limits.ts'
import { dropOneTimes } from './one-time.ts'
import { checkPassword, hashPassword, requireGoodPassword } from './password.ts'
import { returnAddress } from './redirects.ts'
import { endSessions } from './sessions.ts'
import { caller, lockUser, userById, userReply, writeAudit, type User } from './users.ts'
import { authRoute, challenge, emailAddress, metadata, type AuthCall } from './wire.ts'

/** `GET /user` */
export const getUser = authRoute('GET', '/user', 'publishable key', async (auth, call) => {
  const { user } = await caller(auth, call)
  return call.http.json(await actingAsConnection(auth.db, (transaction) => userReply(transaction, user)))
})

const shape = z.object({
  email: emailAddress.optional(),
  password: z.string().optional(),
  current_password: z.string().optional(),
  data: metadata,
  ...challenge,
})

/** `PUT /user`: what people say about themselves, a new password, a new address. */
export const changeUser = authRoute('PUT', '/user', 'publishable key', async (auth, call) => {
  const wanted = await call.body(shape)
  const who = await caller(auth, call)
  const newEmail = wanted.email === undefined || wanted.email === who.user.email ? null : wanted.email
  const newHash =
    wanted.password === undefined ? null : await newPassword(auth, call, who, wanted.password, wanted.current_password)
  if (newEmail !== null) await take(auth.db, limitsOf.mail(newEmail, call.network))

  const reply = await actingAsConnection(auth.db, async (transaction) => {
    const user = await lockUser(transaction, who.user.id)
    if (user === undefined) throw new Fault('user_not_found', 403, 'This account no longer exists.')
    if (Object.keys(wanted.data).length > 0) {
      // As in Supabase Auth: a value of null takes the field away.
      await transaction.run(sql`
        update auth.users set raw_user_meta_data = jsonb_strip_nulls(raw_user_meta_data || ${JSON.stringify(wanted.data)}::jsonb), updated_at = now()
         where id = ${user.id}`)
      const { size } = await transaction.one(
        sql<{ size: number }>`select length(raw_user_meta_data::text) as size from auth.users where id = ${user.id}`,
      )
      if (size > 8000) throw new Fault('validation_failed', 400, 'data: too much; take something away first.')
    }
    if (newHash !== null) {
      await transaction.run(
        sql`update auth.users set encrypted_password = ${newHash}, updated_at = now() where id = ${user.id}`,
      )
      await endSessions(transaction, user.id, { except: who.sessionId })
      await dropOneTimes(transaction, user.id, ['recovery', 'magiclink'])
      await writeAudit(transaction, 'auth.password_changed', user.id)
      await auth.post(transaction, {
        to: user.email,
        language: await languageOf(transaction, user, call),
        letter: { kind: 'password-changed', link: `${auth.siteUrl}/reset` },
      })
    }
    if (newEmail !== null) {
      await transaction.run(
        sql`update auth.users set email_change = ${newEmail}, updated_at = now() where id = ${user.id}`,
      )
      await dropOneTimes(transaction, user.id, ['email_change'])
      await askForLetter(auth, transaction, {
        about: 'email-change',
        email: newEmail,
        userId: user.id,
        mayCreate: false,
        challenge: wanted.code_challenge ?? null,
        redirectTo: returnAddress(call.query('redirect_to'), auth.siteUrl, auth.redirects),
        language: call.language,
      })
    }
    return await userReply(transaction, (await userById(transaction, user.id)) ?? user)
  })
  return call.http.json(reply)
})

const freshMs = 24 * 3600_000

/**
 * The hash of a new password, when this session may set one: it was opened within a day, or the current password comes along.
 * So a browser that was left open somewhere weeks ago cannot lock its owner out.
 */
const newPassword = async (
  auth: AuthTools,
  call: AuthCall,
  who: { user: User; signedInAt: Date },
  password: string,
  current: string | undefined,
): Promise<string> => {
  requireGoodPassword(password, who.user.email)
  const limits = limitsOf.password(who.user.email, call.network)
  await take(auth.db, limits)
  const known = who.user.encrypted_password
  if (current !== undefined && known !== null && !(await checkPassword(current, known))) {
    throw new Fault('invalid_credentials', 400, 'The current password is not right.')
  }
  if (Date.now() - who.signedInAt.getTime() > freshMs && (current === undefined || known === null)) {
    throw new Fault(
      'reauthentication_needed',
      400,
      'Sign in again, or send the current password along: this session is older than a day.',
    )
  }
  if (known !== null && (await checkPassword(password, known))) {
    throw new Fault('same_password', 422, 'New password should be different from the old password.')
  }
  await giveBack(auth.db, limits)
  return await hashPassword(password)
}
