import type { ScenarioCard, ScenarioSheet } from '@greenroom/contract/scenario-shelf.ts'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import { actingAs, type Actor, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { notFound } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import { indexScenario } from '../search/search.ts'
import {
  featureRow,
  selectCard,
  selectCards,
  selectPublished,
  selectSheet,
  setDeleted,
  tellOfScenario,
  type CardRow,
  type ShelfFilter,
} from './scenarios.store.ts'

const house: Actor = { kind: 'house', reason: 'a published scenario for a call' }

/** What stands on the caller's shelf. */
export const listScenarios = (tools: Tools, actor: PersonActor, filter: ShelfFilter): Promise<ScenarioCard[]> =>
  actingAs(tools.db, actor, async (transaction) => (await selectCards(transaction, actor, filter)).map(shown))

/** Throws `scenarios.not_found`, also for a draft that was never published: nobody can rehearse it. */
export const readSheet = async (tools: Tools, actor: PersonActor, scenarioId: string): Promise<ScenarioSheet> => {
  const { card, sheet } = await actingAs(tools.db, actor, async (transaction) => ({
    card: await cardFor(transaction, actor, scenarioId),
    sheet: await selectSheet(transaction, scenarioId),
  }))
  if (!sheet?.brief || !sheet.rubric)
    throw notFound('scenarios', 'This scenario is a draft: nothing of it is published yet.')
  return { scenario: card, brief: sheet.brief, rubric: sheet.rubric }
}

export interface PublishedScenario {
  scenario: Scenario
  version: number
  /** Whose techniques its author chose from; null: the house's. */
  workspaceId: string | null
}

/**
 * A published version whole, the customer's secrets among it; without `version` the newest. Read under the rights of the
 * house: whoever asks has checked that the caller may see the scenario. Throws `scenarios.not_found`.
 */
export const publishedScenario = async (
  tools: Pick<Tools, 'db'>,
  scenarioId: string,
  version: number | null = null,
): Promise<PublishedScenario> => {
  const found = await actingAs(tools.db, house, (transaction) => selectPublished(transaction, scenarioId, version))
  if (found === undefined) throw gone()
  return { scenario: found.body, version: found.version, workspaceId: found.workspaceId }
}

/** A scenario that the actor may see, inside a running transaction. Throws `scenarios.not_found`. */
export const cardFor = async (
  transaction: Transaction,
  actor: PersonActor,
  scenarioId: string,
): Promise<ScenarioCard> => {
  const found = await selectCard(transaction, actor, scenarioId)
  if (found === undefined) throw gone()
  return shown(found)
}

/** Throws `scenarios.not_found`, `scenarios.not_editor`. */
export const featureScenario = (
  tools: Tools,
  actor: PersonActor,
  scenarioId: string,
  featured: boolean,
): Promise<ScenarioCard> =>
  actingAs(tools.db, actor, async (transaction) => {
    await featureRow(transaction, scenarioId, featured)
    await tellOfScenario(transaction, scenarioId, false)
    return await cardFor(transaction, actor, scenarioId)
  })

/** Takes a scenario from the shelf, or with `gone` false puts it back within 10 seconds. Answers whether that was done. */
export const setScenarioGone = (
  tools: Tools,
  actor: PersonActor,
  scenarioId: string,
  isGone: boolean,
): Promise<boolean> =>
  actingAs(tools.db, actor, async (transaction) => {
    const done = await setDeleted(transaction, scenarioId, isGone)
    if (!done) return false
    await indexScenario(tools, transaction, scenarioId)
    await tellOfScenario(transaction, scenarioId, false)
    return true
  })

const shown = (row: CardRow): ScenarioCard => ({ ...row, publishedAt: row.publishedAt?.toISOString() ?? null })
const gone = () => notFound('scenarios', 'There is no such scenario. It may have been taken from the shelf.')
