import { expect, test } from 'vitest'
import { makeSamples, makeTimes } from './sound-stream.ts'

test('samples are the same however the bytes are cut', () => {
  const bytes = new Uint8Array(new Int16Array([0, 16_384, -32_768, 32_767, -1]).buffer)
  const whole = [...makeSamples()(bytes)]
  expect(whole).toEqual([0, 0.5, -1, 32_767 / 32_768, -1 / 32_768])
  for (let cut = 0; cut <= bytes.length; cut += 1)
    for (let next = cut; next <= bytes.length; next += 1) {
      const samplesOf = makeSamples()
      const parts = [bytes.subarray(0, cut), bytes.subarray(cut, next), bytes.subarray(next)]
      expect(parts.flatMap((part) => [...samplesOf(part)])).toEqual(whole)
    }
  expect(makeSamples()(new Uint8Array([1]))).toHaveLength(0)
})

test('pieces follow each other without a gap, and after a hiccup a moment later', () => {
  const timeOf = makeTimes()
  const first = timeOf(10, 0.5)
  expect(first).toBeGreaterThan(10)
  expect(timeOf(10.1, 0.25)).toBe(first + 0.5)
  expect(timeOf(10.2, 1)).toBe(first + 0.75)
  // Everything was heard, and nothing came for a while.
  const late = timeOf(20, 1)
  expect(late).toBeGreaterThan(20)
  expect(timeOf(20, 1)).toBe(late + 1)
})
