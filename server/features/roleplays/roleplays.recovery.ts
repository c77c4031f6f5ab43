import { actingAs } from '#kernel/db/acting.ts'
import { scoreCallJob, transcribeClip } from './roleplays.jobs.ts'
import { settleLost } from './roleplays.ledger.ts'
import { dropStale } from './roleplays.ledger.store.ts'
import { forgottenClips } from './roleplays.retention.store.ts'
import { abandonIdle } from './roleplays.retention.ts'
import type { RehearsalTools } from './roleplays.ts'
import { house } from './roleplays.scenario.ts'
import { forgottenScores } from './roleplays.scoring.store.ts'

/** For the one process of the embedded database, at its start: whatever was on its way died with the last process. */
export const recoverCalls = async (tools: RehearsalTools): Promise<void> => {
  await settle(tools, true)
}

/** Recordings and scores hear what became of the calls that were made for them. */
const settle = async (tools: RehearsalTools, all: boolean): Promise<void> => {
  for (const { kind, about, session_id: sessionId, user_id: owner } of await settleLost(tools, all))
    await actingAs(tools.db, house, async (transaction) => {
      if (kind === 'transcription')
        await tools.jobs.add(transaction, transcribeClip, { sessionId, clipId: about }, { owner })
      if (kind === 'judgement') await tools.jobs.add(transaction, scoreCallJob, { sessionId }, { owner })
    })
}

/** Every minute: what no job cares for any more, and calls that nobody goes on with. */
export const sweep = async (tools: RehearsalTools): Promise<void> => {
  await settle(tools, false)
  await actingAs(tools.db, house, async (transaction) => {
    await dropStale(transaction, { code: 'too_late', sentence: 'Its moment was over before it could be sent.' })
    for (const { id: clipId, session_id: sessionId, user_id: owner } of await forgottenClips(transaction))
      await tools.jobs.add(transaction, transcribeClip, { sessionId, clipId }, { owner })
    for (const { id: sessionId, user_id: owner } of await forgottenScores(transaction))
      await tools.jobs.add(transaction, scoreCallJob, { sessionId }, { owner })
  })
  await abandonIdle(tools)
}
