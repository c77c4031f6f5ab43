import { useEffect, useState } from 'react'
import type { CallClock } from './clock.ts'
import { forgetPieces, unfinishedTurns } from './kept-pieces.ts'
import type { KeptClip } from './kept-clips.ts'

/** Turns of this call that an earlier page began to record and did not end: their sound, and what may become of it. */
export function useUnfinished(call: {
  sessionId: string
  nextTurn: number
  clock: CallClock
  send: (clip: KeptClip) => Promise<void>
}) {
  const { sessionId, nextTurn } = call
  const [turns, setTurns] = useState<readonly KeptClip[]>([])
  useEffect(() => {
    let here = true
    void unfinishedTurns(sessionId).then(
      (found) => here && setTurns(found),
      // What cannot be read cannot be offered; the call goes on.
      () => undefined,
    )
    return () => {
      here = false
    }
  }, [sessionId])
  // The call went on without them, in another window.
  useEffect(() => {
    for (const { id, turn } of turns) if (turn < nextTurn) void forgetPieces(id)
  }, [turns, nextTurn])

  const away = (id: string): void => setTurns(turns.filter((one) => one.id !== id))
  return {
    offered: turns.filter(({ turn }) => turn >= nextTurn),
    /** Says what was recorded. */
    use: async (clip: KeptClip): Promise<void> => {
      call.clock.atLeast(clip.endMs)
      await call.send(clip)
      away(clip.id)
    },
    drop: async ({ id }: KeptClip): Promise<void> => {
      away(id)
      await forgetPieces(id)
    },
  }
}
export type Unfinished = ReturnType<typeof useUnfinished>
