import { sql } from 'kysely'
import type * as z from 'zod'
import type { consentPurpose } from '@greenroom/contract/rehearsals.ts'
import type { Transaction } from '#kernel/db/acting.ts'

export type Purpose = z.infer<typeof consentPurpose>
export interface ConsentRow {
  purpose: Purpose
  text_version: string
  given_at: Date
}

/** What this person agrees to at present. */
export const selectConsents = (transaction: Transaction, userId: string): Promise<ConsentRow[]> =>
  transaction.rows(sql<ConsentRow>`
    select purpose, text_version, given_at from public.recording_consents
     where user_id = ${userId} and withdrawn_at is null order by purpose`)

/** Answers how many are new. */
export const insertConsents = (
  transaction: Transaction,
  userId: string,
  purposes: readonly Purpose[],
  textVersion: string,
): Promise<number> =>
  transaction.run(sql`
    insert into public.recording_consents (user_id, purpose, text_version)
    select ${userId}::uuid, p, ${textVersion} from unnest(${[...new Set(purposes)]}::text[]) p
    on conflict (user_id, purpose) where withdrawn_at is null do nothing`)

/** Words that are agreed to anew under another text: the earlier agreement ends with that. */
export const endOlder = (
  transaction: Transaction,
  userId: string,
  purposes: readonly Purpose[],
  textVersion: string,
): Promise<number> =>
  transaction.run(sql`
    update public.recording_consents set withdrawn_at = now()
     where user_id = ${userId} and purpose = any(${[...purposes]}::text[]) and withdrawn_at is null and text_version <> ${textVersion}`)

export const withdraw = (
  transaction: Transaction,
  userId: string,
  purpose: Purpose,
): Promise<{ withdrawn_at: Date } | undefined> =>
  transaction.first(sql<{ withdrawn_at: Date }>`
    update public.recording_consents set withdrawn_at = now()
     where user_id = ${userId} and purpose = ${purpose} and withdrawn_at is null returning withdrawn_at`)
