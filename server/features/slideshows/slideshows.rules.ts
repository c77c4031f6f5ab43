import type { SessionItem } from '@greenroom/contract/slideshows.ts'

interface Place {
  id: string
  position: number
}

/**
 * Where everything stands after some have come in, each at the place it wishes or behind the last one: whole numbers from 1
 * without a gap. `moved` are those of the old ones that stand elsewhere now.
 */
export const placesAfterInsert = (
  current: readonly Place[],
  wanted: readonly Place[],
): { moved: Place[]; placed: Map<string, number> } => {
  const order = current.toSorted((a, b) => a.position - b.position).map(({ id }) => id)
  // Earlier places first, so that a place counts with those that came in before it.
  for (const { id, position } of wanted.toSorted((a, b) => a.position - b.position))
    order.splice(Math.max(0, Math.min(position - 1, order.length)), 0, id)
  const placed = new Map(order.map((id, index) => [id, index + 1]))
  const moved = current
    .filter(({ id, position }) => placed.get(id) !== position)
    .map(({ id, position }) => ({ id, position: placed.get(id) ?? position }))
  return { moved, placed }
}

/** All places after some were put, in the order given, before another one or at the end. */
export const placesAfterMove = (current: readonly Place[], ids: readonly string[], before: string | null): Place[] => {
  const moving = new Set(ids)
  const all = current.toSorted((a, b) => a.position - b.position).map(({ id }) => id)
  const rest = all.filter((id) => !moving.has(id))
  // Before one that moves itself means: before the first one behind it that stays.
  const anchor = before === null ? undefined : all.slice(all.indexOf(before)).find((id) => !moving.has(id))
  const at = anchor === undefined ? rest.length : rest.indexOf(anchor)
  return [...rest.slice(0, at), ...moving, ...rest.slice(at)].map((id, index) => ({ id, position: index + 1 }))
}

/** An item's words with another text for screen readers. */
export const wordsWithAlt = (
  words: SessionItem['words'],
  altText: string,
  language: string,
): NonNullable<SessionItem['words']> => ({
  ...(words ?? { caption: '', hashtags: [], language, confidence: 0, unsure: [] }),
  altText,
})
