import * as z from 'zod'
import { consentPurpose } from '@greenroom/contract/rehearsals.ts'
import { uuid } from '@greenroom/contract/shapes.ts'
import { jobKind } from '#kernel/jobs/jobs.ts'

/** Finds what was done in a finished call and counts it. */
export const scoreCallJob = jobKind('roleplays.score', z.strictObject({ sessionId: uuid }), {
  parallel: 2,
  parallelPerPerson: 2,
  retries: 3,
  expireSeconds: 300,
})
/** Takes away what somebody no longer agrees to, of everything before this moment. */
export const forgetWithdrawn = jobKind(
  'roleplays.forget',
  z.strictObject({ userId: uuid, purpose: consentPurpose, before: z.iso.datetime() }),
  { retries: 5 },
)
/** Calls that nobody goes on with, calls whose score nobody works on, files of what was deleted or is too old. */
export const sweepCalls = jobKind('roleplays.sweep', z.strictObject({}), {
  parallel: 1,
  retries: 0,
  expireSeconds: 600,
})

export const roleplayJobs = [scoreCallJob, forgetWithdrawn, sweepCalls] as const
