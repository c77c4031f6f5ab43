import type { Guard, ScenarioEdge, ScenarioNode } from '@greenroom/contract/scenarios.ts'
import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'

/** How each condition reads; `{}` is what it is about. */
export interface GuardWords {
  readonly always: string
  /** An arrow without a condition that leads to a fact: the fact has a condition of its own. */
  readonly asked: string
  readonly and: string
  readonly or: string
  readonly used: string
  readonly seen: string
  readonly faults: string
  readonly about: string
  readonly facts: string
  readonly factsAtLeast: string
  readonly settled: string
  readonly unraised: string
  readonly stuck: string
  readonly trustAtLeast: string
  readonly trustBelow: string
  readonly patienceBelow: string
  readonly turnsAtLeast: string
  readonly any: string
  readonly none: string
}

/** How things are called; a name that is not known stands for itself. */
export interface GuardNames {
  readonly techniques: ReadonlyMap<string, string>
  readonly faults: ReadonlyMap<string, string>
  readonly objections: ReadonlyMap<string, string>
}

/** When an arrow opens, as a person reads it: "open question or summary, at least 3 facts told". */
export const arrowText = (
  { to, when }: ScenarioEdge,
  nodes: readonly ScenarioNode[],
  ...how: [words: GuardWords, names: GuardNames, language: SpokenLanguage]
): string =>
  when === null && nodes.find(({ id }) => id === to)?.kind === 'reveal' ? how[0].asked : guardText(when, ...how)

export function guardText(guard: Guard | null, words: GuardWords, names: GuardNames, language: SpokenLanguage): string {
  const parts = guard === null ? [] : conditions(guard, words, names, language)
  return parts.length === 0 ? words.always : parts.join(`${words.and} `)
}

function conditions(guard: Guard, words: GuardWords, names: GuardNames, language: SpokenLanguage): string[] {
  const named = (ids: readonly string[] | undefined, known: ReadonlyMap<string, string>, join: string): string[] =>
    ids === undefined || ids.length === 0 ? [] : [ids.map((id) => known.get(id) ?? id).join(join)]
  const plain = new Map<string, string>()
  const or = ` ${words.or} `
  const inside = (list: readonly Guard[] | undefined): string[] =>
    list === undefined || list.length === 0
      ? []
      : [list.map((one) => conditions(one, words, names, language).join(`${words.and} `) || words.always).join(or)]
  const about = guard.about === undefined ? [] : named(guard.about[language], plain, ' / ')
  const number = (value: number | undefined): string[] => (value === undefined ? [] : [String(value)])
  const found: [keyof GuardWords, string[]][] = [
    ['used', named(guard.used, names.techniques, or)],
    ['about', about],
    ['faults', named(guard.faults, names.faults, or)],
    ['seen', named(guard.seen, names.techniques, ', ')],
    ['facts', named(guard.facts, plain, ', ')],
    ['factsAtLeast', number(guard.factsAtLeast)],
    ['settled', named(guard.settled, names.objections, ', ')],
    ['unraised', named(guard.unraised, names.objections, ', ')],
    ['stuck', named(guard.stuck, names.objections, ', ')],
    ['trustAtLeast', number(guard.trustAtLeast)],
    ['trustBelow', number(guard.trustBelow)],
    ['patienceBelow', number(guard.patienceBelow)],
    ['turnsAtLeast', number(guard.turnsAtLeast)],
    ['any', inside(guard.any)],
    ['none', inside(guard.none)],
  ]
  return found.flatMap(([word, texts]) => texts.map((text) => words[word].replace('{}', text)))
}
