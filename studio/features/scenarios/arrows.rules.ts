import type { ScenarioEdge } from '@greenroom/contract/scenarios.ts'
import { nodeSize } from './layout.rules.ts'

// How arrows run between nodes, so that several between the same two do not lie on each other.

/** For each arrow where it lies among those from the same node to the same node: 0 in the middle, then one step each. */
export function lanesOf(edges: readonly Pick<ScenarioEdge, 'from' | 'to'>[]): number[] {
  const bundles = new Map<string, number[]>()
  for (const [place, { from, to }] of edges.entries()) {
    const key = `${from} ${to}`
    bundles.set(key, [...(bundles.get(key) ?? []), place])
  }
  const lanes = edges.map(() => 0)
  for (const places of bundles.values())
    for (const [index, place] of places.entries()) lanes[place] = index - (places.length - 1) / 2
  return lanes
}

interface Ends {
  readonly sourceX: number
  readonly sourceY: number
  readonly targetX: number
  readonly targetY: number
}

/** What a label takes up, with some air: neighbours of one bundle are kept so far apart. */
const labelRoom = { across: 172, down: 44 }
/** An arrow that leads back up goes round its nodes at this distance from their middle. */
const aroundNodes = 176

/**
 * The path of an arrow that leaves its node below and comes in above, and the middle of its label, which stands `at` so much
 * of the way. Pixels of the canvas.
 * An arrow that leads down bends aside by its lane; one that leads back bends to the right, further for each lane.
 */
export function arrowPath(ends: Ends, lane: number, at = 0.5): { path: string; x: number; y: number } {
  const { sourceX, sourceY, targetX, targetY } = ends
  const [across, down] = [targetX - sourceX, targetY - sourceY]
  const back = down < 0
  const reach = back ? Math.max(60, 6.25 * Math.sqrt(-down)) : down / 2
  const aside = back ? backAside(across, lane) : downAside(across, down, lane)
  const [oneX, oneY] = [sourceX + aside.x, sourceY + reach + aside.y]
  const [twoX, twoY] = [targetX + aside.x, targetY - reach + aside.y]
  return {
    path: `M${sourceX},${sourceY} C${oneX},${oneY} ${twoX},${twoY} ${targetX},${targetY}`,
    x: onCurve(at, sourceX, oneX, twoX, targetX),
    y: onCurve(at, sourceY, oneY, twoY, targetY),
  }
}

/** One coordinate of a cubic curve. */
const onCurve = (at: number, from: number, one: number, two: number, to: number): number =>
  (1 - at) ** 3 * from + 3 * (1 - at) ** 2 * at * one + 3 * (1 - at) * at ** 2 * two + at ** 3 * to

/** A label of so many letters as a box; it breaks into a second line. Half its size, which is how overlaps are told. */
const halfLabel = (letters: number): { x: number; y: number } =>
  letters > 26 ? { x: 82, y: 18 } : { x: 10 + 2.8 * letters, y: 11 }
/** What an arrow begins or ends at sticks out of its node by this. */
const knob = 5
/** Where a label may stand on its way; the middle is the first choice. */
const stands = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]
/** How far beside its way a label may stand where no place on it is free. It still touches its arrow. */
const asides = [
  { x: 0, y: 0 },
  ...[24, 48, 72].flatMap((x) => [
    { x, y: 0 },
    { x: -x, y: 0 },
  ]),
  { x: 0, y: 16 },
  { x: 0, y: -16 },
  ...[48, -48, 72, -72].flatMap((x) => [
    { x, y: 16 },
    { x, y: -16 },
  ]),
]

/** Where a label stands: so much of the way along its arrow, and so many pixels beside it. */
export interface Stand {
  readonly at: number
  readonly x: number
  readonly y: number
}
export const inTheMiddle: Stand = { at: 0.5, x: 0, y: 0 }

interface Box {
  /** The middle, and half the size. */
  readonly x: number
  readonly y: number
  readonly half: { readonly x: number; readonly y: number }
}
const halfNode = { x: nodeSize.width / 2, y: nodeSize.height / 2 }
/** The area that two boxes share. */
const shared = (one: Box, other: Box): number =>
  Math.max(0, one.half.x + other.half.x - Math.abs(one.x - other.x)) *
  Math.max(0, one.half.y + other.half.y - Math.abs(one.y - other.y))

/**
 * For each arrow where its label stands, so that few lie on each other or behind a node: on its way where there is room, else
 * beside it. `letters` is how long each label is, 0 for an arrow that says nothing.
 */
export function standsOf(
  nodes: readonly { id: string; x: number; y: number }[],
  edges: readonly Pick<ScenarioEdge, 'from' | 'to'>[],
  lanes: readonly number[],
  letters: readonly number[],
): Stand[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const taken: Box[] = nodes.map(({ x, y }) => ({ x: x + halfNode.x, y: y + halfNode.y, half: halfNode }))
  return edges.map(({ from, to }, place) => {
    const [source, target] = [byId.get(from), byId.get(to)]
    const half = halfLabel(letters[place] ?? 0)
    if (source === undefined || target === undefined || (letters[place] ?? 0) === 0) return inTheMiddle
    const ends = {
      sourceX: source.x + nodeSize.width / 2,
      sourceY: source.y + nodeSize.height + knob,
      targetX: target.x + nodeSize.width / 2,
      targetY: target.y - knob,
    }
    const lane = lanes[place] ?? 0
    let [stand, box, least] = [inTheMiddle, null as Box | null, Number.POSITIVE_INFINITY]
    for (const aside of asides) {
      for (const at of stands) {
        if (least === 0) break
        const onTheWay = arrowPath(ends, lane, at)
        const here = { x: onTheWay.x + aside.x, y: onTheWay.y + aside.y, half }
        const cost = taken.reduce((sum, other) => sum + shared(here, other), 0)
        if (cost < least) [stand, box, least] = [{ at, ...aside }, here, cost]
      }
    }
    if (box !== null) taken.push(box)
    return stand
  })
}

/** Moving both handles by this much more than wanted moves the middle of the curve by what is wanted. */
const leverage = 4 / 3

function downAside(across: number, down: number, lane: number): { x: number; y: number } {
  const length = Math.hypot(across, down)
  if (lane === 0 || length === 0) return { x: 0, y: 0 }
  // At right angles to the way there, far enough for labels side by side or one below the other, whichever is nearer.
  const [normalX, normalY] = [down / length, -across / length]
  const apart = Math.min(
    labelRoom.across / Math.max(Math.abs(normalX), 0.01),
    labelRoom.down / Math.max(Math.abs(normalY), 0.01),
  )
  return { x: normalX * apart * lane * leverage, y: normalY * apart * lane * leverage }
}

/** Every lane further right than the one before; nodes that lie far apart need no way round. */
function backAside(across: number, lane: number): { x: number; y: number } {
  const round = Math.max(0, aroundNodes - Math.abs(across) / 2)
  return { x: (round + lane * labelRoom.across) * leverage, y: 0 }
}
