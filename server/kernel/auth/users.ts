import { sql } from 'kysely'
import { actingAsConnection, type Transaction } from '../db/acting.ts'
import { Fault } from '../fault.ts'
import type { AuthTools } from './auth-tools.ts'
import type { AuthCall } from './wire.ts'

/** A row of auth.users. */
export interface User {
  id: string
  email: string
  encrypted_password: string | null
  email_confirmed_at: Date | null
  email_change: string | null
  last_sign_in_at: Date | null
  raw_app_meta_data: Record<string, unknown>
  raw_user_meta_data: Record<string, unknown>
  banned_until: Date | null
  created_at: Date
  updated_at: Date
}

const columns = sql`u.id, u.email, u.encrypted_password, u.email_confirmed_at, u.email_change, u.last_sign_in_at,
  u.raw_app_meta_data, u.raw_user_meta_data, u.banned_until, u.created_at, u.updated_at`

export const userByEmail = (transaction: Transaction, email: string): Promise<User | undefined> =>
  transaction.first(
    sql<User>`select ${columns} from auth.users u where lower(u.email) = ${email} and u.deleted_at is null`,
  )

export const userById = (transaction: Transaction, id: string): Promise<User | undefined> =>
  transaction.first(sql<User>`select ${columns} from auth.users u where u.id = ${id} and u.deleted_at is null`)

/** Who is changing their address, by the old or the new one. */
export const userWhoChanges = (transaction: Transaction, email: string): Promise<User | undefined> =>
  transaction.first(sql<User>`
    select ${columns} from auth.users u
     where u.email_change is not null and (lower(u.email) = ${email} or u.email_change = ${email}) and u.deleted_at is null
     order by (lower(u.email) = ${email}) desc limit 1`)

/** Waits for whoever is changing this person. */
export const lockUser = (transaction: Transaction, id: string): Promise<User | undefined> =>
  transaction.first(
    sql<User>`select ${columns} from auth.users u where u.id = ${id} and u.deleted_at is null for update`,
  )

/** Whether somebody may have no session: banned by the secret key, or suspended by an admin. */
export const isBarred = async (transaction: Transaction, userId: string): Promise<boolean> => {
  const { barred } = await transaction.one(sql<{ barred: boolean }>`
    select coalesce(u.banned_until > now(), false) or coalesce(p.status = 'suspended', false) as barred
      from auth.users u left join public.profiles p on p.id = u.id where u.id = ${userId}`)
  return barred
}
export const barred = (): Fault =>
  new Fault('user_banned', 403, 'This account is suspended. Ask the admin of this house.')

/** The person behind a bearer token, with a session that lives. Throws Fault with the codes of Supabase Auth. */
export const caller = async (
  auth: AuthTools,
  call: AuthCall,
): Promise<{ user: User; sessionId: string; signedInAt: Date }> => {
  const { userId, sessionId } = await auth.identifier
    .fromBearer(call.http.req.header('authorization') ?? '')
    .catch((cause: unknown) => {
      const code = cause instanceof Fault ? cause.code : ''
      if (code === 'auth.signed_out')
        throw new Fault('no_authorization', 401, 'This needs a signed-in person.', { cause })
      if (code === 'auth.token_refused') throw new Fault('bad_jwt', 403, 'The access token is not valid.', { cause })
      throw cause
    })
  return await actingAsConnection(auth.db, async (transaction) => {
    const user = await userById(transaction, userId)
    if (user === undefined) throw new Fault('user_not_found', 403, 'This account no longer exists.')
    const session = await transaction.first(sql<{ createdAt: Date }>`
      select created_at as "createdAt" from auth.sessions
       where id = ${sessionId} and user_id = ${userId} and (not_after is null or not_after > now())`)
    if (session === undefined) throw new Fault('session_not_found', 403, 'This session has ended. Sign in again.')
    if (await isBarred(transaction, userId)) throw barred()
    return { user, sessionId, signedInAt: session.createdAt }
  })
}

interface Identity {
  id: string
  user_id: string
  provider: string
  provider_id: string
  identity_data: Record<string, unknown>
  last_sign_in_at: Date | null
  created_at: Date
  updated_at: Date
}

/** A person in the words of Supabase Auth. */
export const userReply = async (transaction: Transaction, user: User): Promise<Record<string, unknown>> => {
  const identities = await transaction.rows(sql<Identity>`
    select id, user_id, provider, provider_id, identity_data, last_sign_in_at, created_at, updated_at
      from auth.identities where user_id = ${user.id} order by created_at`)
  return {
    id: user.id,
    aud: 'authenticated',
    role: 'authenticated',
    email: user.email,
    phone: '',
    email_confirmed_at: user.email_confirmed_at,
    confirmed_at: user.email_confirmed_at,
    last_sign_in_at: user.last_sign_in_at,
    ...(user.email_change === null ? {} : { new_email: user.email_change }),
    ...(user.banned_until === null ? {} : { banned_until: user.banned_until }),
    app_metadata: user.raw_app_meta_data,
    user_metadata: user.raw_user_meta_data,
    identities: identities.map((identity) => ({
      identity_id: identity.id,
      id: identity.provider_id,
      user_id: identity.user_id,
      identity_data: identity.identity_data,
      provider: identity.provider,
      last_sign_in_at: identity.last_sign_in_at,
      created_at: identity.created_at,
      updated_at: identity.updated_at,
      email: identity.identity_data['email'],
    })),
    created_at: user.created_at,
    updated_at: user.updated_at,
    is_anonymous: false,
  }
}

export const writeAudit = (
  transaction: Transaction,
  action: string,
  userId: string,
  details: Record<string, unknown> = {},
): Promise<unknown> =>
  transaction.rows(sql`select private.write_audit(${action}, ${userId}::uuid, ${JSON.stringify(details)}::jsonb)`)
