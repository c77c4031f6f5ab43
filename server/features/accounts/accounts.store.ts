import { sql } from 'kysely'
import type { AccountStatus, Me, Role, Session } from '@greenroom/contract/accounts.ts'
import type { Transaction } from '#kernel/db/acting.ts'

interface MeRow extends Omit<Me, 'preferences' | 'quota' | 'createdAt'> {
  preference: unknown
  usedBytes: number
  createdAt: Date
}

export const selectMe = (transaction: Transaction, userId: string): Promise<MeRow> =>
  transaction.one(sql<MeRow>`
    select p.id, p.email, p.first_name as "firstName", p.last_name as "lastName", p.company, p.bio, p.avatar_url as "avatarUrl",
           p.role, p.status, p.status_reason as "statusReason", s.preference, private.used_bytes(p.id) as "usedBytes",
           p.created_at as "createdAt"
      from public.profiles p left join public.user_settings s on s.user_id = p.id
     where p.id = ${userId}`)

export const updateAvatar = (transaction: Transaction, userId: string, url: string | null): Promise<number> =>
  transaction.run(sql`update public.profiles set avatar_url = ${url}::text where id = ${userId}`)

/** Says of a file that is about to be written that it may be taken away, unless a profile shows it by then. */
export const insertLooseAvatar = (transaction: Transaction, key: string): Promise<number> =>
  transaction.run(sql`insert into private.loose_avatars (key, due) values (${key}, now() + interval '1 hour')`)

export const selectLooseAvatars = (transaction: Transaction, most: number): Promise<{ key: string }[]> =>
  transaction.rows(
    sql<{ key: string }>`select key from private.loose_avatars where due <= now() order by due, key limit ${most}`,
  )

export const deleteLooseAvatars = (transaction: Transaction, keys: readonly string[]): Promise<number> =>
  transaction.run(sql`delete from private.loose_avatars where key = any (${[...keys]}::text[]) and due <= now()`)

export interface ProfileChanges {
  firstName?: string | undefined
  lastName?: string | undefined
  company?: string | undefined
  bio?: string | undefined
}

export const updateProfile = (transaction: Transaction, userId: string, changes: ProfileChanges): Promise<number> =>
  transaction.run(sql`
    update public.profiles
       set first_name = coalesce(${changes.firstName ?? null}::text, first_name),
           last_name = coalesce(${changes.lastName ?? null}::text, last_name),
           company = coalesce(${changes.company ?? null}::text, company),
           bio = coalesce(${changes.bio ?? null}::text, bio)
     where id = ${userId}`)

/** Only the given fields change; two windows that change different ones do not undo each other. */
export const mergePreferences = (transaction: Transaction, userId: string, changes: object): Promise<number> =>
  transaction.run(sql`
    insert into public.user_settings (user_id, preference) values (${userId}, ${JSON.stringify(changes)}::jsonb)
    on conflict (user_id) do update set preference = public.user_settings.preference || excluded.preference`)

export const selectSessions = (
  transaction: Transaction,
): Promise<(Omit<Session, 'current' | 'createdAt' | 'refreshedAt'> & { createdAt: Date; refreshedAt: Date })[]> =>
  transaction.rows(sql`
    select id, user_agent as "userAgent", ip, created_at as "createdAt", refreshed_at as "refreshedAt" from private.my_sessions()`)

export const deleteSession = async (transaction: Transaction, sessionId: string): Promise<boolean> => {
  const { ended } = await transaction.one(sql<{ ended: boolean }>`select private.end_my_session(${sessionId}) as ended`)
  return ended
}

/** What the database itself must know: who becomes the first admin, and whether others wait for one. */
export const writeHouseSettings = (transaction: Transaction, settings: Record<string, unknown>): Promise<number> =>
  transaction.run(sql`
    insert into private.house_settings (key, value)
    select key, value from jsonb_each(${JSON.stringify(settings)}::jsonb)
    on conflict (key) do update set value = excluded.value`)

