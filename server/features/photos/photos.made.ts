import { stat } from 'node:fs/promises'
import { actingAs, type Actor } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import { photosChanged } from './photos.events.ts'
import { lockProject } from './photos.ingest.store.ts'
import { settle } from './photos.naming.ts'
import { originalKeyOf } from './photos.rules.ts'
import { arrived } from './photos.uploads.ts'
import { dropUnsent, insertFiles, insertMadeBatch, selectAnnounced, type Batch } from './photos.uploads.store.ts'

/** Pictures that the house makes for a person go the way of an upload: announced, handed in, looked into, named together. */

const house: Actor = { kind: 'house', reason: 'made pictures' }

export type MadeBatch = Omit<Batch, 'naming' | 'settled'>
export interface MadeFile {
  userId: string
  fileId: string
  key: string
}

/** Announces files in the order in which they will be named. Again, it answers which of them are still awaited, by name. */
export const announceMade = (
  tools: Tools,
  batch: MadeBatch,
  names: readonly string[],
): Promise<Map<string, MadeFile>> =>
  actingAs(tools.db, house, async (transaction) => {
    if ((await lockProject(transaction, batch.projectId)) === undefined) return new Map()
    await insertMadeBatch(transaction, batch)
    if ((await selectAnnounced(transaction, batch.id)).length === 0) {
      const files = names.map((name) => {
        const id = newId()
        return {
          id,
          key: originalKeyOf(batch.userId, id),
          clientId: name,
          name,
          folder: '',
          bytes: 0,
          mime: '',
          modifiedAt: null,
          kind: 'image' as const,
        }
      })
      await insertFiles(transaction, batch, files)
      await photosChanged(
        transaction,
        batch.userId,
        batch.projectId,
        files.map(({ id }) => id),
      )
    }
    const awaited = (await selectAnnounced(transaction, batch.id)).filter(({ waiting }) => waiting)
    return new Map(
      awaited.map(({ clientId, fileId, objectName }) => [clientId, { userId: batch.userId, fileId, key: objectName }]),
    )
  })

/** Takes a finished local file in; it is gone from `path` afterwards. */
export const handIn = async (tools: Tools, file: MadeFile, path: string): Promise<void> => {
  const { size } = await stat(path)
  await tools.storage.adopt('media', file.key, path, 'application/octet-stream')
  await arrived(tools, { ...file, bytes: size }, null)
}

/** No more will come: the rest is named without it. */
export const closeMade = (tools: Tools, batch: MadeBatch): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    await lockProject(transaction, batch.projectId)
    const dropped = await dropUnsent(transaction, batch.id, batch.userId)
    await settle(transaction, { batchId: batch.id, projectId: batch.projectId })
    if (dropped.length > 0)
      await photosChanged(
        transaction,
        batch.userId,
        batch.projectId,
        dropped.map(({ id }) => id),
      )
  })
