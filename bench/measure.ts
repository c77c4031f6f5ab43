import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import http from 'node:http'

/** One way of doing a workload: ours, what the machine can do at best, or somebody else's. */
export interface Contestant {
  name: string
  kind: 'ours' | 'limit' | 'peer'
  /** One measurement in the unit of its bench. */
  run(): Promise<number>
}
export interface Bench {
  /** What is typed to run only this one. */
  key: string
  workload: string
  unit: string
  better: 'more' | 'less'
  /** What is promised, in words; `met` says whether these medians keep it. */
  goal: string
  met(medians: ReadonlyMap<string, number>): boolean | null
  prepare(context: BenchContext): Promise<PreparedBench>
}
export interface BenchContext {
  /** An own folder for data, removed afterwards. */
  folder: string
  /** Where packages for comparison are, for child processes; null when they were not asked for. */
  peersFolder: string | null
}
export interface PreparedBench {
  contestants: readonly Contestant[]
  /** Things a reader should know: memory, what could not be installed. Asked after the last run. */
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

/** A child process that says `{ ready: … }`, then answers questions one at a time. */
export interface Helper<Ready> {
  ready: Ready
  ask<A>(question: unknown): Promise<A>
  /** Resident memory in MB (Linux): now, and the most since it was last asked to forget. */
  memory(): Promise<{ now: number; most: number }>
  forgetMost(): Promise<void>
  /** Processor time used so far, in milliseconds (Linux): unlike the clock, it hardly moves with what else is running. */
  processorMs(): Promise<number>
  stop(): Promise<void>
}
export const startHelper = async <Ready>(file: string, ...args: string[]): Promise<Helper<Ready>> => {
  const child: ChildProcess = fork(new URL(file, import.meta.url), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  const next = async (): Promise<unknown> => {
    const gone = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${file} ended with ${code}`)))
    const [message] = (await Promise.race([once(child, 'message'), gone])) as [unknown]
    return message
  }
  const { ready } = (await next()) as { ready: Ready }
  return {
    ready,
    async ask<A>(question: unknown) {
      const answer = next()
      child.send(question as object)
      return (await answer) as A
    },
    async memory() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
      const kilobytes = (field: string): number => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? NaN)
      return { now: kilobytes('VmRSS') / 1024, most: kilobytes('VmHWM') / 1024 }
    },
    async processorMs() {
      const fields =
        (await readFile(`/proc/${child.pid}/stat`, 'utf8').catch(() => '')).split(') ')[1]?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) * 10
    },
    async forgetMost() {
      await writeFile(`/proc/${child.pid}/clear_refs`, '5').catch(() => undefined)
    },
    async stop() {
      if (child.exitCode !== null) return
      child.send({ stop: true })
      await once(child, 'exit')
    },
  }
}

/** Reads a whole answer and throws it away; the bytes that came. */
export const drain = (url: string, headers: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    http
      .get(url, { headers, agent: false }, (answer) => {
        let bytes = 0
        answer.on('data', (chunk: Buffer) => (bytes += chunk.length))
        answer.on('end', () =>
          answer.statusCode === 200 ? resolve(bytes) : reject(new Error(`${url} answered ${answer.statusCode}`)),
        )
        answer.on('error', reject)
      })
      .on('error', reject)
  })
