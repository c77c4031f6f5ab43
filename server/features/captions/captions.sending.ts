import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { actingAs, type Actor, type Transaction } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault } from '#kernel/fault.ts'
import type { CaptionRequest, CaptionSlide, Writer, Written } from '#providers/writer.ts'
import type { CaptionTools } from './captions.ts'
import * as ledger from './captions.ledger.store.ts'
import { chargedFor, failureOf, requestFor, ownFailures, unknownFailure, wishesOf } from './captions.rules.ts'
import * as store from './captions.store.ts'
import type { RunFailure, RunRow, SlideRow } from './captions.store.ts'

export const house: Actor = { kind: 'house', reason: 'caption ledger' }

/** A run is settled, or is to be looked at again after so long. */
export type Sent = { kind: 'done' } | { kind: 'later'; delayMs: number }
const done: Sent = { kind: 'done' }
const inFlightMs = 30_000
const mostRefusals = 10

/**
 * Sends the one call of a run. The row says so, committed, before the call leaves; a run that was sent before is never
 * sent again, except by a writer that costs nothing.
 */
export const sendRun = async (tools: CaptionTools, runId: string, signal: AbortSignal): Promise<Sent> => {
  const run = await waitingRun(tools, runId)
  if (run === null) return done
  if (run.state === 'submitted') return { kind: 'later', delayMs: inFlightMs }
  const writer = writerOf(tools, run.writer)
  if (writer === null) return await fail(tools, run, ownFailures.writerGone)
  if (run.gone) return await fail(tools, run, ownFailures.sessionGone)
  const folder = join(tools.config.dataFolder, 'work', 'captions', run.id)
  try {
    // Everything that can fail without money is done first.
    const request = await prepared(tools, writer, run, folder, signal)
    if (request.slides.every(({ write }) => !write) && !request.post.write)
      return await fail(tools, run, ownFailures.nothingLeft)
    const wait = await submit(tools, writer, run.id)
    if (wait !== null) return wait
    const written = await writer.write(request, { requestId: run.id, userRef: run.user_id, signal })
    return await settle(tools, writer, run, written)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The run if there is something to do for it; one whose writer costs nothing is taken back when its process died. */
const waitingRun = (tools: CaptionTools, runId: string) =>
  actingAs(tools.db, house, async (transaction) => {
    const run = await ledger.lockRun(transaction, runId)
    if (run === undefined || (run.state !== 'reserved' && run.state !== 'submitted')) return null
    if (run.state === 'submitted' && run.writer === tools.writers.fallback.id) {
      await ledger.giveBack(transaction, run.id)
      return { ...run, state: 'reserved' as const }
    }
    return run
  })

const writerOf = (tools: CaptionTools, id: string): Writer | null =>
  [tools.writers.first, tools.writers.fallback].find((writer) => writer.id === id) ?? null

const submit = (tools: CaptionTools, writer: Writer, runId: string): Promise<Sent | null> =>
  actingAs(tools.db, house, async (transaction) => {
    const load = await ledger.writerLoad(transaction, writer.id)
    if (load.started >= writer.limits.writesPerMinute)
      return { kind: 'later', delayMs: Math.max(1000, load.waitMs) } as const
    return (await ledger.markSubmitted(transaction, runId)) ? null : done
  })

const settle = (tools: CaptionTools, writer: Writer, run: RunRow, written: Written): Promise<Sent> =>
  actingAs(tools.db, house, async (transaction): Promise<Sent> => {
    const current = await ledger.lockRun(transaction, run.id)
    if (current?.state !== 'submitted') return done
    if (written.kind === 'refused' && written.retryAfterSeconds !== undefined && current.attempts < mostRefusals) {
      await ledger.giveBack(transaction, run.id)
      return { kind: 'later', delayMs: Math.max(1, written.retryAfterSeconds) * 1000 }
    }
    if (written.kind === 'written') {
      const result = { slides: written.slides, post: written.post }
      await ledger.markReady(transaction, run.id, {
        result,
        charged: written.usage?.costMicroUsd ?? run.price_estimate,
      })
      await ledger.applyWords(transaction, run, written.slides, writer.ai ? 'ai' : 'template')
    } else if (written.kind === 'refused')
      await ledger.markFailed(transaction, run.id, { failure: failureOf(written), charged: chargedFor(written) })
    else await ledger.markUnknown(transaction, run.id, unknownFailure)
    await tell(transaction, run)
    return done
  })

const fail = (tools: CaptionTools, run: RunRow, failure: RunFailure): Promise<Sent> =>
  actingAs(tools.db, house, async (transaction) => {
    if (await ledger.markFailed(transaction, run.id, { failure, charged: 0 })) await tell(transaction, run)
    return done
  })

export const tell = (transaction: Transaction, run: RunRow): Promise<void> =>
  announce(transaction, run.user_id, { type: 'sessions.changed', sessionId: run.session_id })

/** Every try ended in a fault of ours before anything was sent. */
export const neverSent = async (tools: CaptionTools, runId: string): Promise<void> => {
  const run = await waitingRun(tools, runId)
  if (run?.state === 'reserved') await fail(tools, run, ownFailures.houseFault)
}

const prepared = async (
  tools: CaptionTools,
  writer: Writer,
  run: RunRow,
  folder: string,
  signal: AbortSignal,
): Promise<CaptionRequest> => {
  const { slides, style, post } = await actingAs(tools.db, house, async (transaction) => {
    const all = await store.selectSlides(transaction, run.session_id)
    const group = run.slide_group_id === null ? null : await ledger.groupContext(transaction, run.slide_group_id)
    const order = group?.itemIds ?? run.item_ids
    const byId = new Map(all.map((slide) => [slide.id, slide]))
    return {
      slides: order.flatMap((id) => byId.get(id) ?? []),
      style: (await store.selectStyle(transaction, run.session_id))?.style,
      post: group != null && !group.worded && (await isFirst(transaction, run)),
    }
  })
  const wanted = new Set(run.item_ids)
  const write = new Set(
    slides
      .filter(({ id, captionSource }) => wanted.has(id) && (run.overwrite || captionSource !== 'person'))
      .map(({ id }) => id),
  )
  const pictures = new Map<string, Buffer>()
  if (writer.seesPictures)
    for (const slide of slides.filter(({ id }) => write.has(id))) {
      const picture = await pictureOf(tools, slide, folder, signal)
      if (picture !== null) pictures.set(slide.id, picture)
    }
  const asked = { write, wishes: wishesOf(style), post: { write: post, attempt: 0 } }
  return requestFor(slides, asked, ({ id }): CaptionSlide['picture'] => {
    const picture = pictures.get(id)
    return picture === undefined ? null : () => Promise.resolve(picture)
  })
}

/** The post text is written with the first call of its writer. */
const isFirst = async (transaction: Transaction, run: RunRow): Promise<boolean> => {
  const runs = await store.selectRunsOfGroup(transaction, run.slide_group_id ?? '')
  return runs.find(({ writer }) => writer === run.writer)?.id === run.id
}

const pictureOf = async (
  tools: CaptionTools,
  slide: SlideRow,
  folder: string,
  signal: AbortSignal,
): Promise<Buffer | null> => {
  for (const key of slide.pictures) {
    if ((await tools.storage.head('media', key)) === null) continue
    await mkdir(folder, { recursive: true })
    const path = await tools.storage.localPath('media', key, folder)
    const output = join(folder, `${slide.id}.jpg`)
    const drawn = await tools.captionPicture({ path, output, signal })
    if (drawn.ok) return await readFile(output)
  }
  return null
}

/** The owner of a run, for the job that comes back to it. */
export const ownerOf = (tools: CaptionTools, runId: string): Promise<string> =>
  actingAs(tools.db, house, async (transaction) => {
    const run = await ledger.lockRun(transaction, runId)
    if (run === undefined) throw new Fault('captions.not_found', 404, 'There is no such run.')
    return run.user_id
  })
