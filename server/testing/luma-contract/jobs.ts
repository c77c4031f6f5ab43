import { randomUUID } from 'node:crypto'
import type { ContractClock } from './contract-clock.ts'
import { spelled } from '../fault-queue.ts'

export interface Job {
  id: string
  api: 'agents' | 'legacy'
  /** Whose job it is: another key gets 404. */
  key: string
  model: string
  prompt: string
  durationSeconds: number
  resolution: string
  createdAt: number
  /** The request as it came, for the legacy API, which echoes it. */
  request: unknown
  /** What it ends in: a video, the vendor's failure word, a completed answer without a video, or a state nobody knows. */
  ends: { as: 'video' } | { as: 'failed'; word: string } | { as: 'nothing' } | { as: 'odd'; state: string }
  callbackUrl: string | null
}
export type JobPhase = 'queued' | 'working' | 'done'

export interface Jobs {
  add(job: Omit<Job, 'id' | 'createdAt'>): Job
  find(id: string, api: Job['api'], key: string): Job | null
  all(): Job[]
  remove(id: string): void
  phase(job: Job): JobPhase
  /** When the job starts working and when it is done, on the vendor's clock. */
  times(job: Job): { working: number; done: number }
  running(api: Job['api'], key: string): number
  clear(): void
}

export const makeJobs = (clock: ContractClock, pace: { queuedMs: number; workingMs: number }): Jobs => {
  const jobs = new Map<string, Job>()
  const times = (job: Job) => ({
    working: job.createdAt + pace.queuedMs,
    done: job.createdAt + pace.queuedMs + pace.workingMs,
  })
  const phase = (job: Job): JobPhase => {
    const { working, done } = times(job)
    if (clock.now() >= done) return 'done'
    return clock.now() >= working ? 'working' : 'queued'
  }
  return {
    add(given) {
      const job: Job = { ...given, id: randomUUID(), createdAt: clock.now() }
      jobs.set(job.id, job)
      return job
    },
    find(id, api, key) {
      const job = jobs.get(id)
      return job !== undefined && job.api === api && job.key === key ? job : null
    },
    all: () => [...jobs.values()],
    remove(id) {
      jobs.delete(id)
    },
    phase,
    times,
    running: (api, key) =>
      [...jobs.values()].filter((job) => job.api === api && job.key === key && phase(job) !== 'done').length,
    clear() {
      jobs.clear()
    },
  }
}

/** How a job ends: as its prompt spells it, else as its pictures deserve, else well. */
export const endingOf = (prompt: string, pictureFailure: string | null): Job['ends'] => {
  const failure = spelled(prompt, 'fail') ?? pictureFailure
  if (failure === 'nothing') return { as: 'nothing' }
  if (failure !== null) return { as: 'failed', word: failure }
  const state = spelled(prompt, 'state')
  return state === null ? { as: 'video' } : { as: 'odd', state }
}
