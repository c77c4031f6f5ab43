import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { newSession, run, sessionWithPhotos } from '#testing/slideshow-house.ts'
import { moveSlot, readCalendar } from './slideshows.calendar.ts'
import { planDue } from './slideshows.schedule.ts'

let house: TestHouse
let other: TestPerson
beforeAll(async () => {
  house = await makeHouse({ working: false })
  other = await house.people.add()
})
afterAll(() => house.stop())

const everyDay = (from: string, until: string) => ({ weekdays: [1, 2, 3, 4, 5, 6, 7], from, until })
/** Somebody with one session that was switched on then, and what they see at that moment or another one. */
const active = async (start: Date, settings: object) => {
  const person = await house.people.add()
  const session = await newSession(person, settings)
  await house.tools.db.driver.query('update media_sessions set is_active = true, started_at = $2 where id = $1', [
    session.id,
    start,
  ])
  const at = (now: Date) => ({ ...house.tools, clock: { now: () => now } })
  return {
    person,
    session,
    read: (now: Date, from: string, until: string) => readCalendar(at(now), person.actor, { from, until }),
    change: (now: Date, day: string, slotNumber: number, change: Parameters<typeof moveSlot>[3]['change']) =>
      moveSlot(at(now), person.actor, session.id, { day, slotNumber, change }),
    look: (now: Date) => planDue(at(now)),
  }
}
const told = (entries: CalendarEntry[]) =>
  entries.map(({ localTime, state, reason }) => `${localTime} ${state}${reason === null ? '' : ` ${reason.code}`}`)
const hours = (from: Date, count: number): Date => new Date(from.getTime() + count * 3600_000)

describe('the calendar', () => {
  const start = new Date('2026-05-04T06:00:00Z')

  test('shows what is planned with its local time, and what was made or left out with the reason', async () => {
    const { read, look } = await active(start, {
      frequency: 2,
      timeZone: 'Europe/Amsterdam',
      postingHours: everyDay('09:00', '18:00'),
    })
    expect(told((await read(start, '2026-05-04', '2026-05-05')).entries)).toEqual([
      '09:00 planned',
      '18:00 planned',
      '09:00 planned',
      '18:00 planned',
    ])
    await look(hours(start, 15))
    expect(told((await read(hours(start, 15), '2026-05-04', '2026-05-04')).entries)).toEqual([
      '09:00 skipped slideshows.missed',
      '18:00 waiting slideshows.caught_up',
    ])
  })

  test('tells of slots that the day’s limit leaves empty, and counts what was made by hand', async () => {
    const { person, session, read } = await active(start, {
      frequency: 3,
      maxPerDay: 2,
      postingHours: everyDay('09:00', '11:00'),
    })
    const { entries, notes } = await read(start, '2026-05-04', '2026-05-04')
    expect(told(entries)).toEqual(['09:00 planned', '10:00 planned', '11:00 skipped slideshows.day_full'])
    expect(notes).toMatchObject([{ day: '2026-05-04', code: 'slideshows.day_full' }])
    await house.tools.db.driver.query(
      "insert into slide_groups (session_id, user_id, number, day, due_at) values ($1, $2, 50, '2026-05-04', $3)",
      [session.id, person.id, start],
    )
    expect(told((await read(start, '2026-05-04', '2026-05-04')).entries)).toEqual([
      '06:00 waiting',
      '09:00 planned',
      '10:00 skipped slideshows.day_full',
      '11:00 skipped slideshows.day_full',
    ])
  })

  test('explains days on which the clock is changed', async () => {
    const spring = new Date('2026-03-28T12:00:00Z')
    const { read } = await active(spring, { timeZone: 'Europe/Amsterdam', postingHours: everyDay('02:30', '02:30') })
    const { entries, notes } = await read(spring, '2026-03-29', '2026-03-30')
    expect(told(entries)).toEqual(['03:00 planned slots.gap', '02:30 planned'])
    expect(notes).toMatchObject([{ day: '2026-03-29', code: 'slots.clock_forward' }])
    expect(notes[0]?.sentence).toContain('60 minutes')
  })

  test('plans nothing for a session that is switched off', async () => {
    const { person, session, read } = await active(start, {})
    await person.call('POST', `/api/media-sessions/${session.id}/pause`)
    expect((await read(start, '2026-05-04', '2026-05-10')).entries).toEqual([])
  })

  test('takes days in order, 62 at most', async () => {
    const ask = (from: string, until: string) => other.call('GET', `/api/calendar?from=${from}&until=${until}`)
    expect((await ask('2026-05-01', '2026-07-01')).status).toBe(200)
    expect(await ask('2026-05-01', '2026-07-02')).toMatchObject({ status: 422, body: { code: 'calendar.too_long' } })
    expect((await ask('2026-05-02', '2026-05-01')).status).toBe(422)
    expect((await ask('2026-02-30', '2026-03-01')).status).toBe(422)
    expect(
      (await other.call('GET', `/api/calendar?from=2026-05-01&until=2026-05-02&sessionId=${newId()}`)).status,
    ).toBe(404)
  })
})

