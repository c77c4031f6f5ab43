import { sql } from 'kysely'
import { Fault } from '../fault.ts'
import type { Transaction } from './acting.ts'

/**
 * Keeps the answer to a click that carried a key, in the transaction that does the work. Answers what an earlier click with
 * the same key got, or null for a new one. Throws `request.key_used` when the key belonged to something else.
 */
export const claimRequest = async (
  transaction: Transaction,
  claim: { userId: string; key: string; purpose: string; result: unknown },
): Promise<unknown> => {
  const mine = await transaction.run(sql`
    insert into public.request_keys (user_id, key, purpose, result)
    values (${claim.userId}, ${claim.key}, ${claim.purpose}, ${JSON.stringify(claim.result)}::jsonb) on conflict do nothing`)
  if (mine === 1) return null
  const earlier = await transaction.one(sql<{ purpose: string; result: unknown }>`
    select purpose, result from public.request_keys where user_id = ${claim.userId} and key = ${claim.key}`)
  if (earlier.purpose !== claim.purpose)
    throw new Fault(
      'request.key_used',
      409,
      'This request carries the key of another one. Reload the page and try again.',
    )
  return earlier.result
}
