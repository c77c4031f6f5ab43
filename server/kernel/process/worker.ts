import { Socket } from 'node:net'
import { Fault } from '../fault.ts'
import { childFault, startChild, type ChildEnd } from './child.ts'
import { nodeProgram } from './node-program.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'

export interface WorkerOptions {
  /** The worker's module; it calls `answerJobs` from answer-jobs.ts. */
  modulePath: string | URL
  maxMemoryMb: number
  env?: Record<string, string> | undefined
}
export interface JobOptions {
  /** Wall clock of this one job; then the worker is killed. */
  timeoutMs: number
  signal?: AbortSignal | undefined
  /** What the job reports on its way. */
  onMessage?: ((message: unknown) => void) | undefined
}
export interface Worker {
  /** One job at a time. Any fault other than `process.job_failed` means that the worker is gone. */
  run(job: unknown, options: JobOptions): Promise<unknown>
  close(): Promise<void>
  isAlive(): boolean
}

/**
 * A Node child that answers jobs, kept for more than one. It ends itself when its parent is gone.
 * Faults of a job: process.timed_out, process.out_of_memory, process.canceled, process.died, process.failed,
 * process.closed; what the job itself threw comes back as its own Fault, or as process.job_failed.
 */
export const startWorker = (options: WorkerOptions): Worker => {
  const name = `The worker ${
    String(options.modulePath)
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? ''
  }`
  const program = nodeProgram(options.modulePath, [], options.maxMemoryMb)
  const child = startChild({
    ...program,
    timeoutMs: 0,
    maxMemoryMb: options.maxMemoryMb,
    env: { ...program.env, ...options.env },
    stdin: 'ignore',
    channel: true,
    name,
  })
  child.process.stdout?.resume()
  let ended: ChildEnd | null = null
  let running: { reject(error: unknown): void; take(message: FromWorker): void } | null = null
  let jobs = 0
  // An idle worker must not keep the server from stopping; one with a job, or one that is ending, must.
  const rest = (idle: boolean) => {
    const pipes = [child.process.stdout, child.process.stderr].filter((pipe) => pipe instanceof Socket)
    for (const handle of [child.process, child.process.channel, ...pipes]) {
      if (idle) handle?.unref()
      else handle?.ref()
    }
  }
  rest(true)

  child.process.on('message', (message) => running?.take(message as FromWorker))
  child.ended.then(
    (end) => {
      ended = end
      running?.reject(childFault(name, end))
    },
    (error: unknown) => {
      ended = { exitCode: null, signal: null, reason: 'closed', stderrTail: String(error), peakMemoryMb: 0 }
      running?.reject(error)
    },
  )

  const run = (job: unknown, limits: JobOptions) =>
    new Promise<unknown>((resolve, reject) => {
      if (running !== null) throw new Fault('process.busy', 500, `${name} has a job already.`)
      if (ended !== null) throw childFault(name, ended)
      const id = ++jobs
      rest(false)
      const timer = setTimeout(() => child.end('timed_out'), limits.timeoutMs)
      const onAbort = () => child.end('canceled')
      limits.signal?.addEventListener('abort', onAbort, { once: true })
      const settle = () => {
        clearTimeout(timer)
        limits.signal?.removeEventListener('abort', onAbort)
        running = null
        rest(true)
      }
      running = {
        reject: (error) => (settle(), reject(error)),
        take: (message) => {
          if (message.id !== id) return
          if (message.kind === 'report') return limits.onMessage?.(message.value)
          settle()
          if (message.kind === 'done') resolve(message.result)
          else reject(faultOf(message, name))
        },
      }
      child.process.send({ id, job } satisfies ToWorker, (error) => {
        // The end of the child is told by `ended`, with its reason; a broken channel adds nothing to it.
        if (error !== null && ended === null) child.end('closed')
      })
      if (limits.signal?.aborted) onAbort()
    })

  const close = async () => {
    rest(false)
    child.end('closed')
    await child.ended.catch(() => undefined)
  }
  return { run, close, isAlive: () => ended === null && child.process.connected }
}

export interface ForkWorker extends WorkerOptions, JobOptions {
  message: unknown
}

/** One job in a Node child of its own, which is gone afterwards. Answers what the job answered; faults as `startWorker`. */
export const forkWorker = async (options: ForkWorker): Promise<unknown> => {
  const worker = startWorker(options)
  try {
    return await worker.run(options.message, options)
  } finally {
    await worker.close()
  }
}

const faultOf = (message: Extract<FromWorker, { kind: 'failed' }>, name: string): Fault => {
  const cause = new Error(message.stack)
  return message.fault === null
    ? new Fault('process.job_failed', 500, `${name} could not do a job.`, { cause })
    : new Fault(message.fault.code, message.fault.status, message.fault.sentence, {
        cause,
        values: message.fault.values,
      })
}
