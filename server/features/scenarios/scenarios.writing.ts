import type {
  CallOutcome,
  CheckRule,
  Guard,
  RubricCheck,
  ScenarioEdge,
  ScenarioFact,
  ScenarioNode,
  ScenarioObjection,
} from '@greenroom/contract/scenarios.ts'
import type { Bilingual, BilingualList, FaultId, ScorePhase } from '@greenroom/contract/techniques.ts'

// How the starter scenarios are written down: short words for the shapes of the contract.

export const both = (en: string, nl: string): Bilingual => ({ en, nl })
/** Lines of which one is said, each on a line of its own. */
export const said = (en: string, nl: string): BilingualList => ({ en: listed(en, '\n'), nl: listed(nl, '\n') })
/** Words in both languages, separated by semicolons. */
export const words = (en: string, nl: string): BilingualList => ({ en: listed(en), nl: listed(nl) })
const listed = (text: string, between = ';'): string[] =>
  text
    .split(between)
    .map((one) => one.trim())
    .filter((one) => one !== '')

const ground = { x: 0, y: 0 }
export const prepare: ScenarioNode = { kind: 'prepare', id: 'prepare', ...ground }
export const talk = (id: string, phase: ScorePhase): ScenarioNode => ({ kind: 'talk', id, phase, ...ground })
export const say = (id: string, phase: ScorePhase, lines: BilingualList): ScenarioNode => ({
  kind: 'say',
  id,
  phase,
  lines,
  ...ground,
})
export const reveals = (phase: ScorePhase, ...facts: string[]): ScenarioNode[] =>
  facts.map((factId) => ({ kind: 'reveal', id: `tell-${factId}`, phase, factId, ...ground }))
export const objects = (phase: ScorePhase, ...objections: string[]): ScenarioNode[] =>
  objections.map((objectionId) => ({ kind: 'objection', id: `object-${objectionId}`, phase, objectionId, ...ground }))
export const mood = (id: string, phase: ScorePhase, trust: number, patience: number): ScenarioNode => ({
  kind: 'mood',
  id,
  phase,
  trust,
  patience,
  ...ground,
})
export const end = (id: string, outcome: CallOutcome, names: Bilingual, lines: BilingualList): ScenarioNode => ({
  kind: 'end',
  id,
  outcome,
  names,
  lines,
  ...ground,
})

export const way = (from: string, to: string, when: Guard | null = null): ScenarioEdge => ({ from, to, when })
/** Arrows to the places where these facts come out. */
export const asked = (from: string, ...facts: string[]): ScenarioEdge[] => facts.map((id) => way(from, `tell-${id}`))

export const fact = (
  id: string,
  truth: Bilingual,
  keys: BilingualList,
  reveal: Partial<ScenarioFact['reveal']> & { by: string[] },
  tells: BilingualList,
  hints: BilingualList,
): ScenarioFact => ({
  id,
  truth,
  keys,
  reveal: { about: words('', ''), after: [], trust: 0, probes: 1, ...reveal },
  tells,
  hints,
})
type Step = ScenarioObjection['steps'][number]
export const objectionStep = (
  stage: Step['stage'],
  by: string[],
  lines: BilingualList,
  more: Partial<Step> = {},
): Step => ({
  stage,
  by,
  lines,
  skippable: false,
  tells: null,
  ...more,
})

export const check = (
  id: string,
  phase: ScorePhase,
  en: string,
  nl: string,
  rule: CheckRule,
  weight = 2,
  blocker = false,
): RubricCheck => ({ id, phase, question: both(en, nl), rule, weight, blocker })
export const uses = (...anyOf: string[]): CheckRule => ({ kind: 'technique', anyOf, times: 1 })
export const usesTimes = (times: number, ...anyOf: string[]): CheckRule => ({ kind: 'technique', anyOf, times })
export const inOrder = (...techniques: string[]): CheckRule => ({ kind: 'order', techniques })
export const without = (...faults: FaultId[]): CheckRule => ({ kind: 'without', faults })
export const learns = (factId: string): CheckRule => ({ kind: 'fact', factId })
export const settles = (objectionId: string): CheckRule => ({ kind: 'objection', objectionId, stage: 'settled' })
export const endsWell: CheckRule = { kind: 'outcome', anyOf: ['won', 'next_step'] }

/** Gives every node a place: one row for each arrow away from the beginning, and a last one for ends that need no arrow. */
export function drawn(nodes: ScenarioNode[], edges: readonly ScenarioEdge[]): ScenarioNode[] {
  const rows = new Map<string, number>([['prepare', 0]])
  for (const [id, row] of rows) {
    for (const { from, to } of edges) if (from === id && !rows.has(to)) rows.set(to, row + 1)
  }
  const last = Math.max(...rows.values()) + 1
  const rowOf = ({ id }: ScenarioNode) => rows.get(id) ?? last
  return nodes.map((node) => {
    const fellows = nodes.filter((other) => rowOf(other) === rowOf(node))
    const place = fellows.indexOf(node) - (fellows.length - 1) / 2
    return { ...node, x: Math.round(place * 280), y: rowOf(node) * 190 }
  })
}
