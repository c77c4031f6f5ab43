import { sql } from 'kysely'
import type { KnownReason, NoticeValues } from '@greenroom/contract/notices.ts'
import type { PublicationOptions, PublicationState } from '@greenroom/contract/posts.ts'
import type { Transaction } from '#kernel/db/acting.ts'
import type { Retry } from './posts.rules.ts'

/** A post as workers see it. */
export interface LedgerRow {
  id: string
  user_id: string
  group_id: string | null
  version_id: string | null
  account_id: string | null
  open_id: string | null
  mode: 'direct' | 'inbox'
  form: 'video' | 'photo'
  options: PublicationOptions
  content_hash: string
  consent_hash: string | null
  state: PublicationState
  publish_at: Date | null
  source: 'FILE_UPLOAD' | 'PULL_FROM_URL' | null
  publish_id: string | null
  upload_url: string | null
  upload_expires_at: Date | null
  sent_bytes: number
  total_bytes: number | null
  attempts: number
  submitted_at: Date | null
  accepted_at: Date | null
  email: string
  language: 'en' | 'nl' | null
}

/** Reads and locks one post; whoever comes second waits and then sees the new state. */
export const lockPost = (transaction: Transaction, id: string): Promise<LedgerRow | undefined> =>
  transaction.first(sql<LedgerRow>`
    select p.id, p.user_id, p.slide_group_id as group_id, p.scene_version_id as version_id, p.account_id, a.tiktok_account_id as open_id, p.mode, p.form,
           p.options, p.content_hash, p.consent_hash, p.state, p.publish_at, p.source, p.publish_id, p.upload_url, p.upload_expires_at,
           p.sent_bytes, p.total_bytes, p.attempts, p.submitted_at, p.accepted_at, u.email, private.letter_language(p.user_id) as language
      from public.publications p
      join public.profiles u on u.id = p.user_id
      left join private.tiktok_auth a on a.id = p.account_id
     where p.id = ${id} for update of p`)

