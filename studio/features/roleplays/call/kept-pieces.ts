import type { KeptClip } from './kept-clips.ts'
import { answerOf, keptLifeMs, openKeptCalls, piecesOf } from './kept-database.ts'

/** A part of the recording of a turn that still goes on. Only together with all before it can it be played. */
export interface Piece {
  readonly clipId: string
  /** 0 is the first. */
  readonly place: number
  readonly sessionId: string
  readonly turn: number
  /** On the clock of the call: when the turn began, and when this piece ended. */
  readonly startMs: number
  readonly endMs: number
  /** What the browser itself had heard by then; null when it does not listen. */
  readonly heard: string | null
  readonly recordedAt: number
  readonly sound: Blob
}

/** Resolves once it is kept, or the browser has no room for it: then the page alone holds it. */
export async function keepPiece(piece: Piece): Promise<void> {
  const database = await openKeptCalls()
  if (database === null) return
  const transaction = database.transaction('pieces', 'readwrite')
  transaction.objectStore('pieces').put(piece)
  await new Promise<void>((resolve) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => resolve()
  })
}

/** Recordings that their page did not end, the oldest first. What another window records at this moment is its own. */
export async function unfinishedTurns(sessionId: string): Promise<KeptClip[]> {
  const database = await openKeptCalls()
  if (database === null) return []
  const all = await answerOf<Piece[]>(database.transaction('pieces').objectStore('pieces').getAll())
  const old = all.filter(({ recordedAt }) => Date.now() - recordedAt > keptLifeMs)
  for (const { clipId } of old) await forgetPieces(clipId)
  const held = await heldTurns()
  return joined(
    all.filter((piece) => piece.sessionId === sessionId && !old.includes(piece) && !held.has(lockName(piece.clipId))),
  )
}

export async function forgetPieces(clipId: string): Promise<void> {
  const database = await openKeptCalls()
  if (database === null) return
  await answerOf(database.transaction('pieces', 'readwrite').objectStore('pieces').delete(piecesOf(clipId)))
}

/**
 * Whole recordings out of pieces. A piece that comes after one that is missing cannot be played, and neither can any without
 * the first.
 */
export function joined(pieces: readonly Piece[]): KeptClip[] {
  const turns = Map.groupBy(pieces, ({ clipId }) => clipId)
  return [...turns]
    .flatMap(([id, some]): KeptClip[] => {
      const sorted = some.toSorted((one, other) => one.place - other.place)
      const whole = sorted.filter(({ place }, at) => place === at)
      const last = whole.at(-1)
      if (last === undefined) return []
      const { sessionId, turn, startMs, endMs, heard, recordedAt } = last
      const audio = new Blob(
        whole.map(({ sound }) => sound),
        { type: last.sound.type },
      )
      return [{ id, sessionId, turn, startMs, endMs, heard, recordedAt, audio }]
    })
    .toSorted((one, other) => one.recordedAt - other.recordedAt)
}

const lockName = (clipId: string): string => `greenroom.turn.${clipId}`

/** Says that this window records the turn; a window that is gone says nothing any more. Answers how to stop saying so. */
export function holdTurn(clipId: string): () => void {
  let release = (): void => undefined
  const over = new Promise<void>((resolve) => {
    release = resolve
  })
  if ('locks' in navigator) void navigator.locks.request(lockName(clipId), () => over)
  return release
}

async function heldTurns(): Promise<ReadonlySet<string | undefined>> {
  if (!('locks' in navigator)) return new Set()
  const { held = [] } = await navigator.locks.query()
  return new Set(held.map(({ name }) => name))
}
