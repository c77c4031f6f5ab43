import { sql } from 'kysely'
import type { Transaction } from '#kernel/db/acting.ts'

/** An account as the house sees it; tokens are sealed. */
export interface AccountRow {
  id: string
  user_id: string
  tiktok_account_id: string
  access_token: string | null
  refresh_token: string | null
  expires_at: Date | null
  refresh_expires_at: Date | null
  scopes: string[]
  state: 'connected' | 'reconnect' | 'removed'
  refreshed_at: Date | null
  username: string | null
}
const columns = sql`id, user_id, tiktok_account_id, access_token, refresh_token, expires_at, refresh_expires_at, scopes, state, refreshed_at, username`

export const accountById = (transaction: Transaction, id: string): Promise<AccountRow | undefined> =>
  transaction.first(sql<AccountRow>`select ${columns} from private.tiktok_auth where id = ${id}`)

/** An account as its owner sees it, with what went through this house in the last 24 hours. */
export interface SeenAccount {
  id: string
  state: 'connected' | 'reconnect' | 'removed'
  state_reason: string | null
  display_name: string
  username: string | null
  avatar_url: string | null
  scopes: string[]
  refresh_expires_at: Date | null
  created_at: Date
  posted: number
}
export const ownAccounts = (transaction: Transaction): Promise<SeenAccount[]> =>
  transaction.rows(sql<SeenAccount>`
    select a.id, a.state, a.state_reason, a.display_name, a.username, a.avatar_url, a.scopes, a.refresh_expires_at, a.created_at,
           (select count(*)::int from public.publications p
             where p.account_id = a.id and p.accepted_at > now() - interval '24 hours') as posted
      from public.tiktok_accounts a where a.state <> 'removed' order by a.created_at, a.id`)

/** Whether the account is the caller's own; runs under the caller's rights. */
export const ownsAccount = async (transaction: Transaction, id: string): Promise<boolean> =>
  (await transaction.first(sql`select 1 from public.tiktok_accounts where id = ${id} and state <> 'removed'`)) !==
  undefined

export const insertTrip = (
  transaction: Transaction,
  trip: { stateHash: string; userId: string; sessionId: string; verifier: string | null; seconds: number },
): Promise<number> =>
  transaction.run(sql`
    insert into private.tiktok_trips (state_hash, user_id, session_id, verifier, expires_at)
    values (${trip.stateHash}, ${trip.userId}, ${trip.sessionId}, ${trip.verifier}, now() + make_interval(secs => ${trip.seconds}))`)

/** Takes a trip away: good once, for the same person and session, and not too late. */
export const takeTrip = (
  transaction: Transaction,
  trip: { stateHash: string; userId: string; sessionId: string },
): Promise<{ verifier: string | null } | undefined> =>
  transaction.first(sql<{ verifier: string | null }>`
    delete from private.tiktok_trips
     where state_hash = ${trip.stateHash} and user_id = ${trip.userId} and session_id = ${trip.sessionId} and expires_at > now()
     returning verifier`)

export const forgetOldTrips = (transaction: Transaction): Promise<number> =>
  transaction.run(sql`delete from private.tiktok_trips where expires_at < now()`)

/** The row that this person's account over there has or gets: tokens are sealed for its id. */
export const accountIdFor = async (transaction: Transaction, userId: string, openId: string): Promise<string> => {
  const { id } = await transaction.one(sql<{ id: string }>`
    insert into private.tiktok_auth (user_id, tiktok_account_id) values (${userId}, ${openId})
    on conflict (user_id, tiktok_account_id) do update set updated_at = now() returning id`)
  return id
}

export interface SealedTokens {
  accessToken: string
  refreshToken: string
  expiresInSeconds: number
  /** Null when it was not told: what was known stays. */
  refreshExpiresInSeconds: number | null
  scopes: string[]
}
export const saveTokens = (transaction: Transaction, id: string, tokens: SealedTokens): Promise<number> =>
  transaction.run(sql`
    update private.tiktok_auth
       set access_token = ${tokens.accessToken}, refresh_token = ${tokens.refreshToken},
           expires_at = now() + make_interval(secs => ${tokens.expiresInSeconds}),
           refresh_expires_at = coalesce(now() + make_interval(secs => ${tokens.refreshExpiresInSeconds}::int), refresh_expires_at),
           scopes = ${tokens.scopes}::text[], state = 'connected', state_reason = null, refreshed_at = now(), refresh_claimed_at = null
     where id = ${id}`)

