import { expect, test } from 'vitest'
import { heightTaken } from './dock.ts'

test('what floats stays above the highest bar at the bottom', () => {
  expect(heightTaken([795, 743.4], 900)).toBe(157)
})

test('without a bar, and beside a rail that goes from top to bottom, the bottom is free', () => {
  expect(heightTaken([], 900)).toBe(0)
  expect(heightTaken([0], 900)).toBe(0)
})

test('a bar that has been pushed out of the window takes nothing', () => {
  expect(heightTaken([910], 900)).toBe(0)
})
