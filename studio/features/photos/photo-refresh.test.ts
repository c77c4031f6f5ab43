import { describe, expect, test } from 'vitest'
import { makeRefresher, pauseBefore, planRefresh, type RefreshPlan } from './photo-refresh.ts'

test('a few changed rows are read by themselves, many mean the list', () => {
  expect(planRefresh(new Set(['a', 'b']))).toEqual({ read: 'rows', ids: ['a', 'b'] })
  expect(planRefresh(new Set(Array.from({ length: 9 }, (_, n) => String(n))))).toEqual({ read: 'list' })
  expect(planRefresh(new Set())).toEqual({ read: 'list' })
})

test('reading never takes more than a quarter of the time', () => {
  expect(pauseBefore(0)).toBe(250)
  expect(pauseBefore(1000)).toBe(3000)
  expect(pauseBefore(60_000)).toBe(10_000)
})

describe('a burst of live events', () => {
  function stage() {
    const plans: RefreshPlan[] = []
    const timers: { at: number; work: () => void }[] = []
    let clock = 0
    const refresh = makeRefresher({
      read: async (plan) => {
        plans.push(plan)
        clock += 400
      },
      now: () => clock,
      later: (work, milliseconds) => timers.push({ at: clock + milliseconds, work }),
    })
    const pass = async (until: number): Promise<void> => {
      for (let next = timers.shift(); next !== undefined; next = timers.shift()) {
        if (next.at > until) {
          timers.unshift(next)
          break
        }
        clock = Math.max(clock, next.at)
        next.work()
        await Promise.resolve()
        await Promise.resolve()
      }
      clock = Math.max(clock, until)
    }
    return { refresh, pass, plans }
  }

  test('of 500 uploads becomes a handful of readings', async () => {
    const { refresh, pass, plans } = stage()
    for (let n = 0; n < 500; n += 1) {
      refresh([`photo-${n}`])
      await pass(n * 20)
    }
    await pass(30_000)
    expect(plans.length).toBeLessThan(12)
    expect(plans.length).toBeGreaterThan(2)
  })

  test('for the same photo is one reading of that row', async () => {
    const { refresh, pass, plans } = stage()
    for (let n = 0; n < 20; n += 1) refresh(['a'])
    await pass(1000)
    expect(plans).toEqual([{ read: 'rows', ids: ['a'] }])
  })

  test('that names no photo reads the list', async () => {
    const { refresh, pass, plans } = stage()
    refresh(['a'])
    refresh([])
    await pass(1000)
    expect(plans).toEqual([{ read: 'list' }])
  })
})
