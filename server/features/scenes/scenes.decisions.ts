import type { Generation, GenerationState, Scene } from '@greenroom/contract/scenes.ts'
import { actingAs, violated, type PersonActor } from '#kernel/db/acting.ts'
import { announceToAdmins } from '#kernel/events/events.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { askLater, settle, wakeNext, worker } from './scenes.generations.ts'
import * as ledger from './scenes.ledger.store.ts'
import { scenesById } from './scenes.store.ts'
import type { SceneTools } from './scenes.take.ts'
import { sceneView } from './scenes.view.rules.ts'

/** Stops a take that was not sent yet, or one that this machine renders itself. Throws `scenes.cannot_cancel`. */
export const cancelTake = async (
  tools: SceneTools,
  actor: PersonActor,
  sceneId: string,
  version: number,
): Promise<Scene> => {
  const own = await actingAs(tools.db, actor, (transaction) =>
    ledger.generationOfVersion(transaction, sceneId, version),
  )
  if (own === undefined) throw notFound('scenes', 'There is no such take.')
  await actingAs(tools.db, worker, async (transaction) => {
    const row = await ledger.lockGeneration(transaction, own.id)
    const rendersHere =
      row !== undefined &&
      [...tools.makers.values()].some((maker) => maker.id === row.provider && maker.rendersHere === true)
    if (row === undefined || !(row.state === 'reserved' || (row.state === 'running' && rendersHere))) {
      throw new Fault(
        'scenes.cannot_cancel',
        409,
        'This take is with its maker already, which offers no way to stop it.',
      )
    }
    await ledger.markCanceled(transaction, row.id)
    await settle(transaction, row)
    await wakeNext(tools, transaction, row.provider)
  })
  return await actingAs(tools.db, actor, async (transaction) => {
    const [scene] = await scenesById(transaction, [sceneId])
    if (scene === undefined) throw notFound('scenes', 'There is no such scene.')
    return sceneView(scene)
  })
}

/** Paid calls in one state, for admins only: the first transaction proves who asks. */
export const listGenerations = async (
  tools: SceneTools,
  actor: PersonActor,
  state: GenerationState,
): Promise<Generation[]> => {
  await actingAs(tools.db, actor, () => Promise.resolve())
  return await actingAs(tools.db, worker, (transaction) => ledger.generationsForAdmin(transaction, { state }))
}

/** An admin says what the vendor's own pages show. The decision and who made it are in the audit trail. */
export const resolveGeneration = async (
  tools: SceneTools,
  actor: PersonActor,
  generationId: string,
  providerJobId: string | null,
): Promise<Generation> => {
  try {
    await actingAs(tools.db, actor, (transaction) => ledger.resolveUnknown(transaction, generationId, providerJobId))
  } catch (error) {
    if (violated(error, 'generations_provider_job_key')) {
      throw new Fault(
        'generations.job_known',
        409,
        'This job belongs to another take already. Look for the one that fits the time and the prompt.',
        {
          fields: [{ path: 'providerJobId', message: 'Already used by another take.', code: 'generations.job_known' }],
        },
      )
    }
    throw error
  }
  return await actingAs(tools.db, worker, async (transaction) => {
    const row = await ledger.lockGeneration(transaction, generationId)
    const maker =
      row === undefined ? undefined : [...tools.makers.values()].find((candidate) => candidate.id === row.provider)
    if (row !== undefined) {
      if (row.state === 'running' && maker !== undefined) await askLater(tools, transaction, maker, row, 0)
      await settle(transaction, row)
      await announceToAdmins(transaction, { type: 'generations.changed' })
    }
    const [generation] = await ledger.generationsForAdmin(transaction, { id: generationId })
    if (generation === undefined) throw notFound('generations', 'There is no such paid call.')
    return generation
  })
}
