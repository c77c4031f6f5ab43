import { createHash } from 'node:crypto'
import type { CallTurn, CustomerAct, EngineState } from '@greenroom/contract/roleplays.ts'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import { actingAs, type Transaction } from '#kernel/db/acting.ts'
import type { PhrasingRequest } from '#providers/phraser.ts'
import { phrased } from '../scenarios/scenarios.phrasing.rules.ts'
import { voiceKey } from './roleplays.clips.rules.ts'
import { hasConsent } from './roleplays.consents.ts'
import { speakTurn } from './roleplays.jobs.ts'
import { paidOnce, type Settled } from './roleplays.ledger.ts'
import { tell, type RehearsalTools } from './roleplays.ts'
import { house, scenarioOf } from './roleplays.scenario.ts'
import * as store from './roleplays.store.ts'
import type { NewTurn, RoleplayRow } from './roleplays.store.ts'

export interface Moment {
  row: RoleplayRow
  scenario: Scenario
  state: EngineState
  act: CustomerAct
  /** With the turn that is answered. */
  before: readonly CallTurn[]
  turnId: string
}
/** So many turns a model is told of. */
const remembered = 8

/**
 * What the customer says. The engine has chosen what happens; a model, where there is one and it is agreed to, only puts it
 * into other words, in a short while and once. Words that break a rule of `phrased` are not said.
 */
export const wordsFor = async (
  tools: RehearsalTools,
  { row, scenario, state, act, before, turnId }: Moment,
): Promise<{ text: string; source: 'engine' | 'model' }> => {
  const own = { text: act.text, source: 'engine' as const }
  const { phraser } = tools.coach
  if (phraser === null || act.text === '' || !(await mayAsk(tools, row.user_id))) return own
  const { flow } = scenario
  const { language } = row
  const truths = (ids: readonly string[]): string[] =>
    flow.facts.filter(({ id }) => ids.includes(id)).map(({ truth }) => truth[language])
  const request: PhrasingRequest = {
    language,
    customer: {
      name: flow.persona.name,
      role: flow.persona.role[language],
      style: flow.persona.style[language],
    },
    trust: state.trust,
    patience: state.patience,
    line: act.text,
    tells: truths(act.tells),
    told: truths(act.mayTell.filter((id) => !act.tells.includes(id))),
    agrees: act.agrees,
    // Notes are for the trainee alone.
    heard: before
      .filter(({ aside }) => !aside)
      .slice(-remembered)
      .map(({ speaker, text }) => ({ speaker, text })),
  }
  const settled = await paidOnce<{ text: string }>(
    tools,
    {
      userId: row.user_id,
      sessionId: row.id,
      kind: 'phrasing',
      about: turnId,
      provider: phraser.id,
      model: phraser.model,
      hash: createHash('sha256').update(JSON.stringify(request)).digest('hex'),
      price: phraser.estimateMicroUsd(request),
      callsPerMinute: phraser.limits.callsPerMinute,
      send: (context) => phraser.phrase(request, context),
      keep: (value) => value,
      read: (kept) => kept as { text: string },
    },
    AbortSignal.timeout(phraser.limits.seconds * 1000 + 500),
  )
  if (settled.kind !== 'done') return own
  const utterance = before.at(-1)?.text ?? ''
  const { text, faults } = phrased(flow, act, { language, utterance, text: settled.value.text })
  return faults.length > 0 || text === '' ? own : { text, source: 'model' }
}

const mayAsk = (tools: RehearsalTools, userId: string): Promise<boolean> =>
  actingAs(tools.db, house, (transaction) => hasConsent(transaction, userId, 'provider'))

/** A page that listens while a voice is made comes by itself; for whoever does not, it is made after this long. */
const pageFirstMs = 2000

/** Has the answer of a spoken call read out, where there is a voice and it is agreed to. The call does not wait for it. */
export const giveVoice = async (
  tools: RehearsalTools,
  transaction: Transaction,
  row: RoleplayRow,
  answer: NewTurn | null,
): Promise<void> => {
  const { voice } = tools.coach
  if (voice === null || answer === null || row.mode !== 'spoken' || answer.text.length > voice.limits.characters) return
  if (!(await hasConsent(transaction, row.user_id, 'provider'))) return
  const options = { owner: row.user_id, ...(voice.streams ? { delayMs: pageFirstMs } : {}) }
  await tools.jobs.add(transaction, speakTurn, { sessionId: row.id, turnId: answer.id }, options)
}

/**
 * Reads an answer out once, and lets `heard` listen meanwhile. What fails, or nobody knows the end of, stays unspoken: the
 * browser reads it instead. `idle`: there is nothing to read out, or not any more.
 */
export const speakNow = async (
  tools: RehearsalTools,
  { sessionId, turnId }: { sessionId: string; turnId: string },
  signal: AbortSignal,
  heard?: (sound: Buffer) => void,
): Promise<'idle' | Settled<unknown>['kind']> => {
  const { voice } = tools.coach
  const { row, turn, agreed } = await actingAs(tools.db, house, async (transaction) => {
    const found = await store.selectRoleplay(transaction, sessionId)
    return {
      row: found,
      turn: (await store.selectTurns(transaction, sessionId)).find(({ id }) => id === turnId),
      // It may have been taken back since the turn was said.
      agreed: found !== undefined && (await hasConsent(transaction, found.user_id, 'provider')),
    }
  })
  if (voice === null || row === undefined || !agreed) return 'idle'
  if (turn?.speaker !== 'customer' || turn.text === '' || turn.audio_key !== null) return 'idle'
  const { flow } = await scenarioOf(tools, row)
  const line = { text: turn.text, language: row.language, speaker: flow.persona.name }
  const place = { userId: row.user_id, sessionId, id: turn.id }
  const settled = await paidOnce<{ mime: string }>(
    tools,
    {
      userId: row.user_id,
      sessionId,
      kind: 'voice',
      about: turn.id,
      provider: voice.id,
      model: voice.model,
      hash: createHash('sha256')
        .update(JSON.stringify([voice.model, line]))
        .digest('hex'),
      price: voice.estimateMicroUsd(turn.text.length),
      callsPerMinute: voice.limits.callsPerMinute,
      async send(context) {
        const answer = await voice.speak(line, context, heard)
        if (answer.kind !== 'done') return answer
        // Kept before the ledger says that it is there.
        const { audio, mime } = answer.value
        await tools.storage.put('audio-uploads', voiceKey(place, mime), audio, mime)
        return { ...answer, value: { mime } }
      },
      keep: (value) => value,
      read: (kept) => kept as { mime: string },
    },
    signal,
  )
  if (settled.kind !== 'done') return settled.kind
  const { mime } = settled.value
  await actingAs(tools.db, house, async (transaction) => {
    await store.keepVoice(transaction, turn.id, voiceKey(place, mime))
    await tell(transaction, row.user_id, sessionId)
  })
  return 'done'
}
