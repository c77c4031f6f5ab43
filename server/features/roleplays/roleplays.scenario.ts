import type { Scenario } from '@greenroom/contract/scenarios.ts'
import type { Actor } from '#kernel/db/acting.ts'
import type { Tools } from '#kernel/tools.ts'
import { publishedScenario } from '../scenarios/scenarios.ts'

export const house: Actor = { kind: 'house', reason: 'rehearsed calls' }

// What was published never changes, so what was read once stays.
const kept = new WeakMap<Tools['db'], Map<string, Scenario>>()
const most = 100

/** The scenario of a call as it was published, with everything its customer keeps back: it never leaves the house. */
export const scenarioOf = async (
  tools: Pick<Tools, 'db'>,
  { scenario_id: id, scenario_version: version }: { scenario_id: string; scenario_version: number },
): Promise<Scenario> => {
  const known = kept.get(tools.db) ?? new Map<string, Scenario>()
  kept.set(tools.db, known)
  const name = `${id}:${version}`
  const there = known.get(name)
  if (there !== undefined) return there
  const { scenario } = await publishedScenario(tools, id, version)
  const oldest = known.size >= most ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
  known.set(name, scenario)
  return scenario
}
