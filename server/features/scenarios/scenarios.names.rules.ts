import type { FlowFinding, Guard, Scenario } from '@greenroom/contract/scenarios.ts'

type Values = Record<string, string>
/** What is wrong at `at`; `values` are what another language needs for its own sentence. */
export const error = (code: string, at: string, sentence: string, values: Values = {}): FlowFinding => ({
  code,
  severity: 'error',
  at,
  sentence,
  values,
})
export const warning = (code: string, at: string, sentence: string): FlowFinding => ({
  ...error(code, at, sentence),
  severity: 'warning',
})

/** A condition and all those inside it. */
export const guardsIn = (guard: Guard | null): Guard[] =>
  guard === null ? [] : [guard, ...[...(guard.any ?? []), ...(guard.none ?? [])].flatMap(guardsIn)]
const repeated = (ids: readonly string[]): string[] => [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))]

/** Names that stand twice, and names of things that do not exist. */
export function misnamed({ flow, rubric: { checks } }: Scenario): FlowFinding[] {
  const twice = [flow.nodes, flow.facts, flow.objections, checks].flatMap((list) => repeated(list.map(({ id }) => id)))
  const nodes = new Set(flow.nodes.map(({ id }) => id))
  const known = {
    facts: new Set(flow.facts.map(({ id }) => id)),
    objections: new Set(flow.objections.map(({ id }) => id)),
  }
  const lost = (kind: keyof typeof known, at: string, ids: readonly (string | null)[]) =>
    ids
      .filter((id) => id !== null && !known[kind].has(id))
      .map((id) =>
        error(
          'unknown_name',
          at,
          `"${at}" speaks of ${kind === 'facts' ? 'the fact' : 'the objection'} "${id}", which does not exist.`,
          { kind, id: id ?? '' },
        ),
      )
  return [
    ...twice.map((id) => error('name_twice', id, `The name "${id}" is used twice. Give one of them another name.`)),
    ...flow.edges
      .filter(({ from, to }) => !nodes.has(from) || !nodes.has(to))
      .map(({ from, to }) =>
        error(
          'loose_edge',
          from,
          `The arrow from "${from}" to "${to}" has an end that does not exist. Remove it or draw it again.`,
          { to },
        ),
      ),
    ...flow.nodes.flatMap((node) =>
      node.kind === 'reveal'
        ? lost('facts', node.id, [node.factId])
        : node.kind === 'objection'
          ? lost('objections', node.id, [node.objectionId])
          : [],
    ),
    ...flow.edges.flatMap(({ from, when }) =>
      guardsIn(when).flatMap((guard) => [
        ...lost('facts', from, guard.facts ?? []),
        ...lost('objections', from, [...(guard.settled ?? []), ...(guard.unraised ?? []), ...(guard.stuck ?? [])]),
      ]),
    ),
    ...flow.facts.flatMap(({ id, reveal }) => lost('facts', id, reveal.after)),
    ...flow.objections.flatMap(({ id, steps }) =>
      lost(
        'facts',
        id,
        steps.map(({ tells }) => tells),
      ),
    ),
    ...checks.flatMap(({ id, rule }) =>
      rule.kind === 'fact'
        ? lost('facts', id, [rule.factId])
        : rule.kind === 'objection'
          ? lost('objections', id, [rule.objectionId])
          : [],
    ),
  ]
}
