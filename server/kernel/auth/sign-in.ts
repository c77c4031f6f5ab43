import * as z from 'zod'
import { actingAsConnection } from '../db/acting.ts'
import { Fault } from '../fault.ts'
import { giveBack, limitsOf, take } from './limits.ts'
import { exchangeCode } from './pkce.ts'
import { checkPassword } from './password.ts'
import { openSession, refreshSession } from './sessions.ts'
import { barred, lockUser, userByEmail } from './users.ts'
import { authRoute, emailAddress, type AuthAnswer } from './wire.ts'

/** `POST /token`: the ways to get a session, by `grant_type`. */
export const token = authRoute('POST', '/token', 'publishable key', async (auth, call) => {
  switch (call.query('grant_type')) {
    case 'password':
      return await signInWithPassword(auth, call)
    case 'refresh_token':
      return await refreshSession(auth, call)
    case 'pkce':
      return await exchangeCode(auth, call)
    default:
      throw new Fault('validation_failed', 400, 'grant_type is password, refresh_token or pkce.')
  }
})

const signInWithPassword: AuthAnswer = async (auth, call) => {
  const { email, password } = await call.body(z.object({ email: emailAddress, password: z.string().max(1000) }))
  const limits = limitsOf.password(email, call.network)
  await take(auth.db, limits)
  const known = await actingAsConnection(auth.db, (transaction) => userByEmail(transaction, email))
  // Always as much work, whether there is such an account or not.
  if (!(await checkPassword(password, known?.encrypted_password ?? null)) || known === undefined) {
    throw new Fault('invalid_credentials', 400, 'Invalid login credentials')
  }
  await giveBack(auth.db, limits)
  // From here on the caller has shown that they know the password; the account may be spoken of.
  if (known.email_confirmed_at === null) throw new Fault('email_not_confirmed', 400, 'Email not confirmed')
  const reply = await actingAsConnection(auth.db, async (transaction) => {
    const user = await lockUser(transaction, known.id)
    // Changed since it was checked: a session opened now would outlive the change that ends all sessions.
    if (user === undefined || user.encrypted_password !== known.encrypted_password) return undefined
    return await openSession(auth, transaction, user, 'password', call)
  })
  if (reply === undefined) throw new Fault('invalid_credentials', 400, 'Invalid login credentials')
  if (reply === null) throw barred()
  return call.http.json(reply)
}
