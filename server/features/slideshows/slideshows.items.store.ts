import { sql } from 'kysely'
import type { CaptionSource } from '@greenroom/contract/captions.ts'
import type { Transaction } from '#kernel/db/acting.ts'

export interface ItemRow {
  id: string
  source_file_id: string | null
  scene_version_id: string | null
  scene_id: string | null
  media_type: 'image' | 'video'
  name: string
  width: number | null
  height: number | null
  duration: number | null
  thumbhash: string | null
  missing: boolean
  position: number
  generated_caption: string | null
  caption_source: CaptionSource | null
  caption_words: unknown
  caption_changed_at: Date | null
  look: unknown
  used_count: number
  last_used_at: Date | null
  /** Where the picture or clip lies in bucket `media`. */
  key: string
  sha256: string | null
  original_name: string | null
  taken_at: Date | null
}

const itemSelect = sql`
  select i.id, i.source_file_id, i.scene_version_id, c.id as scene_id, i.media_type, i.position, i.generated_caption, i.caption_source,
         i.caption_words, i.caption_changed_at, i.look, i.used_count, i.last_used_at,
         coalesce(f.name, p.name || ' ' || c.ordinal || ' v' || v.version, '') as name,
         coalesce(f.width, v.width) as width, coalesce(f.height, v.height) as height, coalesce(f.duration, v.duration) as duration,
         f.thumbhash, coalesce(f.file_path, v.video_url, '') as key, coalesce(f.sha256, v.sha256) as sha256, f.original_name, f.taken_at,
         coalesce(case when i.source_file_id is not null then f.deleted_at is not null or f.state <> 'ready'
                       else c.deleted_at is not null or v.video_url is null end, true) as missing
    from public.session_media_items i
    left join public.source_files f on f.id = i.source_file_id
    left join public.scene_versions v on v.id = i.scene_version_id
    left join public.scenes c on c.id = v.scene_id
    left join public.projects p on p.id = c.project_id`

/** Of one session, in order. */
export const selectItems = (transaction: Transaction, sessionId: string): Promise<ItemRow[]> =>
  transaction.rows(sql<ItemRow>`${itemSelect} where i.session_id = ${sessionId} order by i.position`)

export const selectItem = (transaction: Transaction, sessionId: string, id: string): Promise<ItemRow | undefined> =>
  transaction.first(sql<ItemRow>`${itemSelect} where i.session_id = ${sessionId} and i.id = ${id}`)

export interface Media {
  fileId: string | null
  versionId: string | null
}
/** The kinds of those that are one's own and ready; what is missing here cannot be used. */
export const selectUsable = (
  transaction: Transaction,
  media: readonly Media[],
): Promise<{ id: string; kind: 'image' | 'video' }[]> =>
  transaction.rows(sql<{ id: string; kind: 'image' | 'video' }>`
    select id, file_type as kind from public.source_files
     where id = any(${media.flatMap(({ fileId }) => fileId ?? [])}::uuid[]) and state = 'ready' and deleted_at is null
    union all
    select v.id, 'video' from public.scene_versions v join public.scenes s on s.id = v.scene_id and s.deleted_at is null
     where v.id = any(${media.flatMap(({ versionId }) => versionId ?? [])}::uuid[]) and v.video_url is not null`)

export interface NewItem extends Media {
  id: string
  kind: 'image' | 'video'
  position: number
  caption: string | null
  captionSource: CaptionSource | null
  words: unknown
  look: unknown
}
/** Ids that are there already are left alone. */
export const insertItems = (
  transaction: Transaction,
  { sessionId, userId }: { sessionId: string; userId: string },
  items: readonly NewItem[],
): Promise<number> =>
  transaction.run(sql`
    insert into public.session_media_items
      (id, session_id, user_id, source_file_id, scene_version_id, media_type, position, generated_caption, caption_source, caption_words, look)
    select n.id, ${sessionId}, ${userId}, n."fileId", n."versionId", n.kind, n.position, n.caption, n."captionSource",
           nullif(n.words, 'null'::jsonb), n.look
      from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as n
        (id uuid, "fileId" uuid, "versionId" uuid, kind public.media_type, position integer, caption text, "captionSource" text, words jsonb, look jsonb)`)

/** Numbers a whole session anew: ids in the order they are to stand in. */
export const setPlaces = (
  transaction: Transaction,
  sessionId: string,
  places: readonly { id: string; position: number }[],
): Promise<number> =>
  transaction.run(sql`
    update public.session_media_items i set position = n.position
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as n (id uuid, position integer)
     where i.id = n.id and i.session_id = ${sessionId} and i.position <> n.position`)

export const deleteItems = (transaction: Transaction, sessionId: string, ids: readonly string[]): Promise<number> =>
  transaction.run(
    sql`delete from public.session_media_items where session_id = ${sessionId} and id = any(${[...ids]}::uuid[])`,
  )

/** A person's words and look for one item. */
export const updateItem = (
  transaction: Transaction,
  id: string,
  item: {
    caption: string | null
    captionSource: CaptionSource | null
    words: unknown
    look: unknown
    changedAt: Date | null
  },
): Promise<number> =>
  transaction.run(sql`
    update public.session_media_items
       set generated_caption = ${item.caption}, caption_source = ${item.captionSource},
           caption_words = ${item.words === null ? null : JSON.stringify(item.words)}::jsonb,
           caption_changed_at = coalesce(${item.changedAt}, caption_changed_at), look = ${JSON.stringify(item.look)}::jsonb
     where id = ${id}`)

/** The session was changed, and stands first in the list. */
export const touchSession = (transaction: Transaction, sessionId: string): Promise<number> =>
  transaction.run(sql`update public.media_sessions set name = name where id = ${sessionId}`)
