import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { forgetAttempts } from '#testing/supabase.ts'

let house: TestHouse
let admin: TestPerson
beforeAll(async () => {
  house = await makeHouse({ working: false })
  admin = await house.people.add({ role: 'admin' })
})
afterAll(() => house.stop())
beforeEach(() => forgetAttempts(house))

const crash = (more: object = {}) => ({
  reference: crypto.randomUUID(),
  kind: 'render',
  page: '/projects/0b0e9a52-5f0a-4d0e-9d55-0f6a1f4f8a11',
  message: 'TypeError: frames is undefined',
  places: ['assets/project.page-Bx1.js:1:2345'],
  ...more,
})
const send = (body: object, headers: Record<string, string> = {}) =>
  fetch(`${house.url}/api/client-errors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const found = async (reference: string) =>
  (await admin.call('GET', `/api/admin/errors?search=${reference}`)).body.errors as Record<string, unknown>[]

describe('an error of a page', () => {
  test('is found by admins under the reference that the person was shown', async () => {
    const anna = await house.people.add()
    const told = crash()
    expect((await anna.call('POST', '/api/client-errors', told)).status).toBe(202)
    expect(await found(told.reference)).toMatchObject([
      {
        method: 'PAGE',
        route: '/projects/:id',
        status: 0,
        code: 'client_crash',
        message: 'TypeError: frames is undefined',
        userId: anna.id,
        places: ['assets/project.page-Bx1.js:1:2345'],
      },
    ])
    expect((await anna.call('GET', '/api/admin/errors')).status).toBe(403)
  })

  test('may come from somebody who is not signed in, or not any more', async () => {
    const outside = crash({ page: '/sign-in' })
    expect((await send(outside)).status).toBe(202)
    expect(await found(outside.reference)).toMatchObject([{ route: '/sign-in', userId: null }])

    const anna = await house.people.add()
    await anna.call('DELETE', `/api/me/sessions/${anna.sessionId}`)
    const ended = crash()
    expect((await anna.call('POST', '/api/client-errors', ended)).status).toBe(202)
    expect(await found(ended.reference)).toMatchObject([{ userId: null }])

    const forged = crash()
    expect((await send(forged, { authorization: 'Bearer a.b.c' })).status).toBe(202)
    expect(await found(forged.reference)).toMatchObject([{ userId: null }])
  })

  test('keeps no token, no query and nobody’s address', async () => {
    const told = crash({
      page: '/approve/q8Zr2LkP0aXv7Tn4Wc1Ys5',
      message:
        'Error: eva@example.org asked /api/photos?token=abc123&search=garden with Bearer luma-4f9a8b7c6d5e4f3a2b1c at https://house.test/x?y=secret',
    })
    expect((await send(told)).status).toBe(202)
    const [kept] = await found(told.reference)
    expect(kept).toMatchObject({ route: '/approve/[hidden]' })
    expect(JSON.stringify(kept)).not.toMatch(/q8Zr2|eva@|abc123|garden|4f9a8b|secret/)
  })

  test('is cut to a length that an admin reads', async () => {
    const told = crash({ message: 'wide '.repeat(100) })
    expect((await send(told)).status).toBe(202)
    expect(String((await found(told.reference))[0]?.['message'])).toHaveLength(300)
  })
})

describe('a report is refused', () => {
  test.each([
    ['of another shape', { extra: 1 }],
    ['with a message that is too long', { message: 'x'.repeat(501) }],
    ['without a message', { message: '' }],
    ['of an address with its query', { page: '/projects?search=eva' }],
    ['of another site', { page: 'https://elsewhere.example/' }],
    ['of a kind that is not known', { kind: 'joke' }],
    ['of places that are none', { places: ['<script>'] }],
    ['of more places than anybody reads', { places: Array.from({ length: 9 }, () => 'a.js:1') }],
    ['under a name of one’s own', { userId: '0b0e9a52-5f0a-4d0e-9d55-0f6a1f4f8a11' }],
    ['without a reference', { reference: 'x' }],
  ])('%s', async (_what, more) => {
    expect((await send(crash(more))).status).toBe(422)
  })

  test('when it is larger than any report is, before it is read', async () => {
    expect((await send(crash({ message: 'x'.repeat(9000) }))).status).toBe(413)
  })

  test('when it comes from another site', async () => {
    expect((await send(crash(), { origin: 'https://elsewhere.example' })).status).toBe(403)
  })

  test('when one person, or one network, tells more than could be true', async () => {
    const [anna, bo] = [await house.people.add(), await house.people.add()]
    const status = async (person: TestPerson) => (await person.call('POST', '/api/client-errors', crash())).status
    for (let count = 0; count < 20; count += 1) expect(await status(anna)).toBe(202)
    expect(await status(anna)).toBe(429)
    expect(await status(bo)).toBe(202)
    for (let count = 0; count < 39; count += 1) expect((await send(crash())).status).toBe(202)
    expect((await send(crash())).status).toBe(429)
    expect(await status(bo)).toBe(429)
  })
})
