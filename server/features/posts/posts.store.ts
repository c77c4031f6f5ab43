import { sql } from 'kysely'
import type { PublicationOptions } from '@greenroom/contract/posts.ts'
import type { Finding } from '@greenroom/contract/slideshows.ts'
import type { Transaction } from '#kernel/db/acting.ts'
import type { PublicationRow } from './posts.rules.ts'

const utc = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

// The account's face comes through the safe view: a post of an account that is gone has none.
const viewed = sql`
  select p.id, p.slide_group_id as "groupId", p.scene_version_id as "versionId", g.session_id as "sessionId",
         coalesce(m.name || ' · ' || g.number, j.name || ' · ' || s.ordinal, '') as label,
         case when g.poster is not null then '/media/groups/' || g.id || '/poster'
              when v.poster is not null then '/media/versions/' || v.id || '/poster' end as "thumbUrl",
         case when a.id is not null then json_build_object('id', a.id, 'displayName', a.display_name, 'state', a.state, 'username', a.username) end as account,
         p.mode, p.form, p.options, p.content_hash as "contentHash", ${utc('p.consent_at')} as "consentAt", p.state, p.automatic,
         ${utc('p.publish_at')} as "publishAt", p.sent_bytes as "sentBytes", p.total_bytes as "totalBytes", p.fail_reason as "failReason",
         p.failure, p.post_id as "postId", p.metrics, ${utc('p.metrics_at')} as "metricsAt", ${utc('p.submitted_at')} as "submittedAt",
         ${utc('p.finished_at')} as "finishedAt", ${utc('p.created_at')} as "createdAt"
    from public.publications p
    left join public.slide_groups g on g.id = p.slide_group_id
    left join public.media_sessions m on m.id = g.session_id
    left join public.scene_versions v on v.id = p.scene_version_id
    left join public.scenes s on s.id = v.scene_id
    left join public.projects j on j.id = s.project_id
    left join public.tiktok_accounts a on a.id = p.account_id`

export const publicationsById = (transaction: Transaction, ids: readonly string[]): Promise<PublicationRow[]> =>
  transaction.rows(sql<PublicationRow>`${viewed} where p.id = any(${[...ids]}::uuid[]) order by p.created_at, p.id`)

export interface PublicationFilter {
  sessionId?: string | undefined
  groupId?: string | undefined
  states?: readonly string[] | undefined
  before?: string | undefined
  limit: number
}
/** Newest first; one more than `limit` when there are more. */
export const listPublications = (transaction: Transaction, filter: PublicationFilter): Promise<PublicationRow[]> =>
  transaction.rows(sql<PublicationRow>`
    ${viewed}
     where (${filter.sessionId ?? null}::uuid is null or g.session_id = ${filter.sessionId ?? null}::uuid)
       and (${filter.groupId ?? null}::uuid is null or p.slide_group_id = ${filter.groupId ?? null}::uuid)
       and (${filter.states === undefined}::boolean or p.state::text = any(${[...(filter.states ?? [])]}::text[]))
       and (${filter.before ?? null}::timestamptz is null or p.created_at < ${filter.before ?? null}::timestamptz)
     order by p.created_at desc, p.id limit ${filter.limit + 1}`)

/** Drafts that wait for the caller. */
export const countWaiting = async (transaction: Transaction): Promise<number> =>
  (
    await transaction.one(
      sql<{ waiting: number }>`select count(*)::int as waiting from public.publications where state = 'draft'`,
    )
  ).waiting

/** What is posted: the finished files of a slideshow or of a take of the caller. */
export interface Postable {
  groupId: string | null
  versionId: string | null
  label: string
  sessionId: string | null
  video: {
    bucket: 'media' | 'Exports'
    key: string
    sha256: string
    bytes: number
    duration: number
    width: number
    height: number
  }
  photos: { key: string; sha256: string; bytes: number; width: number; height: number }[]
  /** Whether a picture in it was made by AI. */
  ai: boolean
  words: { title: string; caption: string; hashtags: string[] } | null
  /** Those of older houses have no values. */
  findings: (Omit<Finding, 'values'> & Partial<Pick<Finding, 'values'>>)[]
}
export const postableGroup = (transaction: Transaction, id: string): Promise<Postable | undefined> =>
  transaction.first(sql<Postable>`
    select g.id as "groupId", null as "versionId", m.name || ' · ' || g.number as label, g.session_id as "sessionId",
           json_build_object('bucket', 'Exports', 'key', g.exported_video_path, 'sha256', g.sha256, 'bytes', g.bytes,
             'duration', g.duration, 'width', g.width, 'height', g.height) as video,
           g.photo_set as photos,
           -- Takes of scenes that a model made; local previews say of themselves that they are not AI.
           exists (select from jsonb_array_elements(g.items) i join public.scene_versions v on v.id = (i ->> 'versionId')::uuid
                    where v.render_meta ->> 'provider' <> 'local') as ai,
           case when g.words ? 'caption' then g.words end as words, g.findings
      from public.slide_groups g join public.media_sessions m on m.id = g.session_id
     where g.id = ${id} and g.state = 'ready' and g.deleted_at is null`)

