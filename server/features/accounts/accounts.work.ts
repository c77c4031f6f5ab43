import { work, type Work } from '#kernel/jobs/jobs.ts'
import type { Tools } from '#kernel/tools.ts'
import { announcePending } from './accounts.approvals.ts'
import { announcePeople } from './accounts.jobs.ts'

export const accountWorks = (tools: Tools): Work[] => [
  work(announcePeople, async () => void (await announcePending(tools))),
]
