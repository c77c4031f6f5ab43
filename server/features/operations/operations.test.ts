import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endpoints } from '@greenroom/contract/endpoints.ts'
import { actingAs, actingAsConnection } from '#kernel/db/acting.ts'
import type { OpenApi } from '#kernel/http/openapi.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { announcePeople } from '../accounts/accounts.jobs.ts'
import { failureBook, lookAfterDatabase, takeAwayOld } from './operations.ts'

let house: TestHouse
let admin: TestPerson
beforeAll(async () => {
  // Nobody works here: jobs stay as the tests put them.
  house = await makeHouse({ working: false })
  admin = await house.people.add({ role: 'admin' })
})
afterAll(() => house.stop())

const run = (query: ReturnType<typeof sql>): Promise<number> =>
  actingAsConnection(house.tools.db, (transaction) => transaction.run(query))
const failure = (message: string, correlationId = 'c-1') => ({
  method: 'GET',
  route: '/api/projects',
  actor: admin.actor,
  error: new Error(message),
  problem: { type: 't', title: 'Our fault', status: 500, code: 'house.fault', detail: 'Sorry', correlationId },
})

describe('errors', () => {
  test('what was answered with 500 is found by its correlation id, with the real reason and without its secrets', async () => {
    await failureBook(house.tools)(failure('no answer from https://maker.test/v1?key=verysecret', 'find-me'))
    const { status, body } = await admin.call('GET', '/api/admin/errors?search=FIND-me')
    expect(status).toBe(200)
    expect(body.errors).toHaveLength(1)
    expect(body.errors[0]).toMatchObject({
      route: '/api/projects',
      status: 500,
      code: 'house.fault',
      correlationId: 'find-me',
      userId: admin.id,
      message: 'no answer from https://maker.test/v1?[hidden]',
    })
    expect((await admin.call('GET', '/api/admin/errors?search=100%25')).body.errors).toEqual([])
  })

  test('a failing route writes itself down and tells the caller only the number', async () => {
    const broken = await makeHouse({ working: false })
    const boss = await broken.people.add({ role: 'admin' })
    await actingAsConnection(broken.tools.db, (transaction) =>
      transaction.run(sql`alter table public.user_settings rename to user_settings_gone`),
    )
    const answer = await boss.call('GET', '/api/me')
    expect(answer.status).toBe(500)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(JSON.stringify(answer.body)).not.toContain('user_settings')
    const found = await boss.call('GET', `/api/admin/errors?search=${answer.body.correlationId}`)
    expect(found.body.errors[0].message).toContain('user_settings')
    await broken.stop()
  })

  test('a storm of failures is written down in part and a database that is gone does not make it worse', async () => {
    const write = failureBook({ ...house.tools, clock: { now: () => new Date(0) } })
    for (let count = 0; count < 70; count += 1) await write(failure('storm', 'storm'))
    expect((await admin.call('GET', '/api/admin/errors?search=storm')).body.errors).toHaveLength(60)
    const gone = {
      ...house.tools,
      db: { driver: { ...house.tools.db.driver, transaction: () => Promise.reject(new Error('gone')) } },
    }
    await expect(failureBook(gone)(failure('x'))).resolves.toBeUndefined()
  })
})

