import type { Transaction } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'

// Above this the names are not sent: an empty list says "many", and the grid is read again.
const mostNamed = 200

/**
 * Tells the owner's windows which photos to read again. An empty list of ids means that many have changed. Comes last in
 * its transaction: it takes a lock of the person, and whoever holds that must not wait for rows.
 */
export const photosChanged = (
  transaction: Transaction,
  userId: string,
  projectId: string,
  fileIds: readonly string[],
): Promise<void> =>
  announce(transaction, userId, {
    type: 'photos.changed',
    projectId,
    fileIds: fileIds.length > mostNamed ? [] : [...fileIds],
  })
