import { sql } from 'kysely'
import type { JobView } from '@greenroom/contract/operations.ts'
import type { Transaction } from '#kernel/db/acting.ts'

export interface NewErrorEvent {
  method: string
  route: string
  status: number
  code: string
  message: string
  correlationId: string
  userId: string | null
  context: object
}

export const insertError = (transaction: Transaction, event: NewErrorEvent): Promise<number> =>
  transaction.run(sql`
    insert into public.error_events (method, route, status, code, message, correlation_id, user_id, safe_context)
    values (${event.method}, ${event.route}, ${event.status}, ${event.code}, ${event.message}, ${event.correlationId},
            ${event.userId}, ${JSON.stringify(event.context)}::jsonb)`)

export interface ErrorRow {
  id: string
  at: Date
  method: string
  route: string
  status: number
  code: string
  message: string
  correlationId: string
  userId: string | null
  places: string[]
}

export const selectErrors = (transaction: Transaction, like: string | null, most: number): Promise<ErrorRow[]> =>
  transaction.rows(sql<ErrorRow>`
    select id::text as id, created_at as at, method, route, status, code, message, correlation_id as "correlationId", user_id as "userId",
           coalesce(safe_context -> 'at', '[]') as places
      from public.error_events
     where ${like}::text is null
        or lower(correlation_id || ' ' || code || ' ' || route || ' ' || message || ' ' || coalesce(user_id::text, '')) like ${like}::text
     order by created_at desc, id desc limit ${most}`)

export interface JobRow extends Omit<JobView, 'createdAt' | 'finishedAt' | 'data'> {
  data: unknown
  createdAt: Date
  finishedAt: Date | null
}

// The queue keeps housekeeping of its own under names with two underscores.
const ours = "name not like '\\_\\_%'"
const jobColumns = `id, name as queue, state::text as state, data, retry_count as attempts, output ->> 'message' as message,
  created_on as "createdAt", completed_on as "finishedAt"`

/** The queue belongs to the connection, not to an API role; the caller has been checked by then. */
export const selectJobs = (
  transaction: Transaction,
  states: readonly JobView['state'][],
  most: number,
): Promise<JobRow[]> =>
  transaction.asConnection(async (executor) => {
    const { rows } = await executor.query(
      `select ${jobColumns} from jobs.job where ${ours} and state::text = any ($1::text[]) order by coalesce(completed_on, created_on) desc, id limit $2`,
      [states, most],
    )
    return rows as JobRow[]
  })

export const countJobs = (transaction: Transaction): Promise<{ state: string; count: number }[]> =>
  transaction.asConnection(async (executor) => {
    const { rows } = await executor.query(
      `select state::text as state, count(*) as count from jobs.job where ${ours} group by state order by state`,
    )
    return rows as { state: string; count: number }[]
  })

/** The queue of a dead job, with the retry written into the trail. */
export const takeDeadJob = (transaction: Transaction, jobId: string): Promise<string | undefined> =>
  transaction.asConnection(async (executor) => {
    const { rows } = await executor.query(
      `select name from jobs.job where ${ours} and id = $1 and state in ('failed', 'cancelled')`,
      [jobId],
    )
    const [job] = rows as { name: string }[]
    if (job === undefined) return undefined
    await executor.query('select private.write_audit($1, $2::uuid, $3::jsonb)', [
      'job.retried',
      jobId,
      JSON.stringify({ queue: job.name }),
    ])
    return job.name
  })

export const queueAnswers = (transaction: Transaction): Promise<boolean> =>
  transaction.asConnection(
    async (executor) => (await executor.query('select version from jobs.version')).rows.length > 0,
  )

/** Takes away what has been kept long enough. */
export const deleteOld = async (transaction: Transaction): Promise<void> => {
  await transaction.run(sql`delete from public.events where created_at < now() - interval '3 days'`)
  await transaction.run(sql`delete from public.error_events where created_at < now() - interval '30 days'`)
  await transaction.run(sql`delete from private.mails where created_at < now() - interval '7 days'`)
  await transaction.run(sql`delete from public.request_keys where created_at < now() - interval '7 days'`)
  await transaction.run(sql`delete from public.admin_approvals where expires_at < now() - interval '30 days'`)
}
