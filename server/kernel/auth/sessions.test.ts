import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { arrived, codeOf } from '#testing/mails.ts'
import { browserOf, fetchAs, forgetAttempts, goodPassword, visitor } from '#testing/supabase.ts'
import { cleanUp } from './cleanup.ts'
import { networkOf } from './limits.ts'

let house: TestHouse
beforeAll(async () => {
  house = await makeHouse()
})
afterAll(() => house.stop())
beforeEach(() => forgetAttempts(house))

const run = (query: ReturnType<typeof sql>): Promise<number> =>
  actingAsConnection(house.tools.db, (transaction) => transaction.run(query))
let people = 0
const newEmail = () => `session-${(people += 1)}@example.test`
const signedIn = async (email: string, password = goodPassword) => {
  const browser = browserOf(house)
  const { data, error } = await browser.auth.signInWithPassword({ email, password })
  if (error !== null) throw error
  return { browser, session: data.session, refresh: data.session.refresh_token }
}
const refreshWith = (refresh_token: string) => browserOf(house).auth.refreshSession({ refresh_token })
const age = () =>
  run(sql`update auth.refresh_tokens set used_at = used_at - interval '1 minute' where used_at is not null`)

describe('refreshing', () => {
  test('the token is verified by the published keys, with the claims of Supabase Auth', async () => {
    const browser = await visitor(house, newEmail())
    const { data } = await browser.auth.getClaims()
    expect(data?.header.alg).toBe('ES256')
    expect(data?.claims).toMatchObject({
      role: 'authenticated',
      aud: 'authenticated',
      aal: 'aal1',
      iss: `${house.url}/auth/v1`,
    })
    const keys = (await (await fetch(`${house.url}/auth/v1/.well-known/jwks.json`)).json()) as { keys: object[] }
    expect(keys.keys).toHaveLength(1)
    expect(keys.keys[0]).not.toHaveProperty('d')
  })

  test('each refresh token is exchanged for a new one, and two tabs may do it at once', async () => {
    const email = newEmail()
    await visitor(house, email)
    const { refresh } = await signedIn(email)
    const [one, other] = await Promise.all([refreshWith(refresh), refreshWith(refresh)])
    expect(one.error).toBeNull()
    expect(other.error).toBeNull()
    expect(new Set([refresh, one.data.session?.refresh_token, other.data.session?.refresh_token]).size).toBe(3)
  })

  test('a token that comes back later ends the whole session, for thief and owner', async () => {
    const email = newEmail()
    await visitor(house, email)
    const { browser, refresh } = await signedIn(email)
    const next = await refreshWith(refresh)
    await age()
    expect((await refreshWith(refresh)).error?.code).toBe('refresh_token_already_used')
    expect((await refreshWith(next.data.session?.refresh_token ?? '')).error?.code).toBe('refresh_token_not_found')
    expect((await fetchAs(house, browser, '/api/events')).status).toBe(401)
    expect((await browser.auth.getUser()).error?.name).toBe('AuthSessionMissingError')
  })

  test('no token is stored as it is', async () => {
    const email = newEmail()
    await visitor(house, email)
    const { refresh } = await signedIn(email)
    const { rows } = await house.tools.db.driver.query('select row_to_json(t)::text as row from auth.refresh_tokens t')
    expect(JSON.stringify(rows)).not.toContain(refresh)
  })
})

