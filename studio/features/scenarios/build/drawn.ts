import { MarkerType, Position, type NodeHandle } from '@xyflow/react'
import type { FlowFinding, ScenarioEdge, ScenarioNode } from '@greenroom/contract/scenarios.ts'
import { nodeSize } from '../layout.rules.ts'
import type { ArrowData, ArrowEdge } from './arrow.tsx'
import type { CardData, StepNode } from './node-card.tsx'

// What the canvas is given. Every change makes a new draft of which most is as it was; what is given again as it was is not
// drawn again, and a flow of two hundred nodes stays quick.

const knob = 10
const middle = (nodeSize.width - knob) / 2
const above: NodeHandle = { type: 'target', position: Position.Top, x: middle, y: -knob / 2, width: knob, height: knob }
const below: NodeHandle = {
  type: 'source',
  position: Position.Bottom,
  x: middle,
  y: nodeSize.height - knob / 2,
  width: knob,
  height: knob,
}
// Known beforehand: nothing has to be measured before the first picture, nor after any change.
const handles: Readonly<Partial<Record<ScenarioNode['kind'], NodeHandle[]>>> = { prepare: [below], end: [above] }
const bothHandles = [above, below]
const { width, height } = nodeSize

const cards = new WeakMap<ScenarioNode, StepNode>()

/** The card of a node; the very same one as before when nothing about it has changed. */
export function cardOf(data: CardData, selected: boolean, ariaLabel: string): StepNode {
  const { node } = data
  const before = cards.get(node)
  if (
    before !== undefined &&
    before.selected === selected &&
    before.ariaLabel === ariaLabel &&
    before.data.text === data.text &&
    before.data.here === data.here &&
    sameFindings(before.data.findings, data.findings)
  )
    return before
  const card: StepNode = {
    id: node.id,
    type: 'step',
    position: { x: node.x, y: node.y },
    width,
    height,
    measured: { width, height },
    handles: handles[node.kind] ?? bothHandles,
    data,
    selected,
    deletable: node.kind !== 'prepare',
    ariaLabel,
  }
  cards.set(node, card)
  return card
}

/** The house sends them anew with every saving. */
const sameFindings = (some: readonly FlowFinding[], others: readonly FlowFinding[]): boolean =>
  some === others ||
  (some.length === others.length && some.every((one, place) => JSON.stringify(one) === JSON.stringify(others[place])))

const arrows = new WeakMap<ScenarioEdge, ArrowEdge>()
const markerEnd = { type: MarkerType.ArrowClosed, width: 16, height: 16 }

/** The same for an arrow; `place` is where it stands in the list. */
export function arrowOf(
  edge: ScenarioEdge,
  place: number,
  data: ArrowData,
  selected: boolean,
  ariaLabel: string,
): ArrowEdge {
  const before = arrows.get(edge)
  const id = `arrow-${place}`
  if (
    before?.data !== undefined &&
    before.id === id &&
    before.selected === selected &&
    before.ariaLabel === ariaLabel &&
    before.data.text === data.text &&
    before.data.order === data.order &&
    before.data.plain === data.plain &&
    before.data.lane === data.lane &&
    before.data.stand.at === data.stand.at &&
    before.data.stand.x === data.stand.x &&
    before.data.stand.y === data.stand.y
  )
    return before
  const arrow: ArrowEdge = {
    id,
    type: 'arrow',
    source: edge.from,
    target: edge.to,
    selected,
    markerEnd,
    ariaLabel,
    data,
  }
  arrows.set(edge, arrow)
  return arrow
}

/** The place of an arrow by its name on the canvas. */
export const placeOf = (id: string): number => Number(id.slice('arrow-'.length))
