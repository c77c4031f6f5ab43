import type { KnownNote } from '@greenroom/contract/notices.ts'
import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import type { CalendarSession } from './slideshows.calendar.store.ts'
import { slotReason } from './slideshows.groups.rules.ts'
import { slotKey } from './slideshows.schedule.rules.ts'
import { clockAt, clockChange, dayAt, daysFrom, slotOf, slotsBetween, type Slot } from './slideshows.slots.rules.ts'
import { changesOf, rhythmOf } from './slideshows.view.rules.ts'

export type Note = KnownNote & { day: string; sentence: string }
interface Seen {
  now: Date
  from: string
  until: string
  /** Slots that have their group, by `slotKey`. */
  used: ReadonlySet<string>
  /** How many groups count for a day already. */
  counted: ReadonlyMap<string, number>
}

/**
 * What one session will make on these days, if nothing changes: slots to come of an active session, those over the day's
 * limit and those that were left out with their reasons. A session that is switched off plans nothing.
 */
export const plannedEntries = (session: CalendarSession, seen: Seen): CalendarEntry[] => {
  if (!session.is_active) return []
  const rhythm = rhythmOf(session)
  const changes = changesOf(session.changes)
  const begin = new Date(Math.max(seen.now.getTime(), session.started_at.getTime()))
  const end = new Date(Date.parse(`${seen.until}T23:59:59Z`) + 26 * 3600_000)
  const open = slotsBetween(rhythm, changes, { after: begin, until: end }).filter(
    (slot) => !seen.used.has(slotKey(slot)),
  )
  const counted = new Map(seen.counted)
  const planned = open.map((slot): CalendarEntry => {
    const count = (counted.get(slot.day) ?? 0) + 1
    const full = count > session.max_per_day
    if (!full) counted.set(slot.day, count)
    const reason = full ? 'slideshows.day_full' : slot.note === null ? null : `slots.${slot.note}`
    return { ...slotEntry(session, slot, reason), state: full ? 'skipped' : 'planned' }
  })
  const leftOut = changes.flatMap((change): CalendarEntry[] => {
    const slot = change.movedTo === null ? slotOf(rhythm, change) : null
    if (slot === null || slot.at <= begin || seen.used.has(slotKey(slot))) return []
    return [{ ...slotEntry(session, slot, 'slideshows.skipped'), state: 'skipped' }]
  })
  return [...planned, ...leftOut].filter(({ at }) => {
    const shown = dayAt(session.time_zone, new Date(at))
    return shown >= seen.from && shown <= seen.until
  })
}

export const slotEntry = (session: CalendarSession, slot: Slot, reason: string | null): CalendarEntry => ({
  sessionId: session.id,
  sessionName: session.name,
  day: slot.day,
  slotNumber: slot.number,
  at: slot.at.toISOString(),
  localTime: clockAt(session.time_zone, slot.at),
  timeZone: session.time_zone,
  state: 'planned',
  groupId: null,
  progress: null,
  reason: reason === null ? null : slotReason(reason),
  posts: [],
})

/** What a person should know about these days of an active session. */
export const notesOf = (
  session: CalendarSession,
  entries: readonly CalendarEntry[],
  days: { from: string; until: string },
): Note[] => {
  if (!session.is_active) return []
  const notes: Note[] = []
  for (const day of daysFrom(days.from, days.until)) {
    const minutes = clockChange(session.time_zone, day)
    if (minutes !== 0) notes.push({ day, ...clockNote(session, minutes) })
    const full = entries.filter((entry) => entry.day === day && entry.reason?.code === 'slideshows.day_full').length
    if (full > 0)
      notes.push({
        day,
        code: 'slideshows.day_full',
        values: { session: session.name, most: session.max_per_day, count: full },
        sentence: `“${session.name}” makes at most ${session.max_per_day} a day, so ${full} of its slots ${full === 1 ? 'stays' : 'stay'} empty. Raise the most a day, or plan fewer.`,
      })
  }
  return notes
}

const clockNote = ({ time_zone: zone }: CalendarSession, change: number): KnownNote & { sentence: string } => {
  const minutes = Math.abs(change)
  // Places that change sides of the date line.
  const wholeDay = minutes >= 1440
  const amount = wholeDay ? 'a day' : `${minutes} minutes`
  const sentence =
    change > 0
      ? `The clock of ${zone} is put forward by ${amount}: what was planned inside comes right after it.`
      : `The clock of ${zone} is put back by ${amount}: what was planned inside comes the first time.`
  if (wholeDay) return { code: change > 0 ? 'slots.day_left_out' : 'slots.day_twice', values: { zone }, sentence }
  return { code: change > 0 ? 'slots.clock_forward' : 'slots.clock_back', values: { zone, minutes }, sentence }
}
