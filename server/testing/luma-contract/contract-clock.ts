/** The vendor's time: it can run faster than ours, stand still, or be pushed. All times in milliseconds since 1970. */
export interface ContractClock {
  now(): number
  /** Moves time on by `ms` and does what has become due, in order. */
  advance(ms: number): void
  /** Does `work` when the vendor's time reaches `time`. */
  at(time: number, work: () => void): void
  /** Drops what was planned. */
  clear(): void
}

/** `speed` vendor seconds pass in a real second; at 0 only `advance` moves the time. */
export const makeContractClock = (speed: number): ContractClock => {
  const begun = Date.now()
  let pushed = 0
  let timer: NodeJS.Timeout | undefined
  let due: { time: number; work: () => void }[] = []
  const now = (): number => begun + (Date.now() - begun) * speed + pushed

  const run = (): void => {
    clearTimeout(timer)
    for (let next = due[0]; next !== undefined && next.time <= now(); next = due[0]) {
      due = due.slice(1)
      next.work()
    }
    const [first] = due
    if (first === undefined || speed === 0) return
    // A timer may fire a hair early; it then simply finds nothing due and sets itself again.
    timer = setTimeout(run, Math.max(1, (first.time - now()) / speed))
    timer.unref()
  }

  return {
    now,
    advance(ms) {
      pushed += ms
      run()
    },
    at(time, work) {
      due = [...due, { time, work }].sort((one, other) => one.time - other.time)
      run()
    },
    clear() {
      clearTimeout(timer)
      due = []
    },
  }
}
