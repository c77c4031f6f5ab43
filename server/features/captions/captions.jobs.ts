import * as z from 'zod'
import { uuid } from '@greenroom/contract/shapes.ts'
import { jobKind } from '#kernel/jobs/jobs.ts'

/** Sends the one call of a run that a person asked for. */
export const writeRun = jobKind('captions.write', z.strictObject({ runId: uuid }), {
  parallel: 4,
  parallelPerPerson: 2,
  retries: 3,
  expireSeconds: 300,
})
/** Finds runs that nobody works on any more. */
export const sweepRuns = jobKind('captions.sweep', z.strictObject({}), { parallel: 1, retries: 0 })

export const captionJobs = [writeRun, sweepRuns] as const
