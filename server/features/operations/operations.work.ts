import { work, type Work } from '#kernel/jobs/jobs.ts'
import type { Tools } from '#kernel/tools.ts'
import { cleanUpHouse, keepUpDatabase } from './operations.jobs.ts'
import { lookAfterDatabase, takeAwayOld } from './operations.ts'

export const operationWorks = (tools: Tools): Work[] => [
  work(cleanUpHouse, () => takeAwayOld(tools)),
  work(keepUpDatabase, () => lookAfterDatabase(tools)),
]
