import * as z from 'zod'
import { uuid } from '@greenroom/contract/shapes.ts'
import { jobKind } from '#kernel/jobs/jobs.ts'

const generation = z.strictObject({ generationId: uuid })

/** Sends the one paid request of a ledger row, if the key has room for it. */
export const startTake = jobKind('scenes.start', generation, { parallel: 4, parallelPerPerson: 2, expireSeconds: 300 })
/** Asks a vendor how a take is doing. Comes back by itself until the take is done. */
export const checkTake = jobKind('scenes.check', generation, { parallel: 8, parallelPerPerson: 4, expireSeconds: 120 })
/** Makes a take on this machine. */
export const renderTake = jobKind('scenes.render', generation, {
  parallel: 1,
  parallelPerPerson: 1,
  retries: 2,
  expireSeconds: 1800,
})
/** Copies a finished take into the library. */
export const keepTake = jobKind('scenes.keep', generation, {
  parallel: 2,
  parallelPerPerson: 2,
  retries: 8,
  retryDelaySeconds: 3,
  expireSeconds: 900,
})
/** Finds ledger rows that nobody works on any more, after crashes and lost jobs. */
export const sweepTakes = jobKind('scenes.sweep', z.strictObject({}), { parallel: 1, retries: 0 })
/** Writes to people about takes of theirs that have no result. */
export const tellFailures = jobKind('scenes.tell-failures', z.strictObject({}), { parallel: 1, retries: 0 })

export const sceneJobs = [startTake, checkTake, renderTake, keepTake, sweepTakes, tellFailures] as const
