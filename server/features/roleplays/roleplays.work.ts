import { work, type Schedule, type Work } from '#kernel/jobs/jobs.ts'
import { forgetWithdrawn } from './roleplays.jobs.ts'
import { forget } from './roleplays.keeping.ts'
import type { RehearsalTools } from './roleplays.ts'

export const roleplayWorks = (tools: RehearsalTools): Work[] => [
  work(forgetWithdrawn, (wanted) => forget(tools, wanted)),
]
export const roleplaySchedules: Schedule[] = []
