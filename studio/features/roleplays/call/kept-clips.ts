import { answerOf, keptLifeMs, openKeptCalls, piecesOf } from './kept-database.ts'

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

/** Where a browser keeps nothing, as some private windows do, recordings last as long as the page. */
const inPage = new Map<string, KeptClip>()

/** Resolves once it is on the disk of this browser; the pieces it was recorded in go at the same moment. */
export async function keepClip(clip: KeptClip): Promise<void> {
  const database = await openKeptCalls()
  if (database === null) {
    inPage.set(clip.id, clip)
    return
  }
  const transaction = database.transaction(['clips', 'pieces'], 'readwrite')
  transaction.objectStore('clips').put(clip)
  transaction.objectStore('pieces').delete(piecesOf(clip.id))
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
  const database = await openKeptCalls()
  const here = [...inPage.values()].filter((clip) => clip.sessionId === sessionId)
  if (database === null) return here
  const all = await answerOf<KeptClip[]>(database.transaction('clips').objectStore('clips').getAll())
  for (const { id, recordedAt } of all) if (Date.now() - recordedAt > keptLifeMs) await forgetClip(id)
  return [
    ...all.filter((clip) => clip.sessionId === sessionId && Date.now() - clip.recordedAt <= keptLifeMs),
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
  const database = await openKeptCalls()
  if (database === null) return
  await answerOf(database.transaction('clips', 'readwrite').objectStore('clips').delete(id))
}
