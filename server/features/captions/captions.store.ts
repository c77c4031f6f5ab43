import { sql } from 'kysely'
import type { CaptionSource, PostCaption } from '@greenroom/contract/captions.ts'
import type { ReasonCode } from '@greenroom/contract/notices.ts'
import type { CaptionRun } from '@greenroom/contract/slideshows.ts'
import type { Transaction } from '#kernel/db/acting.ts'

export interface RunFailure {
  code: ReasonCode
  sentence: string
  retryable: boolean
}
/** What a writer answered, as it is kept. */
export interface RunResult {
  slides: WrittenWords[]
  post: PostCaption | null
}
export interface WrittenWords {
  id: string
  overlay: string
  caption: string
  hashtags: string[]
  altText: string
  language: string
  confidence: number
  unsure: string[]
}
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
  result: RunResult | null
  failure: RunFailure | null
  attempts: number
  submitted_at: Date | null
  created_at: Date
}

const runSelect = sql`
  select r.id, r.user_id, r.session_id, r.slide_group_id, r.writer, r.model, r.item_ids, r.overwrite, r.state,
         r.price_estimate::float8 as price_estimate, r.price_charged::float8 as price_charged, r.result, r.failure, r.attempts,
         r.submitted_at, r.created_at
    from public.caption_runs r`

/** The newest run of a session; of several that were asked for at once, one that goes on or went wrong. */
export const selectNewest = (transaction: Transaction, sessionId: string): Promise<RunRow | undefined> =>
  transaction.first(
    sql<RunRow>`${runSelect} where r.session_id = ${sessionId} order by r.created_at desc, (r.state in ('reserved', 'submitted')) desc, (r.state in ('failed', 'unknown')) desc, r.id limit 1`,
  )

export const selectRuns = (transaction: Transaction, ids: readonly string[]): Promise<RunRow[]> =>
  transaction.rows(
    sql<RunRow>`${runSelect} where r.id = any(${[...ids]}::uuid[]) order by array_position(${[...ids]}::uuid[], r.id)`,
  )

export const selectRunsOfGroup = (transaction: Transaction, groupId: string): Promise<RunRow[]> =>
  transaction.rows(sql<RunRow>`${runSelect} where r.slide_group_id = ${groupId} order by r.created_at, r.id`)

/** One slide as a writer is told of it. */
export interface SlideRow {
  id: string
  position: number
  kind: 'image' | 'video'
  /** Storage keys in `media` of pictures of it, the smaller one first; the first that is there serves. */
  pictures: string[]
  sha256: string | null
  originalName: string | null
  takenOn: string | null
  caption: string | null
  captionSource: CaptionSource | null
  missing: boolean
  /** How often it was written before. */
  attempt: number
}
/** Slides of a session, in their order. */
export const selectSlides = (transaction: Transaction, sessionId: string): Promise<SlideRow[]> =>
  transaction.rows(sql<SlideRow>`
    select i.id, i.position, i.media_type as kind, coalesce(f.sha256, v.sha256) as sha256, f.original_name as "originalName",
           to_char(f.taken_at at time zone 'UTC', 'YYYY-MM-DD') as "takenOn", i.generated_caption as caption, i.caption_source as "captionSource",
           case when f.id is not null then array[regexp_replace(f.file_path, '[^/]+$', 'medium.webp')] ||
                     case when f.file_type = 'image' then array[f.file_path] else '{}'::text[] end
                else array_remove(array[v.poster], null) end as pictures,
           coalesce(case when i.source_file_id is not null then f.deleted_at is not null or f.state <> 'ready'
                         else c.deleted_at is not null or v.video_url is null end, true) as missing,
           (select count(*)::int from public.caption_runs r where r.session_id = i.session_id and r.state = 'ready' and i.id = any(r.item_ids)) as attempt
      from public.session_media_items i
      left join public.source_files f on f.id = i.source_file_id
      left join public.scene_versions v on v.id = i.scene_version_id
      left join public.scenes c on c.id = v.scene_id
     where i.session_id = ${sessionId} order by i.position`)

/** A living session's style; undefined when there is none. */
export const selectStyle = (transaction: Transaction, sessionId: string): Promise<{ style: unknown } | undefined> =>
  transaction.first(
    sql<{ style: unknown }>`select style from public.media_sessions where id = ${sessionId} and deleted_at is null`,
  )

export interface NewRun {
  id: string
  userId: string
  sessionId: string
  groupId: string | null
  writer: string
  model: string
  hash: string
  itemIds: string[]
  overwrite: boolean
  price: number
}
/** Writes a ledger row in state `reserved`. */
export const insertRun = (transaction: Transaction, run: NewRun): Promise<number> =>
  transaction.run(sql`
    insert into public.caption_runs (id, user_id, session_id, slide_group_id, writer, model, request_hash, item_ids, overwrite, price_estimate)
    values (${run.id}, ${run.userId}, ${run.sessionId}, ${run.groupId}, ${run.writer}, ${run.model}, ${run.hash}, ${run.itemIds}::uuid[], ${run.overwrite}, ${run.price})`)
