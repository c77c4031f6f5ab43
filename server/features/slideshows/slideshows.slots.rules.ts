import { Temporal } from 'temporal-polyfill'
import type { PostingHours } from '@greenroom/contract/slideshows.ts'

/** What of a session decides when its slideshows are meant to be seen. */
export interface Rhythm {
  timeZone: string
  /** Slideshows on each of its weekdays. */
  frequency: number
  hours: PostingHours
}
/** The one name of a slot for good: its day in the session's zone and its number on that day, from 1. */
export interface SlotName {
  /** `YYYY-MM-DD` */
  day: string
  number: number
}
export interface Slot extends SlotName {
  at: Date
  /** `gap`: the clock has no such time on that day; `overlap`: it has it twice; `moved`: a person chose the time. */
  note: 'gap' | 'overlap' | 'moved' | null
}
/** What a person changed about one slot; null = left out. */
export interface SlotChange extends SlotName {
  movedTo: Date | null
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const minuteMs = 60_000
const minutesOfDay = 24 * 60

/**
 * Minutes of the day: one slot stands at `from`, more are spread evenly from `from` to `until`, both included. A window
 * that is too narrow for one a minute is widened, so that no two ever are at one moment.
 */
const minutesFor = ({ from, until }: PostingHours, frequency: number): number[] => {
  const first = Math.min(minutesOf(from), minutesOfDay - frequency)
  const last = Math.max(minutesOf(until), first + frequency - 1)
  return Array.from({ length: frequency }, (_, index) =>
    frequency === 1 ? first : Math.round(first + (index * (last - first)) / (frequency - 1)),
  )
}

/**
 * The slots of one day of the session's zone, in order, as the rhythm has them. A time that the clock leaves out comes at
 * the first moment after the gap; one that it has twice comes the first time. A day that its zone left out has none.
 */
export const slotsOfDay = ({ timeZone, frequency, hours }: Rhythm, day: string): Slot[] => {
  const date = Temporal.PlainDate.from(day)
  if (!hours.weekdays.includes(date.dayOfWeek)) return []
  const begin = date.toZonedDateTime(timeZone)
  if (!begin.toPlainDate().equals(date)) return []
  const dayMs = date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds - begin.epochMilliseconds
  const slots: Slot[] = []
  for (const [index, minute] of minutesFor(hours, frequency).entries()) {
    // A day of 24 hours has every minute once: only the others need a look at the zone's rules for each slot.
    const { at, note } =
      dayMs === minutesOfDay * minuteMs
        ? { at: begin.epochMilliseconds + minute * minuteMs, note: null }
        : instantOf(date, minute, timeZone)
    const before = slots.at(-1)?.at.getTime() ?? 0
    // Several times of one gap would all come at its end.
    slots.push({ day, number: index + 1, at: new Date(Math.max(at, before + minuteMs)), note })
  }
  return slots
}

const instantOf = (
  date: Temporal.PlainDate,
  minute: number,
  timeZone: string,
): { at: number; note: 'gap' | 'overlap' | null } => {
  const local = date.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 })
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  if (!earlier.toPlainDateTime().equals(local)) {
    // Read with the rules before the change it lies just before it: the change itself is the first moment after the gap.
    const change = earlier.getTimeZoneTransition('next') ?? earlier
    return { at: change.epochMilliseconds, note: 'gap' }
  }
  const later = local.toZonedDateTime(timeZone, { disambiguation: 'later' })
  return { at: earlier.epochMilliseconds, note: later.equals(earlier) ? null : 'overlap' }
}

export const dayAt = (timeZone: string, instant: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString()
export const clockAt = (timeZone: string, instant: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' })
/** The day so many days later; fewer than none goes back. */
export const dayAfter = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()
export const daysFrom = (from: string, until: string): string[] => {
  const days: string[] = []
  for (let day = from; day <= until; day = dayAfter(day, 1)) days.push(day)
  return days
}

/** By how many minutes the clock of a zone is changed on a day: 60 when it is put forward, less than 0 when back, else 0. */
export const clockChange = (timeZone: string, day: string): number => {
  const date = Temporal.PlainDate.from(day)
  const hours = date
    .toZonedDateTime(timeZone)
    .until(date.add({ days: 1 }).toZonedDateTime(timeZone))
    .total('minutes')
  return minutesOfDay - Math.round(hours)
}

const nameOf = ({ day, number }: SlotName): string => `${day} ${number}`

/**
 * Slots whose moment is later than `after` and not later than `until`, in time order, with what a person changed. Slots
 * that were left out are not among them.
 */
export const slotsBetween = (
  rhythm: Rhythm,
  changes: readonly SlotChange[],
  { after, until }: { after: Date; until: Date },
): Slot[] => {
  if (until <= after) return []
  const changed = new Map(changes.map((change) => [nameOf(change), change]))
  // A slot of a gap at midnight comes on the next day.
  const days = daysFrom(dayAfter(dayAt(rhythm.timeZone, after), -1), dayAt(rhythm.timeZone, until))
  const planned = days.flatMap((day) => slotsOfDay(rhythm, day)).filter((slot) => !changed.has(nameOf(slot)))
  const moved = changes.flatMap(({ day, number, movedTo }): Slot[] =>
    movedTo === null || slotOf(rhythm, { day, number }) === null ? [] : [{ day, number, at: movedTo, note: 'moved' }],
  )
  return [...planned, ...moved]
    .filter(({ at }) => at > after && at <= until)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.number - b.number)
}

/** The slot of this name as the rhythm has it; null when there is none (any more). */
export const slotOf = (rhythm: Rhythm, { day, number }: SlotName): Slot | null =>
  slotsOfDay(rhythm, day)[number - 1] ?? null

const searchedDays = 15
/** The first slot after `now` that is not left out; null when there is none within two weeks. */
export const nextSlot = (
  rhythm: Rhythm,
  changes: readonly SlotChange[],
  now: Date,
  leftOut: (slot: Slot) => boolean = () => false,
): Slot | null => {
  const until = new Date(now.getTime() + searchedDays * minutesOfDay * minuteMs)
  return slotsBetween(rhythm, changes, { after: now, until }).find((slot) => !leftOut(slot)) ?? null
}
