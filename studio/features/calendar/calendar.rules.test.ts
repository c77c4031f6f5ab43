import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { describe, expect, test } from 'vitest'
import { byDay, daysOf, isMovable, placeInDay, shifted, snapped, stepDate, weekdayNames } from './calendar.rules.ts'

const entry = (at: string, more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  sessionId: '5b1f8a4e-0000-4000-8000-000000000001',
  sessionName: 'Autumn',
  day: at.slice(0, 10),
  slotNumber: 1,
  at,
  localTime: at.slice(11, 16),
  timeZone: 'UTC',
  state: 'planned',
  groupId: null,
  progress: null,
  reason: null,
  posts: [],
  ...more,
})

describe('the days of a view', () => {
  test('a month is shown in whole weeks from Monday', () => {
    const days = daysOf('month', '2026-11-21')
    expect([days[0], days.at(-1), days.length]).toEqual(['2026-10-26', '2026-12-06', 42])
    expect(daysOf('month', '2027-02-10')).toHaveLength(28)
  })

  test('a week is seven days, and steps lead to its neighbours', () => {
    expect(daysOf('week', '2026-11-21')).toEqual([16, 17, 18, 19, 20, 21, 22].map((day) => `2026-11-${day}`))
    expect(stepDate('week', '2026-11-21', -1)).toBe('2026-11-14')
    expect(stepDate('month', '2026-01-31', 1)).toBe('2026-02-01')
  })

  test('names begin with Monday', () => {
    expect(weekdayNames('en', 'short')[0]).toBe('Mon')
    expect(weekdayNames('nl', 'long')[6]).toBe('zondag')
  })
})

describe('entries', () => {
  test('stand on the day of their moment in their own zone, early ones first', () => {
    const late = entry('2026-11-21T23:30:00Z', { timeZone: 'Europe/Amsterdam', day: '2026-11-21' })
    const early = entry('2026-11-22T06:00:00Z', { timeZone: 'Europe/Amsterdam' })
    const days = byDay([early, late])
    expect([...days.keys()]).toEqual(['2026-11-22'])
    expect(days.get('2026-11-22')).toEqual([late, early])
  })

  test('those that would cover each other stand side by side, others have the whole width', () => {
    const at = (time: string) => entry(`2026-11-21T${time}:00Z`)
    const placed = placeInDay([at('09:00'), at('09:30'), at('10:00'), at('14:00')], 60)
    expect(placed.map(({ top, lane, lanes }) => [top, lane, lanes])).toEqual([
      [540, 0, 2],
      [570, 1, 2],
      [600, 0, 2],
      [840, 0, 1],
    ])
  })

  test('the last hour of a day is not left by its box', () => {
    expect(placeInDay([entry('2026-11-21T23:50:00Z')], 60)[0]?.top).toBe(23 * 60)
  })

  test('only slots of which nothing was begun can be moved', () => {
    expect(isMovable(entry('2026-11-21T09:00:00Z'))).toBe(true)
    expect(isMovable(entry('2026-11-21T09:00:00Z', { state: 'ready', groupId: 'x' }))).toBe(false)
    expect(isMovable(entry('2026-11-21T09:00:00Z', { slotNumber: null }))).toBe(false)
  })
})

describe('moving', () => {
  test('keeps to quarters of an hour within the day', () => {
    expect(snapped(547)).toBe('09:00')
    expect(snapped(553)).toBe('09:15')
    expect(snapped(-20)).toBe('00:00')
    expect(snapped(1439)).toBe('23:45')
  })

  test('over midnight leads to another day', () => {
    expect(shifted('2026-11-21', '23:50', 15)).toEqual({ day: '2026-11-22', clock: '00:05' })
    expect(shifted('2026-11-01', '00:00', -15)).toEqual({ day: '2026-10-31', clock: '23:45' })
  })
})
