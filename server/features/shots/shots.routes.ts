import * as contract from '@greenroom/contract/shots.ts'
import { route, type Route } from '#kernel/http/route.ts'
import type { Tools } from '#kernel/tools.ts'
import {
  changeShotType,
  copyShotType,
  createShotType,
  deleteShotType,
  exportShotTypes,
  importShotTypes,
  listShotTypes,
  orderShotTypes,
} from './shots.ts'

export const shotRoutes = (tools: Tools): Route[] => [
  route(contract.listShotTypes, async ({ actor }) => ({ shotTypes: await listShotTypes(tools, actor) })),
  route(contract.createShotType, ({ actor, body }) => createShotType(tools, actor, body)),
  route(contract.copyShotType, ({ actor, params }) => copyShotType(tools, actor, params.shotTypeId)),
  route(contract.changeShotType, ({ actor, params, body }) => changeShotType(tools, actor, params.shotTypeId, body)),
  route(contract.deleteShotType, async ({ actor, params }) => {
    await deleteShotType(tools, actor, params.shotTypeId)
    return {}
  }),
  route(contract.orderShotTypes, async ({ actor, body }) => ({
    changed: await orderShotTypes(tools, actor, body.ids),
  })),
  route(contract.importShotTypes, async ({ actor, body }) => ({
    shotTypes: await importShotTypes(tools, actor, body.shotTypes),
  })),
  route(contract.exportShotTypes, async ({ actor }) => ({
    greenroom: 'shot-types' as const,
    version: 1 as const,
    shotTypes: await exportShotTypes(tools, actor),
  })),
]
