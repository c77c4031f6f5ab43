import type { CustomerAct, EngineState } from '@greenroom/contract/roleplays.ts'
import type { CallOutcome, ScenarioFlow, ScenarioNode } from '@greenroom/contract/scenarios.ts'
import type { Evidence, SpokenLanguage } from '@greenroom/contract/techniques.ts'
import { countProbes, factsAt, isReady, tell } from './scenarios.facts.rules.ts'
import { allows } from './scenarios.guard.rules.ts'
import { speak, type Draft } from './scenarios.lines.rules.ts'
import { acceptsAnyway, reply } from './scenarios.manners.rules.ts'
import { moodAfter, saysNothing } from './scenarios.mood.rules.ts'
import { advance, insist, raise } from './scenarios.objections.rules.ts'

/** A circle of nodes that never listens is broken off after so many. The validator reports it. */
const longestWay = 12
const lowPatience = 25

/** A call before its first word. The same seed and the same utterances give the same call. */
export function begin(flow: ScenarioFlow, seed: number): EngineState {
  const first = flow.nodes.find(({ kind }) => kind === 'prepare')?.id ?? flow.nodes[0]?.id ?? 'none'
  return {
    seed: seed >>> 0,
    turn: 0,
    nodeId: first,
    homeId: first,
    phase: 'preparation',
    trust: flow.persona.trust,
    patience: flow.persona.patience,
    revealed: {},
    probes: {},
    objections: {},
    techniquesSeen: {},
    faultsSeen: {},
    said: {},
    ended: null,
  }
}

export interface Said {
  language: SpokenLanguage
  utterance: string
  /** What was found in it, by rules or by a model: the engine does not know the difference. */
  evidence: Evidence
}

/**
 * One turn of the trainee, and what the customer does then. Pure: neither argument changes. The first step takes the notes
 * from before the call (they may be empty) and lets the customer pick up. Always says something, until the call has ended.
 */
export function step(flow: ScenarioFlow, state: EngineState, { language, utterance, evidence }: Said) {
  if (state.ended !== null) return { state, act: actOf(state, [], []) }
  // What a person would have to look at twice moves no customer.
  const used = new Set(evidence.techniques.filter((one) => one.confidence > 0.65).map((one) => one.techniqueId))
  const draft: Draft = {
    flow,
    language,
    state: structuredClone(state),
    heard: { utterance, evidence, used },
    parts: [],
    tells: [],
  }
  if (nodeOf(flow, state.nodeId)?.kind === 'prepare') {
    remember(draft)
    follow(draft, state.nodeId, 0)
  } else {
    live(draft)
  }
  // Where the talk went elsewhere without a word, what was said still gets an answer.
  if (draft.parts.length === 0) reply(draft, draft.state.nodeId)
  return { state: draft.state, act: actOf(draft.state, draft.parts, draft.tells) }
}

function live(draft: Draft): void {
  const { flow, state, heard } = draft
  const before = state.patience
  state.turn += 1
  Object.assign(state, moodAfter(state, heard.utterance, heard.used, heard.evidence.faults, flow.persona.decay))
  remember(draft)
  if (state.patience === 0) return finish(draft, 'hang_up')
  if (state.patience < lowPatience && before >= lowPatience) speak(draft, 'manner', 'impatient', flow.manners.impatient)
  const node = nodeOf(flow, state.nodeId)
  countProbes(draft, state.nodeId)
  if (node?.kind === 'objection') answerObjection(draft, node)
  // Nothing happens because of a silence: the customer only wonders.
  else if (saysNothing(heard.utterance) || !take(draft, state.nodeId, 0)) reply(draft, state.nodeId)
  if (state.ended === null && state.patience === 0) finish(draft, 'hang_up')
  if (state.ended === null && state.turn >= flow.maxTurns) finish(draft, 'time_up')
}

function answerObjection(draft: Draft, node: Extract<ScenarioNode, { kind: 'objection' }>): void {
  const { flow, state, heard } = draft
  const objection = flow.objections.find(({ id }) => id === node.objectionId)
  if (objection === undefined) return rest(draft, state.homeId)
  if (saysNothing(heard.utterance)) return speak(draft, 'manner', 'silence', flow.manners.silence)
  const progress = advance(draft, objection)
  if (progress === 'on') return undefined
  if (progress === 'none') {
    // A fact that was asked for, or a way out that the author drew.
    if (take(draft, node.id, 0, true)) return undefined
    if (acceptsAnyway(draft) || insist(draft, objection) === 'none') return undefined
  }
  return follow(draft, node.id, 0)
}

function remember({ state, heard }: Draft): void {
  for (const id of heard.used) state.techniquesSeen[id] = (state.techniquesSeen[id] ?? 0) + 1
  for (const { faultId } of heard.evidence.faults) state.faultsSeen[faultId] = (state.faultsSeen[faultId] ?? 0) + 1
}

