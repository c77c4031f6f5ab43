import { work, type Schedule, type Work } from '#kernel/jobs/jobs.ts'
import type { Tools } from '#kernel/tools.ts'
import { keepAgreements } from './practice.agreement.ts'
import { keepWeek } from './practice.jobs.ts'

export const practiceWorks = (tools: Tools): Work[] => [
  work(keepWeek, (_, { signal }) => keepAgreements(tools, signal)),
]
/** Each morning, so that a house that slept on Monday does it on Tuesday; a week that is kept is not kept again. */
export const practiceSchedules: Schedule[] = [{ kind: keepWeek, cron: '17 5 * * *' }]