describe('signing out', () => {
  test.each([
    ['local', [401, 200, 200]],
    ['others', [200, 401, 401]],
    ['global', [401, 401, 401]],
  ] as const)('scope %s ends the right sessions, on their next request', async (scope, expected) => {
    const email = newEmail()
    const browser = await visitor(house, email)
    const others = [await signedIn(email), await signedIn(email)]
    const tokens = [await tokenOf(browser), ...(await Promise.all(others.map(({ browser: one }) => tokenOf(one))))]
    await browser.auth.signOut({ scope })
    const statuses = await Promise.all(
      tokens.map(
        async (token) => (await fetch(`${house.url}/api/me`, { headers: { authorization: `Bearer ${token}` } })).status,
      ),
    )
    expect(statuses).toEqual(expected)
  })

  test('an ended session closes its event stream at once, without any other event', async () => {
    const email = newEmail()
    const browser = await visitor(house, email)
    const { browser: other } = await signedIn(email)
    const stream = await fetchAs(house, other, '/api/events')
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader.read()).value).toContain('event: hello')
    await browser.auth.signOut({ scope: 'others' })
    let text = ''
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
    expect(text).toContain('auth.session_ended')
  })
})
const tokenOf = async (browser: ReturnType<typeof browserOf>): Promise<string> =>
  (await browser.auth.getSession()).data.session?.access_token ?? ''

describe('who may have no session', () => {
  test('a suspended person is refused on the next request, at sign-in and at refresh, with a clear code', async () => {
    const email = newEmail()
    const browser = await visitor(house, email)
    const { data } = await browser.auth.getUser()
    const { refresh } = await signedIn(email)
    await run(sql`update public.profiles set status = 'suspended' where id = ${data.user?.id ?? ''}`)
    const refused = await fetchAs(house, browser, '/api/events')
    expect(refused.status).toBe(403)
    expect(((await refused.json()) as { code: string }).code).toBe('accounts.suspended')
    expect((await refreshWith(refresh)).error?.code).toBe('user_banned')
    expect((await browserOf(house).auth.signInWithPassword({ email, password: goodPassword })).error?.code).toBe(
      'user_banned',
    )
    expect((await browserOf(house).auth.signInWithPassword({ email, password: 'wrong password' })).error?.code).toBe(
      'invalid_credentials',
    )
    expect((await browser.auth.updateUser({ data: { x: 1 } })).error?.code).toBe('user_banned')
  })

  test('a deleted person is refused on the next request', async () => {
    const email = newEmail()
    const browser = await visitor(house, email)
    const { data } = await browser.auth.getUser()
    const { refresh } = await signedIn(email)
    await run(sql`delete from auth.users where id = ${data.user?.id ?? ''}`)
    expect((await fetchAs(house, browser, '/api/events')).status).toBe(401)
    expect((await refreshWith(refresh)).error?.code).toBe('refresh_token_not_found')
    expect((await browser.auth.getUser()).error?.code).toBe('user_not_found')
  })
})

