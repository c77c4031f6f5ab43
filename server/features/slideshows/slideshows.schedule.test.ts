import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { newSession } from '#testing/slideshow-house.ts'
import { planDue } from './slideshows.schedule.ts'
import { dayAt } from './slideshows.slots.rules.ts'

let house: TestHouse
let person: TestPerson
beforeAll(async () => {
  house = await makeHouse({ working: false })
})
afterAll(() => house.stop())

interface GroupRow {
  day: string
  slot_number: number | null
  due_at: Date
  state: string
  reason: string | null
}
const query = async <R>(text: string, ...values: unknown[]): Promise<R[]> =>
  (await house.tools.db.driver.query(text, values)).rows as R[]
const groups = (sessionId: string): Promise<GroupRow[]> =>
  query(
    'select day::text, slot_number, due_at, state, reason from slide_groups where session_id = $1 order by due_at, slot_number',
    sessionId,
  )
const jobs = async (): Promise<number> =>
  (await query<{ count: number }>("select count(*)::int as count from jobs.job where name = 'slideshows.prepare'"))[0]
    ?.count ?? 0
const at = (now: Date) => ({ ...house.tools, clock: { now: () => now } })
const lookAt = (now: Date): Promise<number> => planDue(at(now))
const hours = (from: Date, count: number): Date => new Date(from.getTime() + count * 3600_000)

/** A session that was switched on at this moment, of a person who has no other. */
const sessionFrom = async (start: Date, settings: object): Promise<string> => {
  person = await house.people.add()
  const { id } = await newSession(person, settings)
  await query('update media_sessions set is_active = true, started_at = $2 where id = $1', id, start)
  return id
}
const everyDay = (from: string, until: string) => ({ weekdays: [1, 2, 3, 4, 5, 6, 7], from, until })
const standing = (rows: GroupRow[]) =>
  rows.map(({ day, slot_number: slot, state, reason }) => [day, slot, state, reason])

