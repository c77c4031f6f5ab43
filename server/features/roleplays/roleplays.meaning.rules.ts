import type { CallTurn, FoundInTurn, Scorecard } from '@greenroom/contract/roleplays.ts'
import type { Sighting, SpokenLanguage, Technique } from '@greenroom/contract/techniques.ts'
import { sentencesOf } from '../techniques/techniques.words.rules.ts'

/** A sentence that may hold a technique in words that no rule knows. */
export interface Candidate {
  turnId: string
  text: string
  asks: boolean
}

/** Likeness is no proof: what is found by it lies in the uncertain band, so a person decides and it counts for nothing before. */
const confidence = 0.5
/**
 * Cosine. Of 13 sentences that put a technique into other words MiniLM brings 5 over this, and none of 7 that hold none
 * (21 November 2026); more of both below it.
 */
const alike = 0.42
/** No other technique may be nearer than by this: models round. */
const slack = 0.02
/** Of a technique's cues the first ones that are words enough to mean something. */
const cuesEach = 3
const fewestCueWords = 3
const fewestWords = 4
/** A long call holds more sentences than are worth it. */
const mostSentences = 200

/**
 * Techniques that the rubric asks for, that the rules did not hear, and that words can tell: what only order, silence or
 * repetition shows has no meaning to compare.
 */
export const missingTechniques = (card: Scorecard, techniques: readonly Technique[]): Technique[] => {
  const missing = new Set(
    card.results.flatMap(({ check: { rule }, verdict }) =>
      rule.kind === 'technique' && rule.times === 1 && verdict === 'not_met' ? rule.anyOf : [],
    ),
  )
  return techniques.filter(({ id, structure }) => missing.has(id) && structure === null)
}

export interface Prototype {
  techniqueId: string
  text: string
}
/** Ways to say each technique, and what it is: a sentence is compared with all of them. */
export const prototypesOf = (techniques: readonly Technique[], language: SpokenLanguage): Prototype[] =>
  techniques.flatMap(({ id, examples, summary, cues }) =>
    [
      ...examples[language],
      summary[language],
      ...cues[language]
        .map(plain)
        .filter((cue) => cue.split(' ').length >= fewestCueWords)
        .slice(0, cuesEach),
    ].map((text) => ({ techniqueId: id, text })),
  )
/** A cue without its marks: of words that may stand for each other the first one. */
const plain = (cue: string): string =>
  cue
    .replaceAll('...', ' ')
    .replaceAll(/(\S+?)\|\S+/g, '$1')
    .replaceAll(/[\^*?]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** Whether a technique is a question: then only a question can be it. */
const isAsked = ({ examples }: Technique, language: SpokenLanguage): boolean =>
  examples[language].length > 0 && examples[language].every((line) => line.includes('?'))

/** What the trainee said to the customer, sentence by sentence. */
export const candidatesOf = (turns: readonly CallTurn[]): Candidate[] =>
  turns
    .filter(({ speaker, aside }) => speaker === 'trainee' && !aside)
    .flatMap(({ id, text }) =>
      sentencesOf(text)
        .filter(({ words }) => words.length >= fewestWords)
        .map((sentence) => ({ turnId: id, text: sentence.text, asks: sentence.asks })),
    )
    .slice(0, mostSentences)

export interface Compared {
  candidates: readonly { candidate: Candidate; vector: Float32Array }[]
  /** Of every technique, those that are not looked for too: they say what a sentence is instead. */
  prototypes: readonly { techniqueId: string; vector: Float32Array }[]
  wanted: readonly Technique[]
  language: SpokenLanguage
}

/** For each wanted technique the sentence that means it most, when it means nothing else more. Vectors have length 1. */
export const meantSightings = ({
  candidates,
  prototypes,
  wanted,
  language,
}: Compared): (Sighting & { turnId: string })[] => {
  const nearness = candidates.map(({ vector }) => nearestBy(vector, prototypes))
  return wanted.flatMap((technique) => {
    const best = candidates
      .map(({ candidate }, at) => ({
        candidate,
        own: nearness[at]?.get(technique.id) ?? -1,
        most: Math.max(...(nearness[at]?.values() ?? [])),
      }))
      .filter(({ candidate, own, most }) => own >= alike && own >= most - slack && fits(candidate, technique, language))
      .toSorted((one, other) => other.own - one.own)[0]
    if (best === undefined) return []
    const { turnId, text } = best.candidate
    return [{ turnId, techniqueId: technique.id, quote: text, method: 'embedding' as const, confidence }]
  })
}
const fits = ({ asks }: Candidate, technique: Technique, language: SpokenLanguage): boolean =>
  asks || !isAsked(technique, language)

/** How near a sentence comes to each technique. */
const nearestBy = (vector: Float32Array, prototypes: Compared['prototypes']): Map<string, number> => {
  const nearest = new Map<string, number>()
  for (const { techniqueId, vector: other } of prototypes)
    nearest.set(techniqueId, Math.max(nearest.get(techniqueId) ?? -1, cosine(vector, other)))
  return nearest
}

/** What was found, with what was only meant beside it. */
export const withMeaning = (
  found: readonly FoundInTurn[],
  meant: readonly (Sighting & { turnId: string })[],
): FoundInTurn[] =>
  found.map((turn) => ({
    ...turn,
    techniques: [
      ...turn.techniques,
      ...meant.filter(({ turnId }) => turnId === turn.turnId).map(({ turnId: _, ...sighting }) => sighting),
    ],
  }))

const cosine = (one: Float32Array, other: Float32Array): number => {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}
