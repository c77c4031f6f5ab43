import type { Guard, Scenario, ScenarioEdge, ScenarioNode } from '@greenroom/contract/scenarios.ts'

// Changes of a draft, as pure functions: each answers a new draft and leaves the old one as it was.

export type NodeKind = ScenarioNode['kind']
type Flow = Scenario['flow']
const noLines = { en: [], nl: [] }

export const withFlow = (draft: Scenario, change: Partial<Flow>): Scenario => ({
  ...draft,
  flow: { ...draft.flow, ...change },
})

/** `wanted`, or with the first number behind it that nothing has yet. */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted
  for (let count = 2; ; count += 1) {
    const name = `${wanted}-${count}`
    if (!taken.includes(name)) return name
  }
}

/** What a name may look like, as far as it can be told while somebody types. */
export const asHandle = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+/, '')
    .slice(0, 60)

export const isHandle = (text: string): boolean => /^[a-z0-9][a-z0-9_-]{0,59}$/.test(text)

/** Adds a node; one that tells a fact or raises an objection takes the first that is told or raised nowhere. */
export function addNode(
  draft: Scenario,
  kind: NodeKind,
  { x, y }: { x: number; y: number },
): { draft: Scenario; id: string } {
  const { nodes, facts, objections } = draft.flow
  const phase = phaseNear(nodes, y)
  const place = { x: Math.round(x), y: Math.round(y) }
  const untold = facts.find(({ id }) => !nodes.some((node) => node.kind === 'reveal' && node.factId === id)) ?? facts[0]
  const unraised =
    objections.find(({ id }) => !nodes.some((node) => node.kind === 'objection' && node.objectionId === id)) ??
    objections[0]
  const named =
    kind === 'reveal'
      ? `tell-${untold?.id ?? 'fact'}`
      : kind === 'objection'
        ? `object-${unraised?.id ?? 'objection'}`
        : kind
  const id = freeName(
    named.slice(0, 55),
    nodes.map((node) => node.id),
  )
  const made: Record<NodeKind, () => ScenarioNode> = {
    prepare: () => ({ kind: 'prepare', id, ...place }),
    talk: () => ({ kind: 'talk', id, phase, ...place }),
    say: () => ({ kind: 'say', id, phase, lines: noLines, ...place }),
    reveal: () => ({ kind: 'reveal', id, phase, factId: untold?.id ?? 'fact', ...place }),
    objection: () => ({ kind: 'objection', id, phase, objectionId: unraised?.id ?? 'objection', ...place }),
    mood: () => ({ kind: 'mood', id, phase, trust: 5, patience: 0, ...place }),
    end: () => ({ kind: 'end', id, outcome: 'lost', names: { en: '', nl: '' }, lines: noLines, ...place }),
  }
  return { draft: withFlow(draft, { nodes: [...nodes, made[kind]()] }), id }
}

const phaseNear = (nodes: readonly ScenarioNode[], y: number) => {
  const phased = nodes.flatMap((node) => ('phase' in node ? [{ phase: node.phase, away: Math.abs(node.y - y) }] : []))
  return phased.toSorted((a, b) => a.away - b.away)[0]?.phase ?? 'discovery'
}

/** Without these nodes and every arrow to or from them. The beginning stays. */
export function removeNodes(draft: Scenario, ids: readonly string[]): Scenario {
  const { nodes, edges } = draft.flow
  const gone = new Set(nodes.filter((node) => ids.includes(node.id) && node.kind !== 'prepare').map(({ id }) => id))
  return withFlow(draft, {
    nodes: nodes.filter(({ id }) => !gone.has(id)),
    edges: edges.filter(({ from, to }) => !gone.has(from) && !gone.has(to)),
  })
}

export const removeEdges = (draft: Scenario, places: readonly number[]): Scenario =>
  withFlow(draft, { edges: draft.flow.edges.filter((_, place) => !places.includes(place)) })

/** Why an arrow cannot be drawn; null when it can. */
export function whyNoArrow(draft: Scenario, from: string, to: string): 'itself' | 'afterEnd' | 'toBeginning' | null {
  const kindOf = (id: string) => draft.flow.nodes.find((node) => node.id === id)?.kind
  if (from === to) return 'itself'
  if (kindOf(from) === 'end') return 'afterEnd'
  return kindOf(to) === 'prepare' ? 'toBeginning' : null
}

/** Draws an arrow at the end of those that leave the same node. Answers its place in the list. */
export function connect(draft: Scenario, from: string, to: string): { draft: Scenario; place: number } {
  const edges = [...draft.flow.edges, { from, to, when: null }]
  return { draft: withFlow(draft, { edges }), place: edges.length - 1 }
}

