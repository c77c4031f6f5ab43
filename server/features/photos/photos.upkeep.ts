import { actingAs, type Actor } from '#kernel/db/acting.ts'
import type { Uploads } from '#kernel/storage/uploads.ts'
import type { Tools } from '#kernel/tools.ts'
import { photosChanged } from './photos.events.ts'
import { selectOpenBatch } from './photos.ingest.store.ts'
import { ingestPhoto } from './photos.jobs.ts'
import { settle } from './photos.naming.ts'
import { keysOfFile } from './photos.rules.ts'
import {
  dropEmptyProjects,
  dropForgotten,
  dropRows,
  selectPurgeable,
  selectStaleBatches,
  touchLost,
} from './photos.upkeep.store.ts'

const house: Actor = { kind: 'house', reason: 'upkeep of photos' }

/** Finishes or forgets what stopped half-way. Every step is safe to repeat. */
export const sweep = async (tools: Tools, uploads: Uploads): Promise<void> => {
  await uploads.sweep()
  for (const { id, userId, projectId, batchId } of await actingAs(tools.db, house, dropForgotten)) {
    await actingAs(tools.db, house, async (transaction) => {
      if (batchId !== null) await settle(transaction, { batchId, projectId })
      await photosChanged(transaction, userId, projectId, [id])
    })
    await uploads.discard(userId, id)
  }
  for (const { id } of await actingAs(tools.db, house, selectStaleBatches)) {
    await actingAs(tools.db, house, async (transaction) => {
      const batch = await selectOpenBatch(transaction, id)
      if (batch !== undefined) await settle(transaction, { batchId: id, projectId: batch.projectId, close: true })
    })
  }
  await actingAs(tools.db, house, async (transaction) => {
    for (const { id, userId } of await touchLost(transaction))
      await tools.jobs.add(transaction, ingestPhoto, { fileId: id }, { owner: userId })
  })
}

/** Removes files, then rows: a crash between the two leaves a row that is purged again. Answers how many. */
export const purge = async (tools: Tools): Promise<number> => {
  let purged = 0
  for (;;) {
    const files = await actingAs(tools.db, house, selectPurgeable)
    if (files.length === 0) break
    await tools.storage.remove(
      'media',
      files.flatMap(({ key }) => keysOfFile(key)),
    )
    purged += await actingAs(tools.db, house, (transaction) =>
      dropRows(
        transaction,
        files.map(({ id }) => id),
      ),
    )
  }
  await actingAs(tools.db, house, dropEmptyProjects)
  return purged
}
