import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { courseOf, partsOf, planSlideshow, reachOf } from './slideshow-plan.ts'
import type { Motion } from './slideshow-shapes.ts'

const timing = fc.record({
  fps: fc.constantFrom(24, 25, 30, 60),
  slides: fc.array(fc.record({ seconds: fc.double({ min: 0.5, max: 12, noNaN: true }) }), {
    minLength: 1,
    maxLength: 35,
  }),
  transition: fc.record({
    kind: fc.constantFrom('cut' as const, 'crossfade' as const),
    seconds: fc.double({ min: 0, max: 5, noNaN: true }),
  }),
})

describe('the plan of a slideshow', () => {
  it('of equal slides lasts n * D - (n - 1) * T', () => {
    const slides = Array.from({ length: 10 }, () => ({ seconds: 3 }))
    const plan = planSlideshow({ fps: 30, slides, transition: { kind: 'crossfade', seconds: 0.5 } })
    expect(plan.frames / 30).toBe(25.5)
    expect(planSlideshow({ fps: 30, slides, transition: { kind: 'cut', seconds: 0.5 } }).frames / 30).toBe(30)
  })

  it('shows every frame of every slide in its order, and never three slides at once', () => {
    fc.assert(
      fc.property(timing, (wish) => {
        const plan = planSlideshow(wish)
        const next = plan.spans.map(() => 0)
        for (let frame = 0; frame < plan.frames; frame += 1) {
          const { shown, coming } = plan.at(frame)
          for (const seen of coming === null ? [shown] : [shown, coming]) {
            expect(seen.frame).toBe(next[seen.slide])
            next[seen.slide] = seen.frame + 1
          }
          if (coming !== null) expect(coming.slide).toBe(shown.slide + 1)
        }
        expect(next).toEqual(plan.spans.map(({ frames }) => frames))
      }),
      { numRuns: 60 },
    )
  })

  it('lets light go over evenly: as much has come in the first half of a crossfade as is left in the second', () => {
    fc.assert(
      fc.property(timing, (wish) => {
        const plan = planSlideshow(wish)
        for (const { from, fadeIn } of plan.spans) {
          const weights = Array.from({ length: fadeIn }, (_, frame) => plan.at(from + frame).coming?.weight ?? NaN)
          expect(weights).toEqual(weights.toSorted((a, b) => a - b))
          for (const [index, weight] of weights.entries())
            expect(weight + (weights.at(-1 - index) ?? NaN)).toBeCloseTo(1)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is cut into parts that are whole, never within a clip', () => {
    const kinds = fc.array(fc.constantFrom('still' as const, 'clip' as const), { minLength: 35, maxLength: 35 })
    fc.assert(
      fc.property(timing, kinds, fc.integer({ min: 1, max: 4 }), (wish, all, count) => {
        const plan = planSlideshow(wish)
        const cuts = partsOf(plan, all.slice(0, wish.slides.length), count)
        expect([cuts[0], cuts.at(-1)]).toEqual([0, plan.frames])
        expect(cuts).toEqual([...new Set(cuts)].toSorted((a, b) => a - b))
        expect(cuts.length).toBeLessThanOrEqual(count + 1)
        for (const cut of cuts.slice(1, -1)) {
          const { shown, coming } = plan.at(cut)
          // Whatever comes here comes from its beginning.
          expect(coming?.frame ?? 0).toBe(0)
          expect(all[shown.slide]).toBe('still')
          expect(plan.at(cut - 1).shown.slide).toBeLessThan(shown.slide)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('the camera over a slide', () => {
  const moves: Motion[] = ['push-in', 'pull-out', 'pan-left', 'pan-right', 'tilt-up', 'tilt-down', 'drift']
  it.each(moves)('%s: never leaves the picture, and goes smoothly', (motion) => {
    const frames = 90
    for (const room of [
      { x: 1, y: 1 },
      { x: 1.6, y: 1 },
    ]) {
      const course = courseOf(motion, frames, 30, room)
      const views = Array.from({ length: frames }, (_, frame) => course.at(frame))
      for (const { zoom, x, y } of views) {
        expect(Math.abs(x) + 0.5 / zoom).toBeLessThanOrEqual(room.x / 2 + 1e-9)
        expect(Math.abs(y) + 0.5 / zoom).toBeLessThanOrEqual(room.y / 2 + 1e-9)
        expect(zoom).toBeLessThanOrEqual(course.maxZoom)
      }
      for (const key of ['zoom', 'x', 'y'] as const) {
        const steps = views.slice(1).map((view, index) => view[key] - (views[index]?.[key] ?? NaN))
        for (const [index, step] of steps.slice(1).entries())
          expect(Math.abs(step - (steps[index] ?? NaN))).toBeLessThan(0.0005)
      }
      const { always, beside } = reachOf(course, frames)
      expect(always.width).toBeGreaterThan(0.6)
      expect(beside).toBeLessThanOrEqual(Math.max(room.x, room.y) / 2 - 0.5 + 1e-9)
    }
  })

  it('stands still when nothing was said', () => {
    expect(reachOf(courseOf('none', 90, 30, { x: 1, y: 1 }), 90)).toEqual({
      always: { width: 1, height: 1 },
      beside: 0,
    })
  })
})
