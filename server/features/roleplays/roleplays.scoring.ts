import { createHash } from 'node:crypto'
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { FoundInTurn, Judgement } from '@greenroom/contract/roleplays.ts'
import type { Roleplay } from '@greenroom/contract/rehearsals.ts'
import { actingAs, type PersonActor } from '#kernel/db/acting.ts'
import type { JudgeAnswer } from '#providers/judge.ts'
import { practiceOf } from '../techniques/techniques.ts'
import { indexCall } from '../search/search.ts'
import type { Failure } from './roleplays.clips.store.ts'
import { hasConsent } from './roleplays.consents.ts'
import { scoreCallJob } from './roleplays.jobs.ts'
import { judgeTask, judgementsFrom } from './roleplays.judge.rules.ts'
import { paidOnce } from './roleplays.ledger.ts'
import { listenForMeaning } from './roleplays.meaning.ts'
import { changeRoleplay, tell, type RehearsalTools } from './roleplays.ts'
import { house, scenarioOf } from './roleplays.scenario.ts'
import { scoreCall, type Scoring } from './roleplays.scoring.rules.ts'
import * as scores from './roleplays.scoring.store.ts'
import * as store from './roleplays.store.ts'
import type { RoleplayRow, TurnRow } from './roleplays.store.ts'
import { transcriptOf } from './roleplays.transcript.rules.ts'
import { sheetOf } from './roleplays.turns.rules.ts'
import { callTurnOf } from './roleplays.view.rules.ts'

/** Finishes a call and has it scored; asking twice is asking once. */
export const processSession = (tools: RehearsalTools, actor: PersonActor, sessionId: string): Promise<Roleplay> =>
  changeRoleplay(tools, actor, sessionId, async (transaction) => {
    if (await store.processSession(transaction, sessionId))
      await tools.jobs.add(transaction, scoreCallJob, { sessionId }, { owner: actor.userId })
  })

export type Scored = { kind: 'done' } | { kind: 'later'; delayMs: number; owner: string }

/**
 * Finds what was done in a finished call and counts it. May be called again at any moment, after a crash too: without a
 * model the same call gives the same score, and what a model has said is read from the ledger.
 */
export const scoreNow = async (tools: RehearsalTools, sessionId: string, signal: AbortSignal): Promise<Scored> => {
  const taken = await actingAs(tools.db, house, async (transaction) => {
    if (!(await scores.takeForScoring(transaction, sessionId))) return null
    const row = await store.selectRoleplay(transaction, sessionId)
    if (row === undefined) return null
    const turns = await store.selectTurns(transaction, sessionId)
    return { row, turns, mayAsk: await hasConsent(transaction, row.user_id, 'provider') }
  })
  if (taken === null) return { kind: 'done' }
  const { row, turns } = taken
  const scoring = await listenForMeaning(tools.coach.embedder, await groundOf(tools, row, turns), signal)
  const alone = scoreCall(scoring)
  const tooLittle = alone.notScoredBecause === 'too_few_turns' || alone.notScoredBecause === 'too_short'
  const judged =
    tools.coach.judge === null || !taken.mayAsk || tooLittle
      ? { kind: 'none' as const, failure: null }
      : await askJudge(tools, row, scoring, signal)
  if (judged.kind === 'later') return { ...judged, owner: row.user_id }
  const card = judged.kind === 'judged' ? scoreCall({ ...scoring, passes: [judged.judgements] }) : alone
  const found = scoring.call.found.filter(({ techniques, faults }) => techniques.length + faults.length > 0)
  const gone = row.transcript_gone_at !== null
  const transcript = `${row.user_id}/${row.id}.json`
  if (!gone) {
    const evidence = new Map(scoring.call.found.map(({ turnId, ...seen }) => [turnId, seen]))
    const looked = turns.map((turn) => ({ ...turn, evidence: evidence.get(turn.id) ?? null }))
    const text = JSON.stringify(transcriptOf(row, looked, card, tools.clock.now()))
    await tools.storage.put('session-transcripts', transcript, Buffer.from(text), 'application/json')
  }
  const kept = await actingAs(tools.db, house, async (transaction) => {
    await scores.keepEvidence(transaction, gone ? [] : scoring.call.found)
    const good = await scores.keepScore(transaction, {
      sessionId,
      card,
      found,
      transcript: gone ? null : transcript,
      failure: judged.failure,
    })
    if (good) {
      await indexCall(tools, transaction, sessionId)
      await tell(transaction, row.user_id, sessionId)
    }
    return good
  })
  // Its words were taken back while it was being scored: the next round scores what is left.
  if (!kept) return await afterLosing(tools, sessionId, transcript, row.user_id)
  return { kind: 'done' }
}

