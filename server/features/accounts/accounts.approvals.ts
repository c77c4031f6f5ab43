import type { AccountStatus } from '@greenroom/contract/accounts.ts'
import { actingAs, type Actor, type Transaction } from '#kernel/db/acting.ts'
import { announceToAdmins } from '#kernel/events/events.ts'
import { Fault } from '#kernel/fault.ts'
import { hashToken, newToken } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import {
  insertApproval,
  lockApproval,
  lockUnannounced,
  markAnnounced,
  selectAdmins,
  closeApprovals,
  type ApprovalRow,
  type PendingPerson,
} from './accounts.approvals.store.ts'
import { knownLanguage, tellDecision } from './accounts.people.ts'
import { fullName } from './accounts.rules.ts'
import { lockDecisions, setStatus } from './accounts.store.ts'

const house = (reason: string): Actor => ({ kind: 'house', reason })
const atOnce = 50

/**
 * Tells the admins about everybody who has confirmed their address and waits. Links, mails and the mark that it is done are
 * one transaction, so nobody is announced twice and nobody is forgotten. Answers how many were announced.
 */
export const announcePending = (tools: Tools): Promise<number> =>
  actingAs(tools.db, house('announce people'), async (transaction) => {
    const waiting = await lockUnannounced(transaction, atOnce)
    if (waiting.length === 0) return 0
    const admins = await recipients(tools, transaction)
    // Nobody to tell yet: they stay unannounced until there is an admin.
    if (admins.length === 0) return 0
    for (const person of waiting) await announceOne(tools, transaction, person, admins)
    await announceToAdmins(transaction, { type: 'people.changed' })
    return waiting.length
  })

/** Somebody has confirmed their address: the admins hear of it now, not at the next round of the schedule, which mends a failure. */
export const announceSoon = (tools: Tools): void =>
  void announcePending(tools).catch((error: unknown) => tools.log.warn({ error }, 'could not announce people'))

type Recipient = { email: string; language: string | null }

const recipients = async (tools: Tools, transaction: Transaction): Promise<Recipient[]> => {
  const admins = await selectAdmins(transaction)
  const first = tools.config.ADMIN_EMAIL
  return admins.length > 0 || first === undefined ? admins : [{ email: first, language: null }]
}

const announceOne = async (
  tools: Tools,
  transaction: Transaction,
  person: PendingPerson,
  admins: readonly Recipient[],
): Promise<void> => {
  const links = {
    approve: await linkTo(tools, transaction, person, 'approve'),
    reject: await linkTo(tools, transaction, person, 'reject'),
  }
  for (const { email, language } of admins) {
    await tools.post(transaction, {
      to: email,
      language: knownLanguage(language),
      letter: {
        kind: 'approval-wanted',
        name: fullName(person),
        email: person.email,
        company: person.company,
        approveLink: links.approve,
        rejectLink: links.reject,
      },
    })
  }
  await markAnnounced(transaction, person.id)
}

const linkTo = async (
  tools: Tools,
  transaction: Transaction,
  person: PendingPerson,
  action: 'approve' | 'reject',
): Promise<string> => {
  const token = newToken()
  await insertApproval(transaction, { userId: person.id, tokenHash: hashToken(token), action })
  return `${tools.siteUrl}/approve/${token}`
}

/** What a mailed link is about; reading it changes nothing. Throws Fault `approvals.not_found`, `approvals.used`, `approvals.expired`. */
export const readApproval = (
  tools: Tools,
  token: string,
): Promise<{ action: 'approve' | 'reject'; email: string; name: string; company: string; expiresAt: string }> =>
  actingAs(tools.db, house('read an approval link'), async (transaction) => {
    const { action, email, company, expiresAt, ...person } = await openApproval(transaction, token)
    return { action, email, company, name: fullName(person), expiresAt: expiresAt.toISOString() }
  })

/** Does what a mailed link says, once. Throws the same Faults as `readApproval`. */
export const decideByLink = (
  tools: Tools,
  token: string,
  reason: string | null,
): Promise<{ status: AccountStatus; email: string }> =>
  actingAs(tools.db, house('mailed approval link'), async (transaction) => {
    await lockDecisions(transaction)
    const approval = await openApproval(transaction, token)
    const status = approval.action === 'approve' ? 'approved' : 'rejected'
    await closeApprovals(transaction, approval.id)
    await setStatus(transaction, approval.id, status, reason)
    await tellDecision(tools, transaction, approval.id, approval.status, status, reason)
    return { status, email: approval.email }
  })

const openApproval = async (transaction: Transaction, token: string): Promise<ApprovalRow> => {
  const approval = await lockApproval(transaction, hashToken(token))
  if (approval === undefined)
    throw new Fault('approvals.not_found', 404, 'This link is not known. Copy it whole from the mail.')
  if (approval.used) throw new Fault('approvals.used', 410, 'This has been decided already. The people page shows how.')
  if (approval.expired)
    throw new Fault('approvals.expired', 410, 'This link is older than 48 hours. Decide on the people page.')
  return approval
}
