import { work, type Schedule, type Work } from '#kernel/jobs/jobs.ts'
import { sweepRuns, writeRun } from './captions.jobs.ts'
import { sendLater, sweep } from './captions.recovery.ts'
import { neverSent, ownerOf, sendRun } from './captions.sending.ts'
import type { CaptionTools } from './captions.ts'

export const captionWorks = (tools: CaptionTools): Work[] => [
  work(
    writeRun,
    async ({ runId }, { signal }) => {
      const sent = await sendRun(tools, runId, signal)
      if (sent.kind === 'later') await sendLater(tools, runId, await ownerOf(tools, runId), sent.delayMs)
    },
    ({ runId }) => neverSent(tools, runId),
  ),
  work(sweepRuns, () => sweep(tools)),
]
export const captionSchedules: Schedule[] = [{ kind: sweepRuns, cron: '* * * * *' }]
