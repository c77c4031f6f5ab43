import type { CaptionRun } from '@greenroom/contract/slideshows.ts'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { claimRequest } from '#kernel/db/request-keys.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { newId } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import type { Writer } from '#providers/writer.ts'
import { writeRun } from './captions.jobs.ts'
import { batchesOf, requestFor, requestHash, runView, wishesOf, writable } from './captions.rules.ts'
import * as store from './captions.store.ts'
import type { NewRun, SlideRow } from './captions.store.ts'

export interface CaptionTools extends Tools {
  /** Who is asked first, and the template that stands in for a writer that could not. */
  writers: { first: Writer; fallback: Writer }
  /** Writes a JPEG of at most 512 pixels a side without metadata to `output`, in a process of its own. */
  captionPicture(request: {
    path: string
    output: string
    signal?: AbortSignal | undefined
  }): Promise<{ ok: true } | { ok: false; reason: { sentence: string } }>
}

/** What the writer is doing or did last for a session, in a running transaction; null when it never was asked. */
export const newestRun = async (transaction: Transaction, sessionId: string): Promise<CaptionRun | null> => {
  const row = await store.selectNewest(transaction, sessionId)
  return row === undefined ? null : runView(row)
}

export interface CaptionWish {
  itemIds: readonly string[]
  overwrite: boolean
}
export interface CaptionEstimate {
  writer: string
  disclosure: string
  items: number
  priceMicroUsd: number
}

/** Who would write and for how much; nothing is paid. */
export const estimateCaptions = (
  tools: CaptionTools,
  actor: PersonActor,
  sessionId: string,
  wish: CaptionWish,
): Promise<CaptionEstimate> =>
  actingAs(tools.db, actor, async (transaction) => {
    const planned = await plan(tools, transaction, sessionId, wish)
    const { id, disclosure } = tools.writers.first
    return {
      writer: id,
      disclosure,
      items: planned.reduce((sum, { itemIds }) => sum + itemIds.length, 0),
      priceMicroUsd: priceOf(planned),
    }
  })

/**
 * Has captions written, at most ten of them in one call; ledger rows and jobs are one transaction. A repeated click with the
 * same key answers the runs of the first one. Throws `captions.nothing_to_write` (422), `captions.price_changed` (409).
 */
export const writeCaptions = (
  tools: CaptionTools,
  actor: PersonActor,
  sessionId: string,
  wish: CaptionWish & { idempotencyKey: string; agreedPriceMicroUsd: number },
): Promise<CaptionRun[]> =>
  actingAs(tools.db, actor, async (transaction) => {
    const planned = await plan(tools, transaction, sessionId, wish)
    const runs = planned.map((run): NewRun => ({ ...run, id: newId(), userId: actor.userId, groupId: null }))
    const earlier = await claimRequest(transaction, {
      userId: actor.userId,
      key: wish.idempotencyKey,
      purpose: 'captions.write',
      result: runs.map(({ id }) => id),
    })
    if (earlier !== null) return (await store.selectRuns(transaction, earlier as string[])).map(runView)
    if (runs.length === 0)
      throw new Fault(
        'captions.nothing_to_write',
        422,
        'These captions were written by a person, or their media are gone. Choose to replace them, or choose others.',
      )
    refuseOtherPrice(priceOf(planned), wish.agreedPriceMicroUsd)
    for (const run of runs) {
      await store.insertRun(transaction, run)
      await tools.jobs.add(transaction, writeRun, { runId: run.id }, { owner: actor.userId })
    }
    await announce(transaction, actor.userId, { type: 'sessions.changed', sessionId })
    const ids = runs.map(({ id }) => id)
    return (await store.selectRuns(transaction, ids)).map(runView)
  })

type PlannedRun = Omit<NewRun, 'id' | 'userId' | 'groupId'>
const plan = async (
  tools: CaptionTools,
  transaction: Transaction,
  sessionId: string,
  { itemIds, overwrite }: CaptionWish,
): Promise<PlannedRun[]> => {
  const session = await store.selectStyle(transaction, sessionId)
  if (session === undefined) throw notFound('slideshows', 'There is no such slideshow session.')
  const slides = await store.selectSlides(transaction, sessionId)
  const known = new Set(slides.map(({ id }) => id))
  if (itemIds.some((id) => !known.has(id))) throw notFound('slideshows', 'One of these is not in the session any more.')
  const batches = batchesOf(writable(slides, itemIds, overwrite))
  return batches.map((batch) =>
    planRun(tools.writers.first, batch, batch, { sessionId, overwrite, style: session.style, post: false }),
  )
}

/** One call: these slides are written, `context` is read with them. */
export const planRun = (
  writer: Writer,
  batch: readonly SlideRow[],
  context: readonly SlideRow[],
  { sessionId, overwrite, style, post }: { sessionId: string; overwrite: boolean; style: unknown; post: boolean },
): PlannedRun => {
  const itemIds = batch.map(({ id }) => id)
  const request = requestFor(
    context,
    { write: new Set(itemIds), wishes: wishesOf(style), post: { write: post, attempt: 0 } },
    ({ pictures }) => (writer.seesPictures && pictures.length > 0 ? notRead : null),
  )
  return {
    sessionId,
    writer: writer.id,
    model: writer.disclosure,
    hash: requestHash(writer.id, context, request),
    itemIds,
    overwrite,
    price: writer.estimateMicroUsd(request),
  }
}
const notRead = () => Promise.reject(new Error('Nothing is read for an estimate'))

const priceOf = (runs: readonly { price: number }[]): number => runs.reduce((sum, { price }) => sum + price, 0)

const refuseOtherPrice = (price: number, agreed: number): void => {
  if (price > agreed)
    throw new Fault('captions.price_changed', 409, 'The price is another one by now. Look at it and agree again.', {
      fields: [
        {
          path: 'agreedPriceMicroUsd',
          message: 'Look at the price again.',
          code: 'captions.price_changed',
          values: { microUsd: price },
        },
      ],
    })
}