describe('the schedule', () => {
  const start = new Date('2026-05-04T06:00:00Z')

  test('makes one group and one job for a slot, however often and by however many it is looked at', async () => {
    const id = await sessionFrom(start, { frequency: 2, postingHours: everyDay('09:00', '18:00') })
    const before = await jobs()
    expect(await lookAt(hours(start, 2))).toBe(0)
    const looks = await Promise.all(Array.from({ length: 8 }, () => lookAt(hours(start, 3))))
    expect(looks.toSorted((a, b) => b - a)).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
    expect(await lookAt(hours(start, 4))).toBe(0)
    expect(standing(await groups(id))).toEqual([['2026-05-04', 1, 'waiting', null]])
    expect(await jobs()).toBe(before + 1)
    await query('update media_sessions set is_active = false where id = $1', id)
  })

  test('after a downtime makes the newest missed slot once, leaves the others out and says so', async () => {
    const id = await sessionFrom(start, { frequency: 2, postingHours: everyDay('09:00', '18:00') })
    const before = await jobs()
    await lookAt(hours(start, 48 + 5))
    expect(standing(await groups(id))).toEqual([
      ['2026-05-04', 1, 'skipped', 'slideshows.missed'],
      ['2026-05-04', 2, 'skipped', 'slideshows.missed'],
      ['2026-05-05', 1, 'skipped', 'slideshows.missed'],
      ['2026-05-05', 2, 'skipped', 'slideshows.missed'],
      ['2026-05-06', 1, 'waiting', null],
    ])
    expect(await jobs()).toBe(before + 1)
    await query('update media_sessions set is_active = false where id = $1', id)
  })

  test('leaves out what is over the most of a day and says so', async () => {
    const id = await sessionFrom(start, { frequency: 4, maxPerDay: 2, postingHours: everyDay('09:00', '12:00') })
    for (let hour = 1; hour < 12; hour += 1) await lookAt(hours(start, hour))
    expect(standing(await groups(id))).toEqual([
      ['2026-05-04', 1, 'waiting', null],
      ['2026-05-04', 2, 'waiting', null],
      ['2026-05-04', 3, 'skipped', 'slideshows.day_full'],
      ['2026-05-04', 4, 'skipped', 'slideshows.day_full'],
    ])
    await query('update media_sessions set is_active = false where id = $1', id)
  })

  test('makes a group so long before its hour as the session wants', async () => {
    const id = await sessionFrom(start, { leadMinutes: 120, postingHours: everyDay('09:00', '18:00') })
    expect(await lookAt(hours(start, 0.9))).toBe(0)
    expect(await lookAt(hours(start, 1))).toBe(1)
    expect((await groups(id))[0]?.due_at.toISOString()).toBe('2026-05-04T09:00:00.000Z')
    await query('update media_sessions set is_active = false where id = $1', id)
  })

  test('never catches up what lies before a session was switched on', async () => {
    const id = await sessionFrom(start, { frequency: 3, postingHours: everyDay('01:00', '05:00') })
    expect(await lookAt(hours(start, 1))).toBe(0)
    await query('update media_sessions set is_active = false where id = $1', id)
    await lookAt(hours(start, 24 * 3))
    // Switched on again three days later: those days are not made up for.
    await query('update media_sessions set is_active = true, started_at = $2 where id = $1', id, hours(start, 24 * 3))
    expect(await lookAt(hours(start, 24 * 3 + 1))).toBe(0)
    expect(await groups(id)).toEqual([])
    await query('update media_sessions set is_active = false where id = $1', id)
  })

  test('goes on by itself when a clock that was far ahead is right again', async () => {
    const id = await sessionFrom(start, { postingHours: everyDay('09:00', '18:00') })
    await lookAt(hours(start, 24 * 10))
    await lookAt(hours(start, 1))
    const before = (await groups(id)).length
    expect(before).toBe(10)
    // The slots that the wrong clock has used up are not made twice; the next one after them is made.
    for (let hour = 2; hour < 24 * 11; hour += 6) await lookAt(hours(start, hour))
    const rows = await groups(id)
    expect(rows).toHaveLength(11)
    expect(new Set(rows.map(({ day }) => day)).size).toBe(11)
    await query('update media_sessions set is_active = false where id = $1', id)
  })

  test('leaves the sessions of people alone who may not use the house any more', async () => {
    const id = await sessionFrom(start, { postingHours: everyDay('09:00', '18:00') })
    await query("update profiles set status = 'suspended' where id = $1", person.id)
    expect(await lookAt(hours(start, 4))).toBe(0)
    expect(await groups(id)).toEqual([])
  })

  test.each([
    ['Europe/Amsterdam', '2026'],
    ['America/New_York', '2026'],
    ['Asia/Kolkata', '2026'],
    ['Australia/Lord_Howe', '2026'],
    ['America/St_Johns', '2026'],
    ['Pacific/Apia', '2011'],
    ['Africa/Casablanca', '2026'],
    ['Asia/Tehran', '2021'],
    ['America/Sao_Paulo', '2018'],
    ['UTC', '2026'],
  ])(
    'over a year in %s, with pauses, jumps of the clock and two workers, no day has more than its most and no slot two groups',
    async (zone, year) => {
      const from = new Date(`${year}-01-01T00:00:00Z`)
      const maxPerDay = 2
      const id = await sessionFrom(from, {
        frequency: 3,
        maxPerDay,
        timeZone: zone,
        postingHours: everyDay('00:10', '23:50'),
      })
      let now = from
      for (let step = 0; now < hours(from, 24 * 365); step += 1) {
        // Mostly hours, now and then days, sometimes back.
        const stride =
          step % 17 === 0 ? 24 * 4 : step % 11 === 0 ? -7 : step % 29 === 0 ? 24 * 20 : 1 + ((step * 7) % 150)
        now = hours(now, stride)
        await Promise.all([lookAt(now), lookAt(hours(now, step % 5 === 0 ? 0.5 : 0))])
      }
      const rows = await groups(id)
      const made = rows.filter(({ state }) => state !== 'skipped')
      const slots = rows.map(({ day, slot_number: slot }) => `${day} ${slot}`)
      expect(rows.length).toBeGreaterThan(300)
      expect(new Set(slots).size).toBe(slots.length)
      for (const [, ofDay] of Map.groupBy(made, ({ day }) => day)) expect(ofDay.length).toBeLessThanOrEqual(maxPerDay)
      // Every day that its zone knows had its slots looked at, made or left out with a reason.
      const days = new Set(rows.map(({ day }) => day))
      for (let day = hours(from, 48); day < hours(from, 24 * 360); day = hours(day, 24)) {
        const local = dayAt(zone, day)
        expect(days).toContain(local)
      }
      for (const row of rows) expect(row.state === 'skipped').toBe(row.reason !== null)
      await query('update media_sessions set is_active = false where id = $1', id)
    },
    60_000,
  )
})
