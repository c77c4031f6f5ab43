import { sql } from 'kysely'
import type { PostingHours } from '@greenroom/contract/slideshows.ts'
import type { Transaction } from '#kernel/db/acting.ts'

export interface CalendarSession {
  id: string
  name: string
  is_active: boolean
  started_at: Date
  frequency: number
  max_per_day: number
  time_zone: string
  posting_hours: PostingHours
  changes: { day: string; number: number; movedTo: string | null }[]
}
export const selectCalendarSessions = (
  transaction: Transaction,
  sessionId: string | null,
): Promise<CalendarSession[]> =>
  transaction.rows(sql<CalendarSession>`
    select s.id, s.name, s.is_active, s.started_at, s.frequency, s.max_per_day, s.time_zone, s.posting_hours,
           (select coalesce(jsonb_agg(jsonb_build_object('day', c.slot_day, 'number', c.slot_number, 'movedTo', c.moved_to)), '[]')
              from public.slot_changes c where c.session_id = s.id) as changes
      from public.media_sessions s
     where s.deleted_at is null and (${sessionId}::uuid is null or s.id = ${sessionId}::uuid) order by s.name, s.id`)

/** Slots that have their group, deleted ones too: their time is not planned once more. */
export const selectUsedSlots = (
  transaction: Transaction,
  from: string,
  until: string,
): Promise<{ sessionId: string; day: string; number: number | null; counts: boolean }[]> =>
  transaction.rows(sql<{ sessionId: string; day: string; number: number | null; counts: boolean }>`
    select session_id as "sessionId", day::text as day, slot_number as number, state <> 'skipped' as counts
      from public.slide_groups where day between ${from}::date - 61 and ${until}::date + 1`)

export const putChange = (
  transaction: Transaction,
  change: { sessionId: string; userId: string; day: string; number: number; movedTo: Date | null },
): Promise<number> =>
  transaction.run(sql`
    insert into public.slot_changes (session_id, user_id, slot_day, slot_number, moved_to)
    values (${change.sessionId}, ${change.userId}, ${change.day}::date, ${change.number}, ${change.movedTo})
    on conflict (session_id, slot_day, slot_number) do update set moved_to = excluded.moved_to`)

export const dropChange = (
  transaction: Transaction,
  change: { sessionId: string; day: string; number: number },
): Promise<number> =>
  transaction.run(sql`
    delete from public.slot_changes where session_id = ${change.sessionId} and slot_day = ${change.day}::date and slot_number = ${change.number}`)
