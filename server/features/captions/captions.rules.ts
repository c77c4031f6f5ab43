import type { CaptionRun } from '@greenroom/contract/slideshows.ts'
import type { RunRow } from './captions.store.ts'

export const runView = (row: RunRow): CaptionRun => ({
  id: row.id,
  state: row.state,
  // What the writer calls itself was written down with the run: the house may have another one by now.
  disclosure: row.model,
  itemIds: row.item_ids,
  priceEstimateMicroUsd: row.price_estimate,
  priceChargedMicroUsd: row.price_charged,
  trouble: row.failure,
  createdAt: row.created_at.toISOString(),
})
