import * as z from 'zod'
import { jobKind, type Schedule } from '#kernel/jobs/jobs.ts'

export const cleanUpHouse = jobKind('operations.cleanup', z.strictObject({}), { parallel: 1, expireSeconds: 600 })
export const keepUpDatabase = jobKind('operations.upkeep', z.strictObject({}), { parallel: 1, expireSeconds: 600 })

export const operationJobs = [cleanUpHouse, keepUpDatabase]
export const operationSchedules: Schedule[] = [
  { kind: cleanUpHouse, cron: '41 * * * *' },
  // After what is old was taken away.
  { kind: keepUpDatabase, cron: '47 * * * *' },
]
