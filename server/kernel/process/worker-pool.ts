import { availableParallelism } from 'node:os'
import { Fault } from '../fault.ts'
import { startWorker, type JobOptions, type Worker, type WorkerOptions } from './worker.ts'

export interface WorkerPoolOptions<Result> extends WorkerOptions {
  /** Workers at most; they are started when there is work. Default: the processors of this machine, 4 at most. */
  size?: number
  /** Wall clock of one job, unless the job says otherwise. */
  timeoutMs: number
  /** Checks the answer at the border: a worker that reads strangers' files is not trusted with shapes. */
  readResult: (value: unknown) => Result
  /** Jobs after which a worker is replaced, against slowly growing memory. */
  maxJobsPerWorker?: number
  /** How long a worker without work is kept. */
  idleMs?: number
}
export interface WorkerPool<Job, Result> {
  /** Waits for a free worker, then runs. Faults as `startWorker`; a worker that was lost is replaced for the next job. */
  run(job: Job, options?: Partial<JobOptions>): Promise<Result>
  /** Ends every worker; jobs that wait or run are rejected with process.closed. */
  close(): Promise<void>
}

interface Member {
  worker: Worker
  done: number
  idleTimer: NodeJS.Timeout | undefined
}
interface Waiting {
  start(member: Member): void
  reject(fault: Fault): void
}

export const workerPool = <Job, Result>(options: WorkerPoolOptions<Result>): WorkerPool<Job, Result> => {
  const size = options.size ?? Math.min(4, availableParallelism())
  const idle: Member[] = []
  const members = new Set<Member>()
  const queue: Waiting[] = []
  let closed = false

  const drop = (member: Member) => {
    clearTimeout(member.idleTimer)
    members.delete(member)
    void member.worker.close()
  }
  const release = (member: Member) => {
    if (!member.worker.isAlive() || ++member.done >= (options.maxJobsPerWorker ?? 500)) drop(member)
    else {
      member.idleTimer = setTimeout(() => {
        idle.splice(idle.indexOf(member), 1)
        drop(member)
      }, options.idleMs ?? 30_000)
      member.idleTimer.unref()
      idle.push(member)
    }
    dispatch()
  }
  const takeMember = (): Member | undefined => {
    for (let member = idle.pop(); member !== undefined; member = idle.pop()) {
      clearTimeout(member.idleTimer)
      if (member.worker.isAlive()) return member
      drop(member)
    }
    if (members.size >= size) return undefined
    const member: Member = { worker: startWorker(options), done: 0, idleTimer: undefined }
    members.add(member)
    return member
  }
  const dispatch = () => {
    while (queue.length > 0) {
      const member = takeMember()
      if (member === undefined) return
      queue.shift()?.start(member)
    }
  }
  const closedFault = () => new Fault('process.closed', 503, 'The server is stopping; the work was not begun.')

  const run = async (job: Job, limits: Partial<JobOptions> = {}): Promise<Result> => {
    const member = await new Promise<Member>((start, reject) => {
      if (closed) return reject(closedFault())
      const waiting: Waiting = {
        start: (free) => (limits.signal?.removeEventListener('abort', onAbort), start(free)),
        reject,
      }
      const onAbort = () => {
        const place = queue.indexOf(waiting)
        if (place < 0) return
        queue.splice(place, 1)
        reject(new Fault('process.canceled', 409, 'The work was canceled before it began.'))
      }
      queue.push(waiting)
      limits.signal?.addEventListener('abort', onAbort, { once: true })
      if (limits.signal?.aborted) onAbort()
      else dispatch()
    })
    try {
      return options.readResult(await member.worker.run(job, { timeoutMs: options.timeoutMs, ...limits }))
    } finally {
      if (!closed) release(member)
    }
  }
  const close = async () => {
    closed = true
    for (const waiting of queue.splice(0)) waiting.reject(closedFault())
    await Promise.all([...members].map((member) => (clearTimeout(member.idleTimer), member.worker.close())))
    members.clear()
  }
  return { run, close }
}
