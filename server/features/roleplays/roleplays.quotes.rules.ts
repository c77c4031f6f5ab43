import type { CallTurn, Quoted } from '@greenroom/contract/roleplays.ts'

const alike = 0.9
const shortest = 3
/** Longer quotes must be word for word: nobody quotes half a page by ear. */
const longestCompared = 400

const level = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”„"«»]/g, '')
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim()

/** How many letters differ at the least (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** True when these words stand in the text: the same but for case, spaces and marks, or 90 per cent alike. */
export function stands(quote: string, text: string): boolean {
  const wanted = level(quote)
  const there = level(text)
  if (wanted.length < shortest) return false
  if (` ${there} `.includes(` ${wanted} `)) return true
  if (wanted.length > longestCompared) return false
  const size = wanted.split(' ').length
  const words = there.split(' ')
  const sought = new Set(wanted.split(' '))
  // The places that share most words are worth a closer look.
  const places = words
    .map((_, at) => words.slice(at, at + size))
    .filter((window) => window.length >= size - 1)
    .map((window) => ({ text: window.join(' '), shared: window.filter((word) => sought.has(word)).length }))
    .toSorted((one, other) => other.shared - one.shared)
    .slice(0, 4)
  return places.some((place) => 1 - distance(wanted, place.text) / Math.max(wanted.length, place.text.length) >= alike)
}

/** The quotes that really stand in the turn they name, said by the trainee. The rest was made up, or said by the customer. */
export const verified = (quotes: readonly Quoted[], turns: readonly CallTurn[]): Quoted[] =>
  quotes.filter(({ turnId, quote }, at) => {
    if (quotes.findIndex((one) => one.turnId === turnId && one.quote === quote) < at) return false
    const turn = turns.find(({ id }) => id === turnId)
    return turn?.speaker === 'trainee' && stands(quote, turn.text)
  })