/** Makes this confirmed person the admin of a house that has none; answers their id, or undefined when nothing was to do. */
export const promoteFirstAdmin = async (transaction: Transaction, email: string): Promise<string | undefined> => {
  const promoted = await transaction.first(sql<{ id: string }>`
    update public.profiles set role = 'admin', status = 'approved', status_reason = null
     where lower(email) = lower(${email}) and confirmed_at is not null
       and not exists (select from public.profiles where role = 'admin' and status = 'approved')
    returning id`)
  if (promoted !== undefined) {
    await transaction.rows(
      sql`select private.write_audit('account.role', ${promoted.id}, '{"to":"admin","by":"ADMIN_EMAIL"}')`,
    )
  }
  return promoted?.id
}

export interface PersonRow {
  id: string
  email: string
  firstName: string
  lastName: string
  company: string
  avatarUrl: string | null
  role: Role
  status: AccountStatus
  statusReason: string | null
  confirmed: boolean
  lastSignInAt: Date | null
  createdAt: Date
}

const personColumns = sql`
  p.id, p.email, p.first_name as "firstName", p.last_name as "lastName", p.company, p.avatar_url as "avatarUrl", p.role, p.status,
  p.status_reason as "statusReason", p.confirmed_at is not null as confirmed, p.created_at as "createdAt"`

export const selectPeople = async (
  transaction: Transaction,
  {
    like,
    status,
    before,
    most,
  }: { like: string | null; status: AccountStatus | null; before: string | null; most: number },
): Promise<{ people: PersonRow[]; more: boolean }> => {
  // Instants travel in milliseconds, so pages are cut between them, and a page may be longer when many share the last one.
  const people = await transaction.rows(sql<PersonRow>`
    with page as (
      select p.* from public.profiles p
       where (${status}::public.account_status is null or p.status = ${status}::public.account_status)
         and (${before}::timestamptz is null or date_trunc('milliseconds', p.created_at) < ${before}::timestamptz)
         and (${like}::text is null
              or lower(extensions.unaccent(p.email || ' ' || p.first_name || ' ' || p.last_name || ' ' || p.company)) like ${like}::text)
       order by date_trunc('milliseconds', p.created_at) desc fetch first ${most} rows with ties
    )
    select ${personColumns}, s.at as "lastSignInAt"
      from page p left join private.last_sign_ins(array(select id from page)) s on s.id = p.id
     order by p.created_at desc, p.id`)
  const last = people.at(-1)
  if (last === undefined || people.length < most) return { people, more: false }
  const { more } = await transaction.one(sql<{ more: boolean }>`
    select exists (
      select from public.profiles p
       where (${status}::public.account_status is null or p.status = ${status}::public.account_status)
         and date_trunc('milliseconds', p.created_at) < ${last.createdAt.toISOString()}::timestamptz
         and (${like}::text is null
              or lower(extensions.unaccent(p.email || ' ' || p.first_name || ' ' || p.last_name || ' ' || p.company)) like ${like}::text)
    ) as more`)
  return { people, more }
}

export const selectPerson = (transaction: Transaction, personId: string): Promise<PersonRow | undefined> =>
  transaction.first(sql<PersonRow>`
    select ${personColumns}, (select at from private.last_sign_ins(array[p.id])) as "lastSignInAt"
      from public.profiles p where p.id = ${personId}`)

/** One decision about people at a time, as in the database's own functions. */
export const lockDecisions = (transaction: Transaction): Promise<unknown> =>
  transaction.rows(sql`select pg_advisory_xact_lock(814001)`)

export const setStatus = (
  transaction: Transaction,
  personId: string,
  status: AccountStatus,
  reason: string | null,
): Promise<unknown> =>
  transaction.rows(
    sql`select private.set_account_status(${personId}, ${status}::public.account_status, ${reason}::text)`,
  )

export const setRole = (transaction: Transaction, personId: string, role: Role): Promise<unknown> =>
  transaction.rows(sql`select private.set_account_role(${personId}, ${role}::public.account_role)`)

/** Where somebody is written to. */
export const selectAddress = (
  transaction: Transaction,
  personId: string,
): Promise<{ email: string; language: string | null } | undefined> =>
  transaction.first(sql`select email, language from private.postal_address(${personId})`)
