import type { SearchHit, SearchKind, SearchMeaning, SimilarCall } from '@greenroom/contract/search.ts'
import type { Bilingual, SpokenLanguage } from '@greenroom/contract/techniques.ts'
import { actingAs, type Actor, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import { notFound } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import type { Embedder } from '#providers/embedder.ts'
import { indexText } from './search.jobs.ts'
import { likenessOf, marked, meanVector } from './search.rules.ts'
import * as store from './search.store.ts'

export interface SearchTools extends Tools {
  /** Who turns words into meaning; null where only words are compared. */
  embedder: Embedder | null
}

const house: Actor = { kind: 'house', reason: 'titles of scenarios that calls were made with' }

/** Has a finished call found by what was said in it, in the running transaction. Once it is scored, or too short for that. */
export const indexCall = (tools: Pick<Tools, 'jobs'>, transaction: Transaction, sessionId: string): Promise<void> =>
  tools.jobs.add(transaction, indexText, { kind: 'session', rowId: sessionId })

/** Has a scenario found by what is published of it now, or no longer; in the transaction that publishes or takes it away. */
export const indexScenario = (
  tools: Pick<Tools, 'jobs'>,
  transaction: Transaction,
  scenarioId: string,
): Promise<void> => tools.jobs.add(transaction, indexText, { kind: 'scenario', rowId: scenarioId })

/** How long somebody who types waits for meaning before words alone have to do. */
const patienceMs = 4000

/** A searched line as a vector; null with the reason when there is none. What is asked is not kept. */
const understood = async (
  tools: SearchTools,
  actor: PersonActor,
  asked: string,
  language: SpokenLanguage | null,
): Promise<{ vector: number[] | null; model: string; meaning: SearchMeaning }> => {
  const { embedder } = tools
  if (embedder === null) return { vector: null, model: '', meaning: { state: 'not_here', by: null } }
  const { modelId: model, disclosure: by } = embedder
  const whole = (['en', 'nl'] as const).every((one) => embedder.languages.includes(one))
  const state = whole || language === 'en' ? 'on' : 'english_only'
  if (asked.trim() === '' || (language !== null && !embedder.languages.includes(language)))
    return { vector: null, model, meaning: { state, by } }
  const answer = await embedder.embed([asked], {
    requestId: newId(),
    userRef: actor.userId,
    signal: AbortSignal.timeout(patienceMs),
  })
  if (answer.kind === 'done') return { vector: meanVector(answer.value), model, meaning: { state, by } }
  tools.log.warn({ answer }, 'a search went without meaning')
  return { vector: null, model, meaning: { state: 'failed', by } }
}

/** Finds own calls and scenarios that the caller may see, the likeliest first. */
export const searchHouse = async (
  tools: SearchTools,
  actor: PersonActor,
  wish: { q: string; kinds?: SearchKind[] | undefined; language?: SpokenLanguage | undefined; limit: number },
): Promise<{ hits: SearchHit[]; meaning: SearchMeaning }> => {
  const language = wish.language ?? null
  const { vector, model, meaning } = await understood(tools, actor, wish.q, language)
  const rows = await actingAs(tools.db, actor, (transaction) =>
    store.selectHits(transaction, {
      asked: wish.q,
      vector,
      model,
      kinds: wish.kinds ?? ['session', 'scenario'],
      language,
      most: wish.limit,
    }),
  )
  const hits = rows.map(({ byWords, byLikeness, byMeaning, snippet, ...hit }) => ({
    ...hit,
    snippet: marked(snippet, wish.q),
    ways: [
      ...(byWords ? (['words'] as const) : []),
      ...(byLikeness ? (['likeness'] as const) : []),
      ...(byMeaning ? (['meaning'] as const) : []),
    ],
  }))
  return { hits, meaning }
}

const mostSimilar = 5
/** Of how many calls techniques are compared. */
const comparedCalls = 300

/** Own calls that are like one of one's own. Throws Fault `search.not_found`. */
export const similarCalls = async (
  tools: SearchTools,
  actor: PersonActor,
  sessionId: string,
): Promise<{ calls: SimilarCall[]; by: 'meaning' | 'techniques' }> => {
  const { embedder } = tools
  const found = await actingAs(tools.db, actor, async (transaction) => {
    const [wanted] = await store.selectCalls(transaction, actor.userId, [sessionId])
    if (wanted === undefined) throw notFound('search', 'There is no such call of yours.')
    const vector =
      embedder === null ? null : await store.selectVector(transaction, 'session', sessionId, embedder.modelId)
    if (embedder !== null && vector !== null) {
      const near = await store.selectSimilar(transaction, vector, embedder.modelId, sessionId, mostSimilar)
      const rows = await store.selectCalls(
        transaction,
        actor.userId,
        near.map((one) => one.id),
      )
      const calls = near.flatMap(({ id, likeness }) =>
        rows.filter((row) => row.id === id).map((row) => ({ row, likeness })),
      )
      return { calls, by: 'meaning' as const }
    }
    const calls = (await store.selectOwnCalls(transaction, actor.userId, comparedCalls))
      .filter((row) => row.id !== sessionId)
      .map((row) => ({ row, likeness: likenessOf(wanted, row) }))
      .filter(({ likeness }) => likeness >= 1 / 3)
      // Equally alike: the newest first, as they were read.
      .toSorted((a, b) => b.likeness - a.likeness)
      .slice(0, mostSimilar)
    return { calls, by: 'techniques' as const }
  })
  const titles = await titlesOf(
    tools,
    found.calls.map(({ row }) => row.scenarioId),
  )
  return {
    by: found.by,
    calls: found.calls.map(({ row: { id, language, score, at, scenarioId }, likeness }) => ({
      id,
      language,
      score,
      at,
      title: titles.get(scenarioId)?.[language] ?? '',
      likeness: Math.min(1, Math.max(0, likeness)),
    })),
  }
}

/** Titles of scenarios that calls were made with, whether they are still on the shelf or not. */
const titlesOf = async (tools: Pick<Tools, 'db'>, scenarioIds: readonly string[]): Promise<Map<string, Bilingual>> => {
  const ids = [...new Set(scenarioIds)]
  if (ids.length === 0) return new Map()
  const rows = await actingAs(tools.db, house, (transaction) => store.selectTitles(transaction, ids))
  return new Map(rows.map(({ id, title }) => [id, title]))
}
