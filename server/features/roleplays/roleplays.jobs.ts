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
/** Has a recording listened to. */
export const transcribeClip = jobKind('roleplays.transcribe', z.strictObject({ sessionId: uuid, clipId: uuid }), {
  parallel: 4,
  parallelPerPerson: 2,
  retries: 3,
  expireSeconds: 300,
})
/** Gives an answer of the customer its voice. */
export const speakTurn = jobKind('roleplays.speak', z.strictObject({ sessionId: uuid, turnId: uuid }), {
  parallel: 4,
  parallelPerPerson: 2,
  retries: 1,
  expireSeconds: 60,
})
/** Takes away what somebody no longer agrees to, of everything before this moment. */
export const forgetWithdrawn = jobKind(
  'roleplays.forget',
  z.strictObject({ userId: uuid, purpose: consentPurpose, before: z.iso.datetime() }),
  { retries: 5 },
)
/** Calls that nobody goes on with, and work that nobody works on. */
export const sweepCalls = jobKind('roleplays.sweep', z.strictObject({}), {
  parallel: 1,
  retries: 0,
  expireSeconds: 600,
})
/** What has been kept for as long as it may be, or was deleted. */
export const purgeCalls = jobKind('roleplays.purge', z.strictObject({}), {
  parallel: 1,
  retries: 1,
  expireSeconds: 3600,
})

export const roleplayJobs = [scoreCallJob, transcribeClip, speakTurn, forgetWithdrawn, sweepCalls, purgeCalls] as const
