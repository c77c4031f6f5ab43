import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueSlots, lateAfterMs, lookedUntil, slotKey } from './slideshows.schedule.rules.ts'
import { dayAt, daysFrom, slotsBetween, slotsOfDay, type Rhythm } from './slideshows.slots.rules.ts'

const zones = [
  'Europe/Amsterdam',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Asia/Tehran',
  'America/Sao_Paulo',
  'UTC',
]
const hourMs = 3600_000
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const rhythmIn = (timeZone: string): fc.Arbitrary<Rhythm> =>
  fc
    .record({
      frequency: fc.integer({ min: 1, max: 24 }),
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      ends: fc.tuple(clock, clock),
    })
    .map(({ frequency, weekdays, ends: [one, two] }) => ({
      timeZone,
      frequency,
      hours: { weekdays, from: one < two ? one : two, until: one < two ? two : one },
    }))
/** A moment of a year in which these zones changed their clocks: 2011 left a day of Apia out, 2018 and 2026 have the others. */
const moment = fc
  .tuple(fc.constantFrom(2011, 2018, 2026), fc.integer({ min: 0, max: 364 * 24 * 60 }))
  .map(([year, minute]) => new Date(Date.UTC(year, 0, 1) + minute * 60_000))

/** What the house does in one look, with the group table as a plain set of names. */
const looking = (rhythm: Rhythm, started: Date, leadMinutes = 0) => {
  const made = new Map<string, { at: Date; leftOut: string | null; looked: Date }>()
  let mark: Date | null = null
  return {
    made,
    look(now: Date): number {
      const after = lookedUntil([mark, started], now)
      const due = dueSlots({ rhythm, changes: [], leadMinutes }, { after, now, made: new Set(made.keys()) })
      for (const { slot, leftOut } of due) {
        // The database refuses a second group of a slot; here it would be a mistake of the rules.
        expect(made.has(slotKey(slot))).toBe(false)
        made.set(slotKey(slot), { at: slot.at, leftOut, looked: now })
      }
      mark = now > after ? now : after
      return due.length
    },
  }
}

describe.each(zones)('over a year in %s', (zone) => {
  test('every day has its slots in order, on that day, one minute apart at least', () => {
    fc.assert(
      fc.property(rhythmIn(zone), fc.constantFrom('2011', '2018', '2026'), (rhythm, year) => {
        let before = 0
        for (const day of daysFrom(`${year}-01-01`, `${year}-12-31`)) {
          const slots = slotsOfDay(rhythm, day)
          expect([0, rhythm.frequency]).toContain(slots.length)
          for (const { at, note } of slots) {
            expect(at.getTime()).toBeGreaterThanOrEqual(before + 60_000)
            before = at.getTime()
            if (note !== 'gap') expect(dayAt(zone, at)).toBe(day)
          }
        }
      }),
      { numRuns: 6 },
    )
  })

  test('a house that is up makes exactly the slots that come, each once and none late', () => {
    fc.assert(
      fc.property(
        rhythmIn(zone),
        moment,
        fc.integer({ min: 0, max: 3 * 24 * 60 }),
        fc.array(fc.integer({ min: 0, max: lateAfterMs }), { minLength: 100, maxLength: 400 }),
        (rhythm, start, leadMinutes, steps) => {
          const world = looking(rhythm, start, leadMinutes)
          let now = start
          for (const step of steps) {
            now = new Date(now.getTime() + step)
            world.look(now)
          }
          const until = new Date(now.getTime() + leadMinutes * 60_000)
          const expected = slotsBetween(rhythm, [], { after: start, until })
          expect([...world.made.keys()].toSorted()).toEqual(expected.map(slotKey).toSorted())
          expect([...world.made.values()].filter(({ leftOut }) => leftOut !== null)).toEqual([])
        },
      ),
      { numRuns: 15 },
    )
  })

  test('after a downtime of any length one missed slot is made, the newest, and the others say that they were missed', () => {
    fc.assert(
      fc.property(rhythmIn(zone), moment, fc.integer({ min: 1, max: 60 * 24 }), (rhythm, start, hours) => {
        const world = looking(rhythm, start)
        const now = new Date(start.getTime() + hours * hourMs)
        world.look(now)
        const all = slotsBetween(rhythm, [], { after: start, until: now })
        expect([...world.made.keys()].toSorted()).toEqual(all.map(slotKey).toSorted())
        const late = all.filter(({ at }) => now.getTime() - at.getTime() > lateAfterMs)
        const leftOut = [...world.made].filter(([, group]) => group.leftOut !== null).map(([name]) => name)
        expect(leftOut.toSorted()).toEqual(late.slice(0, -1).map(slotKey).toSorted())
        expect(world.look(now)).toBe(0)
      }),
      { numRuns: 25 },
    )
  })

  test('a clock that jumps forth and back makes no slot twice and none ahead of its time, and goes on when it is right again', () => {
    fc.assert(
      fc.property(
        rhythmIn(zone),
        moment,
        fc.array(fc.integer({ min: -20 * 24 * 60, max: 20 * 24 * 60 }), { minLength: 1, maxLength: 40 }),
        (rhythm, start, jumps) => {
          const world = looking(rhythm, start)
          for (const jump of jumps) world.look(new Date(start.getTime() + jump * 60_000))
          for (const { at, looked } of world.made.values()) expect(at.getTime()).toBeLessThanOrEqual(looked.getTime())
          // Right again, beyond all jumps: whatever comes from here on is made.
          const from = new Date(start.getTime() + 22 * 24 * hourMs)
          world.look(from)
          let now = from
          for (let step = 0; step < 200; step += 1) world.look((now = new Date(now.getTime() + lateAfterMs)))
          for (const slot of slotsBetween(rhythm, [], { after: from, until: now }))
            expect(world.made.get(slotKey(slot))?.leftOut).toBeNull()
        },
      ),
      { numRuns: 15 },
    )
  })
})

describe('how far was looked', () => {
  const now = new Date('2026-05-04T12:00:00Z')
  const hours = (count: number) => new Date(now.getTime() + count * hourMs)

  test('is the newest of the marks', () => {
    expect(lookedUntil([hours(-5), hours(-2)], now)).toEqual(hours(-2))
  })
  test('is believed up to a day ahead, and not what a wrong clock wrote beyond that', () => {
    expect(lookedUntil([hours(23), hours(-2)], now)).toEqual(hours(23))
    expect(lookedUntil([hours(25), hours(-2)], now)).toEqual(hours(-2))
    expect(lookedUntil([hours(25), null], now)).toEqual(now)
  })
  test('lies 62 days back at most', () => {
    expect(lookedUntil([hours(-24 * 400)], now)).toEqual(hours(-24 * 62))
  })
})
