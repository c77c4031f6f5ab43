/** How the camera of a shot moves. */
export type CameraMove =
  | 'push-in'
  | 'pull-out'
  | 'pan-left'
  | 'pan-right'
  | 'tilt-up'
  | 'tilt-down'
  | 'drift'
  | 'handheld'
  | 'static'

/**
 * What of a picture fills the frame. At rest (zoom 1, no offset) it is the largest rectangle of the frame's ratio in the
 * middle of the picture; offsets of its centre are counted in that rectangle's width and height.
 */
export interface View {
  zoom: number
  x: number
  y: number
}
/** How much wider and higher the picture is than its rectangle at rest; at least 1. */
export interface Room {
  x: number
  y: number
}
export interface Moment {
  start: View
  end: View | null
  /** How far things have moved from where the first picture has them to where the second has them, 0 to 1. */
  bend: number
  /** How far the light has gone over from the first picture to the second, 0 to 1. */
  mix: number
}
export interface PlanRequest {
  move: CameraMove
  durationSeconds: number
  fps: number
  /** The frame after the last one would be the first one. */
  loop: boolean
  startRoom: Room
  /** Null when there is no end picture. */
  endRoom: Room | null
  /** How much the pictures have to do with each other, 0 to 1: strangers change over quickly, the light of one place slowly. */
  relation: number
}
export interface RenderPlan {
  frames: number
  /** The largest zoom of any moment: pictures that are larger than the frame times this bring no more detail. */
  maxZoom: number
  at(frame: number): Moment
}

const rest: View = { zoom: 1, x: 0, y: 0 }
const tau = 2 * Math.PI

/** Slow at both ends: 0 to 1 with no speed at 0 and at 1. */
const eased = (t: number): number => (1 - Math.cos(Math.PI * Math.min(1, Math.max(0, t)))) / 2
const between = (from: number, to: number, t: number): number => eased((t - from) / (to - from))

/**
 * The whole course of a scene, frame by frame. Without an end picture the camera makes its move over the start picture.
 * With one, the first frame is the start picture at rest and the last one the end picture at rest, so that scenes that
 * share a picture join without a jump: the camera leaves the first in the direction of the move, and arrives at the
 * second in the same direction. A loop goes there and back. No view ever leaves its picture.
 */
export const planRender = (request: PlanRequest): RenderPlan => {
  const { durationSeconds, fps, loop, startRoom, endRoom, relation } = request
  const frames = Math.round(durationSeconds * fps)
  /** Longer shots travel further, but not in proportion: the speed is what is seen. */
  const reach = Math.min(1.5, Math.sqrt(durationSeconds / 5))
  const at = (frame: number): Moment => {
    const time = loop ? frame / frames : frame / Math.max(1, frames - 1)
    // Where on the way from start to end: a loop turns round in the middle, without a jerk.
    const way = loop ? (1 - Math.cos(tau * time)) / 2 : time
    const go = loop ? way : eased(time)
    if (endRoom === null)
      return { start: moveOver(request.move, go, time, reach, startRoom, loop), end: null, bend: 0, mix: 0 }
    return {
      start: leave(request.move, go, time, reach, startRoom),
      end: arrive(request.move, 1 - go, time, reach, endRoom),
      bend: go,
      mix: between(0.26 - 0.14 * relation, 0.74 + 0.14 * relation, way),
    }
  }
  const zooms = Array.from({ length: frames }, (_, frame) => at(frame)).flatMap(({ start, end }) => [
    start.zoom,
    end?.zoom ?? 1,
  ])
  return { frames, maxZoom: Math.max(...zooms), at }
}

/** The part of a frame's way to the picture's edge that an offset may use. */
const edge = (room: Room, zoom: number): Room => ({ x: (room.x - 1 / zoom) / 2, y: (room.y - 1 / zoom) / 2 })
const within = (wanted: number, limit: number): number => Math.min(limit, Math.max(-limit, wanted))

const directions: Partial<Record<CameraMove, { x: number; y: number }>> = {
  'pan-left': { x: -1, y: 0 },
  'pan-right': { x: 1, y: 0 },
  'tilt-up': { x: 0, y: -1 },
  'tilt-down': { x: 0, y: 1 },
  drift: { x: 0.6, y: -0.25 },
}

/** The move over one picture: `go` is 0 at its beginning and 1 at its end. */
const moveOver = (move: CameraMove, go: number, time: number, reach: number, room: Room, loop: boolean): View => {
  const travel = 0.16 * reach
  if (move === 'static') return rest
  if (move === 'push-in') return { ...rest, zoom: 1 + travel * go }
  if (move === 'pull-out') return { ...rest, zoom: 1 + travel * (1 - go) }
  if (move === 'handheld') return inHand(time, 1.07, 1, room, loop)
  const { x, y } = directions[move] ?? { x: 0, y: 0 }
  const zoom = move === 'drift' ? 1.08 + 0.07 * reach * go : 1.13
  const limit = edge(room, zoom)
  // From one side of the middle to the other; where the picture has room beside the frame, a little further.
  const side = go * 2 - 1
  const far = 0.13 * reach
  return { zoom, x: within(x * side * far, limit.x * 0.98), y: within(y * side * far, limit.y * 0.98) }
}

/** From rest (`go` 0) into the move. */
const leave = (move: CameraMove, go: number, time: number, reach: number, room: Room): View => {
  if (move === 'static' || move === 'pull-out') return rest
  if (move === 'push-in') return { ...rest, zoom: 1 + 0.15 * reach * go }
  if (move === 'handheld') return inHand(time, 1 + 0.06 * Math.sin(Math.PI * go), Math.sin(Math.PI * go), room, true)
  return aside(directions[move] ?? { x: 0, y: 0 }, go, reach, room)
}

/** Out of the move to rest (`left` 0): the same way, coming from the other side. */
const arrive = (move: CameraMove, left: number, time: number, reach: number, room: Room): View => {
  if (move === 'push-in') return rest
  if (move === 'pull-out') return leave('push-in', left, time, reach, room)
  const { x, y } = directions[move] ?? { x: 0, y: 0 }
  return move === 'handheld' ? leave(move, left, time, reach, room) : aside({ x: -x, y: -y }, left, reach, room)
}

const aside = (direction: { x: number; y: number }, go: number, reach: number, room: Room): View => {
  const zoom = 1 + (direction.x === 0 && direction.y === 0 ? 0 : 0.12 * reach * go)
  const limit = edge(room, zoom)
  const far = 0.1 * reach * go
  return { zoom, x: within(direction.x * far, limit.x * 0.98), y: within(direction.y * far, limit.y * 0.98) }
}

/** A breathing hand: a few slow swings that never repeat within a shot, or fit a loop exactly. */
const inHand = (time: number, zoom: number, strength: number, room: Room, loop: boolean): View => {
  const swing = (rates: readonly [number, number, number], shift: number): number =>
    rates.reduce(
      (sum, rate, k) => sum + Math.sin(tau * (loop ? Math.round(rate) : rate) * time + shift + k * 1.7) / (k + 1.4),
      0,
    ) / 1.6
  const limit = edge(room, zoom)
  return {
    zoom: zoom * (1 + 0.004 * strength * swing([1.1, 2.3, 3.2], 4)),
    x: within(0.013 * strength * swing([1.2, 2.1, 5.3], 0), limit.x * 0.85),
    y: within(0.011 * strength * swing([0.9, 3.1, 6.2], 2), limit.y * 0.85),
  }
}
