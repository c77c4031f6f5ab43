import type { SearchKind } from '@greenroom/contract/search.ts'
import { actingAs, actingAsConnection, type Actor } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import type { Log } from '#kernel/log.ts'
import type { Embedder } from '#providers/embedder.ts'
import * as store from './search.index.store.ts'
import { embedTexts, indexText, sweepTexts } from './search.jobs.ts'
import { meanVector, piecesOf, textOfCall, textsOfScenario, type FindableText } from './search.rules.ts'
import type { SearchTools } from './search.ts'

const house: Actor = { kind: 'house', reason: 'what can be found' }

/** Writes down the words of one thing as they are now, takes them away when it is gone, and has new ones turned into meaning. */
export const writeText = (tools: SearchTools, kind: SearchKind, rowId: string): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    let ownerId: string | null = null
    let workspaceId: string | null = null
    let texts: FindableText[] = []
    if (kind === 'session') {
      const call = await store.selectFinishedCall(transaction, rowId)
      ownerId = call?.userId ?? null
      texts = call === undefined ? [] : [textOfCall(call)]
    } else {
      const scenario = await store.selectShelved(transaction, rowId)
      workspaceId = scenario?.workspaceId ?? null
      texts = scenario === undefined ? [] : textsOfScenario(scenario)
    }
    await store.dropTexts(
      transaction,
      kind,
      rowId,
      texts.map((text) => text.language),
    )
    let changed = false
    for (const text of texts)
      changed = (await store.keepText(transaction, { kind, rowId, ownerId, workspaceId }, text)) || changed
    if (changed && tools.embedder !== null) await tools.jobs.add(transaction, embedTexts, {})
  })

/** Texts at a time: a bite that a worker that dies would leave for ten minutes. */
const bite = 16

/**
 * Makes vectors until none is missing. A text whose call was lost on the way is offered again when its claim has aged: what that
 * may cost twice is a few millionths of a dollar, and the answer is the same.
 */
export const embedWaiting = async (
  tools: SearchTools,
  { signal, log }: { signal: AbortSignal; log: Log },
): Promise<void> => {
  const { embedder } = tools
  if (embedder === null || !(await meaningIsReady(tools, embedder))) return
  const wish = { model: embedder.modelId, languages: embedder.languages, leavesHouse: embedder.leavesHouse, most: bite }
  while (!signal.aborted) {
    const texts = await actingAs(tools.db, house, (transaction) => store.claimWaiting(transaction, wish))
    if (texts.length === 0) return
    for (const [index, text] of texts.entries()) {
      const result = await vectorOf(embedder, text, signal)
      if (result.kind === 'vector')
        await actingAs(tools.db, house, (transaction) =>
          store.keepVector(transaction, text, embedder.modelId, result.vector),
        )
      else if (result.kind === 'unwanted')
        await actingAs(tools.db, house, (transaction) => store.markRefused(transaction, text, embedder.modelId))
      else {
        log.warn({ reason: result.reason, waiting: texts.length - index }, 'meaning waits')
        await actingAs(tools.db, house, async (transaction) => {
          // The one that was on its way keeps its claim; the others were not sent.
          await store.giveBack(transaction, texts.slice(result.sent ? index + 1 : index))
          if (result.retryAfterSeconds !== undefined)
            await tools.jobs.add(transaction, embedTexts, {}, { delayMs: result.retryAfterSeconds * 1000 })
        })
        return
      }
    }
  }
}

type Vectored =
  | { kind: 'vector'; vector: number[] }
  /** This model does not take these words. */
  | { kind: 'unwanted' }
  /** It does not answer at present. */
  | { kind: 'later'; reason: string; sent: boolean; retryAfterSeconds?: number | undefined }

const unwanted = new Set(['invalid_input', 'moderated', 'too_large'])

const vectorOf = async (embedder: Embedder, text: store.WaitingText, signal: AbortSignal): Promise<Vectored> => {
  const pieces = piecesOf(`${text.title}\n${text.body}`, embedder.limits.characters)
  const vectors: Float32Array[] = []
  for (let from = 0; from < pieces.length; from += embedder.limits.texts) {
    const answer = await embedder.embed(pieces.slice(from, from + embedder.limits.texts), {
      requestId: newId(),
      userRef: text.rowId,
      signal,
    })
    if (answer.kind === 'done') vectors.push(...answer.value)
    else if (answer.kind === 'unknown') return { kind: 'later', reason: answer.reason, sent: true }
    else if (unwanted.has(answer.code)) return { kind: 'unwanted' }
    else
      return {
        kind: 'later',
        reason: answer.vendorCode,
        sent: answer.charged !== 'no',
        retryAfterSeconds: answer.retryAfterSeconds,
      }
  }
  return { kind: 'vector', vector: meanVector(vectors) }
}

const meaningIsReady = (tools: SearchTools, embedder: Embedder): Promise<boolean> =>
  actingAsConnection(tools.db, (transaction) => store.prepareMeaning(transaction, embedder.modelId))

/** Has everything found that was missed, and turned into meaning again when the model is another one by now. */
export const sweep = (tools: SearchTools): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    for (const missing of await store.selectMissing(transaction)) await tools.jobs.add(transaction, indexText, missing)
    if (tools.embedder !== null) await tools.jobs.add(transaction, embedTexts, {})
  })

/** At the start of a house: what came with it is found, and another model begins its work. */
export const sweepSoon = (tools: SearchTools): Promise<void> =>
  actingAs(tools.db, house, (transaction) => tools.jobs.add(transaction, sweepTexts, {}))
