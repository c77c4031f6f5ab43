import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { mailsTo } from '#testing/mails.ts'
import type { TestPerson } from '#testing/people.ts'

let house: TestHouse
let admin: TestPerson
beforeAll(async () => {
  house = await makeHouse()
  admin = await house.people.add({ role: 'admin', firstName: 'Ada', email: 'ada@example.test' })
})
afterAll(() => house.stop())

const run = (at: TestHouse, query: ReturnType<typeof sql>): Promise<number> =>
  actingAsConnection(at.tools.db, (transaction) => transaction.run(query))

test('the people page is for admins only', async () => {
  for (const person of [
    await house.people.add(),
    await house.people.add({ role: 'team_admin' }),
    await house.people.add({ role: 'admin', status: 'suspended' }),
  ]) {
    expect((await person.call('GET', '/api/admin/people')).status).toBe(403)
    expect((await person.call('POST', `/api/admin/people/${person.id}/role`, { role: 'admin' })).status).toBe(403)
    expect((await person.call('POST', `/api/admin/people/${person.id}/status`, { status: 'approved' })).status).toBe(
      403,
    )
  }
})

test('the people page finds by name, address and company without case and accents, and by status', async () => {
  const anna = await house.people.add({ firstName: 'Zoë 100%' })
  await run(house, sql`update public.profiles set company = 'Été_Studio' where id = ${anna.id}`)
  const find = async (query: string) =>
    (await admin.call('GET', `/api/admin/people?${query}`)).body.people.map((person: { id: string }) => person.id)
  for (const search of ['zoe', 'ZOË 100%', 'ete_studio', anna.email])
    expect(await find(`search=${encodeURIComponent(search)}`)).toEqual([anna.id])
  expect(await find(`search=${encodeURIComponent('zoe 100_')}`)).toEqual([])
  await admin.call('POST', `/api/admin/people/${anna.id}/status`, { status: 'suspended', reason: 'Gone' })
  expect(await find('status=suspended&search=zoe')).toEqual([anna.id])
  expect(await find('status=pending&search=zoe')).toEqual([])
})

test('the people page comes in pages that miss nobody, also when many were added at the same instant', async () => {
  const crowd = await makeHouse({ working: false })
  const boss = await crowd.people.add({ role: 'admin' })
  for (let one = 0; one < 62; one += 1) await crowd.people.add()
  await run(
    crowd,
    sql`update public.profiles set created_at = '2026-01-01 10:00:00.123456+00'::timestamptz - (case when id::text < '8' then interval '0' else interval '1 second' end) where role = 'user'`,
  )
  const seen: string[] = []
  let before: string | undefined
  for (let page = 0; page < 10; page += 1) {
    const { body } = await boss.call(
      'GET',
      `/api/admin/people${before === undefined ? '' : `?before=${encodeURIComponent(before)}`}`,
    )
    seen.push(...body.people.map((person: { id: string }) => person.id))
    before = body.people.at(-1)?.createdAt
    if (body.more === false) break
  }
  expect(seen).toHaveLength(63)
  expect(new Set(seen).size).toBe(63)
  await crowd.stop()
})

test('a suspension counts on the next request and its lifting too, both are in the trail, and no mail says the account is new', async () => {
  const anna = await house.people.add()
  const set = (status: string) => admin.call('POST', `/api/admin/people/${anna.id}/status`, { status, reason: 'Check' })
  expect((await set('suspended')).body).toMatchObject({ status: 'suspended', statusReason: 'Check' })
  const refused = await anna.call('GET', '/api/me')
  expect([refused.status, refused.body.code]).toEqual([403, 'accounts.suspended'])
  await set('approved')
  expect((await anna.call('GET', '/api/me')).status).toBe(200)
  const { rows } = await house.tools.db.driver.query(
    'select action, actor_id from public.audit_events where subject_id = $1 order by id',
    [anna.id],
  )
  expect(rows).toEqual([
    { action: 'account.suspended', actor_id: admin.id },
    { action: 'account.approved', actor_id: admin.id },
  ])
  expect(await mailsTo(house, anna.email)).toEqual([])
})

test('a role counts on the next request, in both directions', async () => {
  const anna = await house.people.add()
  const change = (role: string) => admin.call('POST', `/api/admin/people/${anna.id}/role`, { role })
  expect((await anna.call('GET', '/api/admin/people')).status).toBe(403)
  expect((await change('admin')).body.role).toBe('admin')
  expect((await anna.call('GET', '/api/admin/people')).status).toBe(200)
  await change('user')
  expect((await anna.call('GET', '/api/admin/people')).status).toBe(403)
})

test('the last admin cannot be demoted, suspended or rejected, also when two admins do it to each other at once', async () => {
  const small = await makeHouse({ working: false })
  const [one, other] = [await small.people.add({ role: 'admin' }), await small.people.add({ role: 'admin' })]
  const demote = (who: TestPerson, whom: TestPerson) =>
    who.call('POST', `/api/admin/people/${whom.id}/role`, { role: 'user' })
  const answers = await Promise.all([demote(one, other), demote(other, one)])
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const last = answers[0]?.status === 200 ? one : other
  expect((await demote(last, last)).body.code).toBe('accounts.last_admin')
  for (const status of ['suspended', 'rejected']) {
    expect((await last.call('POST', `/api/admin/people/${last.id}/status`, { status })).body.code).toBe(
      'accounts.last_admin',
    )
  }
  expect((await last.call('GET', '/api/admin/people')).status).toBe(200)
  await small.stop()
})

test('somebody who is not there is not found', async () => {
  const nobody = '0b0e9a52-5f0a-4d0e-9d55-0f6a1f4f8a11'
  expect((await admin.call('POST', `/api/admin/people/${nobody}/status`, { status: 'approved' })).status).toBe(404)
  expect((await admin.call('POST', `/api/admin/people/${nobody}/role`, { role: 'user' })).status).toBe(404)
})
