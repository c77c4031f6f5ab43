import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clipGraph } from './slideshow-clip-graph.ts'
import { courseOf, reachOf } from './slideshow-plan.ts'
import { sheetOf } from './slideshow-sheet.ts'

const frame = { width: 1080, height: 1920 }
const sheet = sheetOf(
  frame,
  courseOf('none', 90, 30, { x: 1, y: 1 }),
  { always: { width: 1, height: 1 }, beside: 0 },
  0,
)
const clip = { width: 1280, height: 720, turn: 0, colours: 'told' } as const

describe('the graph that decodes a clip', () => {
  it('shows all of a clip within its sheet, in even numbers, whatever its size and the camera over it', () => {
    const sizes = fc.integer({ min: 16, max: 8000 })
    const motions = fc.constantFrom('none' as const, 'push-in' as const, 'pan-left' as const, 'drift' as const)
    fc.assert(
      fc.property(sizes, sizes, motions, (width, height, motion) => {
        const course = courseOf(motion, 90, 30, { x: 1, y: 1 })
        const moved = sheetOf(frame, course, reachOf(course, 90), motion === 'none' ? 0 : 4)
        const { size, left, top } = clipGraph('pad', { ...clip, width, height }, moved, 30)
        expect([size.width, size.height, left, top].every((value) => value % 2 === 0)).toBe(true)
        expect(left + size.width).toBeLessThanOrEqual(moved.size.width)
        expect(top + size.height).toBeLessThanOrEqual(moved.size.height)
        expect(size.width <= moved.inner.width && size.height <= moved.inner.height).toBe(true)
      }),
    )
  })

  it('turns what was filmed upright, and brings its colours into BT.709', () => {
    const of = (more: object): string => clipGraph('fill', { ...clip, ...more }, sheet, 30).filters
    expect(of({ turn: 90 })).toContain('transpose=clock')
    expect(of({})).toContain('out_color_matrix=bt709:out_range=tv')
    expect(of({})).not.toContain('in_color_matrix')
    expect(of({ colours: 'untold' })).toContain(':in_color_matrix=bt709:')
    expect(of({ colours: 'untold', width: 640, height: 480 })).not.toContain('in_color_matrix')
    expect(of({ colours: 'wide' })).toContain('colorspace=iall=bt2020:all=bt709')
  })
})
