import { sql } from 'kysely'
import * as z from 'zod'
import { actingAsConnection } from '../db/acting.ts'
import type { Database } from '../db/db.ts'
import { jobKind, work, type Schedule, type Work } from '../jobs/jobs.ts'

export const authCleanup = jobKind('auth.cleanup', z.strictObject({}))
export const authCleanupSchedule: Schedule = { kind: authCleanup, cron: '23 * * * *' }

/** Takes away what has no meaning any more: counts of attempts, links, codes and tokens that are over, sessions long unused. */
export const cleanUp = (db: Database): Promise<void> =>
  actingAsConnection(db, async (transaction) => {
    await transaction.run(sql`delete from auth.attempts where until < now()`)
    await transaction.run(sql`delete from auth.one_time_tokens where expires_at < now()`)
    await transaction.run(sql`delete from auth.sign_in_trips where created_at < now() - interval '1 hour'`)
    await transaction.run(sql`delete from auth.sign_in_codes where created_at < now() - interval '1 hour'`)
    // A used token is kept while its session could still be stolen from: an access token lives an hour, a laptop sleeps longer.
    await transaction.run(sql`delete from auth.refresh_tokens where used_at < now() - interval '30 days'`)
    await transaction.run(sql`
      delete from auth.sessions
       where not_after < now() or coalesce(refreshed_at at time zone 'UTC', created_at) < now() - interval '60 days'`)
    // Somebody who never confirmed: nothing hangs on the account, and the address is free again.
    await transaction.run(sql`
      delete from auth.users u using public.profiles p
       where p.id = u.id and u.email_confirmed_at is null and p.status = 'pending' and u.banned_until is null
         and u.updated_at < now() - interval '30 days'`)
  })

export const authCleanupWork = (db: Database): Work => work(authCleanup, () => cleanUp(db))
