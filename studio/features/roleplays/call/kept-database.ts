import { keptCallsName } from '#lib/kept-bytes.ts'

let opened: Promise<IDBDatabase | null> | null = null

/**
 * Where this browser keeps recordings until the house has them: whole ones in `clips`, and those of a turn that still goes on
 * in `pieces`. Null where a browser keeps nothing, as some private windows do.
 */
export const openKeptCalls = (): Promise<IDBDatabase | null> =>
  (opened ??= new Promise<IDBDatabase | null>((resolve) => {
    try {
      const request = indexedDB.open(keptCallsName, 2)
      request.onupgradeneeded = ({ oldVersion }) => {
        const { result } = request
        if (oldVersion < 1) result.createObjectStore('clips', { keyPath: 'id' }).createIndex('session', 'sessionId')
        result.createObjectStore('pieces', { keyPath: ['clipId', 'place'] })
      }
      request.onerror = () => resolve(null)
      request.onsuccess = () => {
        const database = request.result
        const forget = (): void => {
          opened = null
        }
        // Somebody who signs out in another tab must not wait for this one.
        database.onversionchange = () => {
          database.close()
          forget()
        }
        database.onclose = forget
        resolve(database)
      }
    } catch {
      resolve(null)
    }
  }))

/** Recordings that nobody sent for so long are forgotten. */
export const keptLifeMs = 7 * 24 * 3600 * 1000

export const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The browser’s database gave no answer.'))
  })

/** All pieces of one recording. */
export const piecesOf = (clipId: string): IDBKeyRange => IDBKeyRange.bound([clipId], [clipId, []])