/** Takes the first open edge. With `drawnOnly`, edges without a condition lead on only after an objection is over. */
function take(draft: Draft, from: string, way: number, drawnOnly = false): boolean {
  const { flow, state, heard } = draft
  const edge = flow.edges.find((one) => {
    const target = nodeOf(flow, one.to)
    if (one.from !== from || target === undefined || !mayEnter(draft, target)) return false
    if (drawnOnly && one.when === null && target.kind !== 'reveal') return false
    return allows(one.when, state, heard)
  })
  if (edge === undefined) return false
  enter(draft, edge.to, way)
  return true
}

function mayEnter(draft: Draft, node: ScenarioNode): boolean {
  const { flow, state } = draft
  if (node.kind === 'prepare') return false
  if (node.kind === 'talk') return node.id !== state.nodeId
  if (node.kind === 'say') return state.said[`say:${node.id}`] === undefined
  if (node.kind === 'objection') return state.objections[node.objectionId] === undefined
  if (node.kind !== 'reveal') return true
  const fact = flow.facts.find(({ id }) => id === node.factId)
  return fact !== undefined && isReady(fact, draft)
}

/** What comes after a node that does not listen: its open edge, else back to where the talk was. */
function follow(draft: Draft, from: string, way: number): void {
  if (way < longestWay && take(draft, from, way + 1)) return undefined
  // Who answers a question in the middle of an objection has not forgotten the objection.
  const { flow, state } = draft
  const asked = nodeOf(flow, state.nodeId)
  const stage = asked?.kind === 'objection' ? state.objections[asked.objectionId]?.stage : undefined
  if (stage !== undefined && stage !== 'settled' && stage !== 'stuck') return undefined
  return rest(draft, state.homeId)
}

function enter(draft: Draft, id: string, way: number): void {
  const { flow, state } = draft
  const node = nodeOf(flow, id)
  if (node === undefined || node.kind === 'prepare') return
  if (node.kind === 'end') {
    speak(draft, 'end', node.id, node.lines)
    state.nodeId = node.id
    state.ended = { nodeId: node.id, outcome: node.outcome }
    return
  }
  state.phase = node.phase
  if (node.kind === 'talk') return rest(draft, node.id)
  if (node.kind === 'objection') {
    const objection = flow.objections.find((one) => one.id === node.objectionId)
    if (objection === undefined) return
    state.nodeId = node.id
    return raise(draft, objection)
  }
  if (node.kind === 'say') speak(draft, 'say', node.id, node.lines)
  if (node.kind === 'reveal') tell(draft, node.factId)
  if (node.kind === 'mood') {
    state.trust = Math.max(0, Math.min(100, state.trust + node.trust))
    state.patience = Math.max(0, Math.min(100, state.patience + node.patience))
  }
  return follow(draft, node.id, way)
}

function rest({ flow, state }: Draft, id: string): void {
  const node = nodeOf(flow, id)
  state.nodeId = id
  state.homeId = id
  if (node !== undefined && 'phase' in node) state.phase = node.phase
}

/** The customer ends it, wherever the call stands. Before that nothing else is said: who hangs up does not chat. */
function finish(draft: Draft, outcome: CallOutcome): void {
  const end = draft.flow.nodes.find((node) => node.kind === 'end' && node.outcome === outcome)
  if (outcome === 'hang_up' && draft.tells.length === 0) draft.parts.length = 0
  if (end !== undefined) return enter(draft, end.id, 0)
  // Without such an end in the flow the call ends all the same.
  draft.state.ended = { nodeId: draft.state.nodeId, outcome }
  return speak(draft, 'manner', 'impatient', draft.flow.manners.impatient)
}

const nodeOf = (flow: ScenarioFlow, id: string): ScenarioNode | undefined => flow.nodes.find((node) => node.id === id)

function actOf(state: EngineState, parts: CustomerAct['parts'], tells: string[]): CustomerAct {
  const outcome = state.ended?.outcome ?? null
  return {
    kind: parts.at(-1)?.kind ?? 'over',
    nodeId: state.nodeId,
    parts,
    text: parts.map(({ line }) => line).join(' '),
    mayTell: Object.keys(state.revealed),
    tells,
    agrees: outcome === 'won' || outcome === 'next_step',
    ended: outcome,
  }
}

/** What would bring the call on from here, for a hint to the trainee: ids of techniques, the nearest first. */
export function suggestions(flow: ScenarioFlow, state: EngineState): string[] {
  const node = nodeOf(flow, state.nodeId)
  if (state.ended !== null || node === undefined) return []
  if (node.kind === 'objection') {
    const step = state.objections[node.objectionId]?.step ?? 0
    return flow.objections.find(({ id }) => id === node.objectionId)?.steps[step]?.by ?? []
  }
  const facts = factsAt(flow, node.id).filter(
    ({ id, reveal }) => !(id in state.revealed) && reveal.after.every((one) => one in state.revealed),
  )
  const ways = flow.edges
    .filter(({ from, when }) => from === node.id && when !== null)
    .flatMap(({ when }) => when?.used ?? [])
  return [...new Set([...facts.flatMap(({ reveal }) => reveal.by), ...ways])]
}
