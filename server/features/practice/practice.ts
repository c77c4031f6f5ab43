import type { Assignment } from '@greenroom/contract/assignments.ts'
import type { Coverage, Drill, MeasuredCall, PractisedCall, Standing } from '@greenroom/contract/practice.ts'
import type { Technique } from '@greenroom/contract/techniques.ts'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import type { Tools } from '#kernel/tools.ts'
import { practiceOf } from '../techniques/techniques.ts'
import { ownAssignments } from './practice.assignments.ts'
import { tableOf } from './practice.csv.rules.ts'
import { coverageOf, measuresOf, nextDrill, standingsOf, streakOf, type CallEvidence } from './practice.rules.ts'
import { refuseOthers, scenariosOf } from './practice.scenarios.ts'
import * as store from './practice.store.ts'

const mostMeasured = 200
const mostInFile = 5000
const mostListed = 6

type Scenarios = ReadonlyMap<string, store.ScenarioRow>
const untitled = { en: '', nl: '' }

const practised = ({ userId: _, at, ...row }: store.CallRow, scenarios: Scenarios): PractisedCall => ({
  id: row.id,
  scenarioId: row.scenarioId,
  title: scenarios.get(row.scenarioId)?.title ?? untitled,
  language: row.language,
  mode: row.mode,
  status: row.status,
  turns: row.turns,
  at: at.toISOString(),
  score: row.score,
  passed: row.passed,
  shared: row.shared,
})

const tenth = (value: number): number => Math.round(value * 10) / 10

const measuredCall = (row: store.MeasuredRow, scenarios: Scenarios): MeasuredCall => {
  const { metrics } = row
  return {
    ...practised(row, scenarios),
    judgedScore: row.judgedScore,
    judgedBy: row.judgedBy,
    seconds: metrics?.seconds ?? null,
    timed: metrics?.timed ?? false,
    words: metrics?.traineeWords ?? 0,
    talkShare: metrics?.talkShare ?? null,
    talkShareOf: metrics?.talkShareOf ?? null,
    wordsPerMinute: metrics?.wordsPerMinute ?? null,
    fillersPerHundredWords: metrics?.fillersPerHundredWords ?? null,
    fillers: metrics?.fillers ?? 0,
    questionsPerTenMinutes: metrics?.questionsPerTenMinutes ?? null,
    openShare:
      metrics === null || metrics.questions === 0 ? null : tenth((100 * metrics.openQuestions) / metrics.questions),
    questions: metrics?.questions ?? 0,
    longestMonologueSeconds: metrics?.longestMonologueSeconds ?? null,
  }
}

/** What scored calls tell about techniques; one that is too short to score tells nothing. */
export const evidenceOf = (rows: readonly store.MeasuredRow[], scenarios: Scenarios): CallEvidence[] =>
  rows
    .filter((row) => row.scored)
    .map(({ userId, scenarioId, at, heard, checks }) => ({
      userId,
      scenarioId,
      at,
      heard,
      checks,
      required: scenarios.get(scenarioId)?.required ?? [],
    }))

/** What waits for somebody, and what to practise next. */
export const readPractice = async (
  tools: Tools,
  actor: PersonActor,
  zone: string,
): Promise<{
  open: PractisedCall[]
  recent: PractisedCall[]
  assignments: Assignment[]
  drill: Drill | null
  nextDueAt: string | null
  streak: { days: number; today: boolean; longest: number }
  finished: number
}> => {
  const { techniques } = await practiceOf(tools, null)
  const found = await actingAs(tools.db, actor, async (transaction) => ({
    open: await store.selectOpen(transaction, actor.userId, mostListed),
    finished: await store.selectFinishedAt(transaction, actor.userId),
    measured: await store.selectMeasured(transaction, { userId: actor.userId, workspaceId: null }, mostMeasured),
    shelf: await store.selectShelf(transaction, actor.userId),
  }))
  const assignments = await ownAssignments(tools, actor)
  const scenarios = await scenariosOf(
    tools,
    [...found.open, ...found.measured].map((row) => row.scenarioId),
  )
  const now = tools.clock.now()
  const standings = standingsOf(evidenceOf(found.measured, scenarios), techniques)
  const next = standings.map(({ dueAt }) => dueAt).toSorted()[0] ?? null
  const drill = drillFor(standings, techniques, found.shelf, now)
  return {
    open: found.open.map((row) => practised(row, scenarios)),
    recent: found.measured
      .slice(-mostListed)
      .toReversed()
      .map((row) => practised(row, scenarios)),
    assignments: assignments.filter((one) => one.completedAt === null && one.withdrawnAt === null),
    drill,
    nextDueAt: drill === null ? next : null,
    streak: streakOf(found.finished, now, zone),
    finished: found.finished.length,
  }
}

