import { makeStore, useStore } from '#lib/store.ts'
import type { BatchKind } from './batch.ts'

/** Many scenes that somebody wants; the compose bar asks for a confirmation with the price. */
export interface BatchWish {
  readonly projectId: string
  readonly kind: BatchKind
  /** Photos in the order of the grid. */
  readonly ids: readonly string[]
}

const wish = makeStore<BatchWish | null>(null)
export const wishBatch = (wanted: BatchWish | null): void => wish.set(wanted)
export const useBatchWish = (): BatchWish | null => useStore(wish)
