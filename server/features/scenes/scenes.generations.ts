import { createHash } from 'node:crypto'
import type { Generation, GenerationState, Scene } from '@greenroom/contract/scenes.ts'
import { actingAs, violated, type Actor, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { announce, announceToAdmins } from '#kernel/events/events.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { newToken } from '#kernel/id.ts'
import type { MakerFailure, VideoMaker } from '#providers/video-maker.ts'
import { checkTake, keepTake, renderTake, startTake } from './scenes.jobs.ts'
import * as ledger from './scenes.ledger.store.ts'
import type { KeptTake, LedgerRow } from './scenes.ledger.store.ts'
import { patienceMs } from './scenes.rules.ts'
import { scenesById } from './scenes.store.ts'
import type { SceneTools } from './scenes.take.ts'
import { sceneView } from './scenes.view.rules.ts'

const worker: Actor = { kind: 'house', reason: 'scenes ledger' }
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Proof that the row was marked as sent in a committed transaction: only `admit` makes one, and the POST asks for it. */
export interface Admission {
  readonly row: LedgerRow
  readonly callbackToken: string
}

/** Tells the owner's browsers and brings the scene's status up to date, in the running transaction. */
const settle = async (transaction: Transaction, row: LedgerRow): Promise<void> => {
  await ledger.rollUpStatus(transaction, row.scene_id)
  await announce(transaction, row.user_id, {
    type: 'scenes.changed',
    projectId: row.project_id,
    sceneIds: [row.scene_id],
  })
}

/** Lets the next waiting rows of a provider go; everybody's first before anybody's second. */
const wakeNext = async (tools: SceneTools, transaction: Transaction, provider: string, count = 1): Promise<void> => {
  for (const next of await ledger.nextReserved(transaction, provider, count)) {
    await tools.jobs.add(transaction, startTake, { generationId: next.id }, { owner: next.user_id })
  }
}

/**
 * Decides whether this row's one POST may leave now, and writes that it does. Null when it may not: it was sent before, was
 * cancelled, its scene is gone, or its provider has no room (then it is woken when there is).
 */
export const admit = (tools: SceneTools, maker: VideoMaker, generationId: string): Promise<Admission | null> =>
  actingAs(tools.db, worker, async (transaction) => {
    await ledger.lockProvider(transaction, maker.id)
    const row = await ledger.lockGeneration(transaction, generationId)
    if (row === undefined || row.state !== 'reserved') return null
    if (row.scene_deleted_at !== null) {
      // Undo may still bring the scene back; after that nobody wants the take any more.
      const undoEndsMs = row.scene_deleted_at.getTime() + 11_000 - tools.clock.now().getTime()
      if (undoEndsMs > 0)
        await tools.jobs.add(transaction, startTake, { generationId }, { owner: row.user_id, delayMs: undoEndsMs })
      else {
        await ledger.markCanceled(transaction, generationId)
        await settle(transaction, row)
        await wakeNext(tools, transaction, maker.id)
      }
      return null
    }
    const load = await ledger.providerLoad(transaction, maker.id)
    if (load.running >= maker.limits.concurrent) return null
    if (load.started >= maker.limits.startsPerMinute) {
      await tools.jobs.add(
        transaction,
        startTake,
        { generationId },
        { owner: row.user_id, delayMs: Math.max(1000, load.wait_ms) },
      )
      return null
    }
    const callbackToken = newToken()
    await ledger.markSubmitted(transaction, generationId, hashToken(callbackToken))
    return { row, callbackToken }
  })

/** The vendor took it: from here it is asked until it is done. */
export const accepted = (tools: SceneTools, maker: VideoMaker, row: LedgerRow, jobId: string): Promise<void> =>
  actingAs(tools.db, worker, async (transaction) => {
    if ((await ledger.markAccepted(transaction, row.id, jobId)) === 0) return
    await askLater(tools, transaction, maker, row, maker.checkDelayMs(0))
    await settle(transaction, row)
  })

const askLater = (
  tools: SceneTools,
  transaction: Transaction,
  maker: VideoMaker,
  row: LedgerRow,
  delayMs: number,
): Promise<void> =>
  tools.jobs.add(
    transaction,
    maker.rendersHere === true ? renderTake : checkTake,
    { generationId: row.id },
    { owner: row.user_id, delayMs },
  )

const mostRefusals = 30
/** The vendor certainly did not take it. With `retryAfterSeconds` it goes back and is sent later, at most 30 times. */
export const rejected = (
  tools: SceneTools,
  row: LedgerRow,
  failure: MakerFailure,
  retryAfterSeconds: number | undefined,
): Promise<void> =>
  actingAs(tools.db, worker, async (transaction) => {
    const current = await ledger.lockGeneration(transaction, row.id)
    if (current?.state !== 'submitted') return
    if (retryAfterSeconds !== undefined && current.attempts < mostRefusals) {
      await ledger.giveBack(transaction, row.id)
      await tools.jobs.add(
        transaction,
        startTake,
        { generationId: row.id },
        { owner: row.user_id, delayMs: Math.max(1, retryAfterSeconds) * 1000 },
      )
    } else {
      await ledger.markFailed(transaction, row.id, failure)
      await wakeNext(tools, transaction, row.provider)
    }
    await settle(transaction, row)
  })

/** Nobody can say whether the vendor took it. It is never sent again by itself; admins are told. */
export const outcomeUnknown = (tools: SceneTools, row: LedgerRow, reason: string): Promise<void> =>
  actingAs(tools.db, worker, async (transaction) => {
    if ((await ledger.markUnknown(transaction, row.id, reason)) === 0) return
    await settle(transaction, row)
    await announceToAdmins(transaction, { type: 'generations.changed' })
    for (const admin of await ledger.adminMails(transaction)) {
      await tools.post(transaction, {
        to: admin.email,
        language: admin.language ?? 'en',
        letter: {
          kind: 'generation-unknown',
          link: `${tools.siteUrl}/admin/generations`,
          project: row.project_name,
          ordinal: row.ordinal,
          maker: row.meta.disclosure,
        },
      })
    }
    await wakeNext(tools, transaction, row.provider)
  })

/** The row as it is now, whatever its state; null when it is gone. */
export const ledgerRow = (tools: SceneTools, generationId: string): Promise<LedgerRow | null> =>
  actingAs(tools.db, worker, async (transaction) => (await ledger.lockGeneration(transaction, generationId)) ?? null)

/** The row if its take is being made; workers ask this first, because jobs may come twice or too late. */
export const runningRow = (tools: SceneTools, generationId: string): Promise<LedgerRow | null> =>
  ledgerRow(tools, generationId).then((row) => (row?.state === 'running' ? row : null))

/** Keeps progress and tells who watches; false when the take is not wanted any more. */
export const noteProgress = async (tools: SceneTools, row: LedgerRow, progress: number): Promise<boolean> => {
  const wanted = await actingAs(tools.db, worker, (transaction) => ledger.stillRunning(transaction, row.id, progress))
  if (wanted) {
    const { project_id: projectId, scene_id: sceneId, version } = row
    await tools.events.pass(row.user_id, { type: 'scene.progress', projectId, sceneId, version, progress })
  }
  return wanted
}

/** Not done yet: ask again later, unless it has been too long. */
export const checkAgain = (
  tools: SceneTools,
  maker: VideoMaker,
  row: LedgerRow,
  progress: number | null,
  delayMs: number,
): Promise<void> =>
  actingAs(tools.db, worker, async (transaction) => {
    if (row.accepted_at !== null && tools.clock.now().getTime() - row.accepted_at.getTime() > patienceMs) {
      const failure = {
        vendorCode: 'too_long',
        kind: 'expired',
        input: null,
        retryable: true,
        charged: 'unknown',
      } as const
      await ledger.markFailed(transaction, row.id, failure)
      await settle(transaction, row)
      await wakeNext(tools, transaction, row.provider)
      return
    }
    if ((await ledger.noteCheck(transaction, row.id, progress, row.attempts + 1)) === 1)
      await askLater(tools, transaction, maker, row, delayMs)
  })

export const keepLater = (tools: SceneTools, row: LedgerRow): Promise<void> =>
  actingAs(tools.db, worker, (transaction) =>
    tools.jobs.add(transaction, keepTake, { generationId: row.id }, { owner: row.user_id }),
  )

export const failed = (tools: SceneTools, row: LedgerRow, failure: MakerFailure): Promise<void> =>
  actingAs(tools.db, worker, async (transaction) => {
    if ((await ledger.markFailed(transaction, row.id, failure)) === 0) return
    await settle(transaction, row)
    await wakeNext(tools, transaction, row.provider)
  })

/** The take lies in storage: version, ledger and scene say so together. A deleted scene keeps it, and stays deleted. */
export const kept = (tools: SceneTools, row: LedgerRow, take: KeptTake, charged: number | null): Promise<void> =>
  actingAs(tools.db, worker, async (transaction) => {
    const current = await ledger.lockGeneration(transaction, row.id)
    if (current?.state !== 'running') return
    await ledger.markKept(transaction, current, take, charged)
    await settle(transaction, current)
    await wakeNext(tools, transaction, row.provider)
  })

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
          fields: [{ path: 'providerJobId', message: 'Already used by another take.' }],
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
