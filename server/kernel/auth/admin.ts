import { sql } from 'kysely'
import * as z from 'zod'
import { actingAsConnection, violated, type Transaction } from '../db/acting.ts'
import type { Database } from '../db/db.ts'
import { Fault } from '../fault.ts'
import { newId } from '../id.ts'
import { dropOneTimes } from './one-time.ts'
import { hashPassword, isPasswordHash, requireGoodPassword } from './password.ts'
import { endSessions } from './sessions.ts'
import { lockUser, userById, userReply, type User } from './users.ts'
import { authRoute, emailAddress, metadata } from './wire.ts'

export interface NewUser {
  id?: string
  email: string
  passwordHash: string | null
  confirmed: boolean
  userMetadata: Record<string, unknown>
  appMetadata: Record<string, unknown>
}

/** Adds somebody without asking them. Throws Fault `email_exists`. */
const addUser = async (db: Database, wanted: NewUser): Promise<User> => {
  try {
    return await actingAsConnection(db, async (transaction) => {
      const id = wanted.id ?? newId()
      const app = { provider: 'email', providers: ['email'], ...wanted.appMetadata }
      await transaction.run(sql`
        insert into auth.users (id, email, encrypted_password, email_confirmed_at, raw_user_meta_data, raw_app_meta_data)
        values (${id}, ${wanted.email}, ${wanted.passwordHash}, ${wanted.confirmed ? sql`now()` : null},
                ${JSON.stringify(wanted.userMetadata)}::jsonb, ${JSON.stringify(app)}::jsonb)`)
      await transaction.run(sql`
        insert into auth.identities (user_id, provider, provider_id, identity_data)
        values (${id}, 'email', ${id}, ${JSON.stringify({ sub: id, email: wanted.email, email_verified: wanted.confirmed })}::jsonb)`)
      return await required(transaction, id)
    })
  } catch (error) {
    if (violated(error, 'users_email_key') || violated(error, 'users_pkey')) throw taken(error)
    throw error
  }
}

const taken = (cause: unknown) =>
  new Fault('email_exists', 422, 'There is an account with this address already.', { cause })
const notFound = () => new Fault('user_not_found', 404, 'There is no such person.')
const required = async (transaction: Transaction, id: string): Promise<User> => {
  const user = await userById(transaction, id)
  if (user === undefined) throw notFound()
  return user
}
const idOf = (given: string | undefined): string => {
  const id = z.uuid().safeParse(given)
  if (!id.success) throw notFound()
  return id.data
}

const shape = z.object({
  id: z.uuid().optional(),
  email: emailAddress.optional(),
  password: z.string().optional(),
  /** Brought along from another house. */
  password_hash: z.string().refine(isPasswordHash, 'Only argon2id in PHC form is taken.').optional(),
  email_confirm: z.boolean().optional(),
  user_metadata: metadata,
  app_metadata: metadata,
  /** `none`, or hours as `24h`. */
  ban_duration: z
    .string()
    .regex(/^(none|\d{1,6}h)$/, 'none, or hours as in 24h.')
    .optional(),
})
type Wanted = z.output<typeof shape>

const hashIn = async ({ password, password_hash: brought }: Wanted, email: string): Promise<string | null> => {
  if (password === undefined) return brought ?? null
  requireGoodPassword(password, email)
  return await hashPassword(password)
}

export const listUsers = authRoute('GET', '/admin/users', 'secret key', async (auth, call) => {
  const number = z.coerce.number().int().min(1).catch(1)
  const page = number.parse(call.query('page'))
  const perPage = Math.min(1000, z.coerce.number().int().min(1).catch(50).parse(call.query('per_page')))
  const { users, total } = await actingAsConnection(auth.db, async (transaction) => {
    const ids = await transaction.rows(sql<{ id: string }>`
      select id from auth.users where deleted_at is null order by created_at desc, id limit ${perPage} offset ${(page - 1) * perPage}`)
    const count = await transaction.one(
      sql<{ total: number }>`select count(*) as total from auth.users where deleted_at is null`,
    )
    const replies = []
    for (const { id } of ids) replies.push(await userReply(transaction, await required(transaction, id)))
    return { users: replies, total: count.total }
  })
  const last = Math.max(1, Math.ceil(total / perPage))
  const link = (to: number, rel: string) =>
    `<${auth.siteUrl}/auth/v1/admin/users?page=${to}&per_page=${perPage}>; rel="${rel}"`
  call.http.header('X-Total-Count', String(total))
  call.http.header('Link', [...(page < last ? [link(page + 1, 'next')] : []), link(last, 'last')].join(', '))
  return call.http.json({ users, aud: 'authenticated' })
})

