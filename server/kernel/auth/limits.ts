import { createHash } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import { sql } from 'kysely'
import { actingAsConnection } from '../db/acting.ts'
import type { Database } from '../db/db.ts'
import { Fault } from '../fault.ts'

/** How often something may be tried. Counted in the database, so that neither a restart nor a second process forgets. */
export interface Limit {
  /** What is counted, with for whom, e.g. `password:address:an@example.test`. */
  key: string
  most: number
  seconds: number
  /** The error code that the refusal carries; without one, `over_request_rate_limit` of Supabase Auth. */
  code?: string
}

const minute = 60
const hour = 3600

/** A page that many people of one office share has one address, so the limits of a network are generous. */
export const limitsOf = {
  signUp: (network: string): Limit[] => [{ key: `sign-up:network:${network}`, most: 40, seconds: 10 * minute }],
  mail: (email: string, network: string): Limit[] => [
    { key: `mail:address:${email}`, most: 1, seconds: minute, code: 'over_email_send_rate_limit' },
    { key: `mail-hourly:address:${email}`, most: 10, seconds: hour, code: 'over_email_send_rate_limit' },
    { key: `mail:network:${network}`, most: 80, seconds: hour, code: 'over_email_send_rate_limit' },
  ],
  /** Right passwords are given back: only wrong ones count. */
  password: (email: string, network: string): Limit[] => [
    { key: `password:pair:${email} ${network}`, most: 10, seconds: 5 * minute },
    { key: `password:address:${email}`, most: 60, seconds: hour },
    { key: `password:network:${network}`, most: 60, seconds: 5 * minute },
  ],
  /** On top of five tries for each code. Right ones are given back. */
  code: (network: string, email?: string): Limit[] => [
    { key: `code:network:${network}`, most: 30, seconds: 5 * minute },
    ...(email === undefined ? [] : [{ key: `code:address:${email}`, most: 20, seconds: hour }]),
  ],
  exchange: (network: string): Limit[] => [{ key: `exchange:network:${network}`, most: 120, seconds: 5 * minute }],
  refresh: (network: string): Limit[] => [{ key: `refresh:network:${network}`, most: 600, seconds: 5 * minute }],
  trip: (network: string): Limit[] => [{ key: `trip:network:${network}`, most: 60, seconds: 5 * minute }],
}

/**
 * Counts one try under each limit. Throws Fault 429 when one is over, with the seconds to wait; nothing is counted then,
 * so that who presses a button ten times in a minute does not use up the tries of the hour.
 */
export const take = (db: Database, limits: readonly Limit[]): Promise<void> =>
  actingAsConnection(db, async (transaction) => {
    const counted = await transaction.rows(sql<{ key: string; tries: number; wait: number }>`
      insert into auth.attempts as counted (key, tries, until)
      select key, 1, now() + make_interval(secs => seconds)
        from unnest(${limits.map((limit) => hashed(limit.key))}::text[], ${limits.map((limit) => limit.seconds)}::int[]) as wanted (key, seconds)
       order by key
      on conflict (key) do update
         set tries = case when counted.until < now() then 1 else counted.tries + 1 end,
             until = case when counted.until < now() then excluded.until else counted.until end
      returning key, tries, greatest(1, ceil(extract(epoch from until - now())))::int as wait`)
    const over = limits.flatMap((limit) => {
      const count = counted.find(({ key }) => key === hashed(limit.key))
      return count !== undefined && count.tries > limit.most ? [{ limit, wait: count.wait }] : []
    })
    const worst = over.toSorted((one, other) => other.wait - one.wait)[0]
    if (worst === undefined) return
    // Thrown inside the transaction, which takes the counts back.
    throw new Fault(
      worst.limit.code ?? 'over_request_rate_limit',
      429,
      `Too many attempts. Try again in ${worst.wait} seconds.`,
      { retryAfterSeconds: worst.wait },
    )
  })

/** Takes back what `take` counted, for a try that was right. */
export const giveBack = (db: Database, limits: readonly Limit[]): Promise<number> =>
  actingAsConnection(db, (transaction) =>
    transaction.run(sql`
      update auth.attempts set tries = tries - 1
       where key = any (${limits.map((limit) => hashed(limit.key))}::text[]) and tries > 0`),
  )

const hashed = (key: string): string => createHash('sha256').update(key).digest('base64url')

/** Whose attempts count together: one address of the old kind, one household (/64) of the new kind. */
export const networkOf = (ip: string): string => {
  if (!ipaddr.isValid(ip)) return 'unknown'
  const address = ipaddr.process(ip)
  if (address.kind() === 'ipv4') return address.toString()
  return `${(address as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}
