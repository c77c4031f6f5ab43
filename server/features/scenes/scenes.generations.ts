import { actingAs, type Actor, type Transaction } from '#kernel/db/acting.ts'
import { announce, announceToAdmins } from '#kernel/events/events.ts'
import { Fault } from '#kernel/fault.ts'
import { hashToken, newToken } from '#kernel/id.ts'
import type { MakerFailure, VideoMaker } from '#providers/video-maker.ts'
import { checkTake, keepTake, renderTake, startTake } from './scenes.jobs.ts'
import * as ledger from './scenes.ledger.store.ts'
import type { KeptTake, LedgerRow } from './scenes.ledger.store.ts'
import { patienceMs } from './scenes.rules.ts'
import type { SceneTools } from './scenes.take.ts'

export const worker: Actor = { kind: 'house', reason: 'scenes ledger' }

/** Proof that the row was marked as sent in a committed transaction: only `admit` makes one, and the POST asks for it. */
export interface Admission {
  readonly row: LedgerRow
  readonly callbackToken: string
}

/** Tells the owner's browsers and brings the scene's status up to date, in the running transaction. */
export const settle = async (transaction: Transaction, row: LedgerRow): Promise<void> => {
  await ledger.rollUpStatus(transaction, row.scene_id)
  await announce(transaction, row.user_id, {
    type: 'scenes.changed',
    projectId: row.project_id,
    sceneIds: [row.scene_id],
  })
}

/** Lets the next waiting rows of a provider go; everybody's first before anybody's second. */
export const wakeNext = async (
  tools: SceneTools,
  transaction: Transaction,
  provider: string,
  count = 1,
): Promise<void> => {
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

export const askLater = (
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

const own = (error: unknown, more: Pick<MakerFailure, 'input' | 'charged'>): MakerFailure => ({
  vendorCode: error instanceof Fault ? error.code : 'house.fault',
  kind: more.input === null ? 'failed' : 'invalid_input',
  retryable: true,
  ...more,
})

/** Nothing was sent, after every try: a frame that cannot be drawn, a disk that is full. */
export const neverStarted = async (tools: SceneTools, generationId: string, error: unknown): Promise<void> => {
  const row = await ledgerRow(tools, generationId)
  const input = error instanceof Fault && error.code.startsWith('photos.') ? 'start' : null
  if (row?.state === 'reserved') await failed(tools, row, own(error, { input, charged: 'no' }))
}

/** This machine could not make it, after every try. */
export const neverRendered = async (tools: SceneTools, generationId: string, error: unknown): Promise<void> => {
  const row = await runningRow(tools, generationId)
  if (row !== null) await failed(tools, row, own(error, { input: null, charged: 'no' }))
}

/** A paid result that could not be copied is tried again by the sweep for as long as there is patience; only then is it given up. */
export const neverKept = async (tools: SceneTools, generationId: string, error: unknown): Promise<void> => {
  const row = await runningRow(tools, generationId)
  const waited = row?.accepted_at == null ? 0 : tools.clock.now().getTime() - row.accepted_at.getTime()
  if (row !== null && (waited > patienceMs || row.price_estimate === 0))
    await failed(tools, row, own(error, { input: null, charged: row.price_estimate === 0 ? 'no' : 'yes' }))
}

/** The take lies in storage: version, ledger and scene say so together. A deleted scene keeps it, and stays deleted. */
export const kept = (tools: SceneTools, row: LedgerRow, take: KeptTake, charged: number | null): Promise<void> =>
  actingAs(tools.db, worker, async (transaction) => {
    const current = await ledger.lockGeneration(transaction, row.id)
    if (current?.state !== 'running') return
    await ledger.markKept(transaction, current, take, charged)
    await settle(transaction, current)
    await wakeNext(tools, transaction, row.provider)
  })
