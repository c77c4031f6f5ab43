/** What was, what is, and what was undone. */
export interface History<T> {
  readonly past: readonly T[]
  readonly now: T
  readonly future: readonly T[]
  /** What the newest change was made to, and when: typing in one field is one step. */
  readonly last: { readonly what: string; readonly at: number } | null
}

const mostSteps = 300
/** A pause of so many milliseconds ends a step. */
const pauseMs = 1200

export const begun = <T>(now: T): History<T> => ({ past: [], now, future: [], last: null })

/** Changes of the same thing that follow each other quickly are one step; `what` null is a step by itself. */
export function changed<T>(history: History<T>, next: T, what: string | null, at: number): History<T> {
  if (Object.is(next, history.now)) return history
  const { last } = history
  const same = what !== null && last !== null && last.what === what && at - last.at < pauseMs
  return {
    past: same ? history.past : [...history.past, history.now].slice(-mostSteps),
    now: next,
    future: [],
    last: what === null ? null : { what, at },
  }
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1)
  if (before === undefined) return history
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future], last: null }
}

export function redone<T>(history: History<T>): History<T> {
  const [after, ...future] = history.future
  if (after === undefined) return history
  return { past: [...history.past, history.now], now: after, future, last: null }
}
