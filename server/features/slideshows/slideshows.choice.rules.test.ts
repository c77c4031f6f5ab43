import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseItems, type Choosable } from './slideshows.choice.rules.ts'

const item = (id: string, position: number, usedAt: number | null = null, missing = false): Choosable => ({
  id,
  position,
  usedCount: usedAt === null ? 0 : 1,
  lastUsedAt: usedAt === null ? null : new Date(usedAt),
  missing,
})
const session = fc
  .uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 20 })
  .map((ids) => ids.map((id, index) => item(id, index + 1)))

/** Makes one group after the other, as the house does: what is chosen counts as used at that moment. */
const groupsOf = (items: readonly Choosable[], count: number, rounds: number): string[][] => {
  let now = items
  const groups: string[][] = []
  for (let round = 1; round <= rounds; round += 1) {
    const chosen = chooseItems(now, groups.at(-1) ?? [], count)
    groups.push(chosen)
    now = now.map((one) =>
      chosen.includes(one.id) ? { ...one, usedCount: one.usedCount + 1, lastUsedAt: new Date(round) } : one,
    )
  }
  return groups
}

test('what was never used comes first in its order, then what was used longest ago', () => {
  const items = [item('a', 1, 30), item('b', 2, 10), item('c', 3), item('d', 4, 20), item('e', 5)]
  expect(chooseItems(items, [], 4)).toEqual(['c', 'e', 'b', 'd'])
})

test('what is missing is left out, and with nothing left nothing is chosen', () => {
  expect(chooseItems([item('a', 1, null, true), item('b', 2)], [], 5)).toEqual(['b'])
  expect(chooseItems([item('a', 1, null, true)], [], 5)).toEqual([])
  expect(chooseItems([], [], 5)).toEqual([])
})

test('everything is used once before anything is used twice', () => {
  fc.assert(
    fc.property(session, fc.integer({ min: 1, max: 8 }), (items, count) => {
      const whole = Math.floor(items.length / count)
      const used = groupsOf(items, count, whole).flat()
      expect(new Set(used).size).toBe(used.length)
      expect(used).toEqual(items.slice(0, used.length).map(({ id }) => id))
    }),
  )
})

test('over any number of rounds nothing is used much more often than the rest', () => {
  fc.assert(
    fc.property(session, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 60 }), (items, count, rounds) => {
      const used = groupsOf(items, count, rounds).flat()
      const counts = items.map(({ id }) => used.filter((one) => one === id).length)
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2)
    }),
  )
})

test('no group is the previous one again, unless there is only one item', () => {
  fc.assert(
    fc.property(session, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 30 }), (items, count, rounds) => {
      fc.pre(items.length > 1)
      fc.pre(Math.min(items.length, count) > 1 || items.length > count)
      const groups = groupsOf(items, count, rounds)
      for (const [index, group] of groups.entries()) {
        if (index > 0) expect(group).not.toEqual(groups[index - 1])
        expect(new Set(group).size).toBe(group.length)
        expect(group).toHaveLength(Math.min(count, items.length))
      }
    }),
  )
})

test('even when a person has just made the group that would come next, another one comes', () => {
  const items = [item('a', 1, 1), item('b', 2, 1), item('c', 3, 2)]
  expect(chooseItems(items, ['a', 'b'], 2)).toEqual(['b', 'c'])
  expect(chooseItems(items.slice(0, 2), ['a', 'b'], 2)).toEqual(['b', 'a'])
  expect(chooseItems(items.slice(0, 1), ['a'], 2)).toEqual(['a'])
})