describe('jobs', () => {
  const addMail = () =>
    actingAs(house.tools.db, { kind: 'house', reason: 'test' }, (transaction) =>
      house.tools.post(transaction, {
        to: 'x@example.test',
        language: 'en',
        letter: { kind: 'account-exists', link: 'https://house.test/private' },
      }),
    )

  test('are listed by what they wait for, without what is sealed in them', async () => {
    await addMail()
    const { body } = await admin.call('GET', '/api/admin/jobs?show=open')
    const mail = body.jobs.find((job: { queue: string }) => job.queue === 'mail.send')
    expect(mail).toMatchObject({
      state: 'created',
      attempts: 0,
      message: null,
      finishedAt: null,
      data: { kind: 'account-exists', sealed: '[sealed]' },
    })
    expect(body.counts.created).toBeGreaterThanOrEqual(1)
    expect((await admin.call('GET', '/api/admin/jobs')).body.jobs).toEqual([])
  })

  test('that are dead can be put back once, and the trail says by whom', async () => {
    await run(
      sql`update jobs.job set state = 'failed', completed_on = now(), retry_count = retry_limit, output = '{"message":"refused by https://mail.test/?token=abc"}' where name = 'mail.send'`,
    )
    const { body } = await admin.call('GET', '/api/admin/jobs?show=dead')
    expect(body.jobs[0]).toMatchObject({ state: 'failed', message: 'refused by https://mail.test/?[hidden]' })
    const retry = () => admin.call('POST', `/api/admin/jobs/${body.jobs[0].id}/retry`, {})
    expect((await retry()).body).toEqual({ changed: 1 })
    expect((await admin.call('GET', '/api/admin/jobs?show=dead')).body.jobs).toEqual([])
    expect((await admin.call('GET', '/api/admin/jobs?show=open')).body.jobs[0]).toMatchObject({
      id: body.jobs[0].id,
      state: 'retry',
    })
    const again = await retry()
    expect([again.status, again.body.code]).toEqual([404, 'jobs.not_found'])
    const { rows } = await house.tools.db.driver.query(
      "select actor_id from public.audit_events where action = 'job.retried'",
    )
    expect(rows).toEqual([{ actor_id: admin.id }])
  })
})

test('a job that failed keeps the sentence of its error, not the values of its statement', async () => {
  const broken = await makeHouse()
  await actingAsConnection(broken.tools.db, (transaction) =>
    transaction.run(sql`alter table public.profiles rename column announced_at to gone`),
  )
  await actingAs(broken.tools.db, { kind: 'house', reason: 'test' }, (transaction) =>
    broken.tools.jobs.add(transaction, announcePeople, {}),
  )
  const failed = async (): Promise<object> => {
    const { rows } = await broken.tools.db.driver.query(
      "select output from jobs.job where name = 'accounts.announce' and output is not null",
    )
    return rows.length > 0
      ? (rows[0] as { output: object }).output
      : await new Promise((resolve) => setTimeout(() => resolve(failed()), 50))
  }
  const output = await failed()
  expect(output).toMatchObject({ message: expect.stringContaining('announced_at') })
  expect(Object.keys(output)).not.toContain('params')
  await broken.stop()
})

test('only admins see errors and jobs or retry one', async () => {
  for (const person of [
    await house.people.add(),
    await house.people.add({ role: 'team_admin' }),
    await house.people.add({ role: 'admin', status: 'pending' }),
  ]) {
    for (const [method, path] of [
      ['GET', '/api/admin/errors'],
      ['GET', '/api/admin/jobs'],
      ['POST', '/api/admin/jobs/0b0e9a52-5f0a-4d0e-9d55-0f6a1f4f8a11/retry'],
    ] as const) {
      expect((await person.call(method, path, method === 'POST' ? {} : undefined)).status).toBe(403)
    }
  }
  expect((await fetch(`${house.url}/api/admin/jobs`)).status).toBe(401)
})

describe('health', () => {
  test('the process answers, and is ready when database, storage and jobs are', async () => {
    expect(await (await fetch(`${house.url}/healthz`)).json()).toEqual({ ok: true })
    const ready = await fetch(`${house.url}/readyz`)
    expect(ready.status).toBe(200)
    expect(await ready.json()).toEqual({ ok: true, checks: { database: true, storage: true, jobs: true } })
  })

  test('what does not answer is named, and the status says not ready', async () => {
    const broken = await makeHouse({ working: false })
    await actingAsConnection(broken.tools.db, (transaction) => transaction.run(sql`drop table jobs.version`))
    const ready = await fetch(`${broken.url}/readyz`)
    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({ ok: false, checks: { database: true, storage: true, jobs: false } })
    await broken.stop()
  })
})

