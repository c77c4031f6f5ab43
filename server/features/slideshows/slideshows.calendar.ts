import type { KnownField } from '@greenroom/contract/fields.ts'
import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import { notesOf, plannedEntries, slotEntry, type Note } from './slideshows.calendar.rules.ts'
import * as store from './slideshows.calendar.store.ts'
import type { CalendarSession } from './slideshows.calendar.store.ts'
import { groupReason } from './slideshows.groups.rules.ts'
import { selectGroupsBetween, selectPostMarks, type GroupRow } from './slideshows.groups.store.ts'
import { slotKey } from './slideshows.schedule.rules.ts'
import { longestMoveDays } from './slideshows.schedule.ts'
import { clockAt, dayAfter, dayAt, daysFrom, slotOf } from './slideshows.slots.rules.ts'
import { lockSession } from './slideshows.store.ts'
import { noSession } from './slideshows.ts'
import { changesOf, rhythmOf } from './slideshows.view.rules.ts'

const mostDays = 62

/** What was made and what is planned between two days, as each session's own zone counts days. Throws `calendar.too_long`. */
export const readCalendar = (
  tools: Tools,
  actor: PersonActor,
  { from, until, sessionId }: { from: string; until: string; sessionId?: string | undefined },
): Promise<{ entries: CalendarEntry[]; notes: Note[] }> => {
  if (from > until) throw wrongDays('The last day lies before the first one.', { code: 'calendar.days_backwards' })
  if (daysFrom(from, until).length > mostDays)
    throw wrongDays(`Ask for at most ${mostDays} days at once.`, {
      code: 'calendar.days_many',
      values: { most: mostDays },
    })
  return actingAs(tools.db, actor, async (transaction) => {
    const now = tools.clock.now()
    const sessions = await store.selectCalendarSessions(transaction, sessionId ?? null)
    if (sessionId !== undefined && sessions.length === 0) throw noSession()
    const made = await madeEntries(transaction, { from, until, sessionId: sessionId ?? null })
    const slots = await store.selectUsedSlots(transaction, from, until)
    const planned = sessions.flatMap((session) => {
      const own = slots.filter((slot) => slot.sessionId === session.id)
      const counted = new Map(
        [
          ...Map.groupBy(
            own.filter(({ counts }) => counts),
            ({ day }) => day,
          ),
        ].map(([day, some]) => [day, some.length]),
      )
      const used = new Set(own.flatMap(({ day, number }) => (number === null ? [] : slotKey({ day, number }))))
      return plannedEntries(session, { now, from, until, used, counted })
    })
    const entries = [...made, ...planned].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    const notes = sessions.flatMap((session) =>
      notesOf(
        session,
        entries.filter((entry) => entry.sessionId === session.id),
        { from, until },
      ),
    )
    return { entries, notes: notes.toSorted((a, b) => (a.day < b.day ? -1 : 1)) }
  })
}

const madeEntries = async (
  transaction: Transaction,
  { from, until, sessionId }: { from: string; until: string; sessionId: string | null },
): Promise<CalendarEntry[]> => {
  // Days begin up to 14 hours earlier and end up to 12 hours later than those of UTC.
  const rows = await selectGroupsBetween(transaction, {
    from: new Date(`${dayAfter(from, -1)}T00:00:00Z`),
    until: new Date(`${dayAfter(until, 2)}T00:00:00Z`),
    sessionId,
  })
  const shown = rows.filter((row) => {
    const day = dayAt(row.time_zone, row.due_at)
    return day >= from && day <= until
  })
  const marks = await selectPostMarks(
    transaction,
    shown.map(({ id }) => id),
  )
  return shown.map((row) => groupEntry(row, marks))
}

const groupEntry = (row: GroupRow, marks: Awaited<ReturnType<typeof selectPostMarks>>): CalendarEntry => ({
  sessionId: row.session_id,
  sessionName: row.session_name,
  day: row.day,
  slotNumber: row.slot_number,
  at: row.due_at.toISOString(),
  localTime: clockAt(row.time_zone, row.due_at),
  timeZone: row.time_zone,
  state: row.state,
  groupId: row.id,
  progress: row.progress,
  reason: groupReason(row),
  posts: marks
    .filter(({ groupId }) => groupId === row.id)
    .map(({ id, state, accountName }) => ({ id, state, accountName })),
})

export type SlotWish = { kind: 'move'; at: string } | { kind: 'skip' } | { kind: 'reset' }
/**
 * Gives a slot that is still to come another time, leaves it out, or takes either back; answers how it stands now. Throws
 * `slots.not_found`, `slots.over` (its group is there or its time has passed), `slots.too_far`, `slots.in_the_past`.
 */
export const moveSlot = (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  { day, slotNumber, change }: { day: string; slotNumber: number; change: SlotWish },
): Promise<CalendarEntry> =>
  actingAs(tools.db, actor, async (transaction) => {
    if ((await lockSession(transaction, sessionId)) === undefined) throw noSession()
    const [session] = await store.selectCalendarSessions(transaction, sessionId)
    if (session === undefined) throw noSession()
    const now = tools.clock.now()
    const slot = slotOf(rhythmOf(session), { day, number: slotNumber })
    if (slot === null) throw new Fault('slots.not_found', 404, 'The session has no such slot on that day.')
    const used = await store.selectUsedSlots(transaction, day, day)
    if (used.some((one) => one.sessionId === sessionId && one.day === day && one.number === slotNumber)) throw over()
    const standing = changesOf(session.changes).find((one) => one.day === day && one.number === slotNumber)
    const moment = standing?.movedTo ?? slot.at
    if (moment <= now) throw over()
    const name = { sessionId, day, number: slotNumber }
    if (change.kind === 'reset') {
      if (slot.at <= now) throw over()
      await store.dropChange(transaction, name)
    } else {
      const movedTo = change.kind === 'skip' ? null : checkedMove(session, day, new Date(change.at), now)
      await store.putChange(transaction, { ...name, userId: actor.userId, movedTo })
    }
    await announce(transaction, actor.userId, { type: 'sessions.changed', sessionId })
    if (change.kind === 'skip') return { ...slotEntry(session, slot, 'slideshows.skipped'), state: 'skipped' }
    if (change.kind === 'move') return slotEntry(session, { ...slot, at: new Date(change.at) }, 'slots.moved')
    return slotEntry(session, slot, slot.note === null ? null : `slots.${slot.note}`)
  })

const checkedMove = (session: CalendarSession, day: string, at: Date, now: Date): Date => {
  if (at <= now)
    throw new Fault('slots.in_the_past', 422, 'This time has passed. Choose one that is still to come.', {
      fields: [{ path: 'change.at', message: 'It has passed.', code: 'slots.in_the_past' }],
    })
  const moved = dayAt(session.time_zone, at)
  if (moved > dayAfter(day, longestMoveDays) || moved < dayAfter(day, -longestMoveDays))
    throw new Fault('slots.too_far', 422, `A slot is moved by at most ${longestMoveDays} days.`, {
      fields: [
        {
          path: 'change.at',
          message: 'It is too far from its day.',
          code: 'slots.too_far',
          values: { days: longestMoveDays },
        },
      ],
      values: { days: longestMoveDays },
    })
  return at
}

const over = () => new Fault('slots.over', 409, 'This slot has had its turn and cannot be changed any more.')
const wrongDays = (message: string, known: KnownField): Fault =>
  new Fault('calendar.too_long', 422, message, { fields: [{ path: 'until', message, ...known }] })
