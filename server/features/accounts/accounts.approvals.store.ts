import { sql } from 'kysely'
import type { AccountStatus } from '@greenroom/contract/accounts.ts'
import type { Transaction } from '#kernel/db/acting.ts'

export interface PendingPerson {
  id: string
  email: string
  firstName: string
  lastName: string
  company: string
}

/** People who wait and of whom no admin has been told yet. Rows that another process has in hand are left to it. */
export const lockUnannounced = (transaction: Transaction, most: number): Promise<PendingPerson[]> =>
  transaction.rows(sql<PendingPerson>`
    select id, email, first_name as "firstName", last_name as "lastName", company from public.profiles
     where status = 'pending' and confirmed_at is not null and announced_at is null
     order by confirmed_at limit ${most} for update skip locked`)

export const markAnnounced = (transaction: Transaction, personId: string): Promise<number> =>
  transaction.run(sql`update public.profiles set announced_at = now() where id = ${personId}`)

export const selectAdmins = (transaction: Transaction): Promise<{ email: string; language: string | null }[]> =>
  transaction.rows(sql`
    select p.email, private.letter_language(p.id) as language from public.profiles p
     where p.role = 'admin' and p.status = 'approved' order by p.created_at`)

export const insertApproval = (
  transaction: Transaction,
  approval: { userId: string; tokenHash: string; action: 'approve' | 'reject' },
): Promise<number> =>
  transaction.run(sql`
    insert into public.admin_approvals (user_id, token, action) values (${approval.userId}, ${approval.tokenHash}, ${approval.action})`)

export interface ApprovalRow extends PendingPerson {
  action: 'approve' | 'reject'
  expiresAt: Date
  expired: boolean
  used: boolean
  status: AccountStatus
}

/** Locked, so that of two clicks at once one waits and then finds it used. */
export const lockApproval = (transaction: Transaction, tokenHash: string): Promise<ApprovalRow | undefined> =>
  transaction.first(sql<ApprovalRow>`
    select p.id, p.email, p.first_name as "firstName", p.last_name as "lastName", p.company, p.status, a.action,
           a.expires_at as "expiresAt", a.expires_at <= now() as expired, a.used_at is not null as used
      from public.admin_approvals a join public.profiles p on p.id = a.user_id
     where a.token = ${tokenHash} for update of a`)

/** All links about this person are over with the decision. */
export const closeApprovals = (transaction: Transaction, personId: string): Promise<number> =>
  transaction.run(
    sql`update public.admin_approvals set used_at = now() where user_id = ${personId} and used_at is null`,
  )