describe('a slot', () => {
  const start = new Date('2026-05-04T06:00:00Z')
  const settings = { frequency: 2, postingHours: everyDay('09:00', '18:00') }

  test('that was moved is made at its new hour and keeps its day', async () => {
    const { session, read, change, look } = await active(start, settings)
    expect(await change(start, '2026-05-04', 1, { kind: 'move', at: '2026-05-05T12:30:00Z' })).toMatchObject({
      day: '2026-05-04',
      localTime: '12:30',
      reason: { code: 'slots.moved' },
    })
    expect(told((await read(start, '2026-05-05', '2026-05-05')).entries)).toEqual([
      '09:00 planned',
      '12:30 planned slots.moved',
      '18:00 planned',
    ])
    for (let hour = 1; hour <= 31; hour += 0.25) await look(hours(start, hour))
    const { rows } = await house.tools.db.driver.query(
      'select day::text, slot_number, due_at from slide_groups where session_id = $1 order by due_at',
      [session.id],
    )
    expect(rows).toEqual([
      { day: '2026-05-04', slot_number: 2, due_at: new Date('2026-05-04T18:00:00Z') },
      { day: '2026-05-05', slot_number: 1, due_at: new Date('2026-05-05T09:00:00Z') },
      { day: '2026-05-04', slot_number: 1, due_at: new Date('2026-05-05T12:30:00Z') },
    ])
  })

  test('that was left out is not made, says so, and can be taken back', async () => {
    const { read, change, look } = await active(start, settings)
    expect(await change(start, '2026-05-04', 1, { kind: 'skip' })).toMatchObject({
      state: 'skipped',
      reason: { code: 'slideshows.skipped' },
    })
    expect(told((await read(start, '2026-05-04', '2026-05-04')).entries)).toEqual([
      '09:00 skipped slideshows.skipped',
      '18:00 planned',
    ])
    await change(start, '2026-05-04', 1, { kind: 'reset' })
    expect(told((await read(start, '2026-05-04', '2026-05-04')).entries)).toEqual(['09:00 planned', '18:00 planned'])
    await change(start, '2026-05-04', 1, { kind: 'skip' })
    expect(await look(hours(start, 3.1))).toBe(0)
  })

  test('whose turn is over, that does not exist, or whose new hour has passed or is far away, stays as it is', async () => {
    const { change, look } = await active(start, settings)
    const refused = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: { code: string }) => error.code,
      )
    expect(await refused(change(start, '2026-05-04', 3, { kind: 'skip' }))).toBe('slots.not_found')
    expect(await refused(change(start, '2026-05-04', 1, { kind: 'move', at: '2026-05-04T05:00:00Z' }))).toBe(
      'slots.in_the_past',
    )
    expect(await refused(change(start, '2026-05-04', 1, { kind: 'move', at: '2026-09-04T05:00:00Z' }))).toBe(
      'slots.too_far',
    )
    await look(hours(start, 3.1))
    expect(await refused(change(hours(start, 3), '2026-05-04', 1, { kind: 'skip' }))).toBe('slots.over')
    expect(await refused(change(hours(start, 14), '2026-05-04', 2, { kind: 'skip' }))).toBe('slots.over')
  })

  test('of somebody else is not there', async () => {
    const { session } = await active(start, settings)
    const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    const answer = await other.call('POST', `/api/media-sessions/${session.id}/slots/move`, {
      day,
      slotNumber: 1,
      change: { kind: 'skip' },
    })
    expect(answer.status).toBe(404)
  })
})

test('what was made by hand stands in the calendar of today', async () => {
  const person = await house.people.add()
  const { session } = await sessionWithPhotos(house, person, { count: 1 })
  const { body } = await run(person, session.id)
  const { body: calendar } = await person.call('GET', `/api/calendar?from=${body.day}&until=${body.day}`)
  expect(calendar.entries).toMatchObject([{ groupId: body.id, slotNumber: null, state: 'waiting', posts: [] }])
})
