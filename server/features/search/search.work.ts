import { work, type Schedule, type Work } from '#kernel/jobs/jobs.ts'
import { embedWaiting, sweep, writeText } from './search.indexing.ts'
import { embedTexts, indexText, sweepTexts } from './search.jobs.ts'
import type { SearchTools } from './search.ts'

export const searchWorks = (tools: SearchTools): Work[] => [
  work(indexText, ({ kind, rowId }) => writeText(tools, kind, rowId)),
  work(embedTexts, (_, context) => embedWaiting(tools, context)),
  work(sweepTexts, () => sweep(tools)),
]
export const searchSchedules: Schedule[] = [{ kind: sweepTexts, cron: '*/10 * * * *' }]
