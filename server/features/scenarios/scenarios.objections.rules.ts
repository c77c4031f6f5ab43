import type { ObjectionStage, ScenarioObjection } from '@greenroom/contract/scenarios.ts'
import { speak, type Draft } from './scenarios.lines.rules.ts'
import { saysNothing } from './scenarios.mood.rules.ts'

/** What became of an objection in one turn. */
export type Progress = 'on' | 'over' | 'none'

const hardens = new Set([
  'arguing',
  'rude',
  'disparaging_competitor',
  'unprompted_discount',
  'pitch_too_early',
  'feature_dump',
])
const reach = (draft: Draft, objectionId: string, stage: ObjectionStage): void => {
  const mine = draft.state.objections[objectionId]
  if (mine === undefined) return
  mine.stage = stage
  mine.reachedAt[stage] ??= draft.state.turn
}

export function raise(draft: Draft, objection: ScenarioObjection): void {
  const { turn } = draft.state
  draft.state.objections[objection.id] = {
    stage: 'open',
    raisedAt: turn,
    step: 0,
    misses: 0,
    reachedAt: { open: turn },
  }
  speak(draft, 'objection', objection.id, objection.raise)
}

/**
 * Takes as many steps as this turn is good for. After a step in which the customer has something to say first (an
 * exploring question), the next one waits for another turn, and one thing done well serves one step only. A step may be passed over when it is skippable, which costs
 * trust; an answer before the question never counts.
 */
export function advance(draft: Draft, objection: ScenarioObjection): Progress {
  const { state, heard } = draft
  const mine = state.objections[objection.id]
  if (mine === undefined || saysNothing(heard.utterance)) return 'none'
  if (heard.evidence.faults.some(({ faultId, confidence }) => hardens.has(faultId) && confidence > 0.65)) return 'none'
  const left = new Set(heard.used)
  const serving = (at: number) => objection.steps[at]?.by.find((id) => left.has(id))
  const fits = (at: number) => serving(at) !== undefined
  const before = mine.step
  let skipped = 0
  while (mine.step < objection.steps.length) {
    const current = objection.steps[mine.step]
    const skips = !fits(mine.step) && current?.skippable === true && fits(mine.step + 1)
    if (!fits(mine.step) && !skips) break
    if (skips) skipped += 1
    const at = mine.step + (skips ? 1 : 0)
    const taken = objection.steps[at]
    if (taken === undefined) break
    left.delete(serving(at) ?? '')
    mine.step = at + 1
    reach(draft, objection.id, taken.stage)
    if (taken.stage === 'explored') break
  }
  if (mine.step === before) return 'none'
  state.trust = Math.max(0, state.trust - 3 * skipped)
  const done = objection.steps[mine.step - 1]
  if (done !== undefined) speak(draft, 'objection_step', `${objection.id}.${done.stage}`, done.lines)
  const told = objection.steps.slice(before, mine.step).flatMap(({ tells }) => (tells === null ? [] : [tells]))
  for (const factId of told) {
    state.revealed[factId] ??= state.turn
    draft.tells.push(factId)
  }
  if (mine.step < objection.steps.length) return 'on'
  reach(draft, objection.id, 'settled')
  return 'over'
}

/** An answer that brought nothing. After too many of them the customer gives it up. */
export function insist(draft: Draft, objection: ScenarioObjection): Progress {
  const { state } = draft
  const mine = state.objections[objection.id]
  if (mine === undefined) return 'over'
  mine.misses += 1
  state.patience = Math.max(0, state.patience - 4)
  speak(draft, 'insist', objection.id, objection.insist)
  if (mine.misses < objection.tries) return 'none'
  reach(draft, objection.id, 'stuck')
  return 'over'
}
