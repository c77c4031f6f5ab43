import { actingAs, type Actor } from '#kernel/db/acting.ts'
import { hashToken } from '#kernel/id.ts'
import type { SceneTools } from './scenes.take.ts'
import { outcomeUnknown } from './scenes.generations.ts'
import { checkTake, renderTake, startTake } from './scenes.jobs.ts'
import * as ledger from './scenes.ledger.store.ts'

const worker: Actor = { kind: 'house', reason: 'scenes recovery' }

/**
 * For the one process of the embedded database, at its start: whatever was "submitted" died with the last process between its
 * mark and its answer. What costs nothing is simply sent again; for the rest nobody can say, so a human decides.
 */
export const recoverSubmitted = async (tools: SceneTools): Promise<void> => {
  const rows = await actingAs(tools.db, worker, (transaction) => ledger.submittedBefore(transaction))
  for (const row of rows) await recoverOne(tools, row)
}

const recoverOne = async (
  tools: SceneTools,
  row: { id: string; user_id: string; price_estimate: number },
): Promise<void> => {
  const unknown = await actingAs(tools.db, worker, async (transaction) => {
    const current = await ledger.lockGeneration(transaction, row.id)
    if (current?.state !== 'submitted') return null
    if (row.price_estimate > 0) return current
    await ledger.giveBack(transaction, row.id)
    await tools.jobs.add(transaction, startTake, { generationId: row.id }, { owner: row.user_id })
    return null
  })
  if (unknown !== null) await outcomeUnknown(tools, unknown, 'The house stopped while the request was on its way.')
}

/** Every minute: open rows that no job cares for any more get one. Jobs may come twice, so one too many does no harm. */
export const sweep = async (tools: SceneTools): Promise<void> => {
  const rows = await actingAs(tools.db, worker, (transaction) => ledger.forgotten(transaction))
  for (const row of rows) {
    if (row.state === 'submitted') {
      await recoverOne(tools, row)
      continue
    }
    const maker = [...tools.makers.values()].find((candidate) => candidate.id === row.provider)
    // A key that was taken out of the house: the row waits until it is back, and the studio says so.
    if (maker === undefined) continue
    const kind = row.state === 'reserved' ? startTake : maker.rendersHere === true ? renderTake : checkTake
    await actingAs(tools.db, worker, (transaction) =>
      tools.jobs.add(transaction, kind, { generationId: row.id }, { owner: row.user_id }),
    )
  }
}

/**
 * A vendor's callback is a hint and nothing more: whoever knows the token may make the house ask the vendor once more.
 * Answers whether the token belongs to a take.
 */
export const hearCallback = async (
  tools: SceneTools,
  provider: string,
  token: string,
  body: unknown,
): Promise<boolean> => {
  const maker = [...tools.makers.values()].find((candidate) => candidate.id === provider)
  if (maker?.readCallback === undefined) return false
  const hint = maker.readCallback(body)
  return await actingAs(tools.db, worker, async (transaction) => {
    const row = await ledger.generationByCallback(transaction, provider, hashToken(token))
    if (row === undefined) return false
    // A body about another job is somebody's mistake or worse; the next regular check finds the truth.
    if (hint !== null && hint.jobId === row.provider_job_id) {
      await tools.jobs.add(transaction, checkTake, { generationId: row.id }, { owner: row.user_id })
    }
    return true
  })
}
