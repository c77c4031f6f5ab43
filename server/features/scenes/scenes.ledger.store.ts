import { sql } from 'kysely'
import type { Generation, GenerationState } from '@greenroom/contract/scenes.ts'
import type { Transaction } from '#kernel/db/acting.ts'
import type { LedgerFailure, TakeMeta } from './scenes.rules.ts'

/** A ledger row with the take and scene it pays for, as workers see it. */
export interface LedgerRow {
  id: string
  state: GenerationState
  provider: string
  provider_job_id: string | null
  attempts: number
  price_estimate: number
  submitted_at: Date | null
  accepted_at: Date | null
  user_id: string
  version_id: string
  version: number
  meta: TakeMeta
  scene_id: string
  ordinal: number
  project_id: string
  project_name: string
  scene_deleted_at: Date | null
}

/** Reads and locks one ledger row; whoever comes second waits and then sees the new state. */
export const lockGeneration = (transaction: Transaction, id: string): Promise<LedgerRow | undefined> =>
  transaction.first(sql<LedgerRow>`
    select g.id, g.state, g.provider, g.provider_job_id, g.attempts, g.price_estimate, g.submitted_at, g.accepted_at, g.user_id,
           v.id as version_id, v.version, v.render_meta as meta, s.id as scene_id, s.ordinal, s.project_id, p.name as project_name,
           coalesce(s.deleted_at, p.deleted_at) as scene_deleted_at
      from public.generations g
      join public.scene_versions v on v.id = g.scene_version_id
      join public.scenes s on s.id = v.scene_id
      join public.projects p on p.id = s.project_id
     where g.id = ${id} for update of g`)