export const saveFace = (
  transaction: Transaction,
  id: string,
  face: { displayName: string; username: string | null; avatarUrl: string | null },
): Promise<number> =>
  transaction.run(sql`
    update private.tiktok_auth
       set display_name = ${face.displayName}, username = coalesce(${face.username}, username), avatar_url = ${face.avatarUrl}
     where id = ${id}`)

/**
 * Claims the right to refresh; true for one caller at a time. A claim that is two minutes old belongs to somebody who died.
 * Only while the account still holds the tokens that the caller saw.
 */
export const claimRefresh = async (transaction: Transaction, id: string, seenRefreshToken: string): Promise<boolean> =>
  (await transaction.run(sql`
    update private.tiktok_auth set refresh_claimed_at = now()
     where id = ${id} and state = 'connected' and refresh_token = ${seenRefreshToken}
       and (refresh_claimed_at is null or refresh_claimed_at < now() - interval '2 minutes')`)) === 1

export const dropClaim = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(sql`update private.tiktok_auth set refresh_claimed_at = null where id = ${id}`)

/** The access token is not good any more, whatever its hour says. */
export const expireAccess = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(
    sql`update private.tiktok_auth set expires_at = now() - interval '1 second' where id = ${id} and state = 'connected'`,
  )

export const markReconnect = (transaction: Transaction, id: string, reason: string): Promise<number> =>
  transaction.run(sql`
    update private.tiktok_auth
       set state = 'reconnect', state_reason = ${reason}, access_token = null, refresh_token = null, refresh_claimed_at = null
     where id = ${id} and state = 'connected'`)

/** Keys are forgotten; the row stays for the history of its posts. */
export const markRemoved = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(sql`
    update private.tiktok_auth
       set state = 'removed', state_reason = null, access_token = null, refresh_token = null, expires_at = null, refresh_claimed_at = null
     where id = ${id} and state <> 'removed'`)

/** Accounts whose tokens were not renewed for a week, so that nobody is signed out by silence. */
export const longQuiet = (transaction: Transaction): Promise<{ id: string }[]> =>
  transaction.rows(sql<{ id: string }>`
    select id from private.tiktok_auth
     where state = 'connected' and refresh_token is not null
       and (refreshed_at < now() - interval '7 days' or refresh_expires_at < now() + interval '14 days' and refreshed_at < now() - interval '1 day')
     order by refreshed_at limit 100`)

/** Everybody's accounts with this open_id: one for each person of the house who connected it. */
export const accountsOfOpenId = (transaction: Transaction, openId: string): Promise<AccountRow[]> =>
  transaction.rows(
    sql<AccountRow>`select ${columns} from private.tiktok_auth where tiktok_account_id = ${openId} and state = 'connected'`,
  )

/** What the profile of the original brief shows: which account, without anything secret. */
export const noteOnProfile = (transaction: Transaction, userId: string): Promise<number> =>
  transaction.run(sql`
    update public.profiles p
       set tiktok_account_id = a.tiktok_account_id,
           tiktok_auth_data = case when a.id is not null then jsonb_build_object(
             'displayName', a.display_name, 'username', a.username, 'scopes', a.scopes, 'state', a.state) end
      from (select ${userId}::uuid as user_id) u
      left join lateral (select * from private.tiktok_auth t where t.user_id = u.user_id and t.state <> 'removed' order by t.created_at limit 1) a on true
     where p.id = u.user_id`)

/** True the first time a note arrives. */
export const hearOnce = async (
  transaction: Transaction,
  note: { id: string; event: string; publishId: string | null; openId: string },
): Promise<boolean> =>
  (await transaction.run(sql`
    insert into private.tiktok_notes (id, event, publish_id, tiktok_account_id)
    values (${note.id}, ${note.event}, ${note.publishId}, ${note.openId}) on conflict do nothing`)) === 1

export const forgetOldNotes = (transaction: Transaction): Promise<number> =>
  transaction.run(sql`delete from private.tiktok_notes where received_at < now() - interval '7 days'`)

/** Posts that were to go out to an account that is gone need a person again. */
export const withdrawWaiting = (transaction: Transaction, accountId: string): Promise<number> =>
  transaction.run(sql`
    update public.publications set state = 'draft', consent_by = null, consent_at = null, consent_hash = null, consent_text = null
     where account_id = ${accountId} and state = 'approved'`)

/** Of an own account that is not gone; runs under the caller's rights. */
export const openIdOf = async (transaction: Transaction, id: string): Promise<string | undefined> =>
  (
    await transaction.first(sql<{ openId: string }>`
      select tiktok_account_id as "openId" from public.tiktok_accounts where id = ${id} and state <> 'removed'`)
  )?.openId
