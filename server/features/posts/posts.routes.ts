import * as contract from '@greenroom/contract/posts.ts'
import { Fault } from '#kernel/fault.ts'
import { route, type RawRoute, type Route } from '#kernel/http/route.ts'
import * as accounts from './posts.accounts.ts'
import type { PostTools } from './posts.accounts.ts'
import { checkPublication } from './posts.media.ts'
import * as posts from './posts.ts'
import { hearNote } from './posts.webhook.ts'

export const postRoutes = (tools: PostTools): Route[] => [
  route(contract.listPublishingAccounts, async ({ actor }) => ({
    configured: tools.publisher !== null,
    redirectUri: tools.publisher === null ? null : tools.redirectUri,
    accounts: await accounts.listAccounts(tools, actor),
  })),
  route(contract.beginConnecting, ({ actor }) => accounts.beginConnecting(tools, actor)),
  route(contract.finishConnecting, ({ actor, body }) => accounts.finishConnecting(tools, actor, body)),
  route(contract.disconnectAccount, async ({ actor, params }) => {
    await accounts.disconnectAccount(tools, actor, params.accountId)
    return {}
  }),
  route(contract.askCreator, ({ actor, params }) => accounts.askCreator(tools, actor, params.accountId)),
  route(contract.listPublications, ({ actor, query }) => posts.listPublications(tools, actor, query)),
  route(contract.checkPublication, ({ actor, body }) => checkPublication(tools, actor, body)),
  route(contract.createPublications, async ({ actor, body }) => ({
    publications: await posts.createPublications(tools, actor, body),
  })),
  route(contract.changePublication, ({ actor, params, body }) =>
    posts.changePublication(tools, actor, params.publicationId, body),
  ),
  route(contract.approvePublications, async ({ actor, body }) => ({
    publications: await posts.approvePublications(tools, actor, body),
  })),
  route(contract.withdrawPublication, ({ actor, params }) =>
    posts.withdrawPublication(tools, actor, params.publicationId),
  ),
  route(contract.settlePublication, ({ actor, params, body }) =>
    posts.settlePublication(tools, actor, params.publicationId, body.isThere),
  ),
  route(contract.retryPublication, ({ actor, params }) => posts.retryPublication(tools, actor, params.publicationId)),
  route(contract.deletePublications, async ({ actor, body }) => ({
    changed: await posts.deletePublications(tools, actor, body.ids),
  })),
]

export const postRawRoutes = (tools: PostTools): RawRoute[] => [
  {
    // Its signature is the proof; it wants an answer at once and comes again for three days without one.
    method: 'POST',
    path: '/callbacks/publisher',
    access: 'public',
    async answer(http) {
      const body = Buffer.from(await http.req.arrayBuffer())
      const signature = tools.publisher === null ? undefined : http.req.header(tools.publisher.webhookHeader)
      if ((await hearNote(tools, signature ?? null, body)) === 'refused')
        throw new Fault('callbacks.refused', 401, 'This note is not signed as it should be.')
      return http.json({ ok: true })
    },
  },
]