/** One decision about a provider's room at a time, over all processes. */
export const lockProvider = (transaction: Transaction, provider: string): Promise<unknown> =>
  transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`provider:${provider}`}, 3))`)

/** Jobs the provider has now, starts of the last minute, and when the oldest of those leaves the minute. */
export const providerLoad = (
  transaction: Transaction,
  provider: string,
): Promise<{ running: number; started: number; wait_ms: number }> =>
  transaction.one(sql<{ running: number; started: number; wait_ms: number }>`
    select count(*) filter (where state in ('submitted', 'running')) as running,
           count(*) filter (where submitted_at > now() - interval '1 minute') as started,
           coalesce(extract(epoch from min(submitted_at) filter (where submitted_at > now() - interval '1 minute') + interval '1 minute' - now()) * 1000, 0)::float8 as wait_ms
      from public.generations where provider = ${provider} and (state in ('submitted', 'running') or submitted_at > now() - interval '1 minute')`)

/** The moment before the POST leaves: from here on money may have been spent. */
export const markSubmitted = (
  transaction: Transaction,
  id: string,
  callbackTokenHash: string | null,
): Promise<number> =>
  transaction.run(sql`
    update public.generations set state = 'submitted', submitted_at = now(), callback_token = ${callbackTokenHash}
     where id = ${id} and state = 'reserved'`)

export const markAccepted = (transaction: Transaction, id: string, jobId: string): Promise<number> =>
  transaction.run(sql`
    update public.generations set state = 'running', provider_job_id = ${jobId}, accepted_at = now(), attempts = 0
     where id = ${id} and state = 'submitted'`)

/** Only for a request that was certainly refused before it was taken, or that cost nothing. */
export const giveBack = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(sql`
    update public.generations set state = 'reserved', submitted_at = null, callback_token = null, attempts = attempts + 1
     where id = ${id} and state = 'submitted'`)

/** Its owner is written to about it (scenes.letters.ts), unless they were before. */
const letterWaits = sql`tell_since = case when told_at is null then coalesce(tell_since, now()) end`

export const markUnknown = (transaction: Transaction, id: string, reason: string): Promise<number> =>
  transaction.run(sql`
    update public.generations set state = 'unknown', reason = ${reason}, ${letterWaits}
     where id = ${id} and state = 'submitted'`)

export const markFailed = (transaction: Transaction, id: string, failure: LedgerFailure): Promise<number> =>
  transaction.run(sql`
    update public.generations
       set state = 'failed', failure = ${JSON.stringify(failure)}::jsonb, finished_at = now(), progress = null,
           price_charged = ${failure.charged === 'no' || failure.charged === 'refunded' ? 0 : null}, ${letterWaits}
     where id = ${id} and state in ('reserved', 'submitted', 'running')`)

export const markCanceled = (transaction: Transaction, id: string): Promise<number> =>
  transaction.run(sql`
    update public.generations set state = 'canceled', finished_at = now(), price_charged = 0, progress = null
     where id = ${id} and state in ('reserved', 'running')`)

export const noteCheck = (
  transaction: Transaction,
  id: string,
  progress: number | null,
  attempts: number,
): Promise<number> =>
  transaction.run(sql`
    update public.generations set progress = ${progress}, attempts = ${attempts}, checked_at = now() where id = ${id} and state = 'running'`)

/** Keeps the newest progress; answers whether the take is still wanted. */
export const stillRunning = async (transaction: Transaction, id: string, progress: number): Promise<boolean> =>
  (await transaction.run(sql`
    update public.generations set progress = ${progress}, checked_at = now() where id = ${id} and state = 'running'`)) ===
  1

export interface KeptTake {
  videoKey: string
  posterKey: string
  duration: number
  width: number
  height: number
  bytes: number
  sha256: string
  crc32: number
}
/** The take is in the library: version, ledger and scene change together. The first ready take becomes the pinned one. */
export const markKept = async (
  transaction: Transaction,
  row: LedgerRow,
  kept: KeptTake,
  charged: number | null,
): Promise<void> => {
  await transaction.run(sql`
    update public.scene_versions
       set video_url = ${kept.videoKey}, poster = ${kept.posterKey}, duration = ${kept.duration}, width = ${kept.width}, height = ${kept.height},
           bytes = ${kept.bytes}, sha256 = ${kept.sha256}, crc32 = ${kept.crc32}, ready_at = now()
     where id = ${row.version_id}`)
  await transaction.run(sql`
    update public.generations set state = 'ready', finished_at = now(), progress = null, price_charged = ${charged ?? row.price_estimate}
     where id = ${row.id} and state = 'running'`)
  await transaction.run(
    sql`update public.scenes set version = ${row.version} where id = ${row.scene_id} and version is null`,
  )
}

/** The scene's status from its newest take; a scene with a pinned take is ready whatever became of a later one. */
export const rollUpStatus = (transaction: Transaction, sceneId: string): Promise<number> =>
  transaction.run(sql`
    update public.scenes s set status = (case
        when n.state in ('reserved', 'submitted') then 'queued'
        when n.state = 'running' then 'processing'
        when s.version is not null then 'ready'
        else 'error' end)::public.scene_status
      from (select g.state, v.scene_id from public.scene_versions v join public.generations g on g.scene_version_id = v.id
             where v.scene_id = ${sceneId} order by v.version desc limit 1) n
     where s.id = n.scene_id`)

/** Reserved rows of a provider that may go next: everybody's first before anybody's second. */
export const nextReserved = (
  transaction: Transaction,
  provider: string,
  limit: number,
): Promise<{ id: string; user_id: string }[]> =>
  transaction.rows(sql<{ id: string; user_id: string }>`
    select id, user_id from (
      select g.id, g.user_id, g.created_at, v.created_at as taken_at,
             row_number() over (partition by g.user_id order by g.created_at, s.ordinal) as turn
        from public.generations g join public.scene_versions v on v.id = g.scene_version_id join public.scenes s on s.id = v.scene_id
       where g.provider = ${provider} and g.state = 'reserved'
    ) waiting order by turn, created_at limit ${limit}`)

/** Open rows that nothing has happened to for a while. */
export const forgotten = (
  transaction: Transaction,
): Promise<{ id: string; user_id: string; provider: string; state: GenerationState; price_estimate: number }[]> =>
  transaction.rows(sql`
    select id, user_id, provider, state, price_estimate from public.generations
     where (state = 'reserved' and updated_at < now() - interval '20 seconds')
        or (state = 'submitted' and updated_at < now() - interval '5 minutes')
        or (state = 'running' and updated_at < now() - interval '3 minutes')
     order by created_at limit 500`)

/** Rows that a process which no longer lives had sent or was about to send; only for the one process of the embedded database, at its start. */
export const submittedBefore = (
  transaction: Transaction,
): Promise<{ id: string; user_id: string; price_estimate: number }[]> =>
  transaction.rows(sql`select id, user_id, price_estimate from public.generations where state = 'submitted'`)

export const generationByCallback = (
  transaction: Transaction,
  provider: string,
  tokenHash: string,
): Promise<{ id: string; user_id: string; provider_job_id: string | null } | undefined> =>
  transaction.first(sql<{ id: string; user_id: string; provider_job_id: string | null }>`
    select id, user_id, provider_job_id from public.generations where provider = ${provider} and callback_token = ${tokenHash}`)

export const generationOfVersion = (
  transaction: Transaction,
  sceneId: string,
  version: number,
): Promise<{ id: string } | undefined> =>
  transaction.first(sql<{ id: string }>`
    select g.id from public.generations g join public.scene_versions v on v.id = g.scene_version_id
     where v.scene_id = ${sceneId} and v.version = ${version}`)

/** For the admin's page; runs under the house's rights after the caller was proven to be an admin. */
export const generationsForAdmin = (
  transaction: Transaction,
  filter: { state: GenerationState } | { id: string },
): Promise<Generation[]> =>
  transaction.rows(sql<Generation>`
    select g.id, g.state, g.provider, g.model, g.request_hash as "requestHash", g.provider_job_id as "providerJobId",
           g.price_estimate as "priceEstimateMicroUsd", g.reason, u.email as "ownerEmail", p.name as "projectName", s.id as "sceneId",
           s.ordinal, v.version,
           to_char(g.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt",
           to_char(g.submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "submittedAt"
      from public.generations g
      join public.scene_versions v on v.id = g.scene_version_id
      join public.scenes s on s.id = v.scene_id
      join public.projects p on p.id = s.project_id
      join public.profiles u on u.id = g.user_id
     where ${'id' in filter ? sql`g.id = ${filter.id}` : sql`g.state = ${filter.state}`}
     order by g.created_at desc limit 200`)

export const resolveUnknown = (transaction: Transaction, id: string, jobId: string | null): Promise<unknown> =>
  transaction.rows(sql`select private.resolve_generation(${id}::uuid, ${jobId}::text)`)

export const adminMails = (transaction: Transaction): Promise<{ email: string; language: 'en' | 'nl' | null }[]> =>
  transaction.rows(sql`
    select p.email, private.letter_language(p.id) as language from public.profiles p
     where p.role = 'admin' and p.status = 'approved'`)
