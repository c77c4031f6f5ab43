import { actingAs, type Actor } from '#kernel/db/acting.ts'
import type { Tools } from '#kernel/tools.ts'
import { photosChanged } from './photos.events.ts'
import {
  lockProject,
  markReady,
  markRejected,
  selectForIngest,
  type IngestFacts,
  type IngestRow,
} from './photos.ingest.store.ts'
import { settle } from './photos.naming.ts'

const house: Actor = { kind: 'house', reason: 'ingest' }

/** The file that is to be looked at; undefined when that has been done, or it is gone. */
export const fileForIngest = (tools: Tools, fileId: string): Promise<IngestRow | undefined> =>
  actingAs(tools.db, house, (transaction) => selectForIngest(transaction, fileId))

/** Its pictures lie in storage. Names it, and its batch, when it was the last one. */
export const keepIngested = (tools: Tools, file: IngestRow, facts: IngestFacts): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    await lockProject(transaction, file.projectId)
    if (!(await markReady(transaction, file.id, facts))) return
    if (file.batchId !== null) await settle(transaction, { batchId: file.batchId, projectId: file.projectId })
    await photosChanged(transaction, file.userId, file.projectId, [file.id])
  })

/** It cannot be used, and the person reads why. Its bytes are not kept. */
export const rejectFile = async (
  tools: Tools,
  file: IngestRow,
  reason: { code: string; sentence: string },
): Promise<void> => {
  await actingAs(tools.db, house, async (transaction) => {
    await lockProject(transaction, file.projectId)
    if (!(await markRejected(transaction, file.id, reason))) return
    if (file.batchId !== null) await settle(transaction, { batchId: file.batchId, projectId: file.projectId })
    await photosChanged(transaction, file.userId, file.projectId, [file.id])
  })
  await tools.storage.remove('media', [file.key])
}

export const settleLater = (
  tools: Tools,
  { batchId, projectId }: { batchId: string; projectId: string },
): Promise<number> => actingAs(tools.db, house, (transaction) => settle(transaction, { batchId, projectId }))
