import * as contract from '@greenroom/contract/scenario-shelf.ts'
import { route, type Route } from '#kernel/http/route.ts'
import type { Tools } from '#kernel/tools.ts'
import {
  createScenario,
  exportScenario,
  listVersions,
  publishScenario,
  readDraft,
  readVersion,
  saveDraft,
} from './scenarios.drafts.ts'
import { featureScenario, listScenarios, readSheet, setScenarioGone } from './scenarios.ts'
import { tryDraft } from './scenarios.tryout.ts'

export const scenarioRoutes = (tools: Tools): Route[] => [
  route(contract.listScenarios, async ({ actor, query }) => ({ scenarios: await listScenarios(tools, actor, query) })),
  route(contract.createScenario, ({ actor, body }) => createScenario(tools, actor, body)),
  route(contract.tryDraft, ({ actor, body }) => tryDraft(tools, actor, body)),
  route(contract.getScenario, ({ actor, params }) => readSheet(tools, actor, params.scenarioId)),
  route(contract.readDraft, ({ actor, params }) => readDraft(tools, actor, params.scenarioId)),
  route(contract.saveDraft, ({ actor, params, body }) => saveDraft(tools, actor, params.scenarioId, body)),
  route(contract.publishScenario, ({ actor, params, body }) => publishScenario(tools, actor, params.scenarioId, body)),
  route(contract.listScenarioVersions, async ({ actor, params }) => ({
    versions: await listVersions(tools, actor, params.scenarioId),
  })),
  route(contract.readScenarioVersion, async ({ actor, params }) => ({
    scenario: await readVersion(tools, actor, params.scenarioId, params.version),
  })),
  route(contract.featureScenario, ({ actor, params, body }) =>
    featureScenario(tools, actor, params.scenarioId, body.featured),
  ),
  route(contract.deleteScenario, async ({ actor, params }) => ({
    deleted: await setScenarioGone(tools, actor, params.scenarioId, true),
  })),
  route(contract.restoreScenario, async ({ actor, params }) => ({
    restored: await setScenarioGone(tools, actor, params.scenarioId, false),
  })),
  route(contract.exportScenario, ({ actor, params }) => exportScenario(tools, actor, params.scenarioId)),
]
