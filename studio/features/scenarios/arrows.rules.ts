import type { ScenarioEdge } from '@greenroom/contract/scenarios.ts'

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
 * The path of an arrow that leaves its node below and comes in above, and the middle of its label. Pixels of the canvas.
 * An arrow that leads down bends aside by its lane; one that leads back bends to the right, further for each lane.
 */
export function arrowPath(ends: Ends, lane: number): { path: string; x: number; y: number } {
  const { sourceX, sourceY, targetX, targetY } = ends
  const [across, down] = [targetX - sourceX, targetY - sourceY]
  const back = down < 0
  const reach = back ? Math.max(60, 6.25 * Math.sqrt(-down)) : down / 2
  const aside = back ? backAside(across, lane) : downAside(across, down, lane)
  const [oneX, oneY] = [sourceX + aside.x, sourceY + reach + aside.y]
  const [twoX, twoY] = [targetX + aside.x, targetY - reach + aside.y]
  return {
    path: `M${sourceX},${sourceY} C${oneX},${oneY} ${twoX},${twoY} ${targetX},${targetY}`,
    // The middle of a cubic curve: its handles count three times as much as its ends.
    x: (sourceX + 3 * oneX + 3 * twoX + targetX) / 8,
    y: (sourceY + 3 * oneY + 3 * twoY + targetY) / 8,
  }
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
