import * as z from 'zod'
import { actingAsConnection } from '../db/acting.ts'
import type { AuthTools } from './auth-tools.ts'
import { askForLetter, type Wish } from './letters.ts'
import { limitsOf, take } from './limits.ts'
import { returnAddress } from './redirects.ts'
import { authRoute, challenge, emailAddress, type AuthCall } from './wire.ts'

const shape = z.object({ email: emailAddress, ...challenge })

/** Everything that is asked for by address alone: the answer is the same for every address, the mailbox knows more. */
const mailed = async (
  auth: AuthTools,
  call: AuthCall,
  wanted: Pick<Wish, 'about' | 'email' | 'mayCreate'> & { proof: string | null },
): Promise<Response> => {
  await take(auth.db, limitsOf.mail(wanted.email, call.network))
  const { proof, ...rest } = wanted
  await actingAsConnection(auth.db, (transaction) =>
    askForLetter(auth, transaction, {
      ...rest,
      userId: null,
      challenge: proof,
      redirectTo: returnAddress(call.query('redirect_to'), auth.siteUrl, auth.redirects),
      language: call.language,
    }),
  )
  return call.http.json({})
}

/** `POST /recover`: a forgotten password. */
export const recover = authRoute('POST', '/recover', 'publishable key', async (auth, call) => {
  const { email, code_challenge: proof } = await call.body(shape)
  return await mailed(auth, call, { about: 'recovery', email, mayCreate: false, proof: proof ?? null })
})

/** `POST /otp` (also `/magiclink`): sign-in by mail. */
const signInByMail = (path: string) =>
  authRoute('POST', path, 'publishable key', async (auth, call) => {
    const {
      email,
      code_challenge: proof,
      create_user: mayCreate,
    } = await call.body(shape.extend({ create_user: z.boolean().default(true) }))
    return await mailed(auth, call, { about: 'magic-link', email, mayCreate, proof: proof ?? null })
  })
export const otp = signInByMail('/otp')
export const magicLink = signInByMail('/magiclink')

/** `POST /resend`: the mail of a sign-up or of a change of address once more. */
export const resend = authRoute('POST', '/resend', 'publishable key', async (auth, call) => {
  const {
    email,
    code_challenge: proof,
    type,
  } = await call.body(shape.extend({ type: z.enum(['signup', 'email_change']) }))
  const about = type === 'signup' ? 'resend' : 'email-change'
  return await mailed(auth, call, { about, email, mayCreate: false, proof: proof ?? null })
})
