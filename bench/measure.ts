import type { Peers } from './peers/install.ts'

/** One way of doing a workload: ours, what the machine can do at best, or somebody else's. */
export interface Contestant {
  name: string
  kind: 'ours' | 'limit' | 'peer'
  /** One measurement in the unit of its bench. What a peer throws is told in the table and ends only its own part. */
  run(): Promise<number>
  /** What a reader should know about it: memory, the slowest answer. Asked after the last run. */
  note?(): Promise<string> | string
}
/** Somebody who was to be measured, and a sentence that says why not. */
export interface Absent {
  name: string
  why: string
}
export interface Promised {
  promise: string
  kept: boolean
}
export type Medians = ReadonlyMap<string, number>

export interface Bench {
  /** What is typed to run only this one. */
  key: string
  workload: string
  unit: string
  better: 'more' | 'less'
  prepare(context: BenchContext): Promise<PreparedBench>
}
export interface BenchContext {
  /** An own folder for data, removed afterwards. */
  folder: string
  peers: Peers
}
export interface PreparedBench {
  /** `ours` is the first. */
  contestants: readonly Contestant[]
  absent: readonly Absent[]
  /** What is promised, and whether these medians keep it. Asked after the last run. */
  promises(medians: Medians): Promise<Promised[]> | Promised[]
  /** What a reader should know about all of it. Asked after the last run. */
  notes(): Promise<string[]> | string[]
  close(): Promise<void>
}

export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}
/** The value that this share of the numbers does not exceed. */
export const quantile = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.ceil(numbers.length * share) - 1)] ?? NaN

/** What keeps several promises, by ratio: NaN, from somebody who was not measured, keeps none. */
export const atLeast = (ours: number, share: number, other: number): boolean => ours >= share * other

/** Does the work with so many hands at a time. */
export const together = async <T>(
  things: readonly T[],
  hands: number,
  work: (thing: T, index: number) => Promise<unknown>,
): Promise<void> => {
  const waiting = things.entries()
  const hand = async (): Promise<void> => {
    for (const [index, thing] of waiting) await work(thing, index)
  }
  await Promise.all(Array.from({ length: hands }, hand))
}

/** Seconds that the work took. */
export const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** What went wrong, short enough for a table: one line, no paths of this machine. */
export const inOneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replaceAll(/(?:file:\/\/)?(?:\/[\w@.+~-]+){2,}\/?/g, '…')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('|', '/')
    .trim()
    .slice(0, 240)
