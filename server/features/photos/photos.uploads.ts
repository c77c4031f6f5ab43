import type { UploadOrder } from '@greenroom/contract/photos.ts'
import { actingAs, type Actor, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { newId } from '#kernel/id.ts'
import { isBucket } from '#kernel/storage/keys.ts'
import type { AnnouncedFile, UploadDesk, Uploads } from '#kernel/storage/uploads.ts'
import type { Tools } from '#kernel/tools.ts'
import { admit, type AnnouncedName, type Refused } from './photos.announce.rules.ts'
import { photosChanged } from './photos.events.ts'
import { lockProject } from './photos.ingest.store.ts'
import { ingestPhoto } from './photos.jobs.ts'
import { settle } from './photos.naming.ts'
import { originalKeyOf } from './photos.rules.ts'
import { lockGrid } from './photos.store.ts'
import {
  dropUnsent,
  insertBatch,
  insertFiles,
  lockQuota,
  markArrived,
  selectAnnounced,
  selectBatch,
  selectSendable,
  selectStateInBatch,
  type Batch,
} from './photos.uploads.store.ts'

const bucket = 'media'
const house: Actor = { kind: 'house', reason: 'uploads' }

export interface Announcement {
  batchId: string
  order: UploadOrder
  files: readonly AnnouncedName[]
}
export interface Announced {
  batchId: string
  files: { clientId: string; fileId: string; bucket: string; objectName: string; arrived: boolean }[]
  refused: Refused[]
}

/**
 * Makes rows for files before their bytes travel. Announcing a batch again answers the same rows and adds what is new
 * in it. Throws `projects.not_found`, and `photos.batch_elsewhere` when the batch belongs to another project.
 */
export const openUpload = (
  tools: Tools,
  actor: PersonActor,
  projectId: string,
  { batchId, order, files }: Announcement,
): Promise<Announced> =>
  actingAs(tools.db, actor, async (transaction) => {
    if ((await lockGrid(transaction, projectId)) === undefined) throw notFound('projects', 'There is no such project.')
    await insertBatch(transaction, { id: batchId, projectId, userId: actor.userId, naming: order })
    const batch = await selectBatch(transaction, batchId)
    if (batch?.projectId !== projectId)
      throw new Fault('photos.batch_elsewhere', 409, 'This batch belongs to another project. Begin a new one.')
    const wanted = new Map(files.map((file) => [file.clientId, file]))
    const known = new Set((await selectAnnounced(transaction, batchId)).map(({ clientId }) => clientId))
    const fresh = [...wanted.values()].filter(({ clientId }) => !known.has(clientId))
    const refused = await announceFresh(tools, transaction, actor, batch, fresh)
    const rows = await selectAnnounced(transaction, batchId)
    const answered = rows.filter(({ clientId }) => wanted.has(clientId))
    return {
      batchId,
      files: answered.map(({ clientId, fileId, objectName, waiting }) => {
        return { clientId, fileId, bucket, objectName, arrived: !waiting }
      }),
      refused,
    }
  })

const announceFresh = async (
  tools: Tools,
  transaction: Transaction,
  actor: PersonActor,
  batch: Batch,
  fresh: readonly AnnouncedName[],
): Promise<Refused[]> => {
  if (fresh.length === 0) return []
  if (batch.settled) {
    const sentence = 'This upload is finished. Add the file again as a new one.'
    return fresh.map(({ clientId }) => ({ clientId, code: 'photos.batch_closed', sentence }))
  }
  const { admitted, refused } = admit(fresh, {
    maxBytes: tools.config.MAX_UPLOAD_MB * 1024 ** 2,
    quotaBytes: tools.config.QUOTA_GB * 1024 ** 3,
    usedBytes: await lockQuota(transaction, actor),
  })
  if (admitted.length === 0) return refused
  const rows = admitted.map((file) => {
    const id = newId()
    return { ...file, id, key: originalKeyOf(actor.userId, id) }
  })
  await insertFiles(transaction, batch, rows)
  await photosChanged(
    transaction,
    actor.userId,
    batch.projectId,
    rows.map(({ id }) => id),
  )
  return refused
}

/** No more bytes will come: what never came is dropped, and what is here is named as soon as all of it has been looked at. */
export const closeUpload = async (
  tools: Tools,
  uploads: Uploads,
  actor: PersonActor,
  batchId: string,
): Promise<number> => {
  const { projectId } = await ownBatch(tools, actor, batchId)
  const { dropped, named } = await actingAs(tools.db, house, async (transaction) => {
    await lockProject(transaction, projectId)
    const rows = await dropUnsent(transaction, batchId, actor.userId)
    const settled = await settle(transaction, { batchId, projectId })
    if (rows.length > 0)
      await photosChanged(
        transaction,
        actor.userId,
        projectId,
        rows.map(({ id }) => id),
      )
    return { dropped: rows, named: settled }
  })
  for (const { id } of dropped) await uploads.discard(actor.userId, id)
  return dropped.length + named
}

/** Drops one file that is still uploading. Throws `photos.not_found`, and `photos.already_here` when it has arrived. */
export const cancelUpload = async (
  tools: Tools,
  uploads: Uploads,
  actor: PersonActor,
  { batchId, fileId }: { batchId: string; fileId: string },
): Promise<void> => {
  const { projectId } = await ownBatch(tools, actor, batchId)
  await actingAs(tools.db, house, async (transaction) => {
    await lockProject(transaction, projectId)
    const [dropped] = await dropUnsent(transaction, batchId, actor.userId, fileId)
    if (dropped === undefined) {
      if ((await selectStateInBatch(transaction, batchId, fileId)) === undefined) throw noPhoto()
      throw new Fault('photos.already_here', 409, 'This file has arrived already. Delete it instead.')
    }
    await settle(transaction, { batchId, projectId })
    await photosChanged(transaction, actor.userId, projectId, [fileId])
  })
  await uploads.discard(actor.userId, fileId)
}

const ownBatch = (tools: Tools, actor: PersonActor, batchId: string): Promise<Batch> =>
  actingAs(tools.db, actor, async (transaction) => {
    const batch = await selectBatch(transaction, batchId)
    if (batch === undefined) throw notFound('photos', 'There is no such upload.')
    return batch
  })

/** What the upload transport may know of photos. */
export const uploadDesk = (tools: Tools): UploadDesk => ({
  async find(actor, wanted) {
    if ('key' in wanted && (!isBucket(wanted.bucket) || wanted.bucket !== bucket)) throw notAnnounced()
    const row = await actingAs(tools.db, actor, (transaction) => selectSendable(transaction, wanted))
    if (row === undefined) throw notAnnounced()
    return { ...row, bucket }
  },
  arrived: (file, sums) => arrived(tools, file, sums),
  async awaited(fileId) {
    const row = await actingAs(tools.db, house, (transaction) => selectSendable(transaction, { fileId }))
    return row === undefined ? null : { ...row, bucket }
  },
})

/** The bytes lie at their key: the row says so, and the job that looks at them exists, both or neither. */
export const arrived = (
  tools: Tools,
  file: Pick<AnnouncedFile, 'fileId' | 'userId' | 'bytes'>,
  sums: { sha256: string; crc32: number } | null,
): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    const row = await markArrived(transaction, file.fileId, file.bytes, sums)
    if (row === undefined) {
      const there = await selectSendable(transaction, { fileId: file.fileId })
      if (there?.arrived === true) return
      throw new Fault('uploads.unwanted', 410, 'This file was removed while it was being uploaded.')
    }
    await tools.jobs.add(transaction, ingestPhoto, { fileId: row.id }, { owner: row.userId })
    await photosChanged(transaction, row.userId, row.projectId, [row.id])
  })

const noPhoto = () => notFound('photos', 'There is no such photo.')
const notAnnounced = () => notFound('uploads', 'This file was not announced, or was removed. Announce it first.')
