export interface Pair {
  readonly startFileId: string
  readonly endFileId: string | null
}

/** How a batch makes scenes of photos: each one into the next one, or each one by itself. */
export type BatchKind = 'pairs' | 'singles'

/** Each photo leads into the one after it: n photos become n - 1 scenes. */
export const consecutivePairs = (ids: readonly string[]): Pair[] =>
  ids.slice(1).map((endFileId, place) => ({ startFileId: ids[place] ?? endFileId, endFileId }))

export const singles = (ids: readonly string[]): Pair[] => ids.map((startFileId) => ({ startFileId, endFileId: null }))

export const pairsOf = (kind: BatchKind, ids: readonly string[]): Pair[] =>
  kind === 'pairs' ? consecutivePairs(ids) : singles(ids)

/** What the house takes in one request. */
export const PAIRS_AT_ONCE = 200

export const inParts = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size))
