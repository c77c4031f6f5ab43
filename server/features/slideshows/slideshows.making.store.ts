import { sql } from 'kysely'
import type { Finding, GroupState } from '@greenroom/contract/slideshows.ts'
import type { Transaction } from '#kernel/db/acting.ts'
import {
  groupColumns,
  type FrozenItem,
  type GroupFailure,
  type GroupRow,
  type KeptPhoto,
  type StoredFinding,
} from './slideshows.groups.store.ts'

/** Everything below is the house's own work: columns that no person may write. */

/** Reads and locks one group; whoever comes second waits and then sees the new state. Deleted ones too. */
export const lockGroup = (
  transaction: Transaction,
  id: string,
): Promise<(GroupRow & { deleted: boolean }) | undefined> =>
  transaction.first(sql<GroupRow & { deleted: boolean }>`
    select ${groupColumns}, (g.deleted_at is not null or s.deleted_at is not null) as deleted
      from public.slide_groups g join public.media_sessions s on s.id = g.session_id where g.id = ${id} for update of g`)

/** One freezing of a session at a time: what one group used, the next one sees. */
export const lockSessionStyle = (
  transaction: Transaction,
  sessionId: string,
): Promise<{ style: unknown; posting: unknown } | undefined> =>
  transaction.first(
    sql<{
      style: unknown
      posting: unknown
    }>`select style, posting from public.media_sessions where id = ${sessionId} for update`,
  )

/** The items of the newest group of a session that has any. */
export const previousItems = async (transaction: Transaction, sessionId: string, but: string): Promise<string[]> => {
  const row = await transaction.first(sql<{ ids: string[] }>`
    select (select array_agg(i.value ->> 'itemId' order by i.ordinality) from jsonb_array_elements(g.items) with ordinality i) as ids
      from public.slide_groups g
     where g.session_id = ${sessionId} and g.id <> ${but} and g.items <> '[]' and g.state <> 'skipped'
     order by g.number desc limit 1`)
  return row?.ids ?? []
}

export const freezeGroup = (
  transaction: Transaction,
  id: string,
  frozen: { items: readonly FrozenItem[]; style: unknown; findings: readonly Finding[] },
): Promise<number> =>
  transaction.run(sql`
    update public.slide_groups set items = ${JSON.stringify(frozen.items)}::jsonb, style = ${JSON.stringify(frozen.style)}::jsonb,
           findings = ${JSON.stringify(frozen.findings)}::jsonb
     where id = ${id}`)

export const countUse = (transaction: Transaction, itemIds: readonly string[], at: Date): Promise<number> =>
  transaction.run(sql`
    update public.session_media_items set used_count = used_count + 1, last_used_at = ${at} where id = any(${[...itemIds]}::uuid[])`)

/** Answers whether the group was in one of these states. */
export const stepGroup = async (
  transaction: Transaction,
  id: string,
  from: readonly GroupState[],
  to: GroupState,
): Promise<boolean> =>
  (await transaction.run(sql`
    update public.slide_groups
       set state = ${to}::public.slide_group_state, started_at = null, progress = null, failure = null, reason = null,
           finished_at = case when ${to} in ('failed', 'canceled') then now() end
     where id = ${id} and state::text = any(${[...from]}::text[])`)) === 1

export const failGroup = async (transaction: Transaction, id: string, failure: GroupFailure): Promise<boolean> =>
  (await transaction.run(sql`
    update public.slide_groups set state = 'failed', reason = ${failure.code}, failure = ${JSON.stringify(failure)}::jsonb, finished_at = now(),
           progress = null
     where id = ${id} and state in ('waiting', 'writing', 'rendering')`)) === 1

/** Writes captions and post text into a frozen group, and what is to be known about them. */
export const setGroupWords = (
  transaction: Transaction,
  id: string,
  group: { items: readonly FrozenItem[]; words: unknown; findings: readonly StoredFinding[] },
): Promise<number> =>
  transaction.run(sql`
    update public.slide_groups set items = ${JSON.stringify(group.items)}::jsonb, words = ${JSON.stringify(group.words ?? {})}::jsonb,
           findings = ${JSON.stringify(group.findings)}::jsonb
     where id = ${id}`)

/**
 * Takes a group for rendering. Whoever renders says so every few seconds; one that was not heard of for half a minute is
 * taken over. Answers whether it is this one's now.
 */
