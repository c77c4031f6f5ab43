import type { FlowFinding, Scenario, ScenarioFlow } from '@greenroom/contract/scenarios.ts'
import type { BilingualList } from '@greenroom/contract/techniques.ts'
import { mentions } from '../techniques/techniques.words.rules.ts'
import { error, guardsIn, misnamed, warning } from './scenarios.names.rules.ts'
import { missingWords } from './scenarios.words.rules.ts'

/** Everything that would go wrong with this scenario. Without errors it may be published. `techniqueIds` are those there are. */
export const findingsOf = (scenario: Scenario, techniqueIds: readonly string[]): FlowFinding[] => [
  ...misnamed(scenario),
  ...shape(scenario.flow),
  ...ways(scenario.flow),
  ...facts(scenario.flow),
  ...objections(scenario.flow),
  ...missingWords(scenario),
  ...leaks(scenario.flow),
  ...rubric(scenario, new Set(techniqueIds)),
]

function shape({ nodes, edges }: ScenarioFlow): FlowFinding[] {
  const starts = nodes.filter(({ kind }) => kind === 'prepare')
  const ends = nodes.flatMap((node) => (node.kind === 'end' ? [node.outcome] : []))
  const found: FlowFinding[] = []
  if (starts.length !== 1)
    found.push(
      error('one_start', starts[1]?.id ?? '', `A call has exactly one beginning; this one has ${starts.length}.`, {
        count: String(starts.length),
      }),
    )
  if (!ends.some((outcome) => outcome === 'won' || outcome === 'next_step'))
    found.push(error('no_good_end', '', 'Nobody can win this call: add an end that is "won" or "next step".'))
  for (const outcome of ['hang_up', 'time_up'] as const) {
    if (ends.filter((one) => one === outcome).length !== 1)
      found.push(
        error(
          'no_forced_end',
          '',
          `The call needs exactly one end "${outcome === 'hang_up' ? 'hang up' : 'time is up'}": the customer takes it alone.`,
          { outcome },
        ),
      )
  }
  const start = starts[0]
  if (start && edges.filter(({ from }) => from === start.id).some(({ when }) => when !== null))
    found.push(
      error(
        'start_guarded',
        start.id,
        'The way out of the beginning must have no condition: nothing has been said yet.',
      ),
    )
  for (const node of nodes) {
    if (node.kind === 'end' && edges.some(({ from }) => from === node.id))
      found.push(error('after_end', node.id, `"${node.id}" ends the call, so no arrow may leave it.`))
  }
  return found
}

/** From where one can get to where. Told facts and objections also return to the talk that led to them. */
function reach({ nodes, edges }: ScenarioFlow, from: string, backwards: boolean): Set<string> {
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]))
  const returns = edges
    .filter(({ from: talk, to }) => kinds.get(talk) === 'talk' && !['talk', 'end'].includes(kinds.get(to) ?? ''))
    .map(({ from: talk, to }) => ({ from: to, to: talk }))
  const all = [...edges, ...returns].map(({ from: one, to }) => (backwards ? { from: to, to: one } : { from: one, to }))
  const seen = new Set([from])
  for (const at of seen) for (const edge of all) if (edge.from === at) seen.add(edge.to)
  return seen
}

function ways(flow: ScenarioFlow): FlowFinding[] {
  const start = flow.nodes.find(({ kind }) => kind === 'prepare')
  const there = start === undefined ? new Set<string>() : reach(flow, start.id, false)
  // Hanging up and running out of time need no arrow.
  const forced = (node: ScenarioFlow['nodes'][number]) =>
    node.kind === 'end' && ['hang_up', 'time_up'].includes(node.outcome)
  const ends = flow.nodes.filter((node) => node.kind === 'end' && !forced(node))
  const ending = new Set(ends.flatMap(({ id }) => [...reach(flow, id, true)]))
  const unreachable = flow.nodes.filter((node) => start !== undefined && !there.has(node.id) && !forced(node))
  const dead = flow.nodes.filter((node) => node.kind !== 'end' && there.has(node.id) && !ending.has(node.id))
  return [
    ...unreachable.map(({ id }) =>
      error('unreachable', id, `No way leads to "${id}". Draw an arrow to it or remove it.`),
    ),
    ...dead.map(({ id }) => error('dead_end', id, `From "${id}" no way leads to an end. Draw an arrow out of it.`)),
    ...circles(flow).map((id) =>
      error(
        'endless_circle',
        id,
        `"${id}" leads back to itself without the customer ever listening. Put a talk in between.`,
      ),
    ),
  ]
}

/** Nodes that speak or change the mood and lead, without conditions, back to themselves. */
const circles = ({ nodes, edges }: ScenarioFlow): string[] => {
  const passing = new Set(nodes.filter(({ kind }) => kind === 'mood' || kind === 'say').map(({ id }) => id))
  const next = (at: string) => edges.find(({ from, when }) => from === at && when === null)?.to
  return [...passing].filter((id) => {
    let at = next(id)
    for (let way = 0; way < passing.size && at !== undefined && at !== id && passing.has(at); way += 1) at = next(at)
    return at === id
  })
}