/** One decision about an account at a time, over all processes. */
export const lockRoom = (transaction: Transaction, accountId: string): Promise<unknown> =>
  transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`publisher:${accountId}`}, 3))`)

/** What left for an account within a minute and a day, and when the oldest of each leaves its window. */
export interface Load {
  minute: number
  minuteWaitMs: number
  day: number
  dayWaitMs: number
  inboxDay: number
}
export const loadOf = (transaction: Transaction, openId: string): Promise<Load> =>
  transaction.one(sql<Load>`
    select count(*) filter (where p.submitted_at > now() - interval '1 minute')::int as minute,
           coalesce(extract(epoch from min(p.submitted_at) filter (where p.submitted_at > now() - interval '1 minute') + interval '1 minute' - now()) * 1000, 0)::float8 as "minuteWaitMs",
           count(*) filter (where p.mode = 'direct' and p.state <> 'failed')::int as day,
           coalesce(extract(epoch from min(p.submitted_at) filter (where p.mode = 'direct' and p.state <> 'failed') + interval '24 hours' - now()) * 1000, 0)::float8 as "dayWaitMs",
           count(*) filter (where p.mode = 'inbox' and p.state <> 'failed')::int as "inboxDay"
      from public.publications p join private.tiktok_auth a on a.id = p.account_id
     where a.tiktok_account_id = ${openId} and p.submitted_at > now() - interval '24 hours'`)

/** The moment before the call leaves: from here on the post may exist. */
export const markSubmitting = (
  transaction: Transaction,
  id: string,
  how: { source: 'FILE_UPLOAD' | 'PULL_FROM_URL'; totalBytes: number },
): Promise<number> =>
  transaction.run(sql`
    update public.publications
       set state = 'submitting', submitted_at = now(), source = ${how.source}, total_bytes = ${how.totalBytes}, sent_bytes = 0,
           fail_reason = null, failure = null
     where id = ${id} and state = 'approved' and consent_hash = content_hash`)

export const markOpened = (
  transaction: Transaction,
  id: string,
  opened: { publishId: string; uploadUrl: string | null; seconds: number },
): Promise<number> =>
  transaction.run(sql`
    update public.publications
       set publish_id = ${opened.publishId}, accepted_at = now(), attempts = 0, upload_url = ${opened.uploadUrl},
           upload_expires_at = case when ${opened.uploadUrl}::text is not null then now() + make_interval(secs => ${opened.seconds}) end,
           state = case when ${opened.uploadUrl}::text is null then 'processing'::public.publication_state else state end
     where id = ${id} and state = 'submitting' and publish_id is null`)

/** A certain "not now": nothing was taken, so it may leave again later. */
export const giveBack = (transaction: Transaction, id: string, why: Trouble): Promise<number> =>
  transaction.run(sql`
    update public.publications
       set state = 'approved', submitted_at = null, attempts = attempts + 1, fail_reason = ${why.code}, failure = ${failureOf(why)}::jsonb
     where id = ${id} and state = 'submitting' and publish_id is null`)

/** What the house itself has to say of a post. */
export type OwnTrouble = KnownReason & { sentence: string; retry: Retry }
/** The publisher's word for what is wrong, or a problem that its rules found. */
export interface Trouble {
  code: string
  sentence: string
  values?: NoticeValues
  retry: Retry
}
const failureOf = ({ sentence, retry, values = {} }: Trouble): string => JSON.stringify({ sentence, retry, values })

/** Waits, still approved; says why. */
export const noteWaiting = (transaction: Transaction, id: string, why: Trouble): Promise<number> =>
  transaction.run(sql`
    update public.publications set fail_reason = ${why.code}, failure = ${failureOf(why)}::jsonb, attempts = attempts + 1
     where id = ${id} and state = 'approved'`)

export const markFailed = (transaction: Transaction, id: string, why: Trouble): Promise<number> =>
  transaction.run(sql`
    update public.publications
       set state = 'failed', fail_reason = ${why.code}, failure = ${failureOf(why)}::jsonb, finished_at = now(), upload_url = null
     where id = ${id} and state in ('approved', 'submitting', 'processing')`)

export const markUnknown = (transaction: Transaction, id: string, why: Trouble): Promise<number> =>
  transaction.run(sql`
    update public.publications set state = 'unknown', fail_reason = ${why.code}, failure = ${failureOf(why)}::jsonb, upload_url = null
     where id = ${id} and state in ('submitting', 'processing')`)

/** Consent was for other content than there is now: a person looks again. */
export const backToDraft = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(sql`
    update public.publications set state = 'draft', consent_by = null, consent_at = null, consent_hash = null, consent_text = null,
           fail_reason = 'posts.changed_since'
     where id = ${id} and state = 'approved'`)

/** One sender at a time for a post. A claim of eleven minutes without a chunk, longer than any may take, belongs to a process that died. */
export const claimSending = async (transaction: Transaction, id: string): Promise<boolean> =>
  (await transaction.run(sql`
    update public.publications set checked_at = now()
     where id = ${id} and state = 'submitting' and publish_id is not null
       and (checked_at is null or checked_at < now() - interval '11 minutes')`)) === 1

export const releaseSending = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(sql`update public.publications set checked_at = null where id = ${id} and state = 'submitting'`)

/** At the start of the only process there is, nobody sends. */
export const releaseAllSending = (transaction: Transaction): Promise<number> =>
  transaction.run(
    sql`update public.publications set checked_at = null where state = 'submitting' and checked_at is not null`,
  )

export const noteSent = (transaction: Transaction, id: string, bytes: number): Promise<number> =>
  transaction.run(sql`
    update public.publications set sent_bytes = ${bytes}, checked_at = now() where id = ${id} and state = 'submitting'`)

/** Every byte was taken, or the other side says that it works on it. */
export const markProcessing = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(sql`
    update public.publications set state = 'processing', sent_bytes = coalesce(total_bytes, sent_bytes), upload_url = null, attempts = 0, checked_at = now()
     where id = ${id} and state = 'submitting' and publish_id is not null`)

export const noteCheck = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(sql`
    update public.publications set attempts = attempts + 1, checked_at = now() where id = ${id} and state = 'processing'`)

export const noteTrouble = (transaction: Transaction, id: string, why: Trouble | null): Promise<number> =>
  transaction.run(sql`
    update public.publications
       set fail_reason = ${why?.code ?? null}, failure = ${why === null ? null : failureOf(why)}::jsonb
     where id = ${id} and state = 'processing' and fail_reason is distinct from ${why?.code ?? null}`)

export const markPublished = (transaction: Transaction, id: string, postId: string | null): Promise<number> =>
  transaction.run(sql`
    update public.publications
       set state = 'published', post_id = coalesce(${postId}, post_id), finished_at = coalesce(finished_at, now()), fail_reason = null, failure = null
     where id = ${id} and (state in ('processing', 'unknown') or state = 'published' and post_id is null and ${postId}::text is not null)`)

/** Rows that no job cares for any more, and those whose hour has come. Jobs may come twice, so one too many does no harm. */
export const forgotten = (
  transaction: Transaction,
  everySubmitting: boolean,
): Promise<{ id: string; user_id: string; state: PublicationState; publish_id: string | null }[]> =>
  transaction.rows(sql<{ id: string; user_id: string; state: PublicationState; publish_id: string | null }>`
    select id, user_id, state, publish_id from public.publications
     where (state = 'approved' and coalesce(publish_at, consent_at) <= now() and updated_at < now() - interval '2 minutes')
        or (state = 'submitting' and publish_id is null and (${everySubmitting}::boolean or submitted_at < now() - interval '5 minutes'))
        or (state = 'submitting' and publish_id is not null and (${everySubmitting}::boolean or updated_at < now() - interval '12 minutes'))
        or (state = 'processing' and (${everySubmitting}::boolean or coalesce(checked_at, accepted_at) < now() - interval '12 minutes'))
     order by coalesce(publish_at, created_at) limit 200`)

export const postByPublishId = (
  transaction: Transaction,
  publishId: string,
): Promise<{ id: string; user_id: string; state: PublicationState } | undefined> =>
  transaction.first(sql<{ id: string; user_id: string; state: PublicationState }>`
    select id, user_id, state from public.publications where publish_id = ${publishId}`)

export const noteGone = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(sql`
    update public.publications set fail_reason = 'posts.no_longer_public' where id = ${id} and state = 'published'`)

/** Published posts whose numbers are old: the younger the post, the sooner they are read again; never more often than hourly. */
export const wantNumbers = (
  transaction: Transaction,
): Promise<{ account_id: string; posts: { id: string; postId: string; userId: string }[] }[]> =>
  transaction.rows(sql<{ account_id: string; posts: { id: string; postId: string; userId: string }[] }>`
    select account_id, json_agg(json_build_object('id', id, 'postId', post_id, 'userId', user_id)) as posts
      from (select p.id, p.post_id, p.user_id, p.account_id,
                   row_number() over (partition by p.account_id order by p.metrics_at nulls first, p.finished_at desc) as place
              from public.publications p join private.tiktok_auth a on a.id = p.account_id and a.state = 'connected' and 'video.list' = any(a.scopes)
             where p.state = 'published' and p.post_id is not null and p.finished_at > now() - interval '90 days'
               and (p.metrics_at is null or p.metrics_at < now() - greatest(interval '55 minutes', (now() - p.finished_at) / 24))) due
     where place <= 100 group by account_id limit 50`)

export const keepNumbers = (
  transaction: Transaction,
  id: string,
  numbers: { views: number; likes: number; comments: number; shares: number; url: string | null },
): Promise<number> =>
  transaction.run(sql`
    update public.publications set metrics = ${JSON.stringify(numbers)}::jsonb, metrics_at = now() where id = ${id} and state = 'published'`)

/** Posts without an id of their own yet: public ones get it after moderation. */
export const wantPostId = (transaction: Transaction): Promise<{ id: string; user_id: string }[]> =>
  transaction.rows(sql<{ id: string; user_id: string }>`
    select id, user_id from public.publications
     where state = 'published' and mode = 'direct' and post_id is null and publish_id is not null and finished_at > now() - interval '3 days'
       and options ->> 'privacy' = 'PUBLIC_TO_EVERYONE' limit 100`)
