import type { Clip } from '@greenroom/contract/rehearsals.ts'
import { ApiProblem } from '#lib/api.ts'
import { makeStore } from '#lib/store.ts'
import { uploadClip } from '../roleplays.api.ts'
import { forgetClip, keepClip, keptClips, remainsHearable, type KeptClip } from './kept-clips.ts'

/** A recording of this browser that is on its way to the house. */
export interface ClipOnItsWay {
  readonly clip: KeptClip
  readonly offline: boolean
  readonly problem: unknown
}

const waits = [1000, 2000, 4000, 8000, 15_000]
const isPassing = (reason: unknown): boolean =>
  reason instanceof ApiProblem && (reason.status === 0 || reason.status === 429 || reason.status >= 500)

/** Recordings of one call on their way. Each is kept by the browser until the house has it, over reloads too. */
export function makeClipDesk(sessionId: string, arrived: (clip: Clip, kept: KeptClip) => void) {
  const store = makeStore<readonly ClipOnItsWay[]>([])
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const busy = new Set<string>()
  let open = true

  const put = (id: string, patch: Partial<ClipOnItsWay>): void =>
    store.set(store.get().map((one) => (one.clip.id === id ? { ...one, ...patch } : one)))
  const away = (id: string): void => store.set(store.get().filter(({ clip }) => clip.id !== id))

  const send = async (kept: KeptClip, attempt = 0): Promise<void> => {
    if (busy.has(kept.id) || !open) return
    busy.add(kept.id)
    clearTimeout(timers.get(kept.id))
    try {
      const at = { turn: kept.turn, start: kept.startMs, end: kept.endMs }
      const clip = await uploadClip(sessionId, kept.id, kept.audio, at)
      away(kept.id)
      remainsHearable(kept)
      arrived(clip, kept)
      await forgetClip(kept.id)
    } catch (reason) {
      const passing = isPassing(reason)
      put(kept.id, { offline: passing, problem: passing ? null : reason })
      if (passing && open) {
        const wait = waits[Math.min(attempt, waits.length - 1)] ?? 15_000
        timers.set(
          kept.id,
          setTimeout(() => void send(kept, attempt + 1), wait),
        )
      }
    } finally {
      busy.delete(kept.id)
    }
  }

  const take = (kept: KeptClip): void => {
    if (store.get().some(({ clip }) => clip.id === kept.id)) return
    store.set([...store.get(), { clip: kept, offline: false, problem: null }])
    void send(kept)
  }
  return {
    store,
    add: async (kept: KeptClip): Promise<void> => {
      await keepClip(kept)
      take(kept)
    },
    /** Sends what an earlier page left behind, and what waited for the network. */
    resume: async (): Promise<void> => {
      open = true
      for (const kept of await keptClips(sessionId)) take(kept)
      for (const { clip } of store.get()) void send(clip)
    },
    drop: async (id: string): Promise<void> => {
      clearTimeout(timers.get(id))
      away(id)
      await forgetClip(id)
    },
    end: (): void => {
      open = false
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