/** The weakest technique that is due; else one that was never asked for yet, of the scenario that was practised least. */
const drillFor = (
  standings: readonly Standing[],
  techniques: readonly Technique[],
  shelf: readonly store.ShelfRow[],
  now: Date,
): Drill | null => {
  const asks = (row: store.ShelfRow, id: string): boolean =>
    row.required.includes(id) ||
    (row.rubric?.checks ?? []).some(({ rule }) =>
      rule.kind === 'technique' ? rule.anyOf.includes(id) : rule.kind === 'order' && rule.techniques.includes(id),
    )
  const due = nextDrill(standings, now)
  const tried = new Set(standings.map(({ techniqueId }) => techniqueId))
  const id =
    due?.standing.techniqueId ?? shelf.flatMap((row) => row.required).find((techniqueId) => !tried.has(techniqueId))
  const technique = techniques.find((one) => one.id === id)
  if (technique === undefined) return null
  const place = shelf.find((row) => asks(row, technique.id))
  return {
    techniqueId: technique.id,
    names: technique.names,
    summary: technique.summary,
    example: { en: technique.examples.en[0] ?? '', nl: technique.examples.nl[0] ?? '' },
    because: due?.because ?? 'first',
    used: due?.standing.used ?? 0,
    missed: due?.standing.missed ?? 0,
    lastAt: due?.standing.lastAt ?? null,
    scenario: place === undefined ? null : { id: place.id, title: place.title, difficulty: place.difficulty },
  }
}

interface Whose {
  workspace?: string | undefined
  user?: string | undefined
}
const ofWhom = async (
  transaction: Transaction,
  actor: PersonActor,
  { workspace, user }: Whose,
): Promise<{ userId: string | null; workspaceId: string | null }> => {
  if (workspace === undefined) return { userId: actor.userId, workspaceId: null }
  await refuseOthers(transaction, workspace)
  return { userId: user ?? null, workspaceId: workspace }
}

/** Finished calls in numbers: one's own, or what was shared with a workspace that one leads. */
export const readAnalytics = async (
  tools: Tools,
  actor: PersonActor,
  whose: Whose,
): Promise<{
  calls: MeasuredCall[]
  total: number
  measures: ReturnType<typeof measuresOf>
  standings: Standing[]
  coverage: Coverage
}> => {
  const rows = await actingAs(tools.db, actor, async (transaction) =>
    store.selectMeasured(transaction, await ofWhom(transaction, actor, whose), mostMeasured),
  )
  const { techniques } = await practiceOf(tools, whose.workspace ?? null)
  const scenarios = await scenariosOf(
    tools,
    rows.map((row) => row.scenarioId),
  )
  const calls = rows.map((row) => measuredCall(row, scenarios))
  const evidence = evidenceOf(rows, scenarios)
  const titles = new Map([...scenarios].map(([id, { title }]) => [id, title]))
  return {
    calls,
    total: rows[0]?.total ?? 0,
    measures: measuresOf(calls),
    standings: standingsOf(evidence, techniques),
    coverage: coverageOf(evidence, techniques, titles),
  }
}

/** Finished calls as a table to take away; of a workspace with who made them. */
export const practiceFile = async (tools: Tools, actor: PersonActor, whose: Whose): Promise<string> => {
  const { rows, people } = await actingAs(tools.db, actor, async (transaction) => ({
    rows: await store.selectMeasured(transaction, await ofWhom(transaction, actor, whose), mostInFile),
    people: whose.workspace === undefined ? [] : await store.selectPeople(transaction, whose.workspace),
  }))
  const scenarios = await scenariosOf(
    tools,
    rows.map((row) => row.scenarioId),
  )
  const names = new Map(people.map(({ userId, name }) => [userId, name]))
  return tableOf(rows.map((row) => ({ ...measuredCall(row, scenarios), person: names.get(row.userId) ?? '' })))
}
