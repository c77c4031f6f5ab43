import type { PGlite } from '@electric-sql/pglite'
import { fromPglite, PgBoss, type ConstructorOptions, type JobWithMetadata, type WipData } from 'pg-boss'
import type * as z from 'zod'
import type { Transaction } from '../db/acting.ts'
import type { Database, Executor } from '../db/db.ts'
import { withCorrelation, type Log } from '../log.ts'
import { newId } from '../id.ts'

/** A kind of job as data: X.jobs.ts declares it, X.work.ts says what a worker does with it. */
export interface JobKind<D> {
  /** Queue name, `noun.verb`. */
  name: string
  data: z.ZodType<D>
  /** How often a failed job is tried again before it is dead. */
  retries: number
  retryDelaySeconds: number
  /** A job that runs longer is taken for dead. */
  expireSeconds: number
  /** How many of this kind run at the same time in one process, and how many of those for one person. */
  parallel: number
  parallelPerPerson: number
}
export const jobKind = <D>(
  name: string,
  data: z.ZodType<D>,
  more: Partial<Omit<JobKind<D>, 'name' | 'data'>> = {},
): JobKind<D> => ({
  name,
  data,
  retries: 3,
  retryDelaySeconds: 2,
  expireSeconds: 120,
  parallel: 2,
  parallelPerPerson: 1,
  ...more,
})

/** What a worker does with one kind. It may run twice and may die between any two lines. */
export interface Work {
  kind: JobKind<unknown>
  run(data: unknown, context: WorkContext): Promise<void>
  /** Called once when the last try failed, so that a row does not wait for ever. */
  gaveUp?(data: unknown, error: unknown): Promise<void>
}
export interface WorkContext {
  /** Aborts at expiry and when the process stops. */
  signal: AbortSignal
  /** 0 for the first try. */
  attempt: number
  log: Log
}
export const work = <D>(
  kind: JobKind<D>,
  run: (data: D, context: WorkContext) => Promise<void>,
  gaveUp?: (data: D, error: unknown) => Promise<void>,
): Work => ({
  kind: kind as JobKind<unknown>,
  run: (data, context) => run(data as D, context),
  ...(gaveUp === undefined ? {} : { gaveUp: (data: unknown, error: unknown) => gaveUp(data as D, error) }),
})

/** A job that comes by itself, by cron expression in UTC. */
export interface Schedule {
  kind: JobKind<Record<string, never>>
  cron: string
}

export interface AddOptions {
  /** Not before this many milliseconds from now. Kept by the second. */
  delayMs?: number
  /** Whose job it is: nobody's jobs crowd out another person's. */
  owner?: string
}

export interface Jobs {
  /** Writes the job in the running transaction: it exists if and only if the transaction commits. */
  add<D>(transaction: Transaction, kind: JobKind<D>, data: D, options?: AddOptions): Promise<void>
  /** Starts working. Kinds without work here are left to other processes. */
  start(works: readonly Work[], schedules: readonly Schedule[]): Promise<void>
  retry(queue: string, id: string): Promise<void>
  /** Waits for running jobs up to `timeoutMs`, then lets go; what did not finish runs again elsewhere or later. */
  stop(timeoutMs: number): Promise<void>
}

export interface JobsOptions {
  db: Database
  /** The embedded engine, or the address of Postgres (a session connection). */
  connection: { engine: PGlite } | { url: string }
  kinds: readonly JobKind<never>[]
  log: Log
}

/** How often one statement looks whether anything is due: what was delayed, is tried again, or waited for a free hand. */
const lookMs = 1000
/** How often each hand of each queue looks for itself. Only for what the one statement should miss. */
const ownLookSeconds = 60

const dueQueues = `
  select q.name from unnest($1::text[]) q (name)
   where exists (select from jobs.job j where j.name = q.name and j.state < 'active' and not j.blocked and j.start_after <= now())`

