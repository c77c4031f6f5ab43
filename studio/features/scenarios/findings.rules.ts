import type { FlowFinding, Scenario } from '@greenroom/contract/scenarios.ts'

/** The parts of the builder. */
export const views = ['flow', 'call', 'customer', 'facts', 'objections', 'manners', 'brief', 'rubric'] as const
export type View = (typeof views)[number]

export interface Spot {
  readonly view: View
  /** The node, fact, objection or check inside it; empty when it is the whole. */
  readonly id: string
}

/** Where the thing stands that a finding is about. */
export function spotOf({ at, code }: Pick<FlowFinding, 'at' | 'code'>, { flow, rubric }: Scenario): Spot {
  if (at === 'title' || at === 'description') return { view: 'call', id: '' }
  if (at === 'brief') return { view: 'brief', id: '' }
  if (at === 'persona') return { view: 'customer', id: '' }
  if (code === 'required_unasked') return { view: 'call', id: '' }
  if (flow.nodes.some(({ id }) => id === at)) return { view: 'flow', id: at }
  if (flow.facts.some(({ id }) => id === at)) return { view: 'facts', id: at }
  if (flow.objections.some(({ id }) => id === at)) return { view: 'objections', id: at }
  if (rubric.checks.some(({ id }) => id === at)) return { view: 'rubric', id: at }
  if (at in flow.manners) return { view: 'manners', id: at }
  return { view: code === 'no_checks' ? 'rubric' : 'flow', id: '' }
}

/** What to say beside a node: what is wrong with it, and with the fact it tells or the objection it raises. */
export function findingsByNode(findings: readonly FlowFinding[], { flow }: Scenario): Map<string, FlowFinding[]> {
  const found = new Map<string, FlowFinding[]>()
  for (const node of flow.nodes) {
    const mine = new Set([node.id])
    if (node.kind === 'reveal') mine.add(node.factId)
    if (node.kind === 'objection') mine.add(node.objectionId)
    const list = findings.filter(({ at }) => mine.has(at))
    if (list.length > 0) found.set(node.id, list)
  }
  return found
}

/** The sentence of a finding in the reader's language; where there is none for its code, the house's own. */
export function findingText(finding: FlowFinding, templates: Readonly<Record<string, string>>): string {
  const values: Readonly<Record<string, string>> = { at: finding.at, ...finding.values }
  const { language, kind, outcome } = finding.values
  const template =
    templates[`${finding.code}.${kind ?? outcome ?? language ?? ''}`] ?? templates[finding.code] ?? finding.sentence
  return template.replaceAll(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all)
}
