import * as contract from '@greenroom/contract/scenes.ts'
import { listModels } from '@greenroom/contract/models.ts'
import { Fault } from '#kernel/fault.ts'
import { sendObject } from '#kernel/http/send-object.ts'
import { personOf, route, type RawRoute, type Route } from '#kernel/http/route.ts'
import { cancelTake, listGenerations, resolveGeneration } from './scenes.decisions.ts'
import { hearCallback } from './scenes.recovery.ts'
import type { SceneTools } from './scenes.take.ts'
import * as scenes from './scenes.ts'

export const sceneRoutes = (tools: SceneTools): Route[] => [
  route(listModels, async () => ({ models: [...tools.makers.values()].flatMap((maker) => maker.models()) })),
  route(contract.listScenes, async ({ actor, params }) => ({
    scenes: await scenes.listScenes(tools, actor, params.projectId),
  })),
  route(contract.getScene, ({ actor, params }) => scenes.getScene(tools, actor, params.sceneId)),
  route(contract.previewPrompt, ({ actor, params, body }) =>
    scenes.previewPrompt(tools, actor, params.projectId, body),
  ),
  route(contract.requestScenes, async ({ actor, params, body }) => ({
    scenes: await scenes.requestScenes(tools, actor, params.projectId, body),
  })),
  route(contract.regenerateScene, ({ actor, params, body }) =>
    scenes.regenerateScene(tools, actor, params.sceneId, body),
  ),
  route(contract.pinVersion, ({ actor, params, body }) =>
    scenes.pinVersion(tools, actor, params.sceneId, body.version),
  ),
  route(contract.moveScenes, async ({ actor, params, body }) => ({
    changed: await scenes.moveScenes(tools, actor, params.projectId, body),
  })),
  route(contract.deleteScenes, async ({ actor, body }) => ({
    changed: await scenes.setScenesDeleted(tools, actor, body.ids, true),
  })),
  route(contract.restoreScenes, async ({ actor, body }) => ({
    changed: await scenes.setScenesDeleted(tools, actor, body.ids, false),
  })),
  route(contract.cancelTake, ({ actor, params }) => cancelTake(tools, actor, params.sceneId, params.version)),
  route(contract.listGenerations, async ({ actor, query }) => ({
    generations: await listGenerations(tools, actor, query.state),
  })),
  route(contract.resolveGeneration, ({ actor, params, body }) =>
    resolveGeneration(tools, actor, params.generationId, body.decision === 'found' ? body.providerJobId : null),
  ),
]

const longestCallback = 64 * 1024

export const sceneRawRoutes = (tools: SceneTools): RawRoute[] => [
  {
    method: 'GET',
    path: '/media/versions/:versionId/:variant',
    access: 'approved',
    cookie: true,
    async answer(http, actor) {
      const file = await scenes.takeFile(
        tools,
        personOf(actor),
        http.req.param('versionId') ?? '',
        http.req.param('variant') ?? '',
      )
      return await sendObject(http, tools.storage, {
        bucket: 'media',
        ...file,
        download: http.req.query('download') !== undefined,
        cacheControl: 'private, max-age=3600',
      })
    },
  },
  {
    // Vendors send no signature: the unguessable path is the only proof, and what they say is only a hint.
    method: 'POST',
    path: '/callbacks/:provider/:token',
    access: 'public',
    async answer(http) {
      const text = await http.req.text()
      const known =
        text.length <= longestCallback &&
        (await hearCallback(tools, http.req.param('provider') ?? '', http.req.param('token') ?? '', parsed(text)))
      if (!known) throw new Fault('callbacks.unknown', 404, 'There is nothing at this address.')
      return http.json({ ok: true })
    },
  },
]

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Not readable means no hint; the regular check finds the truth.
    return null
  }
}