const afterLosing = async (
  tools: RehearsalTools,
  sessionId: string,
  transcript: string,
  owner: string,
): Promise<Scored> => {
  const now = await actingAs(tools.db, house, (transaction) => store.selectRoleplay(transaction, sessionId))
  if (now === undefined || now.transcript_gone_at !== null)
    await tools.storage.remove('session-transcripts', [transcript])
  return now?.score_state === 'judging' ? { kind: 'later', delayMs: 0, owner } : { kind: 'done' }
}

/** Everything that a score is made of. Every turn is looked at anew: words may have been put right. */
const groundOf = async (tools: RehearsalTools, row: RoleplayRow, rows: readonly TurnRow[]): Promise<Scoring> => {
  const scenario = await scenarioOf(tools, row)
  const { detector: detect, techniques } = await practiceOf(tools, row.workspace_id)
  const turns = rows.map(callTurnOf)
  const sheet = sheetOf(scenario)
  const found: FoundInTurn[] = []
  for (const [at, { id, speaker }] of turns.entries()) {
    if (speaker !== 'trainee') continue
    found.push({ turnId: id, ...detect(turns, at, sheet) })
    // A long call is a lot to look at: others are answered in between.
    await othersFirst()
  }
  return {
    frozen: row.rubric,
    scenario,
    call: { turns, found, state: row.state },
    language: row.language,
    techniques,
  }
}

type Judged =
  | { kind: 'judged'; judgements: Judgement[]; failure: Failure | null }
  | { kind: 'none'; failure: Failure }
  | { kind: 'later'; delayMs: number }

/** One row of the ledger for each step. Where a step fails, what was said before it stands; else the rules judge alone. */
const askJudge = async (
  tools: RehearsalTools,
  row: RoleplayRow,
  { frozen, call, language }: Scoring,
  signal: AbortSignal,
): Promise<Judged> => {
  const { judge } = tools.coach
  if (judge === null) throw new Error('Nobody to ask')
  const task = judgeTask(frozen, call.turns, language)
  if (task.questions.length > judge.limits.questions || task.transcript.length > judge.limits.transcriptCharacters)
    return { kind: 'none', failure: { code: 'too_long', sentence: 'This call is longer than the judge reads.' } }
  const promptHash = judge.promptHash(task)
  let sofar: JudgeAnswer[] = []
  let failure: Failure | null = null
  for (const [place, step] of judge.steps.entries()) {
    const before = sofar
    const settled = await paidOnce<JudgeAnswer[]>(
      tools,
      {
        userId: row.user_id,
        sessionId: row.id,
        kind: 'judgement',
        about: `${promptHash.slice(0, 80)}:${step}`,
        provider: judge.id,
        model: judge.model,
        hash: createHash('sha256')
          .update(JSON.stringify([promptHash, step, task, before]))
          .digest('hex'),
        price: judge.estimateMicroUsd(step, task),
        callsPerMinute: judge.limits.callsPerMinute,
        send: (context) => judge.ask(step, task, before, context),
        keep: (answers) => answers,
        read: (kept) => kept as JudgeAnswer[],
      },
      signal,
    )
    if (settled.kind === 'later') return settled
    if (settled.kind === 'done') {
      sofar = settled.value
      continue
    }
    if (place === 0) return { kind: 'none', failure: settled.failure }
    failure = settled.failure
    break
  }
  return { kind: 'judged', judgements: judgementsFrom(task, call.turns, sofar), failure }
}

/** Every try ended in a fault of ours. */
export const scoreFailed = (tools: RehearsalTools, sessionId: string): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    const row = await store.selectRoleplay(transaction, sessionId)
    const failure = { code: 'house_fault', sentence: 'Something went wrong here. Have the call scored again.' }
    if (row !== undefined && (await scores.failScore(transaction, sessionId, failure)) === 1)
      await tell(transaction, row.user_id, sessionId)
  })

export const scoreLater = (
  tools: RehearsalTools,
  sessionId: string,
  { owner, delayMs }: { owner: string; delayMs: number },
): Promise<void> =>
  actingAs(tools.db, house, (transaction) =>
    tools.jobs.add(transaction, scoreCallJob, { sessionId }, { owner, delayMs }),
  )
