import { describe, expect, test } from 'vitest'
import { renderStyle } from '@greenroom/contract/slideshows.ts'
import { lengthOf, momentAt, secondsOf, spansOf } from './timeline.ts'

const style = renderStyle.parse({})
const clip = { kind: 'video' as const, durationSeconds: 8, look: {} }

describe('how long a slide is seen', () => {
  test('photos as the session says, clips as long as they are, both as they are told', () => {
    expect(secondsOf({ kind: 'image', durationSeconds: null, look: {} }, style)).toBe(3)
    expect(secondsOf(clip, style)).toBe(8)
    expect(secondsOf({ ...clip, look: { startSeconds: 6 } }, style)).toBe(2)
    expect(secondsOf({ ...clip, look: { seconds: 1.5 } }, style)).toBe(1.5)
  })
})

describe('the course of a preview', () => {
  test('neighbours share their crossfade', () => {
    const spans = spansOf([3, 3, 3], 0.5)
    expect(spans.map(({ from }) => from)).toEqual([0, 2.5, 5])
    expect(lengthOf(spans)).toBe(8)
  })

  test('a crossfade takes at most half of a short neighbour', () => {
    expect(spansOf([3, 1], 2)[1]).toEqual({ from: 2.5, seconds: 1, fadeIn: 0.5 })
  })

  test('in a crossfade one slide comes over the other', () => {
    const spans = spansOf([2, 2], 1)
    expect(momentAt(spans, 0.5)).toEqual({ shown: 0, through: 0.25, coming: null })
    expect(momentAt(spans, 1.5)).toEqual({ shown: 0, through: 0.75, coming: { slide: 1, weight: 0.5, through: 0.25 } })
    expect(momentAt(spans, 2)?.coming).toBeNull()
    expect(momentAt(spans, 99)).toEqual({ shown: 1, through: 1, coming: null })
  })

  test('a cut has one slide at a time, and nothing has none', () => {
    expect(momentAt(spansOf([2, 2], 0), 2)).toEqual({ shown: 1, through: 0, coming: null })
    expect(momentAt([], 1)).toBeNull()
  })
})
