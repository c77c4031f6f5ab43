import type { CaptionRun } from '@greenroom/contract/slideshows.ts'
import type { Transaction } from '#kernel/db/acting.ts'
import { runView } from './captions.rules.ts'
import * as store from './captions.store.ts'

/** What the writer is doing or did last for a session, in a running transaction; null when it never was asked. */
export const newestRun = async (transaction: Transaction, sessionId: string): Promise<CaptionRun | null> => {
  const row = await store.selectNewest(transaction, sessionId)
  return row === undefined ? null : runView(row)
}
