/** What to read again after live events about some photos of a list. */
export type RefreshPlan = { read: 'rows'; ids: readonly string[] } | { read: 'list' }

/** Reading this many rows one by one is cheaper than a list, and kinder to what is on the screen. */
const FEW = 8

export function planRefresh(changed: ReadonlySet<string>): RefreshPlan {
  // An event without ids says that anything may have changed.
  return changed.size > 0 && changed.size <= FEW ? { read: 'rows', ids: [...changed] } : { read: 'list' }
}

/**
 * Milliseconds to wait before reading again. During an upload of 500 files an event arrives for each: a long list that
 * takes long to read is read less often, so that reading never takes more than a quarter of the time.
 */
export const pauseBefore = (lastReadMs: number): number => Math.min(Math.max(250, lastReadMs * 3), 10_000)

export interface RefresherTools {
  /** Reads and shows; must not throw. */
  read: (plan: RefreshPlan) => Promise<void>
  now: () => number
  later: (work: () => void, milliseconds: number) => void
}

/** Gathers changes and reads them in turns, never two readings at a time. */
export function makeRefresher({ read, now, later }: RefresherTools): (ids: readonly string[]) => void {
  let waiting: Set<string> | null = null
  let all = false
  let busy = false
  let lastReadMs = 0

  const schedule = (): void => {
    if (busy || waiting === null) return
    busy = true
    later(() => void turn(), pauseBefore(lastReadMs))
  }
  const turn = async (): Promise<void> => {
    const changed = all ? new Set<string>() : (waiting ?? new Set<string>())
    waiting = null
    all = false
    const began = now()
    await read(planRefresh(changed))
    lastReadMs = now() - began
    busy = false
    schedule()
  }
  return (ids) => {
    waiting ??= new Set()
    if (ids.length === 0) all = true
    for (const id of ids) waiting.add(id)
    schedule()
  }
}
