import { describe, expect, test } from 'vitest'
import { correction, frameStep, placeIn, rateOf, seats, sharedLength, wipeStep } from './sync.ts'

test('two clips share the length of the longer one, and the shorter waits on its last frame', () => {
  expect(sharedLength([5, 9.5])).toBe(9.5)
  expect(sharedLength([null, 4])).toBe(4)
  expect(placeIn(7, 5)).toBeLessThan(5)
  expect(placeIn(2, 5)).toBe(2)
})

describe('a follower', () => {
  test('in step plays on', () => expect(correction(0.01, 1)).toEqual({ seek: false, rate: 1 }))
  test('a little ahead slows down, a little behind hurries', () => {
    expect(correction(0.1, 1).rate).toBeLessThan(1)
    expect(correction(-0.1, 2).rate).toBeGreaterThan(2)
  })
  test('far away jumps', () => expect(correction(0.4, 1).seek).toBe(true))
})

describe('stepping by frames', () => {
  test('lands in the middle of the next frame', () => {
    expect(frameStep(0, 1, 24, 5)).toBeCloseTo(1.5 / 24)
    expect(frameStep(1.5 / 24, 1, 24, 5)).toBeCloseTo(2.5 / 24)
    expect(frameStep(2.5 / 24, -1, 24, 5)).toBeCloseTo(1.5 / 24)
  })

  test('goes through every frame once, there and back', () => {
    let time = 0
    const seen = new Set<number>()
    for (let step = 0; step < 150; step += 1) {
      time = frameStep(time, 1, 30, 5)
      seen.add(Math.floor(time * 30))
    }
    expect(seen.size).toBe(149)
    for (let step = 0; step < 200; step += 1) time = frameStep(time, -1, 30, 5)
    expect(time).toBeCloseTo(0.5 / 30)
  })

  test('stops at the last frame', () => expect(frameStep(4.99, 1, 24, 5)).toBeCloseTo(119.5 / 24))
})

test('the frame rate is read from the times of the frames', () => {
  expect(rateOf([0, 1 / 30, 2 / 30, 3 / 30, 5 / 30])).toBe(30)
  expect(rateOf([0, 0.0417, 0.0833, 0.125])).toBe(24)
  expect(rateOf([1])).toBeNull()
})

test('a blind test seats the takes by the draw', () => {
  expect(seats([1, 2], false)).toEqual([1, 2])
  expect(seats([1, 2], true)).toEqual([2, 1])
})

test('the divider moves by keys and stays within the picture', () => {
  expect(wipeStep(50, 'ArrowRight', false)).toBe(51)
  expect(wipeStep(50, 'ArrowLeft', true)).toBe(40)
  expect(wipeStep(4, 'PageDown', false)).toBe(0)
  expect(wipeStep(50, 'End', false)).toBe(100)
  expect(wipeStep(50, 'x', false)).toBeNull()
})
