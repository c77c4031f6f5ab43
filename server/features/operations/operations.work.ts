import { keepUp } from '#kernel/db/upkeep.ts'
import { work, type Work } from '#kernel/jobs/jobs.ts'
import type { Tools } from '#kernel/tools.ts'
import { cleanUpHouse, keepUpDatabase } from './operations.jobs.ts'
import { takeAwayOld } from './operations.ts'

export const operationWorks = (tools: Tools): Work[] => [
  work(cleanUpHouse, () => takeAwayOld(tools)),
  work(keepUpDatabase, async () => {
    const tables = await keepUp(tools.db)
    if (tables.length > 0) tools.log.debug({ tables }, 'looked after tables of the embedded database')
  }),
]
