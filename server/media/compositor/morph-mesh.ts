import type { Mesh } from './compositor.ts'
import type { MorphField } from './morph-field.ts'
import type { Moment, View } from './render-plan.ts'

/**
 * What the frame shows of both pictures at one moment, on the nodes of the compositor's mesh. Places are x and y in
 * widths and heights of a picture's resting rectangle: 0.5, 0.5 is its middle, 0 and 1 its edges.
 */
export interface MorphMesh {
  start: Float32Array
  end: Float32Array
  /** How much of the second picture is seen, 0 to 1. */
  weights: Float32Array
}
export interface Morphing {
  field: MorphField
  /** How far the pictures belong together, 0 to 1: at 0 nothing is bent and they only dissolve. */
  relation: number
  /** Brightness of the second picture on the grid of the field, 0 to 1: light places come first in a dissolve. */
  brightness: Float32Array
  frame: { width: number; height: number }
}

/**
 * How far two pictures belong together, from how alike they are once shifted, and how far they had to be shifted for it:
 * a large shift finds some likeness between any two pictures. Measured on pairs of one place and on strangers.
 */
export const relationOf = ({ relation, across, down }: MorphField): number => {
  let shift = 0
  for (const [node, x] of across.entries()) shift += Math.hypot(x, down[node] ?? 0) / across.length
  return smooth(0.22 + 3.2 * shift, 0.36 + 4.5 * shift, relation)
}

/** Whether anything is moved by more than about half a pixel; else a mesh shows upright rectangles. */
export const isBent = ({ field, relation, frame }: Morphing): boolean => {
  const limit = 0.6 / Math.max(frame.width, frame.height)
  const moves = (shift: number): boolean => Math.abs(shift) * relation > limit
  return field.across.some(moves) || field.down.some(moves)
}

/** A mesh to be filled anew for every frame. */
export const emptyMesh = ({ columns, rows }: Mesh): MorphMesh => ({
  start: new Float32Array(columns * rows * 2),
  end: new Float32Array(columns * rows * 2),
  weights: new Float32Array(columns * rows),
})

/** Fills `into` for a moment. Where the start picture has nothing to show any more the end picture steps in, and the other way round. */
export const fillMesh = (into: MorphMesh, mesh: Mesh, morphing: Morphing, moment: Moment): void => {
  const { field, relation, brightness, frame } = morphing
  const { start, bend, mix } = moment
  const end = moment.end ?? start
  const spread = 0.35 * (1 - relation)
  for (let row = 0, node = 0; row < mesh.rows; row++) {
    const qy = (row * mesh.cell) / frame.height
    for (let column = 0; column < mesh.columns; column++, node++) {
      const qx = (column * mesh.cell) / frame.width
      const place = half(field, start, end, bend, qx, qy)
      const ax = looking(qx, start.x, start.zoom)
      const ay = looking(qy, start.y, start.zoom)
      const bx = looking(qx, end.x, end.zoom)
      const by = looking(qy, end.y, end.zoom)
      const startX = ax + relation * (place.x - place.across - ax)
      const startY = ay + relation * (place.y - place.down - ay)
      const endX = bx + relation * (place.x + place.across - bx)
      const endY = by + relation * (place.y + place.down - by)
      into.start[node * 2] = startX
      into.start[node * 2 + 1] = startY
      into.end[node * 2] = endX
      into.end[node * 2 + 1] = endY
      const late = spread === 0 ? 0 : 1 - sample(brightness, field, endX, endY)
      const turned = spread === 0 ? mix : smooth(late * spread, late * spread + 1 - spread, mix)
      const a = (1 - turned) * inside(startX, startY)
      const b = turned * inside(endX, endY)
      into.weights[node] = a + b < 1e-6 ? turned : b / (a + b)
    }
  }
}

/** The place of a resting rectangle that a view shows at a place of the frame. */
const looking = (q: number, offset: number, zoom: number): number => 0.5 + offset + (q - 0.5) / zoom

/**
 * The place of the picture half way between that is seen at (qx, qy): things go in a straight line from where the first
 * picture's camera shows them to where the second one's does, and `bend` of that line is behind them.
 */
const half = (field: MorphField, start: View, end: View, bend: number, qx: number, qy: number) => {
  const [a, b] = [(1 - bend) * start.zoom, bend * end.zoom]
  const toX = qx - 0.5 + a * (0.5 + start.x) + b * (0.5 + end.x)
  const toY = qy - 0.5 + a * (0.5 + start.y) + b * (0.5 + end.y)
  let [across, down] = [0, 0]
  let [x, y] = [toX / (a + b), toY / (a + b)]
  // The shift belongs to the place that is sought; a few rounds find both, as shifts change slowly.
  for (let round = 0; round < 5; round++) {
    across = sample(field.across, field, x, y)
    down = sample(field.down, field, x, y)
    x = (toX - across * (b - a)) / (a + b)
    y = (toY - down * (b - a)) / (a + b)
  }
  return { x, y, across, down }
}

/** Between the values of a grid that stand in the middles of its cells; beyond the edge goes on what is at the edge. */
const sample = (values: Float32Array, { columns, rows }: MorphField, x: number, y: number): number => {
  const u = Math.min(columns - 1.001, Math.max(0, x * columns - 0.5))
  const v = Math.min(rows - 1.001, Math.max(0, y * rows - 0.5))
  const [column, row] = [Math.floor(u), Math.floor(v)]
  const node = row * columns + column
  const [a = 0, b = 0, c = 0, d = 0] = [
    values[node],
    values[node + 1],
    values[node + columns],
    values[node + columns + 1],
  ]
  const upper = a + (b - a) * (u - column)
  return upper + (c + (d - c) * (u - column) - upper) * (v - row)
}

/** 1 inside a picture, 0 from a little way out of it. */
const inside = (x: number, y: number): number => {
  const out = Math.max(0, -x, x - 1, -y, y - 1)
  return Math.max(0.0005, 1 - out / 0.025)
}

const smooth = (from: number, to: number, value: number): number => {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return t * t * (3 - 2 * t)
}
