import { sql } from 'kysely'
import type { PostingHours } from '@greenroom/contract/slideshows.ts'
import type { Transaction } from '#kernel/db/acting.ts'

/** Sessions, as their owner sees them. */
export interface SessionRow {
  id: string
  user_id: string
  name: string
  is_active: boolean
  started_at: Date
  frequency: number
  max_per_day: number
  last_run_at: Date | null
  time_zone: string
  posting_hours: PostingHours
  lead_minutes: number
  /** As it was written; read it with `styleOf`. */
  style: unknown
  posting: unknown
  project_id: string | null
  created_at: Date
  updated_at: Date
  item_count: number
  captioned_count: number
  group_count: number
  /** Up to four of its first media. */
  covers: { fileId: string | null; versionId: string | null }[]
  newest_group_id: string | null
  /** Groups that count for the days around now, by day. */
  made_by_day: Record<string, number>
  /** What was changed about slots that are still to come. */
  changes: { day: string; number: number; movedTo: string | null }[]
  /** Slots to come that were left out already, as their groups say. */
  skipped: { day: string; number: number }[]
}

export const activeIndex = 'media_sessions_one_active'

const sessionSelect = (now: Date) => sql`
  select s.id, s.user_id, s.name, s.is_active, s.started_at, s.frequency, s.max_per_day, s.last_run_at, s.time_zone, s.posting_hours,
         s.lead_minutes, s.style, s.posting, s.project_id, s.created_at, s.updated_at,
         i.item_count, i.captioned_count, i.covers, g.group_count, g.newest_group_id, g.made_by_day, g.skipped,
         (select coalesce(jsonb_agg(jsonb_build_object('day', c.slot_day, 'number', c.slot_number, 'movedTo', c.moved_to)), '[]')
            from public.slot_changes c where c.session_id = s.id and greatest(c.slot_day, (c.moved_to at time zone 'UTC')::date) > ${now}::timestamptz::date - 2) as changes
    from public.media_sessions s
    cross join lateral (
      select count(*)::int as item_count, count(*) filter (where i.generated_caption is not null)::int as captioned_count,
             coalesce(jsonb_agg(jsonb_build_object('fileId', i.source_file_id, 'versionId', i.scene_version_id) order by i.position)
               filter (where i.nth <= 4), '[]') as covers
        from (select n.*, row_number() over (order by n.position) as nth from public.session_media_items n where n.session_id = s.id) i
    ) i
    cross join lateral (
      select count(*) filter (where g.state <> 'skipped' and g.deleted_at is null)::int as group_count,
             (array_agg(g.id order by g.finished_at desc) filter (where g.state = 'ready' and g.deleted_at is null))[1] as newest_group_id,
             coalesce((select jsonb_object_agg(d.day, d.made) from (
               select m.day, count(*) as made from public.slide_groups m
                where m.session_id = s.id and m.state <> 'skipped'
                  and m.day between ${now}::timestamptz::date - 2 and ${now}::timestamptz::date + 2
                group by m.day) d), '{}') as made_by_day,
             coalesce(jsonb_agg(jsonb_build_object('day', g.day, 'number', g.slot_number))
               filter (where g.state = 'skipped' and g.day > ${now}::timestamptz::date - 2), '[]') as skipped
        from public.slide_groups g where g.session_id = s.id
    ) g
   where s.deleted_at is null`

export const selectSessions = (transaction: Transaction, now: Date): Promise<SessionRow[]> =>
  transaction.rows(sql<SessionRow>`${sessionSelect(now)} order by s.updated_at desc, s.id`)

export const selectSession = (transaction: Transaction, id: string, now: Date): Promise<SessionRow | undefined> =>
  transaction.first(sql<SessionRow>`${sessionSelect(now)} and s.id = ${id}`)

export interface SessionValues {
  name: string
  frequency: number
  maxPerDay: number
  timeZone: string
  postingHours: unknown
  leadMinutes: number
  style: unknown
  posting: unknown
}