export const getUserById = authRoute('GET', '/admin/users/:id', 'secret key', async (auth, call) => {
  const id = idOf(call.http.req.param('id'))
  return call.http.json(
    await actingAsConnection(auth.db, async (transaction) => userReply(transaction, await required(transaction, id))),
  )
})

export const createUser = authRoute('POST', '/admin/users', 'secret key', async (auth, call) => {
  const wanted = await call.body(shape)
  if (wanted.email === undefined) throw new Fault('validation_failed', 400, 'email: An address is needed.')
  const user = await addUser(auth.db, {
    ...(wanted.id === undefined ? {} : { id: wanted.id }),
    email: wanted.email,
    passwordHash: await hashIn(wanted, wanted.email),
    confirmed: wanted.email_confirm === true,
    userMetadata: wanted.user_metadata,
    appMetadata: wanted.app_metadata,
  })
  return call.http.json(await actingAsConnection(auth.db, (transaction) => userReply(transaction, user)))
})

export const updateUser = authRoute('PUT', '/admin/users/:id', 'secret key', async (auth, call) => {
  const id = idOf(call.http.req.param('id'))
  const wanted = await call.body(shape)
  const hash = await hashIn(wanted, wanted.email ?? '')
  try {
    const reply = await actingAsConnection(auth.db, async (transaction) => {
      if ((await lockUser(transaction, id)) === undefined) throw notFound()
      await transaction.run(sql`
        update auth.users
           set email = coalesce(${wanted.email ?? null}::text, email),
               encrypted_password = coalesce(${hash}::text, encrypted_password),
               email_confirmed_at = case when ${wanted.email_confirm === true}::boolean then coalesce(email_confirmed_at, now()) else email_confirmed_at end,
               raw_user_meta_data = jsonb_strip_nulls(raw_user_meta_data || ${JSON.stringify(wanted.user_metadata)}::jsonb),
               raw_app_meta_data = jsonb_strip_nulls(raw_app_meta_data || ${JSON.stringify(wanted.app_metadata)}::jsonb),
               banned_until = ${banned(wanted.ban_duration)},
               updated_at = now()
         where id = ${id}`)
      if (wanted.email !== undefined)
        await dropOneTimes(transaction, id, ['recovery', 'magiclink', 'signup', 'email_change'])
      const ends = hash !== null || (wanted.ban_duration !== undefined && wanted.ban_duration !== 'none')
      if (ends) await endSessions(transaction, id, 'all')
      return await userReply(transaction, await required(transaction, id))
    })
    return call.http.json(reply)
  } catch (error) {
    if (violated(error, 'users_email_key')) throw taken(error)
    throw error
  }
})

const banned = (duration: string | undefined) => {
  if (duration === undefined) return sql`banned_until`
  return duration === 'none' ? sql`null` : sql`now() + make_interval(hours => ${Number(duration.slice(0, -1))}::int)`
}

/** Everything that belongs to the person goes with the row; sessions end, so the next request is refused. */
export const deleteUser = authRoute('DELETE', '/admin/users/:id', 'secret key', async (auth, call) => {
  const id = idOf(call.http.req.param('id'))
  const { should_soft_delete: soft } = await call.body(z.object({ should_soft_delete: z.boolean().default(false) }))
  if (soft) throw new Fault('validation_failed', 422, 'Suspend the account instead: this house deletes whole.')
  const gone = await actingAsConnection(auth.db, (transaction) =>
    transaction.run(sql`delete from auth.users where id = ${id}`),
  )
  if (gone === 0) throw notFound()
  return call.http.json({})
})