function facts(flow: ScenarioFlow): FlowFinding[] {
  const told = new Set([
    ...flow.nodes.flatMap((node) => (node.kind === 'reveal' ? [node.factId] : [])),
    ...flow.objections.flatMap(({ steps }) => steps.map(({ tells }) => tells)),
  ])
  const waits = (id: string, seen: readonly string[] = []): boolean =>
    seen.includes(id) ||
    (flow.facts.find((fact) => fact.id === id)?.reveal.after ?? []).some((one) => waits(one, [...seen, id]))
  return flow.facts.flatMap(({ id, reveal, keys }) => [
    ...(told.has(id)
      ? []
      : [error('fact_untold', id, `Nothing in the call tells the fact "${id}". Add a place where it comes out.`)]),
    ...(reveal.by.length > 0 || !flow.nodes.some((node) => node.kind === 'reveal' && node.factId === id)
      ? []
      : [
          error('fact_without_question', id, `No question brings out the fact "${id}". Choose at least one technique.`),
        ]),
    ...(waits(id)
      ? [error('facts_in_circle', id, `The fact "${id}" waits for itself through the facts that must come before it.`)]
      : []),
    ...(keys.en.length > 0 && keys.nl.length > 0
      ? []
      : [
          warning(
            'fact_without_keys',
            id,
            `The fact "${id}" has no words that give it away in both languages, so a leak cannot be noticed.`,
          ),
        ]),
  ])
}

const objections = (flow: ScenarioFlow): FlowFinding[] =>
  flow.objections.flatMap(({ id, steps }) => [
    ...(flow.nodes.some((node) => node.kind === 'objection' && node.objectionId === id)
      ? []
      : [error('objection_unraised', id, `The objection "${id}" is raised nowhere. Add a place for it in the call.`)]),
    ...(steps.length > 0 && steps.every(({ by }) => by.length > 0) && steps.at(-1)?.skippable === false
      ? []
      : [
          error(
            'objection_unanswerable',
            id,
            `The objection "${id}" cannot be settled: every step needs a technique, and the last may not be passed over.`,
          ),
        ]),
  ])

/** Lines that give away a fact before it is told: those that can be heard on a way that does not pass the telling. */
const leaks = (flow: ScenarioFlow): FlowFinding[] => {
  const start = flow.nodes.find(({ kind }) => kind === 'prepare')?.id ?? ''
  return flow.facts.flatMap((fact) => {
    const telling = new Set(
      flow.nodes.filter((node) => node.kind === 'reveal' && node.factId === fact.id).map(({ id }) => id),
    )
    const edges = flow.edges.filter(({ to, when }) => !telling.has(to) && when?.facts?.includes(fact.id) !== true)
    const early = reach({ ...flow, edges }, start, false)
    const lines: [string, BilingualList][] = [
      ...Object.entries(flow.manners),
      ...flow.facts.map(({ id, hints }): [string, BilingualList] => [id, hints]),
      ...flow.facts
        .filter(({ id, reveal }) => id !== fact.id && !reveal.after.includes(fact.id))
        .map(({ id, tells }): [string, BilingualList] => [id, tells]),
      ...flow.nodes.flatMap((node): [string, BilingualList][] => {
        if (!early.has(node.id)) return []
        if (node.kind === 'say' || node.kind === 'end') return [[node.id, node.lines]]
        const raised = node.kind === 'objection' ? flow.objections.find(({ id }) => id === node.objectionId) : undefined
        if (raised === undefined) return []
        const telling = raised.steps.findIndex(({ tells }) => tells === fact.id)
        const steps = telling < 0 ? raised.steps : raised.steps.slice(0, telling)
        return [raised.raise, raised.insist, ...steps.map((step) => step.lines)].map((one) => [raised.id, one])
      }),
    ]
    return lines.flatMap(([at, { en, nl }]) =>
      [...en, ...nl]
        .filter((line) => mentions(line, fact.keys))
        .map((line) =>
          error(
            'leak',
            at,
            `"${line}" gives away the fact "${fact.id}" before it is told. Say it without those words.`,
            { line, fact: fact.id },
          ),
        ),
    )
  })
}

function rubric(
  { required, rubric: { checks, phaseWeights }, flow }: Scenario,
  known: ReadonlySet<string>,
): FlowFinding[] {
  const asked = new Set(
    checks.flatMap(({ rule }) =>
      rule.kind === 'technique' ? rule.anyOf : rule.kind === 'order' ? rule.techniques : [],
    ),
  )
  const used = [
    ...asked,
    ...required,
    ...flow.facts.flatMap(({ reveal }) => reveal.by),
    ...flow.objections.flatMap(({ steps }) => steps.flatMap(({ by }) => by)),
    ...flow.edges.flatMap(({ when }) =>
      guardsIn(when).flatMap((guard) => [...(guard.used ?? []), ...(guard.seen ?? [])]),
    ),
  ]
  const idle = checks.filter(({ phase }) => phaseWeights[phase] === 0)
  return [
    ...[...new Set(used)]
      .filter((id) => !known.has(id))
      .map((id) => error('unknown_technique', id, `There is no technique "${id}".`)),
    ...required
      .filter((id) => !asked.has(id))
      .map((id) =>
        error(
          'required_unasked',
          id,
          `The technique "${id}" is required, but no check asks for it, so it would never count.`,
        ),
      ),
    ...(checks.length === 0 ? [error('no_checks', '', 'The rubric has no checks, so no call could be scored.')] : []),
    ...idle.map(({ id }) =>
      warning('check_without_weight', id, `The check "${id}" is in a part of the call whose weight is 0.`),
    ),
  ]
}
