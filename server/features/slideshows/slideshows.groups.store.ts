import { sql } from 'kysely'
import type { CaptionSource } from '@greenroom/contract/captions.ts'
import type { KnownReason, NoticeValues } from '@greenroom/contract/notices.ts'
import type { Finding, GroupState } from '@greenroom/contract/slideshows.ts'
import type { Transaction } from '#kernel/db/acting.ts'

/** One slide as it was frozen: enough to draw it again without the session. */
export interface FrozenItem {
  itemId: string
  fileId: string | null
  versionId: string | null
  kind: 'image' | 'video'
  name: string
  /** Where the picture or clip lies in bucket `media`. */
  key: string
  sha256: string | null
  width: number | null
  height: number | null
  duration: number | null
  originalName: string | null
  takenOn: string | null
  /** Null = not written when it was frozen. */
  caption: string | null
  captionSource: CaptionSource | null
  altText: string
  look: unknown
}
export interface KeptPhoto {
  key: string
  width: number
  height: number
  bytes: number
  sha256: string
}
/** As it is written down now; rows of older houses have no values. */
export type GroupFailure = KnownReason & { sentence: string; retryable: boolean }
interface StoredFailure {
  code: string
  sentence: string
  retryable: boolean
  values?: NoticeValues
}
export type StoredFinding = Omit<Finding, 'values'> & { values?: NoticeValues }
export interface GroupRow {
  id: string
  session_id: string
  session_name: string
  user_id: string
  number: number
  day: string
  slot_number: number | null
  due_at: Date
  state: GroupState
  reason: string | null
  failure: StoredFailure | null
  items: FrozenItem[]
  style: unknown
  words: unknown
  exported_video_path: string | null
  poster: string | null
  photo_set: KeptPhoto[]
  duration: number | null
  width: number | null
  height: number | null
  bytes: number | null
  findings: StoredFinding[]
  progress: number | null
  created_at: Date
  finished_at: Date | null
  time_zone: string
}

export const groupColumns = sql`
  g.id, g.session_id, s.name as session_name, s.time_zone, g.user_id, g.number, g.day::text as day, g.slot_number, g.due_at, g.state,
         g.reason, g.failure, g.items, g.style, g.words, g.exported_video_path, g.poster, g.photo_set, g.duration, g.width, g.height,
         g.bytes::float8 as bytes, g.findings, g.progress, g.created_at, g.finished_at`

const groupSelect = sql`
  select ${groupColumns}
    from public.slide_groups g join public.media_sessions s on s.id = g.session_id and s.deleted_at is null
   where g.deleted_at is null`

/** Newest first, behind the number `before`; one more than `limit` when there are more. */
export const selectGroups = (
  transaction: Transaction,
  sessionId: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<GroupRow[]> =>
  transaction.rows(sql<GroupRow>`
    ${groupSelect} and g.session_id = ${sessionId} and (${before}::integer is null or g.number < ${before}::integer)
     order by g.number desc limit ${limit + 1}`)

export const selectGroup = (transaction: Transaction, id: string): Promise<GroupRow | undefined> =>
  transaction.first(sql<GroupRow>`${groupSelect} and g.id = ${id}`)

/** Groups that count for or are due on these days, of one session or of all. */
export const selectGroupsBetween = (
  transaction: Transaction,
  { from, until, sessionId }: { from: Date; until: Date; sessionId: string | null },
): Promise<GroupRow[]> =>
  transaction.rows(sql<GroupRow>`
    ${groupSelect} and g.due_at between ${from} and ${until}
      and (${sessionId}::uuid is null or g.session_id = ${sessionId}::uuid) order by g.due_at, g.number`)

/** A person's words for a group; nothing but these may be changed by its owner. */
export const setWords = (transaction: Transaction, id: string, words: unknown): Promise<number> =>
  transaction.run(
    sql`update public.slide_groups set words = ${JSON.stringify(words)}::jsonb where id = ${id} and deleted_at is null`,
  )

export const setGroupsDeleted = async (
  transaction: Transaction,
  ids: readonly string[],
  gone: boolean,
): Promise<{ id: string; session_id: string }[]> =>
  transaction.rows(sql<{ id: string; session_id: string }>`
    with touched as materialized (select unnest(private.set_deleted('groups', ${[...ids]}::uuid[], ${gone})) as id)
    select g.id, g.session_id from touched join public.slide_groups g on g.id = touched.id`)

/** Posts of groups, for the marks in the calendar. */
export const selectPostMarks = (
  transaction: Transaction,
  groupIds: readonly string[],
): Promise<{ id: string; groupId: string; state: string; accountName: string }[]> =>
  transaction.rows(sql<{ id: string; groupId: string; state: string; accountName: string }>`
    select p.id, p.slide_group_id as "groupId", p.state::text as state, coalesce(a.display_name, '') as "accountName"
      from public.publications p left join public.tiktok_accounts a on a.id = p.account_id
     where p.slide_group_id = any(${[...groupIds]}::uuid[]) order by p.created_at`)

/** The group that an earlier click with this key made; null for a new click. */
export const earlierRun = async (
  transaction: Transaction,
  { userId, key, purpose }: { userId: string; key: string; purpose: string },
): Promise<string | null> => {
  const row = await transaction.first(sql<{ result: string }>`
    select result from public.request_keys where user_id = ${userId} and key = ${key} and purpose = ${purpose}`)
  return row?.result ?? null
}
