import * as z from 'zod'
import { language } from './accounts.ts'
import { endpoint } from './endpoint.ts'
import { instant, nothing, title, uuid } from './shapes.ts'

// People who practise together: who is in, who is invited, what is kept for how long.

export const workspaceRole = z.enum(['owner', 'admin', 'member'])
export type WorkspaceRole = z.infer<typeof workspaceRole>
/** Nobody is invited or made owner: a workspace is handed over. */
export const givenRole = z.enum(['admin', 'member'])
export type GivenRole = z.infer<typeof givenRole>
export const workspacePlan = z.enum(['starter', 'pro', 'team'])
export type WorkspacePlan = z.infer<typeof workspacePlan>

const days = z.number().int().min(1).max(3650).nullable()
export const workspace = z.strictObject({
  id: uuid,
  name: z.string(),
  /** What the caller is in it. */
  role: workspaceRole,
  plan: workspacePlan,
  people: z.number().int(),
  /** Invitations that are open; 0 for members, who do not see them. */
  invited: z.number().int(),
  ownerName: z.string(),
  /** Days after which recordings, the words of calls and whole calls go; null = they stay until somebody deletes them. */
  audioDays: days,
  transcriptDays: days,
  scoreDays: days,
  /** Nothing goes by itself while this is set. */
  legalHold: z.boolean(),
  createdAt: instant,
})
export type Workspace = z.infer<typeof workspace>

export const fellow = z.strictObject({
  userId: uuid,
  firstName: z.string(),
  lastName: z.string(),
  /** For leaders, and for oneself. */
  email: z.string().nullable(),
  avatarUrl: z.string().nullable(),
  role: workspaceRole,
  joinedAt: instant,
})
export type Fellow = z.infer<typeof fellow>

export const invitationState = z.enum(['open', 'used', 'declined', 'revoked', 'expired'])
export type InvitationState = z.infer<typeof invitationState>
export const invitation = z.strictObject({
  id: uuid,
  email: z.string(),
  role: givenRole,
  state: invitationState,
  invitedBy: z.string().nullable(),
  createdAt: instant,
  expiresAt: instant,
})
export type Invitation = z.infer<typeof invitation>

export const listWorkspaces = endpoint({
  method: 'GET',
  path: '/api/workspaces',
  summary: 'The workspaces one is in, oldest first',
  access: 'approved',
  reply: z.strictObject({ workspaces: z.array(workspace) }),
})
export const createWorkspace = endpoint({
  method: 'POST',
  path: '/api/workspaces',
  summary: 'Make a workspace; who makes it owns it',
  access: 'approved',
  body: z.strictObject({ name: title }),
  reply: workspace,
  status: 201,
})

const ofWorkspace = z.strictObject({ workspaceId: uuid })
export const getWorkspace = endpoint({
  method: 'GET',
  path: '/api/workspaces/:workspaceId',
  summary: 'One workspace with its people; invitations for those who lead it',
  access: 'approved',
  params: ofWorkspace,
  reply: z.strictObject({ workspace, people: z.array(fellow), invitations: z.array(invitation) }),
})
export const changeWorkspace = endpoint({
  method: 'PATCH',
  path: '/api/workspaces/:workspaceId',
  summary: 'Change the name, or what is kept for how long; leaders only',
  access: 'approved',
  params: ofWorkspace,
  body: z.strictObject({
    name: title.optional(),
    audioDays: days.optional(),
    transcriptDays: days.optional(),
    scoreDays: days.optional(),
    legalHold: z.boolean().optional(),
  }),
  reply: workspace,
})
export const deleteWorkspace = endpoint({
  method: 'POST',
  path: '/api/workspaces/:workspaceId/deletion',
  summary: 'Delete a workspace for everybody in it; its owner types the name. Calls stay with those who made them',
  access: 'approved',
  params: ofWorkspace,
  body: z.strictObject({ name: z.string().max(200) }),
  reply: nothing,
})
export const handOverWorkspace = endpoint({
  method: 'POST',
  path: '/api/workspaces/:workspaceId/owner',
  summary: 'Hand a workspace to somebody in it; who did stays an admin of it',
  access: 'approved',
  params: ofWorkspace,
  body: z.strictObject({ userId: uuid }),
  reply: nothing,
})

const ofFellow = z.strictObject({ workspaceId: uuid, userId: uuid })
export const changeFellow = endpoint({
  method: 'PATCH',
  path: '/api/workspaces/:workspaceId/people/:userId',
  summary: 'Change what somebody is in a workspace; its owner only',
  access: 'approved',
  params: ofFellow,
  body: z.strictObject({ role: givenRole }),
  reply: nothing,
})
export const removeFellow = endpoint({
  method: 'DELETE',
  path: '/api/workspaces/:workspaceId/people/:userId',
  summary: 'Leave, or take somebody out; calls they shared are theirs alone again',
  access: 'approved',
  params: ofFellow,
  reply: nothing,
})

