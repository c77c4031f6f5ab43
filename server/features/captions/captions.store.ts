import { sql } from 'kysely'
import type { CaptionRun } from '@greenroom/contract/slideshows.ts'
import type { Transaction } from '#kernel/db/acting.ts'

export interface RunRow {
  id: string
  user_id: string
  session_id: string
  slide_group_id: string | null
  writer: string
  model: string
  item_ids: string[]
  overwrite: boolean
  state: CaptionRun['state']
  price_estimate: number
  price_charged: number | null
  failure: RunFailure | null
  attempts: number
  submitted_at: Date | null
  created_at: Date
}
export interface RunFailure {
  code: string
  sentence: string
  retryable: boolean
}

const runSelect = sql`
  select r.id, r.user_id, r.session_id, r.slide_group_id, r.writer, r.model, r.item_ids, r.overwrite, r.state, r.price_estimate::float8 as price_estimate,
         r.price_charged::float8 as price_charged, r.failure, r.attempts, r.submitted_at, r.created_at
    from public.caption_runs r`

/** The newest run of a session. */
export const selectNewest = (transaction: Transaction, sessionId: string): Promise<RunRow | undefined> =>
  transaction.first(
    sql<RunRow>`${runSelect} where r.session_id = ${sessionId} order by r.created_at desc, r.id limit 1`,
  )
