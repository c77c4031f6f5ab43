import * as contract from '@greenroom/contract/technique-desk.ts'
import { route, type Route } from '#kernel/http/route.ts'
import type { Tools } from '#kernel/tools.ts'
import {
  addTechnique,
  changeTechnique,
  copyTechnique,
  exportTechniques,
  importTechniques,
  listTechniques,
  removeTechnique,
  tryTechniques,
} from './techniques.ts'

export const techniqueRoutes = (tools: Tools): Route[] => [
  route(contract.listTechniques, ({ actor, query }) => listTechniques(tools, actor, query.workspace ?? null)),
  route(contract.tryTechniques, ({ actor, body }) => tryTechniques(tools, actor, body)),
  route(contract.copyTechnique, ({ actor, params }) =>
    copyTechnique(tools, actor, params.workspaceId, params.techniqueId),
  ),
  route(contract.addTechnique, ({ actor, params, body }) =>
    addTechnique(tools, actor, params.workspaceId, body.technique),
  ),
  route(contract.changeTechnique, ({ actor, params, body }) =>
    changeTechnique(tools, actor, params.workspaceId, params.techniqueId, body),
  ),
  route(contract.removeTechnique, async ({ actor, params }) => ({
    removed: await removeTechnique(tools, actor, params.workspaceId, params.techniqueId),
  })),
  route(contract.importTechniques, async ({ actor, params, body }) => ({
    taken: await importTechniques(tools, actor, params.workspaceId, body),
  })),
  route(contract.exportTechniques, ({ actor, params }) => exportTechniques(tools, actor, params.workspaceId)),
]
