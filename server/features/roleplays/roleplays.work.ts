import { work, type Schedule, type Work } from '#kernel/jobs/jobs.ts'
import { forgetWithdrawn, purgeCalls, scoreCallJob, speakTurn, sweepCalls, transcribeClip } from './roleplays.jobs.ts'
import { forget } from './roleplays.keeping.ts'
import { listenLater, listeningFailed, listenNow } from './roleplays.listening.ts'
import { sweep } from './roleplays.recovery.ts'
import { purgeOverdue, removeHalfSent, removeStray } from './roleplays.retention.ts'
import { speakNow } from './roleplays.voicing.ts'
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
  work(
    transcribeClip,
    async (at, { signal }) => {
      const listened = await listenNow(tools, at, signal)
      if (listened.kind === 'later') await listenLater(tools, at, listened)
    },
    (at) => listeningFailed(tools, at),
  ),
  work(speakTurn, async (at, { signal }) => void (await speakNow(tools, at, signal))),
  work(forgetWithdrawn, (wanted) => forget(tools, wanted)),
  work(sweepCalls, () => sweep(tools)),
  work(purgeCalls, async () => {
    await purgeOverdue(tools)
    await removeStray(tools)
    await removeHalfSent(tools)
  }),
]
export const roleplaySchedules: Schedule[] = [
  { kind: sweepCalls, cron: '* * * * *' },
  { kind: purgeCalls, cron: '23 * * * *' },
]
