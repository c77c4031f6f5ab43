import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import * as z from 'zod'
import { uploadClip as contract } from '@greenroom/contract/rehearsal-calls.ts'
import type { Clip } from '@greenroom/contract/rehearsals.ts'
import { actingAs, violated, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { fieldsOf, parseReporting } from '#kernel/issues.ts'
import type { Tools } from '#kernel/tools.ts'
import { beginsAs, clipKey, typeOf } from './roleplays.clips.rules.ts'
import * as store from './roleplays.clips.store.ts'
import type { ClipRow } from './roleplays.clips.store.ts'
import { demandConsent, hasConsent } from './roleplays.consents.ts'
import { transcribeClip } from './roleplays.jobs.ts'
import { markPurged } from './roleplays.keeping.store.ts'
import { ownRoleplay, shownClip, tell, type RehearsalTools } from './roleplays.ts'
import { house } from './roleplays.scenario.ts'
import { talkWithin, timesWithin } from './roleplays.turns.rules.ts'

/** Where strangers' bytes lie while they are looked at. */
export const clipFolder = (tools: Tools): string => join(tools.config.dataFolder, 'work', 'clips')

interface ClipWish {
  sessionId: string
  clipId: string
  turn: number
  start: number
  end: number
  mime: string
}
/** What is asked beside the bytes. Throws `request.invalid` (422), `roleplays.type_not_supported` (415). */
export const clipWish = (
  params: Record<string, string>,
  query: Record<string, string>,
  contentType: string,
): ClipWish => {
  const where = z.strictObject({ sessionId: z.uuid(), clipId: z.uuid() }).safeParse(params)
  if (!where.success) throw new Fault('request.no_such_route', 404, 'There is nothing at this address.')
  const times = contract.query === undefined ? undefined : parseReporting(contract.query, query)
  if (times?.success !== true)
    throw new Fault('request.invalid', 422, 'Say which turn this is, and when it begins and ends.', {
      fields: times === undefined ? [] : fieldsOf(times.error),
    })
  const mime = typeOf(contentType)
  if (mime === null)
    throw new Fault('roleplays.type_not_supported', 415, 'A recording comes as WebM, MP4, Ogg, WAV or MP3.')
  return { ...where.data, ...times.data, mime }
}

/** Before a byte is taken: it is one's own running call, recording is agreed to, and there is room. */
export const admitClip = (tools: Tools, actor: PersonActor, { sessionId }: ClipWish, bytes: number): Promise<void> =>
  actingAs(tools.db, actor, async (transaction) => {
    await ownRoleplay(transaction, actor, sessionId)
    await demandConsent(transaction, actor.userId, 'audio')
    if ((await store.usedBytes(transaction, actor.userId)) + bytes > tools.config.QUOTA_GB * 1024 ** 3)
      throw new Fault('roleplays.quota_full', 413, 'Your storage is full. Delete what you do not need any more.')
  })

/**
 * Keeps the recording at `path`. The same bytes under the same id again are the same clip; other bytes are refused (409).
 * It is kept before it is listened to, and listened to by a job of the same moment.
 */
export const keepClip = async (
  tools: RehearsalTools,
  actor: PersonActor,
  wish: ClipWish,
  path: string,
): Promise<Clip> => {
  const { size: bytes } = await stat(path)
  if (bytes === 0 || !beginsAs(wish.mime, await headOf(path)))
    throw new Fault('roleplays.not_a_recording', 422, 'This is no recording of the kind it says it is.')
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  const sha256 = hash.digest('hex')
  const { sessionId, clipId: id, mime } = wish
  const known = await actingAs(tools.db, actor, async (transaction) => {
    const clip = await store.selectClip(transaction, sessionId, id)
    if (clip !== undefined) return clip
    const row = await ownRoleplay(transaction, actor, sessionId)
    if (row.status !== 'in_progress' || row.call_ended_at !== null)
      throw new Fault('roleplays.call_ended', 409, 'The conversation has ended.')
    if (row.next_turn !== wish.turn)
      throw new Fault('roleplays.turn_taken', 409, 'This turn was said already, perhaps in another window.')
    return null
  })
  if (known !== null) return await sameAs(tools, known, sha256)
  const key = clipKey({ userId: actor.userId, sessionId, id, sha256, mime })
  await tools.storage.adopt('audio-uploads', key, path, mime)
  try {
    return await actingAs(tools.db, actor, async (transaction) => {
      const row = await ownRoleplay(transaction, actor, sessionId)
      await demandConsent(transaction, actor.userId, 'audio')
      const told = { startMs: wish.start, endMs: wish.end }
      const { start_ms, end_ms } = timesWithin(told, talkWithin(Math.max(wish.start, wish.end), row))
      const state = (await mayListen(tools, transaction, actor.userId)) ? 'waiting' : 'none'
      await store.insertClip(transaction, {
        id,
        sessionId,
        userId: actor.userId,
        turnNumber: wish.turn,
        key,
        mime,
        bytes,
        sha256,
        startMs: start_ms ?? 0,
        endMs: end_ms ?? 0,
        state,
      })
      if (state === 'waiting')
        await tools.jobs.add(transaction, transcribeClip, { sessionId, clipId: id }, { owner: actor.userId })
      await tell(transaction, actor.userId, sessionId)
      return await shownClip(tools, await ownClip(transaction, actor, sessionId, id))
    })
  } catch (error) {
    if (!violated(error, 'session_clips_pkey')) throw error
    // Sent twice at the same moment; who was first has it.
    const first = await actingAs(tools.db, actor, (transaction) => store.selectClip(transaction, sessionId, id))
    if (first?.sha256 !== sha256) await tools.storage.remove('audio-uploads', [key])
    if (first === undefined) throw differs()
    return await sameAs(tools, first, sha256)
  }
}

const sameAs = async (tools: Tools, clip: ClipRow, sha256: string): Promise<Clip> => {
  if (clip.sha256 !== sha256) throw differs()
  return await shownClip(tools, clip)
}
const differs = (): Fault =>
  new Fault('roleplays.clip_differs', 409, 'Another recording was sent under this id. Send it under one of its own.')

const headOf = async (path: string): Promise<Buffer> => {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0)
  return buffer.subarray(0, bytesRead)
}

