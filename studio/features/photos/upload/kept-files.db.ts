import { keptBytesName } from '#lib/kept-bytes.ts'
import type { KeptFile } from './kept-files.rules.ts'

// The browser's own database of files on their way, so that an upload outlives a reload. Rows are small and written
// once; bytes lie beside them and go as soon as a file has arrived.

const lifeMs = 24 * 3600 * 1000

export interface KeptChange {
  readonly rows?: readonly KeptFile[]
  readonly bytes?: readonly { readonly clientId: string; readonly data: Blob }[]
  /** Their bytes are not needed any more. */
  readonly withoutBytes?: readonly string[]
  /** Nothing of them is needed any more. */
  readonly gone?: readonly string[]
}

export interface KeptStore {
  /** One transaction. Throws what the browser says, `QuotaExceededError` when it has no more room. */
  readonly write: (batchId: string, change: KeptChange) => Promise<void>
  readonly read: (batchId: string) => Promise<{ files: KeptFile[]; bytes: ReadonlyMap<string, Blob> }>
  readonly remove: (batchId: string) => Promise<void>
}

let opened: Promise<KeptStore | null> | null = null

/** Null where a browser keeps nothing, for example in some private windows. */
export const openKeptFiles = (): Promise<KeptStore | null> => (opened ??= open().catch(() => null))

async function open(): Promise<KeptStore> {
  const request = indexedDB.open(keptBytesName, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore('batches', { keyPath: 'batchId' }).createIndex('expires', 'expires')
    request.result.createObjectStore('files', { keyPath: ['batchId', 'clientId'] })
    request.result.createObjectStore('bytes')
  }
  const database = await answerOf(request)
  // Neither another tab with a newer studio nor somebody who signs out must wait for this tab.
  database.onversionchange = () => {
    database.close()
    opened = null
  }
  database.onclose = () => (opened = null)

  const begin = (mode: IDBTransactionMode) => {
    // What a power cut would lose is on the disk of whoever uploads anyway.
    const transaction = database.transaction(['batches', 'files', 'bytes'], mode, { durability: 'relaxed' })
    const [batches, files, bytes] = [
      transaction.objectStore('batches'),
      transaction.objectStore('files'),
      transaction.objectStore('bytes'),
    ]
    return { batches, files, bytes, over: overOf(transaction) }
  }
  const store: KeptStore = {
    async write(batchId, { rows = [], bytes = [], withoutBytes = [], gone = [] }) {
      const transaction = begin('readwrite')
      transaction.batches.put({ batchId, expires: Date.now() + lifeMs })
      for (const row of rows) transaction.files.put(row)
      for (const { clientId, data } of bytes) transaction.bytes.put(data, [batchId, clientId])
      for (const clientId of [...withoutBytes, ...gone]) transaction.bytes.delete([batchId, clientId])
      for (const clientId of gone) transaction.files.delete([batchId, clientId])
      await transaction.over
    },
    async read(batchId) {
      const { files, bytes, over } = begin('readonly')
      const [rows, keys, data] = await Promise.all([
        answerOf<KeptFile[]>(files.getAll(rangeOf(batchId))),
        answerOf(bytes.getAllKeys(rangeOf(batchId))),
        answerOf<Blob[]>(bytes.getAll(rangeOf(batchId))),
      ])
      await over
      const clientIds = keys.map(clientIdIn)
      return { files: rows, bytes: new Map(data.map((blob, place) => [clientIds[place] ?? '', blob])) }
    },
    async remove(batchId) {
      const { batches, files, bytes, over } = begin('readwrite')
      batches.delete(batchId)
      files.delete(rangeOf(batchId))
      bytes.delete(rangeOf(batchId))
      await over
    },
  }
  const { batches, over } = begin('readonly')
  const old = await answerOf(batches.index('expires').getAllKeys(IDBKeyRange.upperBound(Date.now())))
  await over
  for (const batchId of old) if (typeof batchId === 'string') await store.remove(batchId)
  return store
}

const clientIdIn = (key: IDBValidKey): string => (Array.isArray(key) && typeof key[1] === 'string' ? key[1] : '')

/** Everything of a batch: lists come after all texts. */
const rangeOf = (batchId: string): IDBKeyRange => IDBKeyRange.bound([batchId], [batchId, []])

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The browser’s database gave no answer.'))
  })

const overOf = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('The browser’s database took nothing.'))
  })
