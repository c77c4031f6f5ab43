import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'

let house: TestHouse
let anna: TestPerson
beforeAll(async () => {
  house = await makeHouse({ working: false })
  anna = await house.people.add()
})
afterAll(() => house.stop())

const create = (init: RequestInit, headers: Record<string, string> = {}): Promise<Response> =>
  anna.fetch('/api/projects', {
    method: 'POST',
    ...init,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${anna.accessToken}`, ...headers },
  })
const codeOf = async (answer: Response): Promise<[number, string]> => [
  answer.status,
  ((await answer.json()) as { code: string }).code,
]

/** 32 bytes leave two bits over in the last letter, which are written as zero: the next letter reads as the same bytes. */
const leftOver = (letter: string): string => String.fromCharCode(letter.charCodeAt(0) + 1)

describe('every error', () => {
  test('is problem+json with a code, a sentence and the correlation id of the header', async () => {
    const answer = await anna.fetch(`/api/projects/${newId()}`)
    const body = (await answer.json()) as { code: string; detail: string; correlationId: string }
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(body.code).toBe('projects.not_found')
    expect(body.detail).toMatch(/\.$/)
    expect(body.correlationId).toBe(answer.headers.get('x-correlation-id'))
  })
  test('of wrong input names each field, known or not', async () => {
    const answer = await create({ body: JSON.stringify({ name: '', owner_id: newId() }) })
    const { fields } = (await answer.json()) as { fields: { path: string }[] }
    expect(answer.status).toBe(422)
    expect(fields.map((field) => field.path).toSorted()).toEqual(['name', 'owner_id'])
  })
  test('of unreadable input says so', async () => {
    expect(await codeOf(await create({ body: '{' }))).toEqual([400, 'request.not_json'])
    expect(
      await codeOf(await create({ body: 'name=x' }, { 'content-type': 'application/x-www-form-urlencoded' })),
    ).toEqual([415, 'request.type_not_accepted'])
    expect(await codeOf(await create({ body: JSON.stringify({ name: 'x'.repeat(9_000_000) }) }))).toEqual([
      413,
      'request.too_large',
    ])
  })
  test('of an address that does not exist is 404, also for ids that are no ids', async () => {
    expect(await codeOf(await anna.fetch('/api/nothing'))).toEqual([404, 'request.no_such_route'])
    expect(await codeOf(await anna.fetch("/api/projects/'; drop table projects; --"))).toEqual([
      404,
      'request.no_such_route',
    ])
  })
})

describe('who is calling', () => {
  test('a request from another site is refused before anything is read', async () => {
    expect(await codeOf(await create({ body: '{"name":"x"}' }, { origin: 'https://elsewhere.test' }))).toEqual([
      403,
      'request.foreign_origin',
    ])
    expect(await codeOf(await create({ body: '{"name":"x"}' }, { 'sec-fetch-site': 'cross-site' }))).toEqual([
      403,
      'request.foreign_origin',
    ])
    expect((await create({ body: '{"name":"own"}' }, { origin: house.url })).status).toBe(201)
  })
  test('a forged, foreign or unsigned token is refused', async () => {
    const [header, payload] = anna.accessToken.split('.') as [string, string]
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${payload}.x`
    for (const token of [`${header}.${payload}.${'A'.repeat(86)}`, unsigned, 'x', '']) {
      expect((await anna.fetch('/api/me', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
    }
  })
  test('the media cookie opens reading only, and no other one opens anything', async () => {
    const opened = await anna.call('POST', '/api/session', {})
    const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    expect(opened.headers.get('set-cookie')).toMatch(/HttpOnly/i)
    expect(opened.headers.get('set-cookie')).toMatch(/SameSite=Strict/i)
    const stream = await fetch(`${house.url}/api/events`, { headers: { cookie } })
    expect(stream.status).toBe(200)
    await stream.body?.cancel()
    expect((await fetch(`${house.url}/api/projects`, { headers: { cookie } })).status).toBe(401)
    const opens = async (forged: string) =>
      (await fetch(`${house.url}/api/events`, { headers: { cookie: forged } })).status
    const sameBytes = cookie.replace(/.$/, leftOver)
    expect(await opens(cookie.replace(/.{2}$/, (last) => (last.startsWith('A') ? 'BA' : 'AA')))).toBe(401)
    expect(await opens(sameBytes), 'the same bytes, written otherwise').toBe(401)
  })
  test('an ended session is refused on the next request', async () => {
    const bo = await house.people.add()
    expect((await bo.call('GET', '/api/me')).status).toBe(200)
    await actingAsConnection(house.tools.db, (transaction) =>
      transaction.run(sql`delete from auth.sessions where id = ${bo.sessionId}`),
    )
    expect((await bo.call('GET', '/api/me')).body.code).toBe('auth.session_ended')
  })
  test('somebody who waits, was rejected or suspended reaches no project', async () => {
    for (const status of ['pending', 'rejected', 'suspended'] as const) {
      const person = await house.people.add({ status })
      expect((await person.call('GET', '/api/projects')).status).toBe(403)
    }
  })
  test('an admin’s page is not for others', async () => {
    expect((await anna.call('GET', '/api/admin/people')).body.code).toBe('accounts.not_admin')
  })
})

test('answers carry a strict content policy and are not stored', async () => {
  const answer = await anna.fetch('/api/projects')
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).toMatch(/connect-src 'self'(;|$)/)
  expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})
