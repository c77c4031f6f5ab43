import { createHash } from 'node:crypto'
import type { SearchHit } from '@greenroom/contract/search.ts'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import type { Bilingual, SpokenLanguage } from '@greenroom/contract/techniques.ts'

/** What is found, as it is kept. */
export interface FindableText {
  language: SpokenLanguage
  title: string
  body: string
  hash: string
}

const longest = { title: 2000, body: 200_000 }

const findable = (language: SpokenLanguage, title: string, lines: readonly string[]): FindableText => {
  const whole = {
    title: title.slice(0, longest.title),
    body: lines
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('\n')
      .slice(0, longest.body),
  }
  const hash = createHash('sha256')
    .update(JSON.stringify([whole.title, whole.body]))
    .digest('hex')
  return { language, ...whole, hash }
}

/** A call is found by everything that was said in it. */
export const textOfCall = (call: {
  language: SpokenLanguage
  scenarioTitle: Bilingual
  lines: readonly string[]
}): FindableText => findable(call.language, call.scenarioTitle[call.language], call.lines)

/** A scenario is found by what a trainee may read before a call, never by what its customer hides. */
export const textsOfScenario = (scenario: {
  title: Bilingual
  description: Bilingual
  brief: Scenario['brief']
}): FindableText[] =>
  (['en', 'nl'] as const)
    .filter((language) => scenario.title[language].trim() !== '')
    .map((language) =>
      findable(language, scenario.title[language], [
        scenario.description[language],
        scenario.brief.you[language],
        scenario.brief.customer[language],
        scenario.brief.goal[language],
        ...scenario.brief.factSheet[language],
        ...scenario.brief.limits[language],
      ]),
    )

/** How many parts of a long text are looked at. */
const mostPieces = 12

/** Parts of at most so many characters, broken where a line or a word ends; of a very long text, parts from all over it. */
export const piecesOf = (text: string, characters: number): string[] => {
  const pieces: string[] = []
  let rest = text.trim()
  while (rest.length > characters) {
    const window = rest.slice(0, characters)
    const line = window.lastIndexOf('\n')
    const word = window.lastIndexOf(' ')
    const end = line > characters / 2 ? line : word > 0 ? word : characters
    pieces.push(rest.slice(0, end).trim())
    rest = rest.slice(end).trim()
  }
  if (rest !== '') pieces.push(rest)
  if (pieces.length <= mostPieces) return pieces
  return Array.from(
    { length: mostPieces },
    (_, index) => pieces[Math.floor((index * pieces.length) / mostPieces)] ?? '',
  )
}

/** Places of a vector in the database. */
export const places = 1536

/** The middle of several vectors at length 1, filled up with zeros. Throws on a vector that is too long or not a number. */
export const meanVector = (vectors: readonly ArrayLike<number>[]): number[] => {
  const sum = Array.from({ length: places }, () => 0)
  for (const vector of vectors) {
    if (vector.length > places) throw new Error(`A vector of ${vector.length} places does not fit into ${places}`)
    for (let place = 0; place < vector.length; place += 1) sum[place] = (sum[place] ?? 0) + (vector[place] ?? 0)
  }
  const length = Math.hypot(...sum)
  if (!(length > 0)) throw new Error('A vector without a direction')
  return sum.map((value) => value / length)
}

const wordsOf = (text: string): string[] => [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])]

/** A text in pieces, with the words that were asked for apart. */
export const marked = (text: string, asked: string): SearchHit['snippet'] => {
  const words = wordsOf(asked).toSorted((a, b) => b.length - a.length)
  if (words.length === 0 || text === '') return text === '' ? [] : [{ text, hit: false }]
  return text
    .split(new RegExp(`(${words.join('|')})`, 'giu'))
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, hit: words.includes(piece.toLowerCase()) }))
}

/** How much two calls share: the same scenario a third, techniques the rest. */
export const likenessOf = (
  one: { scenarioId: string; techniques: readonly string[] },
  two: { scenarioId: string; techniques: readonly string[] },
): number => {
  const both = new Set([...one.techniques, ...two.techniques])
  const shared = one.techniques.filter((id) => two.techniques.includes(id)).length
  const techniques = both.size === 0 ? 0 : shared / both.size
  return (one.scenarioId === two.scenarioId ? 1 / 3 : 0) + (2 / 3) * techniques
}