describe('the description of the API', () => {
  test('names every endpoint with its parameters, body, answer and who may call it', async () => {
    const api = (await (await fetch(`${house.url}/api/openapi.json`)).json()) as OpenApi
    expect(api.openapi).toBe('3.1.0')
    const described = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(described.toSorted()).toEqual(
      endpoints.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`).toSorted(),
    )
    const ids = Object.values(api.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    )
    expect(new Set(ids).size).toBe(ids.length)
    expect(api.paths['/api/admin/people/{personId}/status']?.['post']).toMatchObject({
      security: [{ bearer: [] }],
      parameters: [{ name: 'personId', in: 'path', required: true, schema: { format: 'uuid' } }],
      requestBody: {
        content: {
          'application/json': {
            schema: {
              properties: { status: { enum: ['approved', 'rejected', 'suspended'] } },
              additionalProperties: false,
            },
          },
        },
      },
    })
    // References inside a shape would point at the document: what they name stands there.
    const text = JSON.stringify(api)
    const { schemas } = api.components as { schemas: Record<string, object> }
    const wanted = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name)
    expect(new Set(wanted)).toEqual(new Set(Object.keys(schemas)))
    expect(text.match(/\$defs|"\$ref":"#\/(?!components)/g)).toBeNull()
    expect(api.paths['/api/house']?.['get']?.security).toEqual([])
    for (const [path, methods] of Object.entries(api.paths)) {
      for (const { parameters = [] } of Object.values(methods) as { parameters?: { in: string; name: string }[] }[]) {
        const named = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
        expect(named.toSorted(), path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted())
      }
    }
  })

  test('is a page that needs nothing from elsewhere and keeps to the policy of the house', async () => {
    const answer = await fetch(`${house.url}/api/docs`)
    const page = await answer.text()
    expect(page).not.toMatch(/<script|https?:\/\/(?!127)/)
    const nonce = /style nonce="([^"]+)"/.exec(page)?.[1] ?? ''
    expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
    expect(page).toContain('/api/admin/people/{personId}/status')
  })
})

test('what has been kept long enough is taken away, and nothing else', async () => {
  const person = await house.people.add()
  const count = async (table: string) =>
    ((await house.tools.db.driver.query(`select count(*) as count from ${table}`)).rows[0] as { count: number }).count
  await run(sql`delete from public.events`)
  await run(sql`delete from public.error_events`)
  for (const age of ['1 hour', '4 days', '8 days', '31 days', '40 days']) {
    await run(
      sql`insert into public.events (user_id, type, created_at) values (${person.id}, 'account.changed', now() - ${age}::interval)`,
    )
    await run(
      sql`insert into public.error_events (route, method, status, code, message, correlation_id, created_at) values ('/', 'GET', 500, 'x', 'x', 'x', now() - ${age}::interval)`,
    )
    await run(
      sql`insert into private.mails (recipient, subject, html, plain, kind, created_at) values ('x', 'x', 'x', 'x', 'x', now() - ${age}::interval)`,
    )
    await run(
      sql`insert into public.request_keys (user_id, key, purpose, result, created_at) values (${person.id}, ${`key-${age}`}, 'x', '{}', now() - ${age}::interval)`,
    )
    await run(
      sql`insert into public.admin_approvals (user_id, token, action, expires_at) values (${person.id}, ${`t-${age}`}, 'approve', now() - ${age}::interval)`,
    )
  }
  await takeAwayOld(house.tools)
  expect(
    await Promise.all(
      ['public.events', 'public.error_events', 'private.mails', 'public.request_keys', 'public.admin_approvals'].map(
        count,
      ),
    ),
  ).toEqual([1, 3, 2, 2, 3])
})

test('every table is looked after where nobody else does it, and the house goes on as before', async () => {
  const neglected = async (): Promise<number> =>
    // Tables that have partitions hold nothing themselves.
    (
      await house.tools.db.driver.query(
        "select 1 from pg_stat_user_tables s join pg_class c on c.oid = s.relid where c.relkind = 'r' and s.last_vacuum is null",
      )
    ).rows.length
  expect(await neglected()).toBeGreaterThan(50)
  await lookAfterDatabase(house.tools)
  expect(await neglected()).toBe(0)
  expect((await admin.call('GET', '/api/admin/jobs')).status).toBe(200)
})
