import type { EngineState } from '@greenroom/contract/roleplays.ts'
import type { ScenarioFact, ScenarioFlow } from '@greenroom/contract/scenarios.ts'
import { mentions } from '../techniques/techniques.words.rules.ts'
import type { Heard } from './scenarios.guard.rules.ts'
import { numberOf, speak, type Draft } from './scenarios.lines.rules.ts'

/** True when the question of this turn is one that this fact answers. */
export const asksFor = ({ reveal }: ScenarioFact, { utterance, used, evidence }: Heard): boolean =>
  !evidence.faults.some(({ faultId }) => faultId === 'rude') &&
  reveal.by.some((id) => used.has(id)) &&
  (reveal.about.en.length + reveal.about.nl.length === 0 || mentions(utterance, reveal.about))

const probesNeeded = ({ id, reveal }: ScenarioFact, { seed }: EngineState, brushOff: number): number =>
  reveal.probes + (numberOf(seed, 'brush-off', id) % 100 < brushOff ? 1 : 0)

/** True when the customer tells it now: asked well, often enough (see countProbes) and trusting enough. */
export const isReady = (fact: ScenarioFact, { flow, state, heard }: Draft): boolean =>
  !(fact.id in state.revealed) &&
  asksFor(fact, heard) &&
  state.trust >= fact.reveal.trust &&
  (state.probes[fact.id] ?? 0) >= probesNeeded(fact, state, flow.persona.brushOff)

/** Facts that can be asked for at this node, in the order of its edges. */
export const factsAt = (flow: ScenarioFlow, nodeId: string): ScenarioFact[] =>
  flow.edges.flatMap(({ from, to }) => {
    const target = from === nodeId ? flow.nodes.find(({ id }) => id === to) : undefined
    const fact = target?.kind === 'reveal' ? flow.facts.find(({ id }) => id === target.factId) : undefined
    return fact === undefined ? [] : [fact]
  })

/** Counts the questions of this turn, answered or not. A question before its time, while an earlier fact is untold, is none. */
export function countProbes(draft: Draft, nodeId: string): void {
  const { flow, state, heard } = draft
  for (const fact of factsAt(flow, nodeId)) {
    const open = !(fact.id in state.revealed) && fact.reveal.after.every((id) => id in state.revealed)
    if (open && asksFor(fact, heard)) state.probes[fact.id] = (state.probes[fact.id] ?? 0) + 1
  }
}

export function tell(draft: Draft, factId: string): void {
  const fact = draft.flow.facts.find(({ id }) => id === factId)
  if (fact === undefined) return
  draft.state.revealed[fact.id] ??= draft.state.turn
  draft.tells.push(fact.id)
  speak(draft, 'reveal', fact.id, fact.tells)
}
