import { endpoints } from '@greenroom/contract/endpoints.ts'
import * as contract from '@greenroom/contract/operations.ts'
import { actorIfKnown, type Identifier } from '#kernel/http/identify.ts'
import { openApiRoutes } from '#kernel/http/openapi.ts'
import { route, type RawRoute, type Route } from '#kernel/http/route.ts'
import type { Tools } from '#kernel/tools.ts'
import { reportCrash } from './operations.crashes.ts'
import { listErrors, listJobs, readiness, retryJob } from './operations.ts'

export const operationRoutes = (tools: Tools, identifier: Identifier): Route[] => [
  route(contract.reportCrash, async ({ body, http, ip }) => {
    await reportCrash(tools, await actorIfKnown(identifier, http.req.header('authorization')), ip, body)
    return {}
  }),
  route(contract.listErrors, async ({ actor, query }) => ({ errors: await listErrors(tools, actor, query.search) })),
  route(contract.listJobs, ({ actor, query }) => listJobs(tools, actor, query.show)),
  route(contract.retryJob, async ({ actor, params }) => {
    await retryJob(tools, actor, params.jobId)
    return { changed: 1 }
  }),
  route(contract.healthz, () => Promise.resolve({ ok: true })),
]

export const operationRawRoutes = (tools: Tools, version: string): RawRoute[] => [
  // Raw, because a load balancer reads the status: 200 ready, 503 not.
  {
    method: contract.readyz.method,
    path: contract.readyz.path,
    access: 'public',
    async answer(http) {
      const found = await readiness(tools)
      http.header('Cache-Control', 'no-store')
      return http.json(found, found.ok ? 200 : 503)
    },
  },
  ...openApiRoutes(endpoints, { title: 'Greenroom', version, siteUrl: tools.siteUrl }),
]
