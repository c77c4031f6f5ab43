import { setTimeout as pause } from 'node:timers/promises'
import { MemoryLocker, type Locker } from '@tus/server'
import { fileOf } from './upload-ids.ts'
import { currentVisit } from './upload-visit.ts'

export interface UploadLocks {
  locker: Locker
  /** Somebody is writing or finishing this file. */
  isHeld(file: { userId: string; fileId: string }): boolean
}

/**
 * The library's locks, one for each file instead of each upload, so that beginning twice makes one part. Whoever comes
 * back has lost the line that may still look open here: writing from it ends as soon as it is quiet, and what it brought is kept.
 *
 * They are locks within this process. Two processes on one folder do not spoil a file: bytes are written at their own
 * place and are the same bytes whichever line they come by, and moving a part into storage succeeds once. The one that
 * comes second is told to ask again.
 */
export const makeUploadLocks = (): UploadLocks => {
  const memory = new MemoryLocker()
  return {
    locker: {
      newLock(id) {
        const lock = memory.newLock(fileOf(id))
        const { stop } = currentVisit()
        // The library asks again and again until the lock is free; without a pause it would do so all the time.
        const endWriting = async (): Promise<void> => {
          stop.abort()
          await pause(2)
        }
        return { lock: (signal) => lock.lock(signal, endWriting), unlock: () => lock.unlock() }
      },
    },
    isHeld: ({ userId, fileId }) => memory.locks.has(`${userId}/${fileId}`),
  }
}
