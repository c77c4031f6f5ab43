import type { ErrorEvent, JobView } from '@greenroom/contract/operations.ts'
import type { Problem } from '@greenroom/contract/problem.ts'
import { actingAs, type Actor, type PersonActor } from '#kernel/db/acting.ts'
import { keepUp } from '#kernel/db/upkeep.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import { contextOf, scrubbed, shownData } from './operations.rules.ts'
import {
  countJobs,
  deleteOld,
  insertError,
  queueAnswers,
  selectErrors,
  selectJobs,
  takeDeadJob,
} from './operations.store.ts'

const house = (reason: string): Actor => ({ kind: 'house', reason })
const mostRows = 200
const mostAMinute = 60

export interface Failure {
  method: string
  route: string
  problem: Problem
  actor: Actor
  error: unknown
}

/** Writes down what was answered with 500 and up. Never throws, and a storm of failures does not become a storm of rows. */
export const failureBook = (tools: Tools): ((failure: Failure) => Promise<void>) => {
  let minute = 0
  let written = 0
  return async ({ method, route, problem, actor, error }) => {
    const now = Math.floor(tools.clock.now().getTime() / 60_000)
    written = now === minute ? written + 1 : 1
    minute = now
    if (written > mostAMinute) return
    try {
      await actingAs(tools.db, house('write an error down'), (transaction) =>
        insertError(transaction, {
          method,
          route,
          status: problem.status,
          code: problem.code,
          message: scrubbed(error instanceof Error ? error.message : problem.detail),
          correlationId: problem.correlationId,
          userId: actor.kind === 'person' ? actor.userId : null,
          context: contextOf(error),
        }),
      )
    } catch (trouble) {
      tools.log.error({ error: trouble }, 'could not write an error down')
    }
  }
}

export const listErrors = (tools: Tools, actor: PersonActor, search: string | undefined): Promise<ErrorEvent[]> =>
  actingAs(tools.db, actor, async (transaction) => {
    const wanted = search?.trim().toLowerCase() ?? ''
    const like = wanted === '' ? null : `%${wanted.replace(/[\\%_]/g, '\\$&')}%`
    const rows = await selectErrors(transaction, like, mostRows)
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
  })

export const listJobs = (
  tools: Tools,
  actor: PersonActor,
  show: 'dead' | 'open',
): Promise<{ jobs: JobView[]; counts: Record<string, number> }> =>
  actingAs(tools.db, actor, async (transaction) => {
    const rows = await selectJobs(
      transaction,
      show === 'dead' ? ['failed', 'cancelled'] : ['active', 'retry', 'created'],
      mostRows,
    )
    const counts = await countJobs(transaction)
    return {
      jobs: rows.map((row) => ({
        ...row,
        data: shownData(row.data),
        message: row.message === null ? null : scrubbed(row.message),
        createdAt: row.createdAt.toISOString(),
        finishedAt: row.finishedAt?.toISOString() ?? null,
      })),
      counts: Object.fromEntries(counts.map(({ state, count }) => [state, count])),
    }
  })

/** Puts a dead job back in its queue. Throws Fault `jobs.not_found` when it is not there, or not dead. */
export const retryJob = async (tools: Tools, actor: PersonActor, jobId: string): Promise<void> => {
  const queue = await actingAs(tools.db, actor, (transaction) => takeDeadJob(transaction, jobId))
  if (queue === undefined) throw notFound('jobs', 'There is no dead job with this id. It may run again already.')
  await tools.jobs.retry(queue, jobId)
}

const patienceMs = 3000

/** Whether each of the things that a request needs answers in time. Never throws. */
export const readiness = async (tools: Tools): Promise<{ ok: boolean; checks: Record<string, boolean> }> => {
  const checks = {
    database: await answers(tools, 'database', () =>
      actingAs(tools.db, { kind: 'nobody' }, () => Promise.resolve(true)),
    ),
    storage: await answers(tools, 'storage', async () => {
      await tools.storage.head('media', 'readiness/probe')
      return true
    }),
    jobs: await answers(tools, 'jobs', () => actingAs(tools.db, house('readiness'), queueAnswers)),
  }
  return { ok: Object.values(checks).every(Boolean), checks }
}

const answers = async (tools: Tools, what: string, ask: () => Promise<boolean>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Fault('house.not_ready', 503, `The ${what} does not answer.`)), patienceMs)
  })
  try {
    return await Promise.race([ask(), late])
  } catch (error) {
    tools.log.warn({ error, what }, 'not ready')
    return false
  } finally {
    clearTimeout(timer)
  }
}

export const takeAwayOld = (tools: Tools): Promise<void> => actingAs(tools.db, house('retention'), deleteOld)

/** Does for the embedded database what a Postgres does by itself. */
export const lookAfterDatabase = async ({ db, log }: Tools): Promise<void> => {
  const tables = await keepUp(db)
  if (tables.length > 0) log.debug({ tables }, 'looked after tables of the embedded database')
}
