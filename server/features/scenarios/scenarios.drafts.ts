import type { ScenarioCard } from '@greenroom/contract/scenario-shelf.ts'
import type { FlowFinding, Scenario, ScenarioFile } from '@greenroom/contract/scenarios.ts'
import type { Bilingual } from '@greenroom/contract/techniques.ts'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import { indexScenario } from '../search/search.ts'
import { practiceOf } from '../techniques/techniques.ts'
import { hashOf } from './scenarios.hash.rules.ts'
import { asCopy, emptyScenario, freeSlug, slugOf } from './scenarios.naming.rules.ts'
import {
  addScenario,
  publishRow,
  saveScenario,
  selectDraft,
  selectNames,
  selectVersionBody,
  selectVersions,
  tellOfScenario,
} from './scenarios.store.ts'
import { cardFor, publishedScenario } from './scenarios.ts'
import { findingsOf } from './scenarios.validator.rules.ts'
import { forcedEnds, smallTalk } from './scenarios.smalltalk.ts'

export type DraftSource =
  | { kind: 'empty'; title: Bilingual; category: Scenario['category']; difficulty: Scenario['difficulty'] }
  | { kind: 'copy'; scenarioId: string }
  | { kind: 'file'; file: ScenarioFile }

/** Throws `scenarios.not_editor`, `scenarios.not_found` (of what is copied), `scenarios.too_many`. */
export const createScenario = async (
  tools: Tools,
  actor: PersonActor,
  { workspaceId, from }: { workspaceId: string | null; from: DraftSource },
): Promise<ScenarioCard> => {
  const source = await sourceOf(tools, actor, from)
  return await actingAs(tools.db, actor, async (transaction) => {
    const taken = await selectNames(transaction, workspaceId)
    const named = from.kind === 'copy' ? asCopy(source, taken) : source
    const id = await addScenario(transaction, workspaceId, { ...named, slug: freeSlug(named.slug, taken) })
    await tellOfScenario(transaction, id, true)
    return await cardFor(transaction, actor, id)
  })
}

const sourceOf = async (tools: Tools, actor: PersonActor, from: DraftSource): Promise<Scenario> => {
  if (from.kind === 'file') return from.file.scenario
  if (from.kind === 'empty')
    return emptyScenario({ ...from, slug: slugOf(from.title), manners: smallTalk('u'), ends: forcedEnds('u') })
  const card = await actingAs(tools.db, actor, (transaction) => cardFor(transaction, actor, from.scenarioId))
  if (card.version > 0) return (await publishedScenario(tools, card.id, card.version)).scenario
  return (await draftOf(tools, actor, card.id)).body
}

const draftOf = (tools: Tools, actor: PersonActor, scenarioId: string) =>
  actingAs(tools.db, actor, (transaction) => selectDraft(transaction, scenarioId))

interface DraftView {
  card: ScenarioCard
  draft: Scenario
  revision: number
  findings: FlowFinding[]
}

/** Throws `scenarios.not_found`, `scenarios.not_editor`. */
export const readDraft = async (tools: Tools, actor: PersonActor, scenarioId: string): Promise<DraftView> => {
  const { card, body, revision } = await actingAs(tools.db, actor, async (transaction) => ({
    card: await cardFor(transaction, actor, scenarioId),
    ...(await selectDraft(transaction, scenarioId)),
  }))
  return { card, draft: body, revision, findings: await findingsIn(tools, card.workspaceId, body) }
}

/** Everything wrong with a draft, by the techniques that count where it stands. */
const findingsIn = async (tools: Tools, workspaceId: string | null, draft: Scenario): Promise<FlowFinding[]> => {
  const { techniques } = await practiceOf(tools, workspaceId)
  return findingsOf(
    draft,
    techniques.map(({ id }) => id),
  )
}

/** Throws `scenarios.changed_elsewhere`, `scenarios.slug_taken`, `scenarios.not_editor`, `scenarios.too_long`. */
export const saveDraft = async (
  tools: Tools,
  actor: PersonActor,
  scenarioId: string,
  { revision, draft }: { revision: number; draft: Scenario },
): Promise<{ revision: number; findings: FlowFinding[] }> => {
  const saved = await actingAs(tools.db, actor, async (transaction) => {
    refuseTooLong(draft)
    const next = await saveScenario(transaction, scenarioId, revision, draft)
    await tellOfScenario(transaction, scenarioId, true)
    return { next, card: await cardFor(transaction, actor, scenarioId) }
  })
  return { revision: saved.next, findings: await findingsIn(tools, saved.card.workspaceId, draft) }
}

/** Throws `scenarios.unsound` with a field for each error, and what `saveDraft` throws. */
export const publishScenario = async (
  tools: Tools,
  actor: PersonActor,
  scenarioId: string,
  { revision, note }: { revision: number; note: string },
): Promise<ScenarioCard> => {
  const { body } = await draftOf(tools, actor, scenarioId)
  const before = await actingAs(tools.db, actor, (transaction) => cardFor(transaction, actor, scenarioId))
  const errors = (await findingsIn(tools, before.workspaceId, body)).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) {
    const sentence = errors.length === 1 ? 'One thing is' : `${errors.length} things are`
    throw new Fault('scenarios.unsound', 422, `${sentence} wrong with this scenario. Mend that first.`, {
      fields: errors.slice(0, 50).map((found) => ({
        path: found.at,
        message: found.sentence,
        code: 'scenarios.unsound',
        values: { finding: found.code },
      })),
    })
  }
  return await actingAs(tools.db, actor, async (transaction) => {
    // The database refuses when the draft is another one by now, so what was looked at is what is published.
    await publishRow(transaction, scenarioId, { revision, hash: hashOf(body), note })
    await indexScenario(tools, transaction, scenarioId)
    await tellOfScenario(transaction, scenarioId, false)
    return await cardFor(transaction, actor, scenarioId)
  })
}

export const listVersions = (
  tools: Tools,
  actor: PersonActor,
  scenarioId: string,
): Promise<{ version: number; note: string; publishedAt: string }[]> =>
  actingAs(tools.db, actor, async (transaction) => {
    await editable(transaction, actor, scenarioId)
    const rows = await selectVersions(transaction, scenarioId)
    return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }))
  })

export const readVersion = (tools: Tools, actor: PersonActor, scenarioId: string, version: number): Promise<Scenario> =>
  actingAs(tools.db, actor, async (transaction) => {
    await editable(transaction, actor, scenarioId)
    const found = await selectVersionBody(transaction, scenarioId, version)
    if (found === undefined) throw notFound('scenarios', `There is no version ${version} of this scenario.`)
    return found.body
  })

export const exportScenario = async (tools: Tools, actor: PersonActor, scenarioId: string): Promise<ScenarioFile> => ({
  greenroom: 'scenario',
  version: 1,
  scenario: (await draftOf(tools, actor, scenarioId)).body,
})

const editable = async (transaction: Transaction, actor: PersonActor, scenarioId: string): Promise<void> => {
  const { mayEdit } = await cardFor(transaction, actor, scenarioId)
  if (!mayEdit)
    throw new Fault('scenarios.not_editor', 403, 'Only those who lead its workspace may look into a scenario.')
}

/** What the database keeps at most, less what its own way of writing adds. */
const mostBytes = 1_900_000
const refuseTooLong = (draft: Scenario): void => {
  if (Buffer.byteLength(JSON.stringify(draft)) > mostBytes)
    throw new Fault('scenarios.too_long', 422, 'This scenario is too long to keep. Shorten its lines.')
}
