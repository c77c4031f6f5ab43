import { work, type Schedule, type Work } from '#kernel/jobs/jobs.ts'
import { forgetWithdrawn, scoreCallJob } from './roleplays.jobs.ts'
import { forget } from './roleplays.keeping.ts'
import { scoreFailed, scoreLater, scoreNow } from './roleplays.scoring.ts'
import type { RehearsalTools } from './roleplays.ts'

export const roleplayWorks = (tools: RehearsalTools): Work[] => [
  work(
    scoreCallJob,
    async ({ sessionId }, { signal }) => {
      const scored = await scoreNow(tools, sessionId, signal)
      if (scored.kind === 'later') await scoreLater(tools, sessionId, scored)
    },
    ({ sessionId }) => scoreFailed(tools, sessionId),
  ),
  work(forgetWithdrawn, (wanted) => forget(tools, wanted)),
]
export const roleplaySchedules: Schedule[] = []
