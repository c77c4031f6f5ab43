import type { Language } from '@greenroom/contract/accounts.ts'
import type { GivenRole, InvitationState, InviteOutcome, OwnInvitation } from '@greenroom/contract/workspaces.ts'
import { giveBack, networkOf, take, type Limit } from '#kernel/auth/limits.ts'
import { actingAs, type Actor, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { Fault } from '#kernel/fault.ts'
import { hashToken, newToken } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import {
  closeInvitation,
  decline,
  insertInvitation,
  join,
  selectInvitation,
  selectLetter,
  selectOwnInvitations,
  selectOwnName,
  selectWorkspace,
} from './workspaces.store.ts'

const hour = 3600
/** Somebody who is invited cannot stop the letters, so the house does. */
const letterLimits = (actor: PersonActor, email: string): Limit[] => [
  { key: `invitation:address:${email}`, most: 5, seconds: hour },
  { key: `invitation:person:${actor.userId}`, most: 200, seconds: 24 * hour },
]
/** Tokens are not guessed; this keeps it so. */
const readLimit = (ip: string): Limit[] => [{ key: `invitation:network:${networkOf(ip)}`, most: 120, seconds: 300 }]

interface Wish {
  workspaceId: string
  role: GivenRole
  language: Language
}

/**
 * Invites each address by itself, so that one that cannot be does not stop the others. Invitation and letter are one
 * transaction. Throws Fault `workspaces.not_leader`, `workspaces.not_owner` for an admin who invites admins.
 */
export const invitePeople = async (
  tools: Tools,
  actor: PersonActor,
  { emails, ...wish }: Wish & { emails: readonly string[] },
): Promise<{ email: string; outcome: InviteOutcome }[]> => {
  const outcomes: { email: string; outcome: InviteOutcome }[] = []
  for (const email of new Set(emails)) {
    const outcome = await outcomeOf(tools, actor, { ...wish, email })
    outcomes.push({ email, outcome })
  }
  return outcomes
}

const expected: Readonly<Record<string, InviteOutcome>> = {
  'workspaces.already_member': 'already_member',
  'workspaces.full': 'full',
  over_request_rate_limit: 'too_soon',
}

const outcomeOf = async (tools: Tools, actor: PersonActor, wish: Wish & { email: string }): Promise<InviteOutcome> => {
  try {
    await limited(tools, letterLimits(actor, wish.email), () =>
      actingAs(tools.db, actor, (transaction) => inviteOne(tools, transaction, wish)),
    )
    return 'sent'
  } catch (error) {
    const outcome = error instanceof Fault ? expected[error.code] : undefined
    if (outcome === undefined) throw error
    return outcome
  }
}

/** Only what is sent counts: who may not invite uses up nobody's letters. */
const limited = async (tools: Tools, limits: readonly Limit[], work: () => Promise<void>): Promise<void> => {
  await take(tools.db, limits)
  try {
    await work()
  } catch (error) {
    await giveBack(tools.db, limits)
    throw error
  }
}

const inviteOne = async (
  tools: Tools,
  transaction: Transaction,
  { workspaceId, email, role, language }: Wish & { email: string },
): Promise<void> => {
  const token = newToken()
  await insertInvitation(transaction, { workspaceId, email, role, tokenHash: hashToken(token) })
  const workspace = await selectWorkspace(transaction, workspaceId)
  await tools.post(transaction, {
    to: email,
    language,
    letter: {
      kind: 'workspace-invitation',
      workspace: workspace?.name ?? '',
      inviter: await selectOwnName(transaction),
      link: `${tools.siteUrl}/join?token=${token}`,
    },
  })
}

/** Throws Fault `workspaces.invite_gone`, `workspaces.full` (the seat was given away when it ran out), 429. */
export const resendInvitation = async (
  tools: Tools,
  actor: PersonActor,
  { workspaceId, invitationId }: { workspaceId: string; invitationId: string },
  language: Language,
): Promise<void> => {
  const found = await actingAs(tools.db, actor, (transaction) => openInvitation(transaction, workspaceId, invitationId))
  await limited(tools, letterLimits(actor, found.email), () =>
    actingAs(tools.db, actor, async (transaction) => {
      // Looked up again: it may have been used or taken back meanwhile.
      await openInvitation(transaction, workspaceId, invitationId)
      await inviteOne(tools, transaction, { workspaceId, language, ...found })
    }),
  )
}

export const revokeInvitation = (
  tools: Tools,
  actor: PersonActor,
  { workspaceId, invitationId }: { workspaceId: string; invitationId: string },
): Promise<void> =>
  actingAs(tools.db, actor, async (transaction) => {
    await openInvitation(transaction, workspaceId, invitationId)
    await closeInvitation(transaction, invitationId)
  })

/** What a letter is about, for whoever holds it. Throws Fault `workspaces.invite_unknown`, 429. */
export const readInvitation = async (
  tools: Tools,
  actor: Actor,
  token: string,
  ip: string,
): Promise<{
  workspaceName: string
  role: GivenRole
  maskedEmail: string
  state: InvitationState
  expiresAt: string
}> => {
  await take(tools.db, readLimit(ip))
  return await actingAs(tools.db, actor, async (transaction) => {
    const letter = await selectLetter(transaction, hashToken(token))
    if (letter === undefined)
      throw new Fault('workspaces.invite_unknown', 404, 'This link is not known. Copy it whole from the mail.')
    return { ...letter, expiresAt: letter.expiresAt.toISOString() }
  })
}

/** Throws Fault `workspaces.invite_gone`, `workspaces.invite_other_address`, `workspaces.full`. */
export const acceptInvitation = (
  tools: Tools,
  actor: PersonActor,
  by: { token: string } | { invitationId: string },
): Promise<{ workspaceId: string }> =>
  actingAs(tools.db, actor, async (transaction) => ({
    workspaceId: await join(transaction, 'token' in by ? { tokenHash: hashToken(by.token) } : by),
  }))

/** By whoever holds the letter, or by the person whose address it names. Throws Fault `workspaces.invite_gone`, 429. */
export const declineInvitation = async (
  tools: Tools,
  actor: Actor,
  by: { token: string; ip: string } | { invitationId: string },
): Promise<void> => {
  if ('token' in by) await take(tools.db, readLimit(by.ip))
  await actingAs(tools.db, actor, (transaction) =>
    decline(transaction, 'token' in by ? { tokenHash: hashToken(by.token) } : by),
  )
}

export const listOwnInvitations = (tools: Tools, actor: PersonActor): Promise<OwnInvitation[]> =>
  actingAs(tools.db, actor, async (transaction) =>
    (await selectOwnInvitations(transaction)).map((row) => ({ ...row, expiresAt: row.expiresAt.toISOString() })),
  )

const openInvitation = async (
  transaction: Transaction,
  workspaceId: string,
  invitationId: string,
): Promise<{ email: string; role: GivenRole }> => {
  const found = await selectInvitation(transaction, workspaceId, invitationId)
  if (found === undefined) throw new Fault('workspaces.invite_gone', 404, 'This invitation is not open any more.')
  return found
}
