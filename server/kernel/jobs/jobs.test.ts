import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { onEveryEngine } from '../../../supabase/on-every-engine.ts'
import { actorOf, house, populate } from '../../../supabase/world.ts'
import { actingAs } from '../db/acting.ts'
import type { Database } from '../db/db.ts'
import { openPglite, pgliteDriver } from '../db/pglite.ts'
import { makeLog } from '../log.ts'
import { jobKind, openJobs, work, type Jobs, type JobsOptions, type Work } from './jobs.ts'
import { diary, gate } from './fixtures/diary.ts'
import { endless } from './fixtures/endless.ts'

const named = z.strictObject({ name: z.string() })
const plain = jobKind('test.plain', named)
const shaky = jobKind('test.shaky', named, { retries: 2, retryDelaySeconds: 1 })
const shared = jobKind('test.shared', named, { parallel: 2, parallelPerPerson: 1 })
const kinds = [plain, shaky, shared, endless] as never[]

const log = makeLog('fatal')
const open = (db: Database, connection: JobsOptions['connection']): Promise<Jobs> =>
  openJobs({ db, connection, kinds, log })

onEveryEngine(
  'Jobs on $name',
  ({ testHere, owner, connection }) => {
    let jobs: Jobs
    const begin = async (works: readonly Work[] = []): Promise<void> => {
      jobs = await open(owner(), connection())
      await jobs.start(works, [])
    }
    beforeEach(() => (jobs = { stop: async () => undefined } as unknown as Jobs))
    afterEach(() => jobs.stop(1000))
    const states = async (): Promise<Record<string, string>> => {
      const { rows } = await owner().driver.query(
        "select data ->> 'name' as name, state::text from jobs.job where name like 'test.%'",
      )
      return Object.fromEntries((rows as { name: string; state: string }[]).map(({ name, state }) => [name, state]))
    }

    testHere('a job exists if and only if its transaction commits', async () => {
      const { lines, write, until } = diary()
      await begin([work(plain, async ({ name }) => write(name))])
      const failed = actingAs(owner(), actorOf('anna'), async (transaction) => {
        await jobs.add(transaction, plain, { name: 'taken back' })
        throw new Error('later')
      })
      await expect(failed).rejects.toThrow('later')
      await actingAs(owner(), actorOf('anna'), async (transaction) => {
        await jobs.add(transaction, plain, { name: 'kept' })
        // Still the person: adding a job steps out of the role and back.
        expect(await transaction.one(sql`select current_user::text as role`)).toEqual({ role: 'authenticated' })
      })
      await until((all) => all.includes('kept'))
      expect(lines).toEqual(['kept'])
      expect(await states()).not.toHaveProperty('taken back')
    })

    testHere('people cannot reach the queue itself', async () => {
      await begin()
      for (const actor of [actorOf('anna'), actorOf('ada'), house]) {
        await expect(
          actingAs(owner(), actor, (transaction) => transaction.rows(sql`select 1 from jobs.job`)),
        ).rejects.toMatchObject({ code: 'database.refused' })
      }
    })

    testHere(
      'a job that fails is tried again, later each time, and given up once',
      async () => {
        const { lines, write, until } = diary()
        const waits: number[] = []
        let began = 0
        await begin([
          work(
            shaky,
            async ({ name }, { attempt }) => {
              const { rows } = await owner().driver.query(
                "select extract(epoch from start_after)::float as due, extract(epoch from started_on)::float as began from jobs.job where data ->> 'name' = 'unlucky'",
              )
              const [times] = rows as [{ due: number; began: number }]
              waits.push(times.due - began)
              began = times.began
              write(`try ${attempt}`)
              throw new Error(`no luck for ${name}`)
            },
            async ({ name }, error) => write(`gave up ${name}: ${error instanceof Error ? error.message : ''}`),
          ),
        ])
        await actingAs(owner(), house, (transaction) => jobs.add(transaction, shaky, { name: 'unlucky' }))
        await until((all) => all.some((line) => line.startsWith('gave up')))
        await expect.poll(async () => (await states())['unlucky'], { timeout: 90_000 }).toBe('failed')
        expect(lines).toEqual(['try 0', 'try 1', 'try 2', 'gave up unlucky: no luck for unlucky'])
        // When each try was due, counted from the one before, as the queue itself wrote it down.
        const [, second = 0, third = 0] = waits
        expect(second).toBeGreaterThan(0)
        expect(third).toBeGreaterThan(second)
      },
      60_000,
    )

    testHere('a job that succeeds at a later try is not given up', async () => {
      const { lines, write, until } = diary()
      await begin([
        work(
          shaky,
          async (_, { attempt }) => {
            write(`try ${attempt}`)
            if (attempt === 0) throw new Error('not yet')
          },
          async () => write('gave up'),
        ),
      ])
      await actingAs(owner(), house, (transaction) => jobs.add(transaction, shaky, { name: 'second time' }))
      await until((all) => all.includes('try 1'))
      await expect.poll(async () => (await states())['second time'], { timeout: 90_000 }).toBe('completed')
      expect(lines).toEqual(['try 0', 'try 1'])
    })

    testHere(
      'one person’s many jobs do not keep another’s waiting, and run one at a time',
      async () => {
        const { lines, write, until } = diary()
        const first = gate()
        let together = 0
        let most = 0
        await begin([
          work(shared, async ({ name }) => {
            if (name.startsWith('anna')) most = Math.max(most, (together += 1))
            write(`began ${name}`)
            // Whichever of them comes first: jobs of one transaction have no order.
            if (lines.filter((line) => line.startsWith('began anna')).length === 1 && name.startsWith('anna'))
              await first.opened
            if (name.startsWith('anna')) together -= 1
            write(`ended ${name}`)
          }),
        ])
        await actingAs(owner(), house, async (transaction) => {
          for (let count = 0; count < 5; count += 1)
            await jobs.add(transaction, shared, { name: `anna ${count}` }, { owner: 'anna' })
          await jobs.add(transaction, shared, { name: 'ben' }, { owner: 'ben' })
        })
        await until((all) => all.includes('ended ben'))
        expect(lines.filter((line) => line.startsWith('ended'))).toEqual(['ended ben'])
        first.open()
        await until((all) => all.filter((line) => line.startsWith('ended anna')).length === 5)
        expect(most).toBe(1)
      },
      60_000,
    )

    testHere('a delayed job waits, and one without work here is left to others', async () => {
      await begin([work(plain, async () => undefined)])
      await actingAs(owner(), house, async (transaction) => {
        await jobs.add(transaction, plain, { name: 'in an hour' }, { delayMs: 3_600_000 })
        await jobs.add(transaction, shared, { name: 'not mine' })
        await jobs.add(transaction, plain, { name: 'now' })
      })
      await expect.poll(async () => (await states())['now'], { timeout: 90_000 }).toBe('completed')
      expect(await states()).toMatchObject({ 'in an hour': 'created', 'not mine': 'created' })
    })

    testHere('short jobs go one after the other without a pause', async () => {
      const { lines, write, until } = diary()
      await begin([plain, shaky].map((kind) => work(kind, async ({ name }) => write(name))))
      const names = Array.from({ length: 12 }, (_, number) => `short ${number}`)
      await actingAs(owner(), house, async (transaction) => {
        for (const name of names) await jobs.add(transaction, plain, { name })
        await jobs.add(transaction, shaky, { name: 'elsewhere, in a while' }, { delayMs: 4000 })
      })
      await until(({ length }) => length > names.length)
      expect(lines.at(-1)).toBe('elsewhere, in a while')
    })

    testHere('a later start with other wishes for a queue has them, for jobs that are added from then on', async () => {
      const tries = async (kind: typeof plain): Promise<number> => {
        jobs = await openJobs({ db: owner(), connection: connection(), kinds: [kind] as never[], log })
        await actingAs(owner(), house, (transaction) => jobs.add(transaction, kind, { name: 'x' }))
        await jobs.stop(1000)
        const { rows } = await owner().driver.query(
          "select retry_limit as tries from jobs.job where name = 'test.wish' order by created_on desc limit 1",
        )
        return (rows[0] as { tries: number }).tries
      }
      const wish = (retries: number) => jobKind('test.wish', named, { retries })
      expect([await tries(wish(3)), await tries(wish(3)), await tries(wish(5))]).toEqual([3, 3, 5])
    })

    testHere('an unknown kind and wrong data are refused before anything is written', async () => {
      await begin()
      const add = (kind: typeof plain, data: unknown) =>
        actingAs(owner(), house, (transaction) => jobs.add(transaction, kind, data as { name: string }))
      await expect(add(jobKind('test.unheard', named), { name: 'x' })).rejects.toThrow('not registered in house.ts')
      await expect(add(plain, { name: 7 })).rejects.toThrow(z.ZodError)
    })

    testHere('stopping tells a running job to end, and it is not given up', async () => {
      const { lines, write, until } = diary()
      await begin([
        work(
          plain,
          async ({ name }, { signal }) => {
            write(`began ${name}`)
            await once(signal, 'abort')
            write('was told')
            throw new Error('stopped')
          },
          async () => write('gave up'),
        ),
      ])
      await actingAs(owner(), house, (transaction) => jobs.add(transaction, plain, { name: 'long' }))
      await until((all) => all.includes('began long'))
      await jobs.stop(1500)
      expect(lines).toEqual(['began long', 'was told'])
    })
  },
  populate,
)

