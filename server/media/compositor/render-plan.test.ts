import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planRender, type CameraMove, type PlanRequest, type Room, type View } from './render-plan.ts'

const moves = [
  'push-in',
  'pull-out',
  'pan-left',
  'pan-right',
  'tilt-up',
  'tilt-down',
  'drift',
  'handheld',
  'static',
] as const
const exact: Room = { x: 1, y: 1 }
const rest: View = { zoom: 1, x: 0, y: 0 }
const shot = (move: CameraMove, more: Partial<PlanRequest> = {}) =>
  planRender({ move, durationSeconds: 5, fps: 24, loop: false, startRoom: exact, endRoom: null, relation: 1, ...more })

const isInside = (view: View, room: Room): boolean =>
  Math.abs(view.x) <= (room.x - 1 / view.zoom) / 2 + 1e-9 && Math.abs(view.y) <= (room.y - 1 / view.zoom) / 2 + 1e-9

describe('the course of a shot', () => {
  it('has a frame for every twenty-fourth of a second', () => {
    expect([5, 10].map((durationSeconds) => shot('drift', { durationSeconds }).frames)).toEqual([120, 240])
  })

  it('never leaves a picture, whatever its shape, the move and the length', () => {
    const room = fc
      .record({ x: fc.double({ min: 1, max: 4, noNaN: true }), y: fc.constant(1) })
      .chain(({ x, y }) => fc.constantFrom({ x, y }, { x: y, y: x }))
    const request = fc.record({
      move: fc.constantFrom(...moves),
      durationSeconds: fc.constantFrom(5, 10),
      fps: fc.constant(24),
      loop: fc.boolean(),
      startRoom: room,
      endRoom: fc.option(room),
      relation: fc.constantFrom(0, 0.4, 1),
    })
    fc.assert(
      fc.property(request, (wanted) => {
        const plan = planRender(wanted)
        for (let frame = 0; frame < plan.frames; frame++) {
          const { start, end, bend, mix } = plan.at(frame)
          expect(isInside(start, wanted.startRoom)).toBe(true)
          if (end !== null && wanted.endRoom !== null) expect(isInside(end, wanted.endRoom)).toBe(true)
          for (const share of [bend, mix]) expect(share).toBeGreaterThanOrEqual(0)
          for (const share of [bend, mix]) expect(share).toBeLessThanOrEqual(1)
          expect(Math.max(start.zoom, end?.zoom ?? 1)).toBeLessThanOrEqual(plan.maxZoom)
        }
      }),
      { numRuns: 150 },
    )
  })

  it.each(moves)('%s goes from the start picture at rest to the end picture at rest', (move) => {
    const plan = shot(move, { endRoom: exact })
    const last = plan.at(plan.frames - 1)
    expect(plan.at(0)).toMatchObject({ bend: 0, mix: 0 })
    expect(last).toMatchObject({ bend: 1, mix: 1 })
    for (const view of [plan.at(0).start, last.end ?? exact]) {
      for (const key of ['zoom', 'x', 'y'] as const) expect((view as View)[key]).toBeCloseTo(rest[key], 6)
    }
  })

  it.each(moves)('%s moves without a jerk, and a loop closes without one', (move) => {
    for (const endRoom of [null, exact]) {
      for (const loop of [false, true]) {
        const plan = shot(move, { loop, endRoom })
        const frames = Array.from({ length: plan.frames }, (_, frame) => plan.at(frame))
        const course = loop ? [...frames, plan.at(0)] : frames
        const places = course.map(({ start, end, bend }) => [start.zoom, start.x, start.y, bend, end?.x ?? 0])
        // The second difference is what the eye feels as a jerk; a turn back at full speed would be 0.03.
        for (let n = 2; n < places.length; n++) {
          for (let k = 0; k < 5; k++) {
            const [a = 0, b = 0, c = 0] = [places[n - 2]?.[k], places[n - 1]?.[k], places[n]?.[k]]
            expect(Math.abs(a - 2 * b + c)).toBeLessThan(0.005)
          }
        }
      }
    }
  })

  it('goes where the name of the move says', () => {
    const way = (move: CameraMove, key: keyof View) => shot(move).at(119).start[key] - shot(move).at(0).start[key]
    expect(way('push-in', 'zoom')).toBeGreaterThan(0.1)
    expect(way('pull-out', 'zoom')).toBeLessThan(-0.1)
    expect(way('pan-left', 'x')).toBeLessThan(-0.05)
    expect(way('pan-right', 'x')).toBeGreaterThan(0.05)
    expect(way('tilt-up', 'y')).toBeLessThan(-0.05)
    expect(way('tilt-down', 'y')).toBeGreaterThan(0.05)
  })

  it.each(['pan-right', 'drift'] as const)(
    '%s arrives at the second picture in the direction in which it left the first',
    (move) => {
      const plan = shot(move, { endRoom: exact })
      const before = plan.at(50)
      const after = plan.at(60)
      expect(after.start.x).toBeGreaterThan(before.start.x)
      expect(after.end?.x).toBeGreaterThan(before.end?.x ?? 0)
    },
  )

  it('of a wide picture in a high frame travels through what lies beside it', () => {
    const narrow = shot('pan-right').at(119).start.x
    expect(shot('pan-right', { startRoom: { x: 2.5, y: 1 } }).at(119).start.x).toBeGreaterThan(narrow * 1.5)
  })
})
