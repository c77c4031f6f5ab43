import { keptCallsName } from '#lib/kept-bytes.ts'

/** A recording that the house does not have yet. */
export interface KeptClip {
  readonly id: string
  readonly sessionId: string
  readonly turn: number
  readonly startMs: number
  readonly endMs: number
  readonly audio: Blob
  /** What the browser itself heard in it; null when it does not listen. */
  readonly heard: string | null
  readonly recordedAt: number
}

const lifeMs = 7 * 24 * 3600 * 1000
let opened: Promise<IDBDatabase | null> | null = null
/** Where a browser keeps nothing, as some private windows do, recordings last as long as the page. */
const inPage = new Map<string, KeptClip>()

const open = (): Promise<IDBDatabase | null> =>
  (opened ??= new Promise<IDBDatabase | null>((resolve) => {
    try {
      const request = indexedDB.open(keptCallsName, 1)
      request.onupgradeneeded = () =>
        request.result.createObjectStore('clips', { keyPath: 'id' }).createIndex('session', 'sessionId')
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

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The browser’s database gave no answer.'))
  })

/** Resolves once it is on the disk of this browser. */
export async function keepClip(clip: KeptClip): Promise<void> {
  const database = await open()
  if (database === null) {
    inPage.set(clip.id, clip)
    return
  }
  const transaction = database.transaction('clips', 'readwrite')
  transaction.objectStore('clips').put(clip)
  await new Promise<void>((resolve) => {
    transaction.oncomplete = () => resolve()
    // No room left: the page holds it, and the upload goes on.
    transaction.onabort = () => {
      inPage.set(clip.id, clip)
      resolve()
    }
  })
}

/** In the order in which they were recorded. Those that nobody sent for a week are forgotten. */
export async function keptClips(sessionId: string): Promise<KeptClip[]> {
  const database = await open()
  const here = [...inPage.values()].filter((clip) => clip.sessionId === sessionId)
  if (database === null) return here
  const all = await answerOf<KeptClip[]>(database.transaction('clips').objectStore('clips').getAll())
  for (const { id, recordedAt } of all) if (Date.now() - recordedAt > lifeMs) await forgetClip(id)
  return [
    ...all.filter((clip) => clip.sessionId === sessionId && Date.now() - clip.recordedAt <= lifeMs),
    ...here,
  ].sort((one, other) => one.recordedAt - other.recordedAt)
}

/** The sound of recordings that this page has sent, while they may still need a listener. */
const sent = new Map<string, Blob>()
export const sentSound = (id: string): Blob | null => sent.get(id) ?? null
export function remainsHearable({ id, audio }: KeptClip): void {
  sent.set(id, audio)
  for (const old of [...sent.keys()].slice(0, -4)) sent.delete(old)
}

export async function forgetClip(id: string): Promise<void> {
  inPage.delete(id)
  const database = await open()
  if (database === null) return
  await answerOf(database.transaction('clips', 'readwrite').objectStore('clips').delete(id))
}
