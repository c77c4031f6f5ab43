/** The clock of a call: turns, recordings and the score count the milliseconds that it ran, not the day around it. */
export interface CallClock {
  readonly now: () => number
  readonly run: (running: boolean) => void
  readonly running: () => boolean
  /** Another window, or the house, knows of more talk than this one. */
  readonly atLeast: (milliseconds: number) => void
}

export function makeClock(first: number, time: () => number): CallClock {
  let before = first
  let since: number | null = null
  const now = (): number => Math.round(before + (since === null ? 0 : time() - since))
  return {
    now,
    running: () => since !== null,
    run: (running) => {
      if (running === (since !== null)) return
      before = now()
      since = running ? time() : null
    },
    atLeast: (milliseconds) => {
      if (milliseconds > now()) before += milliseconds - now()
    },
  }
}