/** Somebody listens here, and what leaves the house for that is agreed to. */
export const mayListen = async (tools: RehearsalTools, transaction: Transaction, userId: string): Promise<boolean> => {
  const { transcriber } = tools.coach
  return transcriber !== null && (!transcriber.leavesHouse || (await hasConsent(transaction, userId, 'provider')))
}

const ownClip = async (
  transaction: Transaction,
  actor: PersonActor,
  sessionId: string,
  clipId: string,
): Promise<ClipRow> => {
  await ownRoleplay(transaction, actor, sessionId)
  const clip = await store.selectClip(transaction, sessionId, clipId)
  if (clip === undefined) throw notFound('roleplays', 'There is no such recording.')
  return clip
}

export const getClip = (tools: Tools, actor: PersonActor, at: { sessionId: string; clipId: string }): Promise<Clip> =>
  actingAs(tools.db, actor, async (transaction) =>
    shownClip(tools, await ownClip(transaction, actor, at.sessionId, at.clipId)),
  )

/** Leaves a recording out that was not said yet; its file goes at once. */
export const dropClip = async (
  tools: Tools,
  actor: PersonActor,
  { sessionId, clipId }: { sessionId: string; clipId: string },
): Promise<Clip> => {
  const clip = await actingAs(tools.db, actor, async (transaction) => {
    await ownClip(transaction, actor, sessionId, clipId)
    if ((await store.dropClip(transaction, sessionId, clipId)) === 0)
      throw new Fault('roleplays.clip_used', 409, 'This recording was said already.')
    await tell(transaction, actor.userId, sessionId)
    return await ownClip(transaction, actor, sessionId, clipId)
  })
  if (clip.file_path !== null) await tools.storage.remove('audio-uploads', [clip.file_path])
  await actingAs(tools.db, house, (transaction) => markPurged(transaction, [clip.id]))
  return await shownClip(tools, clip)
}
