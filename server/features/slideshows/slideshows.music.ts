import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { musicName } from '@greenroom/contract/slideshow-groups.ts'
import type { MusicTrack } from '@greenroom/contract/slideshows.ts'
import { actingAs, type Actor, type PersonActor } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { fieldsOf, parseReporting } from '#kernel/issues.ts'
import { newId } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import { usedBytes } from './slideshows.making.store.ts'
import * as store from './slideshows.music.store.ts'
import { undoOver } from './slideshows.ts'
import { musicPath } from './slideshows.view.rules.ts'

export interface MusicTools extends Tools {
  /** How long a sound plays, found out in a process of its own. Throws `media.sound_unreadable`. */
  probeSound(path: string): Promise<{ durationSeconds: number }>
}

const house: Actor = { kind: 'house', reason: 'music' }

/** Where strangers' bytes lie while they are looked at. */
export const musicFolder = (tools: Tools): string => join(tools.config.dataFolder, 'work', 'music')

const view = (row: store.MusicRow): MusicTrack => ({
  id: row.id,
  name: row.name,
  durationSeconds: row.duration,
  bytes: row.bytes,
  url: musicPath(row.id),
  createdAt: row.created_at.toISOString(),
})

export const listMusic = (tools: Tools, actor: PersonActor): Promise<MusicTrack[]> =>
  actingAs(tools.db, actor, async (transaction) => (await store.selectMusic(transaction)).map(view))

/** What is asked beside the bytes. Throws `request.invalid` (422). */
export const musicQuery = (query: Record<string, string>): { name: string } => {
  const read = parseReporting(musicName, query)
  if (read.success) return read.data
  throw new Fault('request.invalid', 422, 'Say what the music is called.', { fields: fieldsOf(read.error) })
}

/** Before a byte is taken: the person may, and has room. Throws `music.quota_full` (413). */
export const admitMusic = (tools: Tools, actor: PersonActor, bytes: number): Promise<void> =>
  actingAs(tools.db, actor, async (transaction) => {
    if ((await usedBytes(transaction, actor.userId)) + bytes > tools.config.QUOTA_GB * 1024 ** 3) throw quotaFull()
  })

const endings: Record<string, string> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/aac': 'aac',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/flac': 'flac',
}

/** Keeps the file at `path` as music. It is played through once first: what cannot be played is refused (422). */
export const addMusic = async (
  tools: MusicTools,
  actor: PersonActor,
  { path, name, mime }: { path: string; name: string; mime: string },
): Promise<MusicTrack> => {
  const ending = endings[mime]
  if (ending === undefined)
    throw new Fault('music.type_not_supported', 415, 'Music comes as MP3, M4A, AAC, WAV, Ogg or FLAC.')
  const { durationSeconds: duration } = await tools.probeSound(path)
  const { size: bytes } = await stat(path)
  await admitMusic(tools, actor, bytes)
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  const sha256 = hash.digest('hex')
  const id = newId()
  const key = `${actor.userId}/music/${id}.${ending}`
  await tools.storage.adopt('media', key, path, mime)
  await actingAs(tools.db, house, async (transaction) => {
    await store.insertTrack(transaction, { id, userId: actor.userId, name, key, mime, bytes, duration, sha256 })
    await announce(transaction, actor.userId, { type: 'music.changed' })
  })
  return await actingAs(tools.db, actor, async (transaction) => {
    const row = await store.selectTrack(transaction, id)
    if (row === undefined) throw noMusic()
    return view(row)
  })
}

/** Deletes music or brings it back within 10 s. Finished slideshows keep theirs. */
export const setMusicDeleted = (
  tools: Tools,
  actor: PersonActor,
  ids: readonly string[],
  gone: boolean,
): Promise<number> =>
  actingAs(tools.db, actor, async (transaction) => {
    const touched = await store.setMusicDeleted(transaction, ids, gone)
    if (touched.length === 0) throw gone ? noMusic() : undoOver()
    await announce(transaction, actor.userId, { type: 'music.changed' })
    return touched.length
  })

/** Where music lies that this person may hear. */
export const musicFileOf = async (
  tools: Tools,
  actor: PersonActor,
  musicId: string,
): Promise<{ key: string; fileName: string; contentType: string }> => {
  const row = await actingAs(tools.db, actor, (transaction) => store.selectTrack(transaction, musicId))
  if (row === undefined) throw noMusic()
  return {
    key: row.key,
    fileName: row.name,
    contentType: row.mime === 'audio/x-m4a' ? 'audio/mp4' : row.mime.replace('x-wav', 'wav'),
  }
}

const noMusic = () => notFound('music', 'There is no such music.')
const quotaFull = () =>
  new Fault('music.quota_full', 413, 'Your storage is full. Delete what you do not need any more, then add it again.')