const killed = fileURLToPath(new URL('./fixtures/worker-that-is-killed.ts', import.meta.url))
/** Another process that begins these jobs and is killed in the middle of them. */
const beginAndKill = async (place: string, names: readonly string[]): Promise<void> => {
  const child = spawn(process.execPath, [killed, place], { stdio: ['ignore', 'pipe', 'inherit'] })
  const begun = new Set<string>()
  for await (const line of createInterface({ input: child.stdout })) {
    begun.add(line)
    if (names.every((name) => begun.has(`began ${name}`))) break
  }
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

describe('After kill -9 in the middle of jobs', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenroom-jobs-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  test('the next start of an embedded house runs them again at once', async () => {
    const names = ['one', 'two', 'three']
    const opened = async () => {
      const engine = await openPglite({ folder })
      const db = { driver: pgliteDriver(engine) }
      return { db, jobs: await open(db, { engine }), close: () => engine.close() }
    }
    const before = await opened()
    await before.db.driver.transaction('', async (executor) => {
      await executor.exec(
        "do $$ begin if not exists (select from pg_roles where rolname = 'service_role') then create role service_role; end if; end $$",
      )
    })
    await actingAs(before.db, house, async (transaction) => {
      for (const name of names) await before.jobs.add(transaction, endless, { name })
    })
    await before.jobs.stop(1000)
    await before.close()

    await beginAndKill(folder, names)

    const after = await opened()
    const { lines, write, until } = diary()
    await after.jobs.start([work(endless, async ({ name }) => write(name))], [])
    await until((all) => all.length === 3)
    expect(lines.toSorted()).toEqual(names.toSorted())
    await after.jobs.stop(1000)
    await after.close()
  }, 120_000)
})

onEveryEngine('After kill -9 of one of two processes on $name', ({ testHere, owner, connection }) => {
  testHere(
    'the other one finishes its jobs',
    async ({ skip }) => {
      const place = connection()
      if (!('url' in place)) return skip('the embedded engine has one process only')
      const jobs = await open(owner(), place)
      await actingAs(owner(), house, async (transaction) => {
        for (const name of ['one', 'two']) await jobs.add(transaction, endless, { name })
      })
      await beginAndKill(place.url, ['one', 'two'])
      const { lines, write, until } = diary()
      await jobs.start([work(endless, async ({ name }) => write(name))], [])
      await until((all) => all.length === 2)
      expect(lines.toSorted()).toEqual(['one', 'two'])
      await jobs.stop(1000)
    },
    90_000,
  )
})
