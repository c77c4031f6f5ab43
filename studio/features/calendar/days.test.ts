import { describe, expect, test } from 'vitest'
import { addDays, addMonths, clockFrom, daysBetween, instantOf, isDay, minutesOf, wallOf, weekStart } from './days.ts'

const amsterdam = 'Europe/Amsterdam'
const iso = (day: string, clock: string, zone: string): string => new Date(instantOf(day, clock, zone)).toISOString()

describe('clocks of a zone', () => {
  test('an instant reads as the wall of the zone shows it', () => {
    expect(wallOf(Date.parse('2026-06-30T22:30:00Z'), amsterdam)).toEqual({ day: '2026-07-01', clock: '00:30' })
    expect(wallOf(Date.parse('2026-06-30T22:30:00Z'), 'America/New_York')).toEqual({
      day: '2026-06-30',
      clock: '18:30',
    })
  })

  test('a wall time leads to its instant, in winter and in summer', () => {
    expect(iso('2026-01-15', '09:00', amsterdam)).toBe('2026-01-15T08:00:00.000Z')
    expect(iso('2026-07-15', '09:00', amsterdam)).toBe('2026-07-15T07:00:00.000Z')
    expect(iso('2026-07-15', '09:00', 'Asia/Kathmandu')).toBe('2026-07-15T03:15:00.000Z')
  })

  test('a time that is skipped in spring comes as much later as the clock skips', () => {
    expect(iso('2026-03-29', '02:30', amsterdam)).toBe('2026-03-29T01:30:00.000Z')
    expect(wallOf(instantOf('2026-03-29', '02:30', amsterdam), amsterdam).clock).toBe('03:30')
  })

  test('a time that comes twice in autumn is meant the first time', () => {
    expect(iso('2026-10-25', '02:30', amsterdam)).toBe('2026-10-25T00:30:00.000Z')
    expect(iso('2026-11-01', '01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
  })

  test('every quarter of a day and year that exists comes back as itself', () => {
    for (const zone of [amsterdam, 'America/New_York', 'Australia/Lord_Howe', 'UTC']) {
      for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 3)) {
        for (const clock of ['00:00', '05:45', '12:15', '23:45'])
          expect(wallOf(instantOf(day, clock, zone), zone), `${zone} ${day}`).toEqual({ day, clock })
      }
    }
  })
})

describe('days', () => {
  test('are counted over ends of months, years and clock changes', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
    expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2)
  })

  test('a week begins on Monday', () => {
    expect(weekStart('2026-11-22')).toBe('2026-11-16')
    expect(weekStart('2026-11-16')).toBe('2026-11-16')
  })

  test('a month later is the last day where the month is shorter', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2026-01-15', -2)).toBe('2025-11-15')
  })

  test('clocks and minutes are each other', () => {
    expect(minutesOf('09:05')).toBe(545)
    expect(clockFrom(545)).toBe('09:05')
    expect(isDay('2026-13-01')).toBe(false)
    expect(isDay('2026-12-01')).toBe(true)
  })
})
