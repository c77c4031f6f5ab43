import { actingAs, type Actor, type Transaction } from '#kernel/db/acting.ts'
import { notFound } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import * as store from './practice.store.ts'

const house: Actor = { kind: 'house', reason: 'titles of scenarios that calls were made with' }

/** Scenarios of these calls, whether they are still on the shelf or not. */
export const scenariosOf = async (
  tools: Pick<Tools, 'db'>,
  ids: readonly string[],
): Promise<Map<string, store.ScenarioRow>> => {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await actingAs(tools.db, house, (transaction) => store.selectScenarios(transaction, wanted))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Refuses everybody who does not lead the workspace. Throws Fault `workspaces.not_found`. */
export const refuseOthers = async (transaction: Transaction, workspaceId: string): Promise<void> => {
  if (!(await store.leads(transaction, workspaceId)))
    throw notFound('workspaces', 'There is no such workspace that you lead.')
}
