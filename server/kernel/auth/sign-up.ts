import { sql } from 'kysely'
import * as z from 'zod'
import { actingAsConnection } from '../db/acting.ts'
import { Fault } from '../fault.ts'
import { newId } from '../id.ts'
import { askForLetter } from './letters.ts'
import { limitsOf, take } from './limits.ts'
import { hashPassword, requireGoodPassword } from './password.ts'
import { returnAddress } from './redirects.ts'
import { authRoute, challenge, emailAddress, metadata } from './wire.ts'

const shape = z.object({ email: emailAddress, password: z.string(), data: metadata, ...challenge })

/**
 * `POST /signup`. Whether the address is new, waiting for its confirmation or long in use, the same statements run and the same
 * answer goes out; what becomes of it, the mailbox is told.
 */
export const signUp = authRoute('POST', '/signup', 'publishable key', async (auth, call) => {
  const { email, password, data, code_challenge: proof } = await call.body(shape)
  if (!auth.signUp)
    throw new Fault('signup_disabled', 422, 'New accounts cannot be made here. Ask the admin of this house.')
  requireGoodPassword(password, email)
  await take(auth.db, [...limitsOf.signUp(call.network), ...limitsOf.mail(email, call.network)])
  const hash = await hashPassword(password)
  const id = newId()
  await actingAsConnection(auth.db, async (transaction) => {
    // Nobody has proven an unconfirmed address, so the last sign-up is the one that counts: an earlier one, perhaps by
    // somebody else, must not leave its password or its names behind.
    await transaction.run(sql`
      insert into auth.users (id, email, encrypted_password, raw_user_meta_data, raw_app_meta_data)
      values (${id}, ${email}, ${hash}, ${JSON.stringify(data)}::jsonb, '{"provider":"email","providers":["email"]}')
      on conflict (lower(email)) do update
         set encrypted_password = excluded.encrypted_password, raw_user_meta_data = excluded.raw_user_meta_data, updated_at = now()
       where users.email_confirmed_at is null and users.deleted_at is null`)
    const names = namesIn(data)
    await transaction.run(sql`
      update public.profiles set first_name = ${names.first}, last_name = ${names.last}, company = ${names.company}
       where lower(email) = ${email} and confirmed_at is null`)
    await askForLetter(auth, transaction, {
      about: 'sign-up',
      email,
      userId: null,
      mayCreate: false,
      challenge: proof ?? null,
      redirectTo: returnAddress(call.query('redirect_to'), auth.siteUrl, auth.redirects),
      language: call.language,
    })
  })
  return call.http.json(nobodyKnows(id, email, data))
})

const namesIn = (data: Record<string, unknown>): { first: string; last: string; company: string } => {
  const word = (name: string, most = 120): string =>
    typeof data[name] === 'string' ? data[name].trim().slice(0, most) : ''
  const [given = '', ...rest] = (word('full_name') || word('name')).split(' ')
  return {
    first: word('first_name') || given,
    last: word('last_name') || rest.join(' '),
    company: word('company', 200),
  }
}

/** A person as a new one looks, for every address. */
const nobodyKnows = (id: string, email: string, data: Record<string, unknown>): object => {
  const now = new Date()
  return {
    id,
    aud: 'authenticated',
    role: 'authenticated',
    email,
    phone: '',
    confirmation_sent_at: now,
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: data,
    identities: [
      {
        identity_id: newId(),
        id,
        user_id: id,
        identity_data: { email, email_verified: false, sub: id },
        provider: 'email',
        last_sign_in_at: now,
        created_at: now,
        updated_at: now,
        email,
      },
    ],
    created_at: now,
    updated_at: now,
    is_anonymous: false,
  }
}
