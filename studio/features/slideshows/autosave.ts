import { useCallback, useEffect, useState } from 'react'
import { makeStore, useStore, type Store } from '#lib/store.ts'

/** What was changed and is not known to be kept yet, by whose it is. */
export interface Drafts<P extends object> {
  readonly pending: ReadonlyMap<string, P>
  readonly saving: boolean
  /** Why the last saving failed, and of what. */
  readonly problem: { key: string; reason: unknown } | null
}

interface Clock {
  readonly later: (work: () => void, milliseconds: number) => unknown
  readonly never: (timer: unknown) => void
}

/** Long enough to finish a word, short enough that a second window follows along. */
const PAUSE_MS = 450

/**
 * Keeps what people type by itself: changes of one thing gather until there is a pause, and travel one request at a
 * time. What was typed meanwhile is not lost, and what the house refuses stays on the screen with the reason.
 */
export function makeAutosave<P extends object>(send: (key: string, patch: P) => Promise<unknown>, clock: Clock) {
  const store: Store<Drafts<P>> = makeStore<Drafts<P>>({ pending: new Map(), saving: false, problem: null })
  const timers = new Map<string, unknown>()
  const busy = new Map<string, Promise<void>>()

  const put = (key: string, patch: P | null): void => {
    const pending = new Map(store.get().pending)
    if (patch === null) pending.delete(key)
    else pending.set(key, patch)
    store.set({ ...store.get(), pending })
  }

  const save = async (key: string): Promise<void> => {
    clock.never(timers.get(key))
    timers.delete(key)
    while (busy.has(key)) await busy.get(key)
    const patch = store.get().pending.get(key)
    if (patch === undefined) return
    const work = sendOne(key, patch)
    busy.set(key, work)
    await work
  }

  const sendOne = async (key: string, patch: P): Promise<void> => {
    store.set({ ...store.get(), saving: true })
    try {
      await send(key, patch)
      put(key, without(store.get().pending.get(key), patch))
      store.set({ ...store.get(), problem: store.get().problem?.key === key ? null : store.get().problem })
    } catch (reason) {
      store.set({ ...store.get(), problem: { key, reason } })
    } finally {
      busy.delete(key)
      store.set({ ...store.get(), saving: busy.size > 0 })
    }
  }

  return {
    store,
    change: (key: string, patch: P): void => {
      put(key, { ...store.get().pending.get(key), ...patch })
      clock.never(timers.get(key))
      timers.set(
        key,
        clock.later(() => void save(key), PAUSE_MS),
      )
    },
    /** Sends what waits now; resolves when it was answered. */
    flush: async (): Promise<void> => {
      await Promise.all([...store.get().pending.keys()].map(save))
    },
    /** Gives up what could not be kept. */
    forget: (key: string): void => {
      clock.never(timers.get(key))
      put(key, null)
      if (store.get().problem?.key === key) store.set({ ...store.get(), problem: null })
    },
  }
}

/** What was typed since a patch was taken; null when nothing was. */
function without<P extends object>(now: P | undefined, sent: P): P | null {
  if (now === undefined) return null
  const left = Object.entries(now).filter(([name, value]) => !Object.is(value, (sent as Record<string, unknown>)[name]))
  return left.length === 0 ? null : (Object.fromEntries(left) as P)
}

export interface Autosave<P extends object> extends Drafts<P> {
  readonly change: (key: string, patch: P) => void
  readonly flush: () => Promise<void>
  readonly forget: (key: string) => void
}

/** One for as long as the component is there; leaving the page sends what waits. `send` must stay the same function. */
export function useAutosave<P extends object>(send: (key: string, patch: P) => Promise<unknown>): Autosave<P> {
  const [made] = useState(() =>
    makeAutosave(send, {
      later: (work, milliseconds) => setTimeout(work, milliseconds),
      never: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout> | undefined),
    }),
  )
  const drafts = useStore(made.store)
  const { flush } = made
  useEffect(() => {
    const leave = (): void => void flush()
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [flush])
  return { ...drafts, change: made.change, flush: useCallback(() => flush(), [flush]), forget: made.forget }
}
