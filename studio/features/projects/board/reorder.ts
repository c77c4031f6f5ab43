/** Something with a place in a list; smaller comes first. */
export interface Placed {
  readonly id: string
  readonly position: number
}

/**
 * The tile that the moved ones come to stand before, when they are dropped into a gap of the shown order (0 = before
 * the first). Null = at the end. Undefined = nothing would change.
 */
export function beforeOf(
  order: readonly string[],
  moving: ReadonlySet<string>,
  gap: number,
): string | null | undefined {
  const before = order.slice(gap).find((id) => !moving.has(id)) ?? null
  const places = order.flatMap((id, place) => (moving.has(id) ? [place] : []))
  const [first, last] = [places[0], places.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const together = last - first === places.length - 1
  return together && gap >= first && gap <= last + 1 ? undefined : before
}

/**
 * The gap that carried tiles come to when they are moved by some places among the tiles that stay. `gap` = where they
 * are carried now; null = where they were taken from.
 */
export function gapAfterStep(
  order: readonly string[],
  moving: ReadonlySet<string>,
  gap: number | null,
  step: number,
): number {
  const staying = order.filter((id) => !moving.has(id))
  const from = gap ?? order.findIndex((id) => moving.has(id))
  const place = order.slice(0, from).filter((id) => !moving.has(id)).length
  const next = staying[Math.min(Math.max(place + step, 0), staying.length)]
  return next === undefined ? order.length : order.indexOf(next)
}

/** The list as it will be, with positions between those of the neighbours, until the house answers with its own. */
export function reordered<T extends Placed>(list: readonly T[], ids: readonly string[], before: string | null): T[] {
  const moving = new Set(ids)
  const byId = new Map(list.map((one) => [one.id, one]))
  const moved = ids.flatMap((id) => byId.get(id) ?? [])
  const rest = list.filter(({ id }) => !moving.has(id))
  const place = before === null ? -1 : rest.findIndex(({ id }) => id === before)
  const at = place === -1 ? rest.length : place
  const [low, high] = [rest[at - 1]?.position, rest[at]?.position]
  const from = low ?? (high ?? 0) - moved.length - 1
  const step = high === undefined ? 1 : (high - from) / (moved.length + 1)
  const placed = moved.map((one, turn) => ({ ...one, position: from + step * (turn + 1) }))
  return [...rest.slice(0, at), ...placed, ...rest.slice(at)]
}

export const byPosition = (one: Placed, other: Placed): number =>
  one.position - other.position || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)