describe('guessing', () => {
  test('after five wrong codes the right one is refused too', async () => {
    const email = newEmail()
    await browserOf(house).auth.signUp({ email, password: goodPassword })
    const right = codeOf(await arrived(house, email))
    const wrong = right === '000000' ? '000001' : '000000'
    for (let guess = 0; guess < 5; guess += 1) {
      expect((await browserOf(house).auth.verifyOtp({ email, token: wrong, type: 'signup' })).error?.code).toBe(
        'otp_expired',
      )
    }
    expect((await browserOf(house).auth.verifyOtp({ email, token: right, type: 'signup' })).error?.code).toBe(
      'otp_expired',
    )
  })

  test('five guesses at the same moment are five guesses', async () => {
    const email = newEmail()
    await browserOf(house).auth.signUp({ email, password: goodPassword })
    const right = codeOf(await arrived(house, email))
    const wrong = right === '000000' ? '000001' : '000000'
    await Promise.all(
      Array.from({ length: 8 }, () => browserOf(house).auth.verifyOtp({ email, token: wrong, type: 'signup' })),
    )
    const { rows } = await house.tools.db.driver.query('select tries from auth.one_time_tokens where email = $1', [
      email,
    ])
    expect(rows).toEqual([{ tries: 5 }])
  })

  test('wrong codes for many addresses are limited by where they come from', async () => {
    const codes = []
    for (let guess = 0; guess < 31; guess += 1) {
      codes.push(
        (
          await browserOf(house).auth.verifyOtp({
            email: `nobody-${guess}@example.test`,
            token: '123456',
            type: 'email',
          })
        ).error?.code,
      )
    }
    expect(codes.filter((code) => code === 'otp_expired')).toHaveLength(30)
    expect(codes.at(-1)).toBe('over_request_rate_limit')
  })

  test('wrong passwords are limited by address and place, also for an address that does not exist; right ones do not count', async () => {
    const email = newEmail()
    await visitor(house, email)
    for (let time = 0; time < 12; time += 1) await signedIn(email)
    const guess = async (address: string) => {
      const codes = []
      for (let time = 0; time < 11; time += 1) {
        codes.push(
          (await browserOf(house).auth.signInWithPassword({ email: address, password: `wrong ${time}` })).error?.code,
        )
      }
      return codes
    }
    const expected = [...Array.from({ length: 10 }, () => 'invalid_credentials'), 'over_request_rate_limit']
    expect(await guess(email)).toEqual(expected)
    expect(await guess(newEmail())).toEqual(expected)
    const right = await browserOf(house).auth.signInWithPassword({ email, password: goodPassword })
    expect(right.error?.code).toBe('over_request_rate_limit')
  })

  test('wrong passwords for many addresses are limited by where they come from, and the answer says how long to wait', async () => {
    const answers = await Promise.all(
      Array.from({ length: 61 }, (_, guess) =>
        fetch(`${house.url}/auth/v1/token?grant_type=password`, {
          method: 'POST',
          headers: { apikey: house.secrets.publishableKey },
          body: JSON.stringify({ email: `nobody-${guess}@example.test`, password: 'wrong password' }),
        }),
      ),
    )
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(1)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(200)
  })

  test('limits survive a restart, because they are rows', async () => {
    await browserOf(house).auth.resetPasswordForEmail('somebody@example.test')
    const { rows } = await house.tools.db.driver.query('select count(*) as count from auth.attempts')
    expect(rows).toEqual([{ count: 3 }])
    expect(JSON.stringify((await house.tools.db.driver.query('select key from auth.attempts')).rows)).not.toContain(
      'somebody',
    )
  })

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['not an address', 'unknown'],
  ])('%s counts as %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network)
  })
})

test('requests without the key of the house are refused', async () => {
  const answer = await fetch(`${house.url}/auth/v1/signup`, { method: 'POST', body: '{}' })
  expect(answer.status).toBe(401)
  expect(await answer.json()).toMatchObject({ error_code: 'no_authorization' })
})

test('a body that is too large is not read', async () => {
  const answer = await fetch(`${house.url}/auth/v1/signup`, {
    method: 'POST',
    headers: { apikey: house.secrets.publishableKey },
    body: 'x'.repeat(70_000),
  })
  expect(answer.status).toBe(413)
})

test('cleaning up takes what is over and leaves what is not', async () => {
  const email = newEmail()
  await visitor(house, email)
  const { refresh } = await signedIn(email)
  const lost = newEmail()
  await browserOf(house).auth.signUp({ email: lost, password: goodPassword })
  await arrived(house, lost)
  await run(sql`update auth.users set updated_at = now() - interval '31 days' where email = ${lost}`)
  await run(sql`update auth.attempts set until = now() - interval '1 second'`)
  const { rows: before } = await house.tools.db.driver.query(
    'select count(*) as count from auth.one_time_tokens where expires_at > now()',
  )
  await cleanUp(house.tools.db)
  const count = async (query: string, values: unknown[] = []) => (await house.tools.db.driver.query(query, values)).rows
  expect(await count('select count(*) as count from auth.attempts')).toEqual([{ count: 0 }])
  expect(await count('select id from auth.users where email = $1', [lost])).toEqual([])
  expect(await count('select id from auth.users where email = $1', [email])).toHaveLength(1)
  expect(before).not.toEqual([{ count: 0 }])
  expect((await refreshWith(refresh)).error).toBeNull()
})
