import * as contract from '@greenroom/contract/workspaces.ts'
import { route, type Route } from '#kernel/http/route.ts'
import type { Tools } from '#kernel/tools.ts'
import {
  acceptInvitation,
  declineInvitation,
  invitePeople,
  listOwnInvitations,
  readInvitation,
  resendInvitation,
  revokeInvitation,
} from './workspaces.invitations.ts'
import {
  changeFellow,
  changeWorkspace,
  createWorkspace,
  deleteWorkspace,
  handOverWorkspace,
  listPlans,
  listWorkspaces,
  readWorkspace,
  removeFellow,
  setPlan,
} from './workspaces.ts'

export const workspaceRoutes = (tools: Tools): Route[] => [
  route(contract.listWorkspaces, async ({ actor }) => ({ workspaces: await listWorkspaces(tools, actor) })),
  route(contract.createWorkspace, ({ actor, body }) => createWorkspace(tools, actor, body.name)),
  route(contract.getWorkspace, ({ actor, params }) => readWorkspace(tools, actor, params.workspaceId)),
  route(contract.changeWorkspace, ({ actor, params, body }) => changeWorkspace(tools, actor, params.workspaceId, body)),
  route(contract.deleteWorkspace, async ({ actor, params, body }) => {
    await deleteWorkspace(tools, actor, params.workspaceId, body.name)
    return {}
  }),
  route(contract.handOverWorkspace, async ({ actor, params, body }) => {
    await handOverWorkspace(tools, actor, params.workspaceId, body.userId)
    return {}
  }),
  route(contract.changeFellow, async ({ actor, params, body }) => {
    await changeFellow(tools, actor, params, body.role)
    return {}
  }),
  route(contract.removeFellow, async ({ actor, params }) => {
    await removeFellow(tools, actor, params)
    return {}
  }),
  route(contract.invitePeople, async ({ actor, params, body }) => ({
    outcomes: await invitePeople(tools, actor, { ...params, ...body }),
  })),
  route(contract.resendInvitation, async ({ actor, params, body }) => {
    await resendInvitation(tools, actor, params, body.language)
    return {}
  }),
  route(contract.revokeInvitation, async ({ actor, params }) => {
    await revokeInvitation(tools, actor, params)
    return {}
  }),
  route(contract.readInvitation, ({ actor, params, ip }) => readInvitation(tools, actor, params.token, ip)),
  route(contract.acceptInvitation, ({ actor, params }) => acceptInvitation(tools, actor, params)),
  route(contract.declineInvitation, async ({ actor, params, ip }) => {
    await declineInvitation(tools, actor, { ...params, ip })
    return {}
  }),
  route(contract.declineOwnInvitation, async ({ actor, params }) => {
    await declineInvitation(tools, actor, params)
    return {}
  }),
  route(contract.listOwnInvitations, async ({ actor }) => ({ invitations: await listOwnInvitations(tools, actor) })),
  route(contract.acceptOwnInvitation, ({ actor, params }) => acceptInvitation(tools, actor, params)),
  route(contract.listPlans, async ({ actor }) => ({ workspaces: await listPlans(tools, actor) })),
  route(contract.setPlan, async ({ actor, params, body }) => {
    await setPlan(tools, actor, params.workspaceId, body.plan)
    return {}
  }),
]