export const insertSession = (
  transaction: Transaction,
  row: SessionValues & { id: string; userId: string },
): Promise<number> =>
  transaction.run(sql`
    insert into public.media_sessions (id, user_id, name, frequency, max_per_day, time_zone, posting_hours, lead_minutes, style, posting)
    values (${row.id}, ${row.userId}, ${row.name}, ${row.frequency}, ${row.maxPerDay}, ${row.timeZone}, ${JSON.stringify(row.postingHours)}::jsonb,
            ${row.leadMinutes}, ${JSON.stringify(row.style)}::jsonb, ${jsonOrNull(row.posting)}::jsonb)`)

const jsonOrNull = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

/** Writes all settings of a living session. */
export const updateSession = (transaction: Transaction, id: string, row: SessionValues): Promise<number> =>
  transaction.run(sql`
    update public.media_sessions
       set name = ${row.name}, frequency = ${row.frequency}, max_per_day = ${row.maxPerDay}, time_zone = ${row.timeZone},
           posting_hours = ${JSON.stringify(row.postingHours)}::jsonb, lead_minutes = ${row.leadMinutes},
           style = ${JSON.stringify(row.style)}::jsonb, posting = ${jsonOrNull(row.posting)}::jsonb
     where id = ${id} and deleted_at is null`)

/** Locks a living session of the actor for changes of it or of its items. */
export const lockSession = (
  transaction: Transaction,
  id: string,
): Promise<{ id: string; name: string; is_active: boolean; project_id: string | null; style: unknown } | undefined> =>
  transaction.first(sql<{ id: string; name: string; is_active: boolean; project_id: string | null; style: unknown }>`
    select id, name, is_active, project_id, style from public.media_sessions where id = ${id} and deleted_at is null for update`)

/** The session that is switched on now, if any; the row policy shows one's own only. */
export const lockActive = (transaction: Transaction): Promise<{ id: string; name: string } | undefined> =>
  transaction.first(sql<{ id: string; name: string }>`
    select id, name from public.media_sessions where is_active and deleted_at is null for update`)

/** `startedAt` is kept when it is null. Slots before it are never made. */
export const setActive = (
  transaction: Transaction,
  id: string,
  active: boolean,
  startedAt: Date | null,
): Promise<number> =>
  transaction.run(sql`
    update public.media_sessions set is_active = ${active}, started_at = coalesce(${startedAt}, started_at) where id = ${id} and deleted_at is null`)

export const setSessionsDeleted = async (
  transaction: Transaction,
  ids: readonly string[],
  gone: boolean,
): Promise<string[]> => {
  const { touched } = await transaction.one(
    sql<{ touched: string[] }>`select private.set_deleted('sessions', ${[...ids]}::uuid[], ${gone}) as touched`,
  )
  return touched
}

export const setProject = (transaction: Transaction, id: string, projectId: string): Promise<number> =>
  transaction.run(sql`update public.media_sessions set project_id = ${projectId} where id = ${id}`)

/** Whether the project is one's own and alive. */
export const projectLives = async (transaction: Transaction, projectId: string): Promise<boolean> =>
  (await transaction.first(sql`select 1 from public.projects where id = ${projectId} and deleted_at is null`)) !==
  undefined

/** Whether music is one's own and there. */
export const musicIsThere = async (transaction: Transaction, musicId: string): Promise<boolean> =>
  (await transaction.first(sql`select 1 from public.music_tracks where id = ${musicId} and deleted_at is null`)) !==
  undefined

/** Whether an account to post with is one's own and not taken away. */
export const accountIsThere = async (transaction: Transaction, accountId: string): Promise<boolean> =>
  (await transaction.first(
    sql`select 1 from public.tiktok_accounts where id = ${accountId} and state <> 'removed'`,
  )) !== undefined
