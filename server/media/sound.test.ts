import { describe, expect, it } from 'vitest'
import { limiter } from './sound-limiter.ts'
import { loudnessMeter } from './sound-loudness.ts'
import { levelAt } from './sound-plan.ts'

const rate = 48_000
const sine = (seconds: number, peak: number, hertz = 997, phase = 0): Float32Array =>
  Float32Array.from(
    { length: 2 * seconds * rate },
    (_, place) => peak * Math.sin((2 * Math.PI * hertz * (place >> 1)) / rate + phase),
  )
const decibel = (value: number): number => 10 ** (value / 20)

describe('the loudness meter', () => {
  const measured = (...parts: Float32Array[]): number => {
    const meter = loudnessMeter()
    for (const part of parts) meter.add(part)
    return meter.integrated()
  }

  // EBU Tech 3341, cases 1 to 3.
  it('reads a stereo tone of -23 dB as -23 LUFS', () => {
    expect(measured(sine(20, decibel(-23)))).toBeCloseTo(-23, 1)
    expect(measured(sine(20, decibel(-33)))).toBeCloseTo(-33, 1)
  })
  it('does not count quiet passages', () => {
    expect(measured(sine(10, decibel(-36)), sine(60, decibel(-23)), sine(10, decibel(-36)))).toBeCloseTo(-23, 1)
  })
  it('reads silence as no loudness at all', () => {
    expect(measured(new Float32Array(2 * rate))).toBe(-Infinity)
  })
})

describe('the limiter', () => {
  const through = (samples: Float32Array, gain: number, ceiling: number): Float32Array => {
    const { delay, apply } = limiter(gain, ceiling, rate)
    const all = new Float32Array(samples.length + 2 * delay)
    all.set(samples)
    // In uneven pieces, as they may come.
    for (let at = 0, size = 254; at < all.length; at += size, size = size === 254 ? 1002 : 254)
      apply(all.subarray(at, at + size))
    return all.subarray(2 * delay)
  }

  it('gives back what is soft enough as it was, only louder', () => {
    const tone = sine(1, 0.1)
    const louder = through(tone, 4, 0.9)
    for (const at of [0, 1, 1000, 50_001]) expect(louder[at]).toBeCloseTo(4 * (tone[at] ?? NaN), 5)
  })

  it('keeps what lies between samples under the ceiling too', () => {
    // A quarter of the rate, between its samples: they reach 0.707 of the wave.
    const sharp = through(sine(1, 1, rate / 4, Math.PI / 4), 1, 0.8)
    const highest = sharp.subarray(4000).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    expect(highest).toBeGreaterThan(0.8 * Math.SQRT1_2 * 0.97)
    expect(highest).toBeLessThan(0.8 * Math.SQRT1_2 * 1.005)
  })

  it('steps back before a sudden peak instead of clipping it', () => {
    const quiet = sine(1, 0.3)
    quiet.set(sine(0.1, 1.6), 2 * 20_000)
    const held = through(quiet, 1, 0.8)
    expect(held.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeLessThan(0.81)
    // It is as loud as before again half a second later.
    expect(held.subarray(-200).reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeCloseTo(0.3, 2)
  })
})

it('sound rises and falls over its fades, and two that cross are as strong together as one', () => {
  const event = {
    slide: null,
    startSeconds: 0,
    at: 0,
    length: 1000,
    fadeIn: 100,
    fadeOut: 200,
    gainDb: -6,
    repeat: false,
  }
  expect(levelAt(event, 0)).toBeLessThan(0.01)
  expect(levelAt(event, 500)).toBeCloseTo(decibel(-6))
  expect(levelAt(event, 999)).toBeLessThan(0.01)
  const going = { ...event, gainDb: 0, fadeOut: 100 }
  for (const step of [0, 30, 50, 99]) expect(levelAt(going, 900 + step) ** 2 + levelAt(going, step) ** 2).toBeCloseTo(1)
})
