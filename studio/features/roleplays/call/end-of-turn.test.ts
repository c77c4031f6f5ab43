import { describe, expect, test } from 'vitest'
import { makeClock } from './clock.ts'
import { makeTurnSense, type TurnSense } from './end-of-turn.ts'

/** Feeds loudness every 40 ms; answers when what happened. */
function listen(sense: TurnSense, levels: readonly (readonly [level: number, ms: number])[]): [string, number][] {
  const told: [string, number][] = []
  let at = 0
  for (const [level, ms] of levels) {
    for (const until = at + ms; at < until; at += 40) {
      const sign = sense.hear({ level, at })
      if (sign !== null) told.push([sign, at])
    }
  }
  return told
}

describe('the end of a turn', () => {
  test('a turn begins when somebody talks and ends after the pause', () => {
    const told = listen(makeTurnSense(1000), [
      [0.002, 400],
      [0.2, 2000],
      [0.002, 2000],
    ])
    expect(told.map(([sign]) => sign)).toEqual(['begin', 'end'])
    expect(told[0]?.[1]).toBeLessThan(700)
    expect(told[1]?.[1]).toBeGreaterThanOrEqual(3300)
    expect(told[1]?.[1]).toBeLessThan(3600)
  })

  test('who thinks for less than the pause is not cut off', () => {
    const told = listen(makeTurnSense(1400), [
      [0.2, 800],
      [0.002, 1200],
      [0.2, 800],
      [0.002, 1600],
    ])
    expect(told.map(([sign]) => sign)).toEqual(['begin', 'end'])
    expect(told[1]?.[1]).toBeGreaterThan(2800)
  })

  test('a cough is no turn', () => {
    const told = listen(makeTurnSense(1000), [
      [0.002, 400],
      [0.4, 80],
      [0.002, 2000],
    ])
    expect(told).toEqual([])
  })

  test('the hum of a room is learned and is no speech', () => {
    const sense = makeTurnSense(1000)
    expect(listen(sense, [[0.014, 20_000]])).toEqual([])
    expect(listen(sense, [[0.03, 1000]])).toEqual([])
    expect(listen(sense, [[0.2, 1000]]).map(([sign]) => sign)).toEqual(['begin'])
  })

  test('while the customer speaks aloud only a voice that is louder counts', () => {
    let speaks = true
    const sense = makeTurnSense(1000, () => speaks)
    expect(listen(sense, [[0.06, 1000]])).toEqual([])
    expect(listen(sense, [[0.3, 400]]).map(([sign]) => sign)).toEqual(['begin'])
    speaks = false
    sense.reset()
    expect(listen(sense, [[0.06, 400]]).map(([sign]) => sign)).toEqual(['begin'])
  })
})

test('the clock of a call counts only while it runs, and never backwards', () => {
  let time = 0
  const clock = makeClock(5000, () => time)
  time = 1000
  expect(clock.now()).toBe(5000)
  clock.run(true)
  time = 3000
  expect(clock.now()).toBe(7000)
  clock.run(false)
  time = 9000
  expect(clock.now()).toBe(7000)
  clock.atLeast(6000)
  expect(clock.now()).toBe(7000)
  clock.atLeast(8000)
  clock.run(true)
  clock.run(true)
  time = 9500
  expect(clock.now()).toBe(8500)
})
