import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { findMorphField, gridFor, type MorphField, type MorphPair } from './morph-field.ts'
import { emptyMesh, fillMesh, isBent, relationOf, type Morphing } from './morph-mesh.ts'
import { planRender, type CameraMove } from './render-plan.ts'

const frame = { width: 640, height: 360 }
const grid = gridFor(frame)

/** Smooth random pictures, larger than the grid so that they can be looked at from different places. */
const world = (seed: number) => {
  let state = seed
  const random = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  const noise = Buffer.from(Uint8Array.from({ length: 40 * 24 }, () => random() * 255))
  return sharp(noise, { raw: { width: 40, height: 24, channels: 1 } })
    .resize(400, 240, { kernel: 'cubic', fit: 'fill' })
    .toColourspace('b-w')
    .raw()
    .toBuffer()
}
const seenFrom = (picture: Buffer, left: number, top: number): Uint8Array =>
  Uint8Array.from({ length: grid.columns * grid.rows }, (_, place) => {
    const [x, y] = [place % grid.columns, Math.floor(place / grid.columns)]
    return picture[(y + top) * 400 + x + left] ?? 0
  })
const pair = (first: Uint8Array, second: Uint8Array): MorphPair => ({ ...grid, first, second })
const middleOf = (values: Float32Array): number =>
  values[Math.floor(grid.rows / 2) * grid.columns + Math.floor(grid.columns / 2)] ?? Number.NaN

describe('where things of one picture are in another', () => {
  it('is found when the camera has moved on', async () => {
    const picture = await world(1)
    const field = await findMorphField(pair(seenFrom(picture, 70, 50), seenFrom(picture, 58, 44)))
    // What was at x is now 12 further right and 6 lower; the field counts half of it, in widths and heights.
    expect(middleOf(field.across) * grid.columns).toBeCloseTo(6, 0)
    expect(middleOf(field.down) * grid.rows).toBeCloseTo(3, 0)
    expect(relationOf(field)).toBeGreaterThan(0.9)
  })

  it('is the same place when only the light has changed', async () => {
    const first = seenFrom(await world(2), 50, 50)
    const field = await findMorphField(
      pair(
        first,
        first.map((value) => 90 + value * 0.3),
      ),
    )
    expect(Math.max(...field.across.map(Math.abs), ...field.down.map(Math.abs))).toBe(0)
    expect(relationOf(field)).toBe(1)
  })

  it('is nowhere when the pictures have nothing to do with each other', async () => {
    const field = await findMorphField(pair(seenFrom(await world(3), 50, 50), seenFrom(await world(4), 50, 50)))
    expect(relationOf(field)).toBeLessThan(0.2)
  })

  it('does not trip over a picture without anything in it', async () => {
    const flat = new Uint8Array(grid.columns * grid.rows).fill(128)
    const field = await findMorphField(pair(flat, seenFrom(await world(5), 50, 50)))
    for (const values of [field.across, field.down]) expect(values.every(Number.isFinite)).toBe(true)
    expect(Number.isFinite(relationOf(field))).toBe(true)
  })
})

describe('the mesh of a morph', () => {
  const mesh = { cell: 16, columns: 41, rows: 24 }
  const shifted = (across: number): MorphField => {
    const flat = (value: number) => new Float32Array(grid.columns * grid.rows).fill(value)
    return { ...grid, across: flat(across), down: flat(0), likeness: flat(1), relation: 1 }
  }
  const morphing = (field: MorphField, relation: number): Morphing => ({
    field,
    relation,
    brightness: new Float32Array(grid.columns * grid.rows).fill(0.5),
    frame,
  })
  const plan = (move: CameraMove, relation = 1) =>
    planRender({
      move,
      durationSeconds: 5,
      fps: 24,
      loop: false,
      startRoom: { x: 1, y: 1 },
      endRoom: { x: 1, y: 1 },
      relation,
    })
  const filled = (field: MorphField, relation: number, number: number, move: CameraMove = 'static') => {
    const into = emptyMesh(mesh)
    fillMesh(into, mesh, morphing(field, relation), plan(move, relation).at(number))
    return into
  }
  /** The node in the middle of the frame. */
  const node = 11 * 41 + 20
  const screenX = (20 * 16) / 640

  it('shows the first picture as it is at the beginning, and the second at the end', () => {
    expect(filled(shifted(0.05), 1, 0).start[node * 2]).toBeCloseTo(screenX, 5)
    expect(filled(shifted(0.05), 1, 0).weights[node]).toBe(0)
    expect(filled(shifted(0.05), 1, 119).end[node * 2]).toBeCloseTo(screenX, 5)
    expect(filled(shifted(0.05), 1, 119).weights[node]).toBe(1)
  })

  it('shows the same thing in both pictures all the way', () => {
    for (const number of [20, 60, 100]) {
      const { start, end } = filled(shifted(0.05), 1, number, 'push-in')
      expect((end[node * 2] ?? 0) - (start[node * 2] ?? 0)).toBeCloseTo(0.1, 5)
    }
  })

  it('lets the other picture step in where one has nothing to show', () => {
    const { start, weights } = filled(shifted(0.1), 1, 50)
    // At the left edge the first picture would be seen from outside its own edge.
    const edge = 11 * 41
    expect(start[edge * 2]).toBeLessThan(-0.03)
    expect(weights[edge]).toBeGreaterThan(0.9)
    expect(weights[node]).toBeLessThan(0.6)
  })

  it('bends nothing between strangers, and brings the light places first', () => {
    const strangers = morphing(shifted(0.05), 0)
    expect(isBent(strangers)).toBe(false)
    strangers.brightness.fill(0.9, 0, strangers.brightness.length / 2)
    const into = emptyMesh(mesh)
    fillMesh(into, mesh, strangers, plan('static', 0).at(58))
    expect(into.start[node * 2]).toBeCloseTo(screenX, 5)
    expect(into.weights[2 * 41 + 20]).toBeGreaterThan((into.weights[21 * 41 + 20] ?? 1) + 0.1)
  })
})
