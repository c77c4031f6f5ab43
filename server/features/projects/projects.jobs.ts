import * as z from 'zod'
import { uuid } from '@greenroom/contract/shapes.ts'
import { jobKind } from '#kernel/jobs/jobs.ts'

/** Makes photos and hands each of them in as an upload. The batch is fixed with the job, so a second run continues the first. */
export const makeSample = jobKind('projects.sample', z.strictObject({ projectId: uuid, userId: uuid, batchId: uuid }), {
  expireSeconds: 600,
  parallel: 1,
})

export const projectJobs = [makeSample]
