import { flushCompileCache } from 'node:module'
import { Fault } from '../fault.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'

/**
 * The worker's side: answers every job with `work`, one after the other. `report` sends anything on the way.
 * What `work` throws is told to the parent: a Fault as it is, anything else as process.job_failed with its stack.
 */
export const answerJobs = (work: (job: unknown, report: (value: unknown) => void) => unknown): void => {
  const tell = (message: FromWorker) => process.send?.(message)
  process.on('message', (message) => {
    const { id, job } = message as ToWorker
    const report = (value: unknown) => tell({ kind: 'report', id, value })
    const answer = async () => {
      try {
        tell({ kind: 'done', id, result: await work(job, report) })
      } catch (error) {
        const fault =
          error instanceof Fault
            ? { code: error.code, status: error.status, sentence: error.message, values: error.values }
            : null
        tell({ kind: 'failed', id, fault, stack: storyOf(error) })
      }
    }
    // A worker ends by being killed, so what was compiled is put by now.
    void answer().then(flushCompileCache)
  })
  // Without a parent nobody wants the answer.
  process.on('disconnect', () => process.exit(0))
}

/** The stack with every cause behind it: only text survives the way to the parent. */
const storyOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const stack = error.stack ?? error.message
  return error.cause === undefined ? stack : `${stack}\ncaused by ${storyOf(error.cause)}`
}
