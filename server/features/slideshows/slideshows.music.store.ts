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