export function moveNodes(draft: Scenario, places: ReadonlyMap<string, { x: number; y: number }>): Scenario {
  return withFlow(draft, {
    nodes: draft.flow.nodes.map((node) => {
      const to = places.get(node.id)
      return to === undefined ? node : { ...node, x: Math.round(to.x), y: Math.round(to.y) }
    }),
  })
}

export const setNode = (draft: Scenario, node: ScenarioNode): Scenario =>
  withFlow(draft, { nodes: draft.flow.nodes.map((one) => (one.id === node.id ? node : one)) })

export const setEdge = (draft: Scenario, place: number, edge: ScenarioEdge): Scenario =>
  withFlow(draft, { edges: draft.flow.edges.map((one, at) => (at === place ? edge : one)) })

/** The places of the arrows that leave a node: the first whose condition holds is taken. */
export const arrowsFrom = (draft: Scenario, id: string): number[] =>
  draft.flow.edges.flatMap(({ from }, place) => (from === id ? [place] : []))

/** Lets an arrow be looked at earlier (-1) or later (1) among those of its node. Answers its new place. */
export function moveEdge(draft: Scenario, place: number, by: -1 | 1): { draft: Scenario; place: number } {
  const edge = draft.flow.edges[place]
  if (edge === undefined) return { draft, place }
  const siblings = arrowsFrom(draft, edge.from)
  const other = siblings[siblings.indexOf(place) + by]
  const swapped = other === undefined ? undefined : draft.flow.edges[other]
  if (other === undefined || swapped === undefined) return { draft, place }
  const edges = draft.flow.edges.map((one, at) => (at === place ? swapped : at === other ? edge : one))
  return { draft: withFlow(draft, { edges }), place: other }
}

/** Gives a node another name, in every arrow too. */
export function renameNode(draft: Scenario, from: string, to: string): Scenario {
  const named = (id: string) => (id === from ? to : id)
  return withFlow(draft, {
    nodes: draft.flow.nodes.map((node) => ({ ...node, id: named(node.id) })),
    edges: draft.flow.edges.map((edge) => ({ ...edge, from: named(edge.from), to: named(edge.to) })),
  })
}

type Renamed = { facts: (id: string) => string; objections: (id: string) => string }
function renamedGuard(guard: Guard, names: Renamed): Guard {
  const inside = (list: Guard[]) => list.map((one) => renamedGuard(one, names))
  return {
    ...guard,
    ...(guard.facts && { facts: guard.facts.map(names.facts) }),
    ...(guard.settled && { settled: guard.settled.map(names.objections) }),
    ...(guard.unraised && { unraised: guard.unraised.map(names.objections) }),
    ...(guard.stuck && { stuck: guard.stuck.map(names.objections) }),
    ...(guard.any && { any: inside(guard.any) }),
    ...(guard.none && { none: inside(guard.none) }),
  }
}

/** Gives a fact or an objection another name, wherever it is spoken of. */
export function renameThing(draft: Scenario, kind: 'facts' | 'objections', from: string, to: string): Scenario {
  const renamed = (id: string) => (id === from ? to : id)
  const same = (id: string) => id
  const names: Renamed = kind === 'facts' ? { facts: renamed, objections: same } : { facts: same, objections: renamed }
  const { flow, rubric } = draft
  return {
    ...draft,
    flow: {
      ...flow,
      facts: flow.facts.map((fact) => ({
        ...fact,
        id: names.facts(fact.id),
        reveal: { ...fact.reveal, after: fact.reveal.after.map(names.facts) },
      })),
      objections: flow.objections.map((objection) => ({
        ...objection,
        id: names.objections(objection.id),
        steps: objection.steps.map((step) => ({
          ...step,
          tells: step.tells === null ? null : names.facts(step.tells),
        })),
      })),
      nodes: flow.nodes.map((node) =>
        node.kind === 'reveal'
          ? { ...node, factId: names.facts(node.factId) }
          : node.kind === 'objection'
            ? { ...node, objectionId: names.objections(node.objectionId) }
            : node,
      ),
      edges: flow.edges.map((edge) => ({ ...edge, when: edge.when === null ? null : renamedGuard(edge.when, names) })),
    },
    rubric: {
      ...rubric,
      checks: rubric.checks.map((check) =>
        check.rule.kind === 'fact'
          ? { ...check, rule: { ...check.rule, factId: names.facts(check.rule.factId) } }
          : check.rule.kind === 'objection'
            ? { ...check, rule: { ...check.rule, objectionId: names.objections(check.rule.objectionId) } }
            : check,
      ),
    },
  }
}
