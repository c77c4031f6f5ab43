import { sql } from 'kysely'
import type { Transaction } from '#kernel/db/acting.ts'

export interface MusicRow {
  id: string
  name: string
  key: string
  mime: string
  duration: number
  bytes: number
  created_at: Date
}
const musicSelect = sql`select id, name, file_path as key, mime, duration, bytes::float8 as bytes, created_at from public.music_tracks`

/** One's own, newest first. */
export const selectMusic = (transaction: Transaction): Promise<MusicRow[]> =>
  transaction.rows(sql<MusicRow>`${musicSelect} where deleted_at is null order by created_at desc, id`)

export const selectTrack = (transaction: Transaction, id: string): Promise<MusicRow | undefined> =>
  transaction.first(sql<MusicRow>`${musicSelect} where id = ${id} and deleted_at is null`)

export const setMusicDeleted = async (
  transaction: Transaction,
  ids: readonly string[],
  gone: boolean,
): Promise<string[]> => {
  const { touched } = await transaction.one(
    sql<{ touched: string[] }>`select private.set_deleted('music', ${[...ids]}::uuid[], ${gone}) as touched`,
  )
  return touched
}

// ── The house's own work.

/** Music of this person that a slideshow may use. */
export const musicFile = (
  transaction: Transaction,
  userId: string,
  musicId: string,
): Promise<{ key: string } | undefined> =>
  transaction.first(sql<{ key: string }>`
    select file_path as key from public.music_tracks where id = ${musicId} and user_id = ${userId} and deleted_at is null`)

/** Music that a slideshow was frozen with, deleted since or not; undefined when its file is gone. */
export const frozenMusicFile = (
  transaction: Transaction,
  userId: string,
  musicId: string,
): Promise<{ key: string } | undefined> =>
  transaction.first(sql<{ key: string }>`
    select file_path as key from public.music_tracks where id = ${musicId} and user_id = ${userId}`)

/**
 * Deleted for longer than anybody could undo it, and named neither by a session that is there nor by a slideshow that is
 * still to be rendered.
 */
export const purgeableMusic = (transaction: Transaction): Promise<{ id: string; key: string }[]> =>
  transaction.rows(sql<{ id: string; key: string }>`
    select t.id, t.file_path as key from public.music_tracks t
     where t.deleted_at < now() - interval '1 hour'
       and not exists (select from public.media_sessions s
                        where s.user_id = t.user_id and s.style -> 'render' ->> 'musicId' = t.id::text
                          and (s.deleted_at is null or s.deleted_at > now() - interval '1 hour'))
       and not exists (select from public.slide_groups g
                        where g.user_id = t.user_id and g.style -> 'render' ->> 'musicId' = t.id::text
                          and g.state in ('waiting', 'writing', 'rendering') and g.deleted_at is null)
     limit 100`)

export const forgetTrack = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(sql`delete from public.music_tracks where id = ${id} and deleted_at is not null`)

export const insertTrack = (
  transaction: Transaction,
  track: {
    id: string
    userId: string
    name: string
    key: string
    mime: string
    bytes: number
    duration: number
    sha256: string
  },
): Promise<number> =>
  transaction.run(sql`
    insert into public.music_tracks (id, user_id, name, file_path, mime, bytes, duration, sha256)
    values (${track.id}, ${track.userId}, ${track.name}, ${track.key}, ${track.mime}, ${track.bytes}, ${track.duration}, ${track.sha256})`)
