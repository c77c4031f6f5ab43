import { randomInt } from 'node:crypto'
import type * as z from 'zod'
import type * as contract from '@greenroom/contract/rehearsal-calls.ts'
import type { Rehearsal, Roleplay } from '@greenroom/contract/rehearsals.ts'
import type { EngineState, FrozenRubric } from '@greenroom/contract/roleplays.ts'
import { actingAs, type PersonActor } from '#kernel/db/acting.ts'
import { claimRequest } from '#kernel/db/request-keys.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { newId } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import { begin } from '../scenarios/scenarios.engine.rules.ts'
import { demandConsent } from './roleplays.consents.ts'
import { scenarioOf } from './roleplays.scenario.ts'
import { freezeRubric } from './roleplays.scoring.rules.ts'
import * as store from './roleplays.store.ts'
import { getRoleplay, ownRoleplay, tell } from './roleplays.ts'
import { stateBefore } from './roleplays.turns.rules.ts'

type Body<E extends { body?: z.ZodType }> = z.output<NonNullable<E['body']>>

/** Begins a call with what is published of a scenario now. The same key begins it once. */
export const startSession = async (
  tools: Tools,
  actor: PersonActor,
  wish: Body<typeof contract.startSession>,
): Promise<Rehearsal> => {
  const version = await actingAs(tools.db, actor, async (transaction) => {
    const shelved = await store.selectShelved(transaction, wish.scenarioId)
    if (shelved === undefined) throw notFound('scenarios', 'There is no such scenario.')
    if (shelved.version === 0)
      throw new Fault('scenarios.not_published', 409, 'This scenario is a draft. Publish it, then rehearse it.')
    return shelved.version
  })
  const scenario = await scenarioOf(tools, { scenario_id: wish.scenarioId, scenario_version: version })
  const seed = randomInt(2 ** 32)
  return await open(tools, actor, {
    key: wish.idempotencyKey,
    purpose: 'roleplays.start',
    one: {
      workspaceId: wish.workspaceId,
      scenarioId: wish.scenarioId,
      scenarioVersion: version,
      language: wish.language,
      mode: wish.mode,
      seed,
      state: begin(scenario.flow, seed),
      rubric: freezeRubric(scenario, version),
      retryOf: null,
    },
    turns: [],
    talkMs: 0,
  })
}

/** A new call that goes on from a turn of the trainee of another one, with everything as it stood before that turn. */
export const retryMoment = async (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  { idempotencyKey, turn, mode }: { idempotencyKey: string; turn: number; mode: Roleplay['mode'] },
): Promise<Rehearsal> => {
  const { row, turns } = await actingAs(tools.db, actor, async (transaction) => {
    const own = await ownRoleplay(transaction, actor, sessionId)
    if ((await store.selectShelved(transaction, own.scenario_id)) === undefined)
      throw new Fault('roleplays.scenario_gone', 409, 'This scenario is no longer on the shelf.')
    return { row: own, turns: await store.selectTurns(transaction, sessionId) }
  })
  if (row.transcript_gone_at !== null)
    throw new Fault('roleplays.words_gone', 410, 'The words of this call are gone, so nobody can go on from them.')
  const scenario = await scenarioOf(tools, row)
  const state = stateBefore(turns, turn, begin(scenario.flow, row.seed))
  if (state === null || (turns.find(({ number }) => number === turn)?.speaker ?? 'customer') !== 'trainee')
    throw new Fault('roleplays.no_turn', 404, 'There is no such turn of yours.')
  const before = turns.filter(({ number }) => number < turn)
  return await open(tools, actor, {
    key: idempotencyKey,
    purpose: 'roleplays.retry',
    one: {
      workspaceId: row.workspace_id,
      scenarioId: row.scenario_id,
      scenarioVersion: row.scenario_version,
      language: row.language,
      mode,
      seed: row.seed,
      state,
      rubric: row.rubric,
      retryOf: { sessionId, turn },
    },
    turns: before.map(({ number: _, first_text: __, ...copied }) => ({
      ...copied,
      id: newId(),
      clip_id: null,
      audio_key: null,
    })),
    talkMs: Math.max(0, ...before.map(({ end_ms }) => end_ms ?? 0)),
  })
}

interface Opening {
  key: string
  purpose: string
  one: Omit<store.NewRoleplay, 'id' | 'userId'> & { state: EngineState; rubric: FrozenRubric }
  turns: store.NewTurn[]
  talkMs: number
}
const open = async (tools: Tools, actor: PersonActor, { key, purpose, one, turns, talkMs }: Opening) => {
  const id = await actingAs(tools.db, actor, async (transaction) => {
    const fresh = newId()
    const earlier = await claimRequest(transaction, { userId: actor.userId, key, purpose, result: fresh })
    if (earlier !== null) return earlier as string
    await demandConsent(transaction, actor.userId, 'transcript')
    if (one.workspaceId !== null && !(await store.isFellow(transaction, one.workspaceId)))
      throw notFound('workspaces', 'There is no such workspace.')
    await store.insertRoleplay(transaction, { ...one, id: fresh, userId: actor.userId })
    if (turns.length > 0)
      await store.addTurns(transaction, { sessionId: fresh, expected: 0, turns, state: one.state, talkMs })
    await tell(transaction, actor.userId, fresh)
    return fresh
  })
  return await getRoleplay(tools, actor, id)
}