/** Opens the queue: makes its schema and every queue, so that the first job of each kind may be added inside a transaction. */
export const openJobs = async ({ db, connection, kinds, log }: JobsOptions): Promise<Jobs> => {
  const embedded = 'engine' in connection
  const shared: ConstructorOptions = {
    schema: 'jobs',
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    cronMonitorIntervalSeconds: 10,
    cronWorkerIntervalSeconds: 5,
  }
  const boss = embedded
    ? new PgBoss({ ...shared, db: fromPglite(connection.engine), backend: 'pglite' })
    : new PgBoss({ ...shared, connectionString: connection.url, max: 4 })
  boss.on('error', (error) => log.error({ error }, 'job queue'))
  await boss.start()
  const made = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
  for (const kind of kinds) {
    const wanted = {
      notify: true,
      retryLimit: kind.retries,
      retryDelay: kind.retryDelaySeconds,
      retryBackoff: true,
      retryDelayMax: 300,
      expireInSeconds: kind.expireSeconds,
      // The queue's own minimum: a job whose process died is noticed after this long.
      heartbeatSeconds: 10,
      deleteAfterSeconds: 7 * 24 * 3600,
    }
    const queue = made.get(kind.name)
    if (queue === undefined) await boss.createQueue(kind.name, wanted)
    // Made by a Greenroom that wanted it otherwise.
    else if (Object.entries(wanted).some(([key, value]) => queue[key as keyof typeof wanted] !== value))
      await boss.updateQueue(kind.name, wanted)
    else continue
    // Fills the queue's cache: a first look-up inside a transaction would wait for that same transaction.
    // (getQueue would ask the database and not remember; any look-up of a job remembers its queue.)
    await boss.getJobById(kind.name, '00000000-0000-0000-0000-000000000000')
  }
  if (embedded) {
    // One process owns the embedded database, so whatever is "active" at its start died with the last one.
    await db.driver.query(
      "update jobs.job set state = 'retry', start_after = now(), heartbeat_on = null where state = 'active'",
    )
  }
  const stopping = new AbortController()
  const known = new Map(kinds.map((kind) => [kind.name, kind]))

  const perform = async (task: Work, job: JobWithMetadata<unknown>): Promise<void> => {
    const context: WorkContext = {
      signal: AbortSignal.any([stopping.signal, job.signal]),
      attempt: job.retryCount,
      log: log.child({ job: task.kind.name, jobId: job.id }),
    }
    try {
      await task.run(task.kind.data.parse(job.data), context)
    } catch (error) {
      const last = job.retryCount >= job.retryLimit
      context.log.warn({ error, attempt: job.retryCount, last }, 'job failed')
      if (last && !stopping.signal.aborted) await task.gaveUp?.(job.data, error)
      // The queue keeps every field of an error; those of the database's errors hold the values of the statement.
      throw new Error(error instanceof Error ? error.message : String(error))
    }
  }

  const worked = new Set<string>()
  const wake = (which: (hand: WipData) => boolean): void => {
    for (const hand of boss.getWipData()) if (which(hand)) boss.notifyWorker(hand.id)
  }
  let looking: NodeJS.Timeout | undefined
  let isLooking = false
  const lookForWhatIsDue = async (): Promise<void> => {
    if (isLooking) return
    isLooking = true
    try {
      const { rows } = await db.driver.query(dueQueues, [[...worked]])
      const due = new Set((rows as { name: string }[]).map(({ name }) => name))
      if (due.size > 0) wake(({ name }) => due.has(name))
    } catch (error) {
      if (!stopping.signal.aborted) log.warn({ error }, 'could not look for jobs that are due')
    } finally {
      isLooking = false
    }
  }

  return {
    async add(transaction, kind, data, options = {}) {
      if (!known.has(kind.name)) throw new Error(`Job kind ${kind.name} is not registered in house.ts`)
      await transaction.asConnection(async (executor) => {
        const id = await boss.send(kind.name, kind.data.parse(data) as object, {
          db: inside(executor),
          ...(options.delayMs === undefined ? {} : { startAfter: new Date(Date.now() + options.delayMs) }),
          ...(options.owner === undefined ? {} : { group: { id: options.owner } }),
        })
        if (id === null) throw new Error(`Job ${kind.name} was not taken`)
      })
    },
    async start(works, schedules) {
      for (const task of works) {
        const { name, parallel, parallelPerPerson } = task.kind
        worked.add(name)
        await boss.work(
          name,
          {
            includeMetadata: true,
            batchSize: 1,
            pollingIntervalSeconds: ownLookSeconds,
            notifyPollingIntervalSeconds: ownLookSeconds,
            localConcurrency: parallel,
            localGroupConcurrency: parallelPerPerson,
            heartbeatRefreshSeconds: 4,
          },
          async ([job]: JobWithMetadata<unknown>[]) => {
            // Whoever has done one looks at once whether there is another.
            wake((hand) => hand.name === name && hand.count > 0)
            if (job !== undefined) await withCorrelation(newId(), () => perform(task, job))
          },
        )
      }
      looking = setInterval(() => void lookForWhatIsDue(), lookMs)
      const scheduled = new Map((await boss.getSchedules()).map(({ name, cron }) => [name, cron]))
      for (const { kind, cron } of schedules)
        if (scheduled.get(kind.name) !== cron) await boss.schedule(kind.name, cron, {}, { tz: 'UTC' })
    },
    async retry(queue, id) {
      await boss.retry(queue, id)
    },
    async stop(timeoutMs) {
      clearInterval(looking)
      const letGo = setTimeout(() => stopping.abort(new Error('The house is stopping')), Math.max(0, timeoutMs - 500))
      await boss.stop({ graceful: true, timeout: timeoutMs, close: !embedded })
      clearTimeout(letGo)
    },
  }
}

/** The running transaction as the queue wants it. It must never end the transaction, as the queue's own adapter would on an error. */
const inside = (executor: Executor) => ({
  async executeSql(text: string, values?: unknown[]) {
    const { rows } = await executor.query(text, values ?? [])
    return { rows: rows as object[] }
  },
})
