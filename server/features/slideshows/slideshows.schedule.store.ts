import { sql } from 'kysely'
import type { PostingHours } from '@greenroom/contract/slideshows.ts'
import type { Transaction } from '#kernel/db/acting.ts'

/** Everything below is the house's own work, for every person's sessions. */

export const selectActive = (transaction: Transaction): Promise<{ id: string }[]> =>
  transaction.rows(sql<{ id: string }>`
    select s.id from public.media_sessions s join public.profiles p on p.id = s.user_id and p.status = 'approved'
     where s.is_active and s.deleted_at is null order by s.planned_until nulls first, s.id`)

export interface PlannedSession {
  id: string
  user_id: string
  frequency: number
  time_zone: string
  posting_hours: PostingHours
  lead_minutes: number
  started_at: Date
  planned_until: Date | null
  changes: { day: string; number: number; movedTo: string | null }[]
}
/** Locks an active session, with what was changed about its slots; undefined when it is not active any more. */
export const lockForPlanning = (transaction: Transaction, id: string): Promise<PlannedSession | undefined> =>
  transaction.first(sql<PlannedSession>`
    select s.id, s.user_id, s.frequency, s.time_zone, s.posting_hours, s.lead_minutes, s.started_at, s.planned_until,
           (select coalesce(jsonb_agg(jsonb_build_object('day', c.slot_day, 'number', c.slot_number, 'movedTo', c.moved_to)), '[]')
              from public.slot_changes c where c.session_id = s.id) as changes
      from public.media_sessions s where s.id = ${id} and s.is_active and s.deleted_at is null for update of s`)

/** Slots of a session that have their group, from a day on. */
export const madeSlots = (
  transaction: Transaction,
  sessionId: string,
  fromDay: string,
): Promise<{ day: string; number: number }[]> =>
  transaction.rows(sql<{ day: string; number: number }>`
    select day::text as day, slot_number as number from public.slide_groups
     where session_id = ${sessionId} and slot_number is not null and day >= ${fromDay}::date`)

/** Null when the slot has its group already. The day's limit may have it left out. */
export const addGroup = async (
  transaction: Transaction,
  group: { sessionId: string; day: string; slotNumber: number | null; dueAt: Date; leftOut: string | null },
): Promise<{ id: string; state: 'waiting' | 'skipped' } | null> => {
  const { id } = await transaction.one(sql<{ id: string | null }>`
    select private.add_slide_group(${group.sessionId}::uuid, ${group.day}::date, ${group.slotNumber}::integer, ${group.dueAt}::timestamptz, ${group.leftOut}::text) as id`)
  if (id === null) return null
  const { state } = await transaction.one(
    sql<{ state: 'waiting' | 'skipped' }>`select state from public.slide_groups where id = ${id}`,
  )
  return { id, state }
}

export const setPlannedUntil = (transaction: Transaction, id: string, until: Date): Promise<number> =>
  transaction.run(sql`update public.media_sessions set planned_until = ${until} where id = ${id}`)
