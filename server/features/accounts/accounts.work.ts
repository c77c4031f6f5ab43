import { work, type Work } from '#kernel/jobs/jobs.ts'
import type { Tools } from '#kernel/tools.ts'
import { announcePending } from './accounts.approvals.ts'
import { clearLooseAvatars } from './accounts.avatars.ts'
import { announcePeople, clearAvatars } from './accounts.jobs.ts'

export const accountWorks = (tools: Tools): Work[] => [
  work(announcePeople, async () => void (await announcePending(tools))),
  work(clearAvatars, async () => void (await clearLooseAvatars(tools))),
]
