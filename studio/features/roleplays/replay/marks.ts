import type { SessionNote } from '@greenroom/contract/rehearsal-reviews.ts'
import type { FoundInTurn } from '@greenroom/contract/roleplays.ts'
import type { Placed } from './timeline.ts'

export type Filter = 'all' | 'mine' | 'techniques' | 'faults' | 'notes'
export const filters = ['all', 'mine', 'techniques', 'faults', 'notes'] as const

/** What was found and written about one turn. */
export interface AboutTurn {
  readonly found: FoundInTurn | null
  readonly notes: readonly SessionNote[]
}

/** Below this a person should look: it is not shown as if it were certain. */
const certain = 0.65

export function aboutTurns(
  placed: readonly Placed[],
  found: readonly FoundInTurn[],
  notes: readonly SessionNote[],
): ReadonlyMap<string, AboutTurn> {
  return new Map(
    placed.map(({ turn, from, to }, place) => {
      const seen = found.find(({ turnId }) => turnId === turn.id)
      const next = placed[place + 1]?.from ?? Number.POSITIVE_INFINITY
      const mine = notes.filter(
        ({ turnId, atMs }) =>
          turnId === turn.id ||
          (turnId === null && atMs !== null && atMs / 1000 >= from && atMs / 1000 < Math.max(next, to)),
      )
      const sure =
        seen === undefined
          ? null
          : {
              ...seen,
              techniques: seen.techniques.filter(({ confidence }) => confidence > certain),
              faults: seen.faults.filter(({ confidence }) => confidence > certain),
            }
      return [turn.id, { found: sure, notes: mine }]
    }),
  )
}

export function fits(filter: Filter, { turn }: Placed, about: AboutTurn | undefined): boolean {
  if (filter === 'mine') return turn.speaker === 'trainee'
  if (filter === 'techniques') return (about?.found?.techniques.length ?? 0) > 0
  if (filter === 'faults') return (about?.found?.faults.length ?? 0) > 0
  if (filter === 'notes') return (about?.notes.length ?? 0) > 0
  return true
}

/** A text in parts, so that the words that were found can be shown in it. Overlapping finds become one. */
export function highlighted(text: string, quotes: readonly string[]): { text: string; found: boolean }[] {
  const hits = quotes
    .map((quote) => ({ from: text.indexOf(quote), length: quote.length }))
    .filter(({ from, length }) => from >= 0 && length > 0)
    .sort((one, other) => one.from - other.from)
  const parts: { text: string; found: boolean }[] = []
  let at = 0
  for (const { from, length } of hits) {
    if (from + length <= at) continue
    if (from > at) parts.push({ text: text.slice(at, from), found: false })
    parts.push({ text: text.slice(Math.max(from, at), from + length), found: true })
    at = from + length
  }
  if (at < text.length) parts.push({ text: text.slice(at), found: false })
  return parts
}