export const postableVersion = (transaction: Transaction, id: string): Promise<Postable | undefined> =>
  transaction.first(sql<Postable>`
    select null as "groupId", v.id as "versionId", p.name || ' · ' || s.ordinal as label, null as "sessionId",
           json_build_object('bucket', 'media', 'key', v.video_url, 'sha256', v.sha256, 'bytes', v.bytes,
             'duration', v.duration, 'width', v.width, 'height', v.height) as video,
           '[]'::json as photos, v.render_meta ->> 'provider' <> 'local' as ai, null as words, '[]'::json as findings
      from public.scene_versions v join public.scenes s on s.id = v.scene_id and s.deleted_at is null
      join public.projects p on p.id = s.project_id and p.deleted_at is null
     where v.id = ${id} and v.video_url is not null`)

export interface NewPublication {
  id: string
  groupId: string | null
  versionId: string | null
  accountId: string
  mode: 'direct' | 'inbox'
  form: 'video' | 'photo'
  options: PublicationOptions
  contentHash: string
  publishAt: string | null
  retryOf?: string
}
export const insertPublication = (transaction: Transaction, userId: string, one: NewPublication): Promise<number> =>
  transaction.run(sql`
    insert into public.publications (id, user_id, slide_group_id, scene_version_id, account_id, mode, form, options, content_hash, publish_at, retry_of)
    values (${one.id}, ${userId}, ${one.groupId}, ${one.versionId}, ${one.accountId}, ${one.mode}, ${one.form},
            ${JSON.stringify(one.options)}::jsonb, ${one.contentHash}, ${one.publishAt}::timestamptz, ${one.retryOf ?? null}::uuid)`)

/** Locks a post of the caller. */
export const lockOwn = (
  transaction: Transaction,
  id: string,
): Promise<{ account_id: string | null; content_hash: string; publish_at: Date | null } | undefined> =>
  transaction.first(
    sql<{ account_id: string | null; content_hash: string; publish_at: Date | null }>`
      select account_id, content_hash, publish_at from public.publications where id = ${id} for no key update`,
  )

export const updatePublication = (
  transaction: Transaction,
  id: string,
  next: Pick<NewPublication, 'accountId' | 'mode' | 'form' | 'options' | 'contentHash' | 'publishAt'>,
): Promise<number> =>
  transaction.run(sql`
    update public.publications
       set account_id = ${next.accountId}, mode = ${next.mode}, form = ${next.form}, options = ${JSON.stringify(next.options)}::jsonb,
           content_hash = ${next.contentHash}, publish_at = ${next.publishAt}::timestamptz
     where id = ${id}`)

export const approve = (transaction: Transaction, id: string, hash: string, text: string): Promise<unknown> =>
  transaction.rows(sql`select private.approve_publication(${id}::uuid, ${hash}, ${text})`)
export const withdraw = (transaction: Transaction, id: string): Promise<unknown> =>
  transaction.rows(sql`select private.withdraw_publication(${id}::uuid)`)
export const settle = (transaction: Transaction, id: string, isThere: boolean): Promise<unknown> =>
  transaction.rows(sql`select private.settle_publication(${id}::uuid, ${isThere})`)

export const deleteDrafts = async (transaction: Transaction, ids: readonly string[]): Promise<string[]> =>
  (
    await transaction.rows(sql<{ id: string }>`
      delete from public.publications where id = any(${[...ids]}::uuid[]) and state = 'draft' returning id`)
  ).map(({ id }) => id)

/** A draft of a slideshow that a session made by itself, under the house's rights; null when the account is gone. */
export const insertAutomatic = async (
  transaction: Transaction,
  one: NewPublication & { userId: string },
): Promise<boolean> =>
  (await transaction.run(sql`
    insert into public.publications (id, user_id, slide_group_id, account_id, mode, form, options, content_hash, publish_at, automatic)
    select ${one.id}, ${one.userId}, ${one.groupId}, a.id, ${one.mode}, ${one.form}, ${JSON.stringify(one.options)}::jsonb,
           ${one.contentHash}, ${one.publishAt}::timestamptz, true
      from private.tiktok_auth a where a.id = ${one.accountId} and a.user_id = ${one.userId} and a.state <> 'removed'
       and not exists (select from public.publications p where p.slide_group_id = ${one.groupId} and p.automatic)`)) ===
  1

export interface AutomaticGroup {
  user_id: string
  due_at: Date
  posting: { accountId: string; mode: 'direct' | 'inbox'; form: 'video' | 'photo' } | null
  open_id: string | null
  email: string
  language: 'en' | 'nl' | null
  session_id: string
  session_name: string
  /** Whether another one was put before the person within the last six hours. */
  told: boolean
}
export const automaticGroup = (transaction: Transaction, groupId: string): Promise<AutomaticGroup | undefined> =>
  transaction.first(sql<AutomaticGroup>`
    select g.user_id, g.due_at, m.posting, a.tiktok_account_id as open_id, u.email, private.letter_language(g.user_id) as language,
           m.id as session_id, m.name as session_name,
           exists (select from public.publications p where p.user_id = g.user_id and p.automatic and p.created_at > now() - interval '6 hours') as told
      from public.slide_groups g join public.media_sessions m on m.id = g.session_id
      join public.profiles u on u.id = g.user_id
      left join private.tiktok_auth a on a.id = (m.posting ->> 'accountId')::uuid and a.user_id = g.user_id and a.state <> 'removed'
     where g.id = ${groupId}`)
