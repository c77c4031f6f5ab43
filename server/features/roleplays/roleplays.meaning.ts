import { newId } from '#kernel/id.ts'
import type { Embedder } from '#providers/embedder.ts'
import {
  candidatesOf,
  meantSightings,
  missingTechniques,
  prototypesOf,
  withMeaning,
  type Candidate,
} from './roleplays.meaning.rules.ts'
import { scoreCall, type Scoring } from './roleplays.scoring.rules.ts'

/** Vectors of prototypes, which are the same for every call; one list for each model. */
const known = new Map<string, Map<string, Float32Array>>()
/** Own techniques of workspaces come and go: what is over begins anew. */
const mostKnown = 2000

/**
 * Listens once more for techniques of the rubric that no rule heard, by what sentences mean. Only on this machine and in
 * languages its model understands: otherwise the answer is the call as it is. What is found so a person has to look at.
 */
export const listenForMeaning = async (
  embedder: Embedder | null,
  scoring: Scoring,
  signal: AbortSignal,
): Promise<Scoring> => {
  const { call, language, techniques } = scoring
  if (embedder === null || embedder.leavesHouse || !embedder.languages.includes(language)) return scoring
  const wanted = missingTechniques(scoreCall(scoring), techniques)
  const candidates = candidatesOf(call.turns)
  if (wanted.length === 0 || candidates.length === 0) return scoring
  const prototypes = prototypesOf(techniques, language)
  const cache = cacheOf(embedder)
  const told = await vectorsOf(embedder, unknownIn(prototypes, cache), signal)
  const said = await vectorsOf(embedder, [...new Set(candidates.map(({ text }) => text))], signal)
  // Without an answer the rules stand alone; the next scoring asks again.
  if (told === null || said === null) return scoring
  for (const [text, vector] of told) cache.set(text, vector)
  const meant = meantSightings({
    candidates: candidates.flatMap((candidate: Candidate) => pair('candidate', candidate, said.get(candidate.text))),
    prototypes: prototypes.flatMap(({ techniqueId, text }) => pair('techniqueId', techniqueId, cache.get(text))),
    wanted,
    language,
  })
  return { ...scoring, call: { ...call, found: withMeaning(call.found, meant) } }
}

const cacheOf = ({ modelId }: Embedder): Map<string, Float32Array> => {
  const cache = known.get(modelId)
  if (cache !== undefined && cache.size < mostKnown) return cache
  const fresh = new Map<string, Float32Array>()
  known.set(modelId, fresh)
  return fresh
}
const unknownIn = (prototypes: readonly { text: string }[], cache: ReadonlyMap<string, Float32Array>): string[] => [
  ...new Set(prototypes.map(({ text }) => text).filter((text) => !cache.has(text))),
]
const pair = <K extends string, T>(name: K, thing: T, vector: Float32Array | undefined) =>
  vector === undefined ? [] : [{ [name]: thing, vector } as Record<K, T> & { vector: Float32Array }]

const vectorsOf = async (
  embedder: Embedder,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, Float32Array> | null> => {
  const vectors = new Map<string, Float32Array>()
  for (let from = 0; from < texts.length; from += embedder.limits.texts) {
    const some = texts.slice(from, from + embedder.limits.texts)
    const answer = await embedder.embed(some, { requestId: newId(), userRef: 'scoring', signal })
    if (answer.kind !== 'done') return null
    for (const [at, text] of some.entries()) {
      const vector = answer.value[at]
      if (vector !== undefined) vectors.set(text, vector)
    }
  }
  return vectors
}
