import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { arrived, codeOf, mailsTo } from '#testing/mails.ts'
import type { TestPerson } from '#testing/people.ts'
import { browserOf, fetchAs, forgetAttempts, goodPassword, visitor } from '#testing/supabase.ts'
import { announcePending } from './accounts.approvals.ts'
import { rememberSettings } from './accounts.ts'

let house: TestHouse
let admin: TestPerson
beforeAll(async () => {
  house = await makeHouse()
  admin = await house.people.add({ role: 'admin', firstName: 'Ada', email: 'ada@example.test' })
})
afterAll(() => house.stop())
beforeEach(() => forgetAttempts(house))

const run = (at: TestHouse, query: ReturnType<typeof sql>): Promise<number> =>
  actingAsConnection(at.tools.db, (transaction) => transaction.run(query))
let people = 0
const newEmail = () => `waiting-${(people += 1)}@example.test`
const approvalMail = async (email: string) => {
  for (let count = 1; ; count += 1) {
    const mail = await arrived(house, admin.email, { kind: 'approval-wanted', count })
    if (mail.plain.includes(email)) return mail
  }
}
const tokensIn = (mail: { plain: string }): { approve: string; reject: string } => {
  const [approve = '', reject = ''] = [...mail.plain.matchAll(/\/approve\/([\w-]+)/g)].map((found) => found[1])
  return { approve, reject }
}
const approvals = (token: string, method: 'GET' | 'POST' = 'GET', body: object = {}) =>
  fetch(`${house.url}/api/approvals/${token}`, {
    method,
    ...(method === 'POST' ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  })

describe('the first people of a house', () => {
  test('of two who confirm at the same moment exactly one becomes the admin', async () => {
    const fresh = await makeHouse()
    const emails = Array.from({ length: 6 }, (_, index) => `first-${index}@example.test`)
    for (const email of emails) await browserOf(fresh).auth.signUp({ email, password: goodPassword })
    const codes = await Promise.all(emails.map(async (email) => codeOf(await arrived(fresh, email))))
    await Promise.all(
      emails.map((email, index) =>
        browserOf(fresh).auth.verifyOtp({ email, token: codes[index] ?? '', type: 'signup' }),
      ),
    )
    const { rows } = await fresh.tools.db.driver.query(
      'select role, status, count(*) as count from public.profiles group by role, status order by role',
    )
    expect(rows).toEqual([
      { role: 'user', status: 'pending', count: 5 },
      { role: 'admin', status: 'approved', count: 1 },
    ])
    await fresh.stop()
  })

  test('with ADMIN_EMAIL only that address becomes the admin, and it is told about those who came before', async () => {
    const named = await makeHouse({ environment: { ADMIN_EMAIL: 'boss@example.test' } })
    const early = await visitor(named, 'early@example.test')
    expect(((await (await fetchAs(named, early, '/api/me')).json()) as { status: string }).status).toBe('pending')
    expect((await arrived(named, 'boss@example.test', { kind: 'approval-wanted' })).plain).toContain(
      'early@example.test',
    )
    const boss = await visitor(named, 'boss@example.test')
    expect(await (await fetchAs(named, boss, '/api/me')).json()).toMatchObject({ status: 'approved', role: 'admin' })
    await named.stop()
  })

  test('ADMIN_EMAIL that is named after its account was confirmed becomes the admin at the next start, while there is none', async () => {
    const late = await makeHouse({ working: false, environment: { ADMIN_EMAIL: 'boss@example.test' } })
    const boss = await late.people.add({ email: 'Boss@example.test' })
    await run(late, sql`update public.profiles set role = 'user', status = 'pending'`)
    await rememberSettings(late.tools)
    expect((await boss.call('GET', '/api/me')).body).toMatchObject({ role: 'admin', status: 'approved' })
    const other = await late.people.add({ role: 'admin' })
    await other.call('POST', `/api/admin/people/${boss.id}/role`, { role: 'user' })
    await rememberSettings(late.tools)
    expect((await boss.call('GET', '/api/me')).body.role).toBe('user')
    await late.stop()
  })

  test('without approval everybody is in at once, and nobody is mailed', async () => {
    const open = await makeHouse({ environment: { SIGNUP_APPROVAL: 'off' } })
    const first = await open.people.add({ role: 'admin', email: 'first@example.test' })
    const next = await visitor(open, 'next@example.test')
    expect(await (await fetchAs(open, next, '/api/me')).json()).toMatchObject({ status: 'approved', role: 'user' })
    expect(await announcePending(open.tools)).toBe(0)
    expect(await mailsTo(open, first.email)).toEqual([])
    await open.stop()
  })
})

describe('approval by mail', () => {
  test('the admin gets a mail at once; reading its link uses nothing up, pressing it approves once, and the person is told', async () => {
    const email = newEmail()
    const browser = await visitor(house, email, goodPassword, {
      first_name: 'Wim',
      last_name: 'Wacht',
      company: 'Wacht BV',
    })
    const { approve, reject } = tokensIn(await approvalMail(email))
    for (let time = 0; time < 2; time += 1) {
      const read = await approvals(approve)
      expect(read.status).toBe(200)
      expect(await read.json()).toMatchObject({ action: 'approve', email, name: 'Wim Wacht', company: 'Wacht BV' })
    }
    expect((await fetchAs(house, browser, '/api/projects')).status).toBe(403)
    const used = await approvals(approve, 'POST')
    expect(await used.json()).toEqual({ status: 'approved', email })
    expect((await fetchAs(house, browser, '/api/projects')).status).toBe(200)
    await arrived(house, email, { kind: 'account-approved' })
    for (const token of [approve, reject]) {
      const again = await approvals(token, 'POST')
      expect(again.status).toBe(410)
      expect(((await again.json()) as { code: string }).code).toBe('approvals.used')
    }
    const { rows } = await house.tools.db.driver.query(
      "select actor_kind, details from public.audit_events where action = 'account.approved' order by id desc limit 1",
    )
    expect(rows[0]).toMatchObject({ actor_kind: 'house' })
  })

  test('pressed twice at the same moment, it is used once', async () => {
    const email = newEmail()
    await visitor(house, email)
    const { approve, reject } = tokensIn(await approvalMail(email))
    const answers = await Promise.all([
      approvals(approve, 'POST'),
      approvals(reject, 'POST'),
      approvals(approve, 'POST'),
    ])
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 410, 410])
  })

  test('a rejected person sees why, and is told by mail', async () => {
    const email = newEmail()
    const browser = await visitor(house, email)
    const { reject } = tokensIn(await approvalMail(email))
    await approvals(reject, 'POST', { reason: 'Not on the list' })
    expect(await (await fetchAs(house, browser, '/api/me')).json()).toMatchObject({
      status: 'rejected',
      statusReason: 'Not on the list',
    })
    expect((await arrived(house, email, { kind: 'account-rejected' })).plain).toContain('Not on the list')
  })

  test('a link is over after 48 hours, and an unknown one says so', async () => {
    const email = newEmail()
    await visitor(house, email)
    const { approve } = tokensIn(await approvalMail(email))
    await run(
      house,
      sql`update public.admin_approvals set expires_at = now() - interval '1 second' where used_at is null`,
    )
    for (const method of ['GET', 'POST'] as const) {
      const answer = await approvals(approve, method)
      expect(answer.status).toBe(410)
      expect(((await answer.json()) as { code: string }).code).toBe('approvals.expired')
    }
    expect((await approvals('x'.repeat(43))).status).toBe(404)
  })

  test('a decision on the people page makes the mailed links worthless', async () => {
    const email = newEmail()
    await visitor(house, email)
    const { approve } = tokensIn(await approvalMail(email))
    const found = await admin.call('GET', `/api/admin/people?search=${encodeURIComponent(email)}`)
    await admin.call('POST', `/api/admin/people/${found.body.people[0].id}/status`, {
      status: 'rejected',
      reason: 'No',
    })
    expect((await approvals(approve, 'POST')).status).toBe(410)
  })

  test('nobody is announced twice, not even by two workers at once, and tokens are not stored', async () => {
    const still = await makeHouse({ working: false })
    await still.people.add({ role: 'admin' })
    await still.people.add({ status: 'pending' })
    const counts = await Promise.all([
      announcePending(still.tools),
      announcePending(still.tools),
      announcePending(still.tools),
    ])
    expect(counts.toSorted((one, other) => one - other)).toEqual([0, 0, 1])
    const { rows } = await still.tools.db.driver.query('select token from public.admin_approvals')
    expect(rows).toHaveLength(2)
    for (const { token } of rows as { token: string }[]) expect(token).toMatch(/^[0-9a-f]{64}$/)
    await still.stop()
  })

  test('people who came before there was an admin are announced as soon as there is one', async () => {
    const still = await makeHouse({ working: false })
    await still.people.add({ status: 'pending' })
    await run(still, sql`update public.profiles set role = 'user', status = 'pending'`)
    expect(await announcePending(still.tools)).toBe(0)
    await still.people.add({ role: 'admin' })
    expect(await announcePending(still.tools)).toBe(1)
    await still.stop()
  })

  test('an admin reads the mail in the language of their account', async () => {
    await admin.call('PATCH', '/api/me/preferences', { language: 'nl' })
    const email = newEmail()
    await visitor(house, email)
    expect((await approvalMail(email)).plain).toContain('Er wacht een nieuw account op je')
    await admin.call('PATCH', '/api/me/preferences', { language: null })
  })

  test('an admin whose studio follows the browser reads the mail in the language they signed up in', async () => {
    const speaks = (data: object) =>
      run(house, sql`update auth.users set raw_user_meta_data = ${JSON.stringify(data)}::jsonb where id = ${admin.id}`)
    await speaks({ language: 'nl' })
    const [dutch, english] = [newEmail(), newEmail()]
    await visitor(house, dutch)
    expect((await approvalMail(dutch)).plain).toContain('Er wacht een nieuw account op je')
    await speaks({ language: 'tlh' })
    await visitor(house, english)
    expect((await approvalMail(english)).plain).not.toContain('Er wacht')
  })
})
