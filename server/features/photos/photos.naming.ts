import type { Transaction } from '#kernel/db/acting.ts'
import { photosChanged } from './photos.events.ts'
import {
  giveNames,
  lockProject,
  markSettled,
  selectNameable,
  selectOpenBatch,
  takeNumbers,
} from './photos.ingest.store.ts'
import { planNames, slugOf } from './photos.rules.ts'

/**
 * Names the ready files of a batch once nothing of it is still to come, or now when it is closed. What becomes ready
 * after that gets the next numbers one by one. Runs as the house, with the project locked: numbers are distinct and
 * gapless under any number of writers. May run again at any time. Answers how many files it named.
 */
export const settle = async (
  transaction: Transaction,
  { batchId, projectId, close = false }: { batchId: string; projectId: string; close?: boolean },
): Promise<number> => {
  const project = await lockProject(transaction, projectId)
  const batch = await selectOpenBatch(transaction, batchId)
  if (project === undefined || batch === undefined) return 0
  if (!batch.settled) {
    if (batch.unsettled > 0 && !close) return 0
    await markSettled(transaction, batchId)
  }
  const files = await selectNameable(transaction, batchId)
  if (files.length === 0) return 0
  const { firstNumber, lastPosition } = await takeNumbers(transaction, projectId, files.length)
  const names = planNames(files, { order: batch.naming, slug: slugOf(project.name), firstNumber, lastPosition })
  await giveNames(transaction, names)
  await photosChanged(
    transaction,
    batch.userId,
    projectId,
    names.map(({ id }) => id),
  )
  return names.length
}
