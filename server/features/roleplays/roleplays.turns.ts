import type * as z from 'zod'
import type * as contract from '@greenroom/contract/rehearsal-calls.ts'
import type { Roleplay, SpokenTurn } from '@greenroom/contract/rehearsals.ts'
import { actingAs, violated, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { Fault } from '#kernel/fault.ts'
import { newId } from '#kernel/id.ts'
import { practiceOf } from '../techniques/techniques.ts'
import { step } from '../scenarios/scenarios.engine.rules.ts'
import * as clips from './roleplays.clips.store.ts'
import type { ClipRow } from './roleplays.clips.store.ts'
import { demandConsent } from './roleplays.consents.ts'
import { linksOf, ownRoleplay, presentOne, tell, type RehearsalTools } from './roleplays.ts'
import { scenarioOf } from './roleplays.scenario.ts'
import * as store from './roleplays.store.ts'
import type { NewTurn, RoleplayRow, TurnRow } from './roleplays.store.ts'
import { sheetOf, talkWithin, timesWithin } from './roleplays.turns.rules.ts'
import { callTurnOf, turnView } from './roleplays.view.rules.ts'
import { giveVoice, wordsFor } from './roleplays.voicing.ts'

type Wish = z.output<NonNullable<typeof contract.sayTurn.body>>
interface Answer {
  said: SpokenTurn
  answer: SpokenTurn | null
  roleplay: Roleplay
  nextTurn: number
}

/**
 * One turn of the trainee and what the customer does then, kept together or not at all. The same `turnId` again answers what
 * was said the first time. Throws `roleplays.turn_taken` (409) when another window was first.
 */
export const sayTurn = async (
  tools: RehearsalTools,
  actor: PersonActor,
  sessionId: string,
  wish: Wish,
): Promise<Answer> => {
  const { row, turns, clip } = await actingAs(tools.db, actor, async (transaction) => ({
    row: await ownRoleplay(transaction, actor, sessionId),
    turns: await store.selectTurns(transaction, sessionId),
    clip: wish.clipId === null ? undefined : await clips.selectClip(transaction, sessionId, wish.clipId),
  }))
  if (turns.some(({ id }) => id === wish.turnId)) return await repeated(tools, actor, sessionId, wish.turnId)
  if (wish.clipId !== null && (clip === undefined || clip.dropped_at !== null || clip.purged_at !== null))
    throw new Fault('roleplays.no_clip', 404, 'There is no such recording in this call.')
  refuseLate(row, wish.number)
  const talkMs = talkWithin(Math.max(wish.talkMs, wish.endMs ?? clip?.end_ms ?? 0), row)
  const prepared = await prepare(tools, { row, turns, clip, wish, talkMs })
  try {
    await actingAs(tools.db, actor, async (transaction) => {
      await demandConsent(transaction, actor.userId, 'transcript')
      await keep(transaction, row, prepared, talkMs)
      await giveVoice(tools, transaction, row, prepared.answer)
      await tell(transaction, actor.userId, sessionId)
    })
  } catch (error) {
    // Two windows, or the same click twice, at the same moment: who came second may find that it was the same turn.
    if (isTaken(error)) return await repeated(tools, actor, sessionId, wish.turnId)
    if (violated(error, 'session_turns_clip'))
      throw new Fault('roleplays.clip_used', 409, 'This recording was said already.')
    throw error
  }
  return await repeated(tools, actor, sessionId, wish.turnId)
}

const taken = (): Fault =>
  new Fault('roleplays.turn_taken', 409, 'This turn was said already, perhaps in another window. Read the call again.')
const isTaken = (error: unknown): boolean =>
  (error instanceof Fault && error.code === 'roleplays.turn_taken') || violated(error, 'session_turns_pkey')

/** What the database would refuse as well, before anything is asked of anybody. */
const refuseLate = (row: RoleplayRow, number: number): void => {
  if (row.status !== 'in_progress') throw new Fault('roleplays.over', 409, 'This call is over.')
  if (row.call_ended_at !== null)
    throw new Fault('roleplays.call_ended', 409, 'The conversation has ended. Have it scored, or try a moment again.')
  // What is said now would be kept in a call that was promised to hold no words.
  if (row.transcript_gone_at !== null)
    throw new Fault('roleplays.words_gone', 410, 'The words of this call are gone. Begin a new one.')
  if (row.next_turn !== number) throw taken()
}

interface Prepared {
  heard: { number: number; startMs: number; endMs: number } | null
  said: NewTurn
  answer: NewTurn | null
  state: RoleplayRow['state']
  expected: number
}
const prepare = async (
  tools: RehearsalTools,
  {
    row,
    turns,
    clip,
    wish,
    talkMs,
  }: { row: RoleplayRow; turns: TurnRow[]; clip: ClipRow | undefined; wish: Wish; talkMs: number },
): Promise<Prepared> => {
  const scenario = await scenarioOf(tools, row)
  const times = timesWithin(
    { startMs: wish.startMs ?? clip?.start_ms ?? null, endMs: wish.endMs ?? clip?.end_ms ?? null },
    talkMs,
  )
  const said: NewTurn = {
    id: wish.turnId,
    speaker: 'trainee',
    text: wish.text,
    source: wish.source,
    ...times,
    clip_id: wish.clipId,
    audio_key: null,
    aside: wish.number === 0,
    state: null,
    act: null,
    evidence: null,
  }
  const answered = turns.at(-1)
  const heard = wish.heard === null || answered?.speaker !== 'customer' ? null : timesWithin(wish.heard, talkMs)
  if (answered !== undefined && heard !== null && answered.start_ms === null) Object.assign(answered, heard)
  const { detector: detect } = await practiceOf(tools, row.workspace_id)
  const before = [...turns, { ...said, number: wish.number, first_text: null }].map(callTurnOf)
  said.evidence = detect(before, before.length - 1, sheetOf(scenario))
  const { state, act } = step(scenario.flow, row.state, {
    language: row.language,
    utterance: wish.text,
    evidence: said.evidence,
  })
  const words = await wordsFor(tools, { row, scenario, state, act, before, turnId: wish.turnId })
  const answer: NewTurn | null =
    words.text === ''
      ? null
      : {
          id: newId(),
          speaker: 'customer',
          text: words.text,
          source: words.source,
          start_ms: null,
          end_ms: null,
          clip_id: null,
          audio_key: null,
          aside: false,
          state,
          act,
          evidence: null,
        }
  if (answer === null) said.state = state
  return {
    heard:
      answered === undefined || heard?.start_ms == null || heard.end_ms === null
        ? null
        : { number: answered.number, startMs: heard.start_ms, endMs: heard.end_ms },
    said,
    answer,
    state,
    expected: wish.number,
  }
}

const keep = async (
  transaction: Transaction,
  { id: sessionId }: RoleplayRow,
  { heard, said, answer, state, expected }: Prepared,
  talkMs: number,
): Promise<void> => {
  if (heard !== null) await store.timeAnswer(transaction, sessionId, heard)
  const turns = answer === null ? [said] : [said, answer]
  await store.addTurns(transaction, { sessionId, expected, turns, state, talkMs })
}

/** What was said under this id, and what the customer answered. */
const repeated = async (
  tools: RehearsalTools,
  actor: PersonActor,
  sessionId: string,
  turnId: string,
): Promise<Answer> => {
  const { row, turns, keys } = await actingAs(tools.db, actor, async (transaction) => ({
    row: await ownRoleplay(transaction, actor, sessionId),
    turns: await store.selectTurns(transaction, sessionId),
    keys: await clips.selectKeys(transaction, sessionId),
  }))
  const at = turns.findIndex(({ id }) => id === turnId)
  const said = turns[at]
  if (said === undefined) throw taken()
  const next = turns[at + 1]
  const answer = next?.speaker === 'customer' ? next : null
  const links = await linksOf(tools, answer === null ? [said] : [said, answer], keys)
  return {
    said: turnView(said, links, true),
    answer: answer === null ? null : turnView(answer, links, true),
    roleplay: await presentOne(tools, row),
    nextTurn: row.next_turn,
  }
}
