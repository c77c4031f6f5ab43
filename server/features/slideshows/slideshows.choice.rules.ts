/** What the choice of media looks at. */
export interface Choosable {
  id: string
  position: number
  usedCount: number
  lastUsedAt: Date | null
  missing: boolean
}

/**
 * The items of the next group, in the order they are shown: those that were never used come first in their own order, then
 * the ones used longest ago. Nothing is in a group twice. A group is never the previous one again as long as another order
 * or another choice exists. Empty when there is nothing to choose.
 */
export const chooseItems = (items: readonly Choosable[], previous: readonly string[], count: number): string[] => {
  const usable = items.filter(({ missing }) => !missing).toSorted(byTurn)
  const chosen = usable.slice(0, count).map(({ id }) => id)
  const again = chosen.length === previous.length && chosen.every((id, index) => id === previous[index])
  if (!again) return chosen
  const [first, ...others] = chosen
  const fresh = usable[count]
  // One that was not in it, else the same ones with another at the beginning.
  if (fresh !== undefined) return [...others, fresh.id]
  return first === undefined ? [] : [...others, first]
}

const byTurn = (a: Choosable, b: Choosable): number => {
  if (a.usedCount === 0 || b.usedCount === 0)
    return Number(a.usedCount > 0) - Number(b.usedCount > 0) || a.position - b.position
  return (
    (a.lastUsedAt?.getTime() ?? 0) - (b.lastUsedAt?.getTime() ?? 0) ||
    // What stood in one group was used at one moment: then the rarer one comes first.
    a.usedCount - b.usedCount ||
    a.position - b.position
  )
}
