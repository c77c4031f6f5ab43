import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '#lib/api.ts'
import { onHouseEvent } from '#lib/events.ts'
import { showAtOnce, useOpenChanges } from '#lib/open-changes.ts'
import { keyOf, queryOf, refreshSoon } from '#lib/queries.ts'
import type { CallInput, Reply } from '#lib/wire.ts'
import { entryKey } from './calendar.rules.ts'

type Days = NonNullable<CallInput<'GET /api/calendar'>['query']>
type Calendar = Reply<'GET /api/calendar'>
const everyDay = keyOf('GET /api/calendar')
type SlotChange = NonNullable<CallInput<'POST /api/media-sessions/:sessionId/slots/move'>['body']>['change']

/** Planned and past slideshows of some days; while other days are read, those before stay on the screen. */
export const useCalendar = (days: Days, enabled = true) =>
  useQuery({
    ...queryOf('GET /api/calendar', { query: days }),
    ...useOpenChanges<Calendar>(everyDay),
    enabled,
    placeholderData: keepPreviousData,
  })

/** Moves, skips or sets back a slot. Shown at once when its new place is known; goes back when the house refuses. */
export async function changeSlot(entry: CalendarEntry, change: SlotChange, meanwhile?: CalendarEntry): Promise<void> {
  const { sessionId, day, slotNumber } = entry
  if (slotNumber === null) return
  const withEntry = (known: Calendar, next: CalendarEntry): Calendar => ({
    ...known,
    entries: known.entries.map((one) => (entryKey(one) === entryKey(entry) ? next : one)),
  })
  await showAtOnce<Calendar, CalendarEntry>({
    queryKey: everyDay,
    show: (known) => (meanwhile === undefined ? known : withEntry(known, meanwhile)),
    ask: () =>
      call('POST /api/media-sessions/:sessionId/slots/move', {
        params: { sessionId },
        body: { day, slotNumber, change },
      }),
    answered: withEntry,
    readAgain: () => {
      refreshSoon('GET /api/calendar')
      refreshSoon('GET /api/media-sessions')
      refreshSoon('GET /api/media-sessions/:sessionId')
    },
  })
}

for (const type of ['sessions.changed', 'groups.changed', 'posts.changed'] as const) {
  onHouseEvent(type, () => refreshSoon('GET /api/calendar'))
}
