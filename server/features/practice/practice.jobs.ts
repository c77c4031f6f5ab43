import * as z from 'zod'
import { jobKind } from '#kernel/jobs/jobs.ts'

/** Keeps how far judge and people agreed in the weeks that are over, and writes to leaders about them. */
export const keepWeek = jobKind('practice.keep-week', z.strictObject({}), {
  parallel: 1,
  retries: 2,
  expireSeconds: 1800,
})

export const practiceJobs = [keepWeek] as const
