import { expect, test } from 'vitest'
import { dueText } from './due.ts'

const now = Date.parse('2026-11-21T22:30:00Z')

test('a moment is told by the days and the clock of its own zone', () => {
  expect(dueText('2026-11-22T08:00:00Z', 'Europe/Amsterdam', now, 'en')).toBe('tomorrow 09:00')
  expect(dueText('2026-11-21T22:45:00Z', 'Europe/Amsterdam', now, 'en')).toBe('today 23:45')
  // There it is Sunday already.
  expect(dueText('2026-11-22T08:00:00Z', 'Asia/Tokyo', now, 'en')).toBe('today 17:00')
  expect(dueText('2026-11-20T08:00:00Z', 'Europe/Amsterdam', now, 'en')).toBe('yesterday 09:00')
})

test('days of this week have their names, others their dates', () => {
  expect(dueText('2026-11-25T08:00:00Z', 'Europe/Amsterdam', now, 'en')).toBe('Wednesday 09:00')
  expect(dueText('2026-12-03T08:00:00Z', 'Europe/Amsterdam', now, 'en')).toBe('3 December 09:00')
  expect(dueText('2027-01-02T08:00:00Z', 'Europe/Amsterdam', now, 'en')).toBe('2 January 2027 09:00')
})

test('in Dutch as well', () => {
  expect(dueText('2026-11-22T08:00:00Z', 'Europe/Amsterdam', now, 'nl')).toBe('morgen 09:00')
  expect(dueText('2026-11-25T08:00:00Z', 'Europe/Amsterdam', now, 'nl')).toBe('woensdag 09:00')
})
