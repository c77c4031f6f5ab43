import type { Language } from '@greenroom/contract/accounts.ts'
import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { addDays, addMonths, clockFrom, dayOf, minutesOf, monthStart, weekStart } from './days.ts'

export type CalendarView = 'month' | 'week'
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', nl: 'nl-NL' }

/** Names of the days from Monday to Sunday. */
export function weekdayNames(language: Language, width: 'short' | 'long'): string[] {
  const format = new Intl.DateTimeFormat(locales[language], { weekday: width, timeZone: 'UTC' })
  // 1 January 2024 was a Monday.
  return Array.from({ length: 7 }, (_, place) => format.format(Date.UTC(2024, 0, 1 + place, 12)))
}

/** A day in words; `options` as of Intl. */
export const dayText = (day: string, language: Language, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locales[language], { ...options, timeZone: 'UTC' }).format(Date.parse(`${day}T12:00:00Z`))

/** Whole weeks from Monday: those that a month touches, or one. */
export function daysOf(view: CalendarView, date: string): string[] {
  const first = weekStart(view === 'month' ? monthStart(date) : date)
  const after = view === 'month' ? addMonths(monthStart(date), 1) : addDays(first, 7)
  const days: string[] = []
  for (let day = first; day < after || days.length % 7 !== 0; day = addDays(day, 1)) days.push(day)
  return days
}

/** The period before or after. */
export const stepDate = (view: CalendarView, date: string, step: number): string =>
  view === 'month' ? addMonths(monthStart(date), step) : addDays(date, 7 * step)

/** A planned slot stays the same slot when it is moved; what was made by hand is known by its group. */
export const entryKey = (entry: CalendarEntry): string =>
  entry.slotNumber === null ? (entry.groupId ?? entry.at) : `${entry.sessionId} ${entry.day} ${entry.slotNumber}`

/** The day on which an entry stands: that of its moment, which a move may have taken away from its slot's own day. */
export const shownDay = (entry: CalendarEntry): string => dayOf(entry.at, entry.timeZone)

export const isPlanned = (entry: CalendarEntry): boolean => entry.state === 'planned'
export const wasMoved = (entry: CalendarEntry): boolean => entry.reason?.code === 'slots.moved'
/** What can be moved, skipped or set back: slots of which nothing was begun. */
export const isMovable = (entry: CalendarEntry): boolean =>
  entry.slotNumber !== null && entry.groupId === null && (entry.state === 'planned' || entry.state === 'skipped')

/** Entries by the day on which they stand, early ones first. */
export function byDay(entries: readonly CalendarEntry[]): Map<string, CalendarEntry[]> {
  const days = new Map<string, CalendarEntry[]>()
  for (const entry of entries) {
    const day = shownDay(entry)
    const known = days.get(day)
    if (known === undefined) days.set(day, [entry])
    else known.push(entry)
  }
  for (const list of days.values()) list.sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
  return days
}

export interface Placed {
  readonly entry: CalendarEntry
  /** Minutes from the top of the day. */
  readonly top: number
  /** Those that would cover each other stand side by side: which lane, of how many. */
  readonly lane: number
  readonly lanes: number
}

/** Where the entries of a day stand in a column of hours, when each of them is `length` minutes high. */
export function placeInDay(entries: readonly CalendarEntry[], length: number): Placed[] {
  const latest = 24 * 60 - length
  const spots = entries
    .map((entry) => ({ entry, top: Math.min(minutesOf(entry.localTime), latest) }))
    .sort((one, other) => one.top - other.top)
  const placed: Placed[] = []
  let cluster: { entry: CalendarEntry; top: number; lane: number }[] = []
  let ends: number[] = []
  const close = (): void => {
    for (const one of cluster) placed.push({ ...one, lanes: ends.length })
    cluster = []
    ends = []
  }
  for (const spot of spots) {
    if (ends.length > 0 && spot.top >= Math.max(...ends)) close()
    const free = ends.findIndex((end) => end <= spot.top)
    const lane = free === -1 ? ends.length : free
    ends[lane] = spot.top + length
    cluster.push({ ...spot, lane })
  }
  close()
  return placed
}

/** A time of day on the raster that drags and arrow keys keep to. */
export function snapped(minutes: number, raster = 15): string {
  const steps = Math.round(minutes / raster) * raster
  return clockFrom(Math.min(Math.max(steps, 0), 24 * 60 - raster))
}

/** A wall time moved by some minutes; over midnight it is on another day. */
export function shifted(day: string, clock: string, minutes: number): { day: string; clock: string } {
  const total = minutesOf(clock) + minutes
  const days = Math.floor(total / (24 * 60))
  return { day: addDays(day, days), clock: clockFrom(total - days * 24 * 60) }
}