/** What came of one address. `too_soon`: it has had several letters within the hour. */
export const inviteOutcome = z.enum(['sent', 'already_member', 'full', 'too_soon'])
export type InviteOutcome = z.infer<typeof inviteOutcome>
/** As it is compared: small letters, no space around it. */
export const inviteAddress = z.string().trim().toLowerCase().max(254).pipe(z.email())
export const invitePeople = endpoint({
  method: 'POST',
  path: '/api/workspaces/:workspaceId/invitations',
  summary: 'Invite people by mail, for seven days; who is invited again gets a new letter and the old one is void',
  access: 'approved',
  params: ofWorkspace,
  body: z.strictObject({
    emails: z.array(inviteAddress).min(1).max(50),
    role: givenRole,
    /** Of the letter. */
    language,
  }),
  reply: z.strictObject({ outcomes: z.array(z.strictObject({ email: z.string(), outcome: inviteOutcome })) }),
})
const ofInvitation = z.strictObject({ workspaceId: uuid, invitationId: uuid })
export const resendInvitation = endpoint({
  method: 'POST',
  path: '/api/workspaces/:workspaceId/invitations/:invitationId/letter',
  summary: 'Send an invitation once more, for seven days from now; the old letter is void',
  access: 'approved',
  params: ofInvitation,
  body: z.strictObject({ language }),
  reply: nothing,
})
export const revokeInvitation = endpoint({
  method: 'DELETE',
  path: '/api/workspaces/:workspaceId/invitations/:invitationId',
  summary: 'Take an invitation back',
  access: 'approved',
  params: ofInvitation,
  reply: nothing,
})

const byToken = z.strictObject({ token: z.string().min(20).max(100) })
const joined = z.strictObject({ workspaceId: uuid })
/** Reading uses nothing up: mail scanners open links. */
export const readInvitation = endpoint({
  method: 'GET',
  path: '/api/invitations/:token',
  summary: 'What a mailed invitation is about',
  access: 'public',
  params: byToken,
  reply: z.strictObject({
    workspaceName: z.string(),
    role: givenRole,
    /** As much of the address as its owner knows it by. */
    maskedEmail: z.string(),
    state: invitationState,
    expiresAt: instant,
  }),
})
export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/api/invitations/:token',
  summary: 'Join by a mailed invitation; only who proved its address may',
  access: 'approved',
  params: byToken,
  body: nothing,
  reply: joined,
})

/** Holding the letter is enough: nobody makes an account to say no. */
export const declineInvitation = endpoint({
  method: 'POST',
  path: '/api/invitations/:token/decline',
  summary: 'Say no to a mailed invitation; twice is once',
  access: 'public',
  params: byToken,
  body: nothing,
  reply: nothing,
})

export const ownInvitation = z.strictObject({
  id: uuid,
  workspaceName: z.string(),
  role: givenRole,
  expiresAt: instant,
})
export type OwnInvitation = z.infer<typeof ownInvitation>
export const listOwnInvitations = endpoint({
  method: 'GET',
  path: '/api/me/invitations',
  summary: 'Open invitations for one’s own address',
  access: 'approved',
  reply: z.strictObject({ invitations: z.array(ownInvitation) }),
})
export const acceptOwnInvitation = endpoint({
  method: 'POST',
  path: '/api/me/invitations/:invitationId',
  summary: 'Join by an invitation for one’s own address, without its letter',
  access: 'approved',
  params: z.strictObject({ invitationId: uuid }),
  body: nothing,
  reply: joined,
})

export const declineOwnInvitation = endpoint({
  method: 'POST',
  path: '/api/me/invitations/:invitationId/decline',
  summary: 'Say no to an invitation for one’s own address',
  access: 'approved',
  params: z.strictObject({ invitationId: uuid }),
  body: nothing,
  reply: nothing,
})

export const plannedWorkspace = z.strictObject({
  id: uuid,
  name: z.string(),
  plan: workspacePlan,
  ownerEmail: z.string(),
  people: z.number().int(),
  createdAt: instant,
})
export type PlannedWorkspace = z.infer<typeof plannedWorkspace>
export const listPlans = endpoint({
  method: 'GET',
  path: '/api/admin/workspaces',
  summary: 'Workspaces of this house with their plans, newest first, a thousand at most',
  access: 'admin',
  reply: z.strictObject({ workspaces: z.array(plannedWorkspace) }),
})
export const setPlan = endpoint({
  method: 'PUT',
  path: '/api/admin/workspaces/:workspaceId/plan',
  summary: 'Give a workspace a plan; who is in stays in, also when it lets fewer in',
  access: 'admin',
  params: ofWorkspace,
  body: z.strictObject({ plan: workspacePlan }),
  reply: nothing,
})
