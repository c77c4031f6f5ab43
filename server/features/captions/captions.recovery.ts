import { actingAs } from '#kernel/db/acting.ts'
import type { CaptionTools } from './captions.ts'
import { writeRun } from './captions.jobs.ts'
import * as ledger from './captions.ledger.store.ts'
import { unknownFailure } from './captions.rules.ts'
import { house, tell } from './captions.sending.ts'

/**
 * A run that says "submitted" although nobody can be sending it any more: what costs nothing goes back, for the rest
 * nobody can say, so a person decides.
 */
const recoverOne = (tools: CaptionTools, run: { id: string; writer: string }): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    const current = await ledger.lockRun(transaction, run.id)
    if (current?.state !== 'submitted') return
    if (current.writer === tools.writers.fallback.id) {
      await ledger.giveBack(transaction, run.id)
      if (current.slide_group_id === null)
        await tools.jobs.add(transaction, writeRun, { runId: run.id }, { owner: current.user_id })
    } else {
      await ledger.markUnknown(transaction, run.id, unknownFailure)
      await tell(transaction, current)
    }
  })

/** For the one process of the embedded database, at its start: whatever was on its way died with the last process. */
export const recoverRuns = async (tools: CaptionTools): Promise<void> => {
  for (const run of await actingAs(tools.db, house, ledger.submittedBefore)) await recoverOne(tools, run)
}

/** Every minute: open runs that no job cares for any more. */
export const sweep = async (tools: CaptionTools): Promise<void> => {
  for (const run of await actingAs(tools.db, house, ledger.forgottenRuns)) {
    if (run.state === 'submitted') await recoverOne(tools, run)
    else await sendLater(tools, run.id, run.user_id, 0)
  }
}

export const sendLater = (tools: CaptionTools, runId: string, owner: string, delayMs: number): Promise<void> =>
  actingAs(tools.db, house, (transaction) => tools.jobs.add(transaction, writeRun, { runId }, { owner, delayMs }))