export const claimRender = async (transaction: Transaction, id: string): Promise<boolean> =>
  (await transaction.run(sql`
    update public.slide_groups set started_at = now(), progress = null
     where id = ${id} and state = 'rendering' and (started_at is null or updated_at < now() - interval '30 seconds')`)) ===
  1

/** Still rendering, and how far; answers whether the group is still wanted. */
export const beatRender = async (transaction: Transaction, id: string, progress: number | null): Promise<boolean> =>
  (await transaction.run(
    sql`update public.slide_groups set started_at = coalesce(started_at, now()), progress = ${progress} where id = ${id} and state = 'rendering'`,
  )) === 1

/** Lets others take it: this process stops or failed. */
export const releaseRender = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(
    sql`update public.slide_groups set started_at = null, progress = null where id = ${id} and state = 'rendering'`,
  )

/** For the one process of the embedded database, at its start: nobody renders now. */
export const releaseAllRenders = (transaction: Transaction): Promise<number> =>
  transaction.run(
    sql`update public.slide_groups set started_at = null, progress = null where state = 'rendering' and started_at is not null`,
  )

export interface KeptGroup {
  videoKey: string
  posterKey: string
  photos: readonly KeptPhoto[]
  duration: number
  width: number
  height: number
  bytes: number
  sha256: string
  findings: readonly StoredFinding[]
}
/** Everything lies in storage: the group and its session say so together. */
export const keepGroup = async (
  transaction: Transaction,
  { id, session_id: sessionId }: { id: string; session_id: string },
  kept: KeptGroup,
): Promise<boolean> => {
  const done = await transaction.run(sql`
    update public.slide_groups
       set state = 'ready', exported_video_path = ${kept.videoKey}, poster = ${kept.posterKey}, photo_set = ${JSON.stringify(kept.photos)}::jsonb,
           duration = ${kept.duration}, width = ${kept.width}, height = ${kept.height}, bytes = ${kept.bytes}, sha256 = ${kept.sha256},
           findings = ${JSON.stringify(kept.findings)}::jsonb, finished_at = now(), failure = null, reason = null, progress = null
     where id = ${id} and state = 'rendering'`)
  if (done !== 1) return false
  await transaction.run(
    sql`update public.media_sessions set exported_video_path = ${kept.videoKey} where id = ${sessionId}`,
  )
  const items = kept.photos.map(({ key }, index) => ({ key, index }))
  await transaction.run(sql`
    update public.session_media_items i set processed_file_path = n.key
      from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as n (key text, index integer), public.slide_groups g
     where g.id = ${id} and i.id = (g.items -> n.index ->> 'itemId')::uuid`)
  return true
}

/** Open groups that nothing has happened to for a while; they are marked as seen, so that each is found once in that while. */
export const forgottenGroups = (
  transaction: Transaction,
): Promise<{ id: string; user_id: string; state: GroupState }[]> =>
  transaction.rows(sql<{ id: string; user_id: string; state: GroupState }>`
    update public.slide_groups g set updated_at = now()
     where (g.state = 'waiting' and g.updated_at < now() - interval '1 minute')
        or (g.state = 'writing' and g.updated_at < now() - interval '4 minutes')
        or (g.state = 'rendering' and g.updated_at < now() - interval '5 minutes')
    returning g.id, g.user_id, g.state`)

export const usedBytes = async (transaction: Transaction, userId: string): Promise<number> => {
  const { used } = await transaction.one(sql<{ used: number }>`select private.used_bytes(${userId})::float8 as used`)
  return used
}

/** Deleted for longer than anybody could undo it, and never meant to be posted: their files go, then their rows. */
export const purgeable = (transaction: Transaction): Promise<{ id: string; keys: string[] }[]> =>
  transaction.rows(sql<{ id: string; keys: string[] }>`
    select g.id, array_remove(array[g.exported_video_path, g.poster] || array(select p ->> 'key' from jsonb_array_elements(g.photo_set) p), null) as keys
      from public.slide_groups g
     where g.deleted_at < now() - interval '1 hour' and g.poster is not null
       and not exists (select from public.publications p where p.slide_group_id = g.id)
     limit 100`)

/** The slot stays used: a deleted slideshow is not made again. */
export const forgetFiles = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(sql`
    update public.slide_groups set photo_set = '[]', bytes = null, findings = '[]', poster = null where id = ${id} and deleted_at is not null`)
