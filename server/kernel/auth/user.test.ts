import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { arrived, codeOf, linkOf, mailsTo } from '#testing/mails.ts'
import { browserOf, forgetAttempts, goodPassword, visitor } from '#testing/supabase.ts'

let house: TestHouse
beforeAll(async () => {
  house = await makeHouse({ environment: { AUTH_REDIRECTS: 'https://app.example.test/**' } })
})
afterAll(() => house.stop())
beforeEach(() => forgetAttempts(house))

const run = (query: ReturnType<typeof sql>): Promise<number> =>
  actingAsConnection(house.tools.db, (transaction) => transaction.run(query))
let people = 0
const newEmail = () => `user-${(people += 1)}@example.test`
const signIn = (email: string, password = goodPassword) => browserOf(house).auth.signInWithPassword({ email, password })
const otherPassword = 'Marble-canoe-15'

describe('a forgotten password', () => {
  test('is replaced by way of a mail; all other sessions and the old password end, and the owner is told', async () => {
    const email = newEmail()
    const before = await visitor(house, email)
    await forgetAttempts(house)
    await browserOf(house).auth.resetPasswordForEmail(email)
    const mail = await arrived(house, email, { kind: 'reset-password' })
    const after = browserOf(house)
    const { data } = await after.auth.verifyOtp({
      token_hash: linkOf(mail).searchParams.get('token_hash') ?? '',
      type: 'recovery',
    })
    expect(data.session).not.toBeNull()
    expect((await after.auth.updateUser({ password: otherPassword })).error).toBeNull()
    expect((await before.auth.getUser()).error?.name).toBe('AuthSessionMissingError')
    expect((await after.auth.getUser()).error).toBeNull()
    expect((await signIn(email)).error?.code).toBe('invalid_credentials')
    expect((await signIn(email, otherPassword)).error).toBeNull()
    await arrived(house, email, { kind: 'password-changed' })
  })

  test('an unknown address gets the same answer and no mail', async () => {
    const { error } = await browserOf(house).auth.resetPasswordForEmail('nobody@example.test')
    expect(error).toBeNull()
    const known = newEmail()
    await visitor(house, known)
    await forgetAttempts(house)
    await browserOf(house).auth.resetPasswordForEmail(known)
    await arrived(house, known, { kind: 'reset-password' })
    expect(await mailsTo(house, 'nobody@example.test')).toEqual([])
  })

  test('a link to another app comes back there with a code that only the browser that asked can use', async () => {
    const email = newEmail()
    await visitor(house, email)
    await forgetAttempts(house)
    const asked = browserOf(house)
    await asked.auth.resetPasswordForEmail(email, { redirectTo: 'https://app.example.test/reset' })
    const link = linkOf(await arrived(house, email, { kind: 'reset-password' }))
    const press = () =>
      fetch(`${house.url}/auth/v1/verify`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: house.url, 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ token_hash: link.searchParams.get('token_hash') ?? '', type: 'recovery' }),
      })
    const pressed = await press()
    expect(pressed.status).toBe(303)
    const back = new URL(pressed.headers.get('location') ?? '')
    expect(`${back.origin}${back.pathname}`).toBe('https://app.example.test/reset')
    const code = back.searchParams.get('code') ?? ''
    const flowId = back.searchParams.get('sb_flow_id') ?? undefined
    const { data, error } = await asked.auth.exchangeCodeForSession(code, flowId === undefined ? undefined : { flowId })
    expect(error).toBeNull()
    expect(data.session?.user.email).toBe(email)
    const again = await press()
    expect(again.headers.get('location')).toContain('error_code=otp_expired')
  })

  test('a code in the wrong hands is refused and used up', async () => {
    const email = newEmail()
    await visitor(house, email)
    await forgetAttempts(house)
    await browserOf(house).auth.resetPasswordForEmail(email)
    const link = linkOf(await arrived(house, email, { kind: 'reset-password' }))
    const pressed = await fetch(`${house.url}/auth/v1/verify`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ token_hash: link.searchParams.get('token_hash') ?? '', type: 'recovery' }),
    })
    const code = new URL(pressed.headers.get('location') ?? '').searchParams.get('code')
    const exchange = async () => {
      const answer = await fetch(`${house.url}/auth/v1/token?grant_type=pkce`, {
        method: 'POST',
        headers: { apikey: house.secrets.publishableKey },
        body: JSON.stringify({ auth_code: code, code_verifier: 'guessed' }),
      })
      return ((await answer.json()) as { error_code: string }).error_code
    }
    expect(await exchange()).toBe('bad_code_verifier')
    expect(await exchange()).toBe('flow_state_not_found')
  })

  test('another site cannot press the button', async () => {
    for (const headers of [{ origin: 'https://evil.test' }, { 'sec-fetch-site': 'cross-site' }] as Record<
      string,
      string
    >[]) {
      const answer = await fetch(`${house.url}/auth/v1/verify`, {
        method: 'POST',
        headers,
        redirect: 'manual',
        body: new URLSearchParams({ token_hash: 'x', type: 'signup' }),
      })
      expect(answer.status).toBe(403)
    }
  })
})

describe('a new password', () => {
  test('the same one is refused', async () => {
    const browser = await visitor(house, newEmail())
    expect((await browser.auth.updateUser({ password: goodPassword })).error?.code).toBe('same_password')
  })

  test('a weak one is refused with its reasons', async () => {
    const browser = await visitor(house, newEmail())
    expect((await browser.auth.updateUser({ password: 'short' })).error).toMatchObject({
      code: 'weak_password',
      reasons: ['length'],
    })
  })

  test('a session of days ago must bring the current password', async () => {
    const email = newEmail()
    const browser = await visitor(house, email)
    await run(
      sql`update auth.sessions set created_at = now() - interval '2 days' where user_id = (select id from auth.users where email = ${email})`,
    )
    expect((await browser.auth.updateUser({ password: otherPassword })).error?.code).toBe('reauthentication_needed')
    expect((await browser.auth.updateUser({ password: otherPassword, current_password: 'wrong' })).error?.code).toBe(
      'invalid_credentials',
    )
    expect(
      (await browser.auth.updateUser({ password: otherPassword, current_password: goodPassword })).error,
    ).toBeNull()
  })

  test('makes outstanding links to set another one worthless', async () => {
    const email = newEmail()
    const browser = await visitor(house, email)
    await forgetAttempts(house)
    await browserOf(house).auth.resetPasswordForEmail(email)
    const token = codeOf(await arrived(house, email, { kind: 'reset-password' }))
    await browser.auth.updateUser({ password: otherPassword })
    expect((await browserOf(house).auth.verifyOtp({ email, token, type: 'recovery' })).error?.code).toBe('otp_expired')
  })

  test('is kept as argon2id with at least 19 MiB', async () => {
    const email = newEmail()
    await visitor(house, email)
    const { rows } = await house.tools.db.driver.query('select encrypted_password from auth.users where email = $1', [
      email,
    ])
    expect((rows[0] as { encrypted_password: string }).encrypted_password).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/,
    )
  })
})

describe('a new address', () => {
  const ask = async () => {
    const [old, next] = [newEmail(), newEmail()]
    const browser = await visitor(house, old)
    await forgetAttempts(house)
    expect((await browser.auth.updateUser({ email: next })).error).toBeNull()
    const [atOld, atNew] = [
      await arrived(house, old, { kind: 'change-email' }),
      await arrived(house, next, { kind: 'change-email' }),
    ]
    return { old, next, browser, atOld, atNew }
  }
  const confirm = (email: string, token: string) =>
    browserOf(house).auth.verifyOtp({ email, token, type: 'email_change' })

  test.each(['old first', 'new first'])('counts when both mailboxes have agreed (%s)', async (order) => {
    const { old, next, atOld, atNew, browser } = await ask()
    const steps = [
      [old, codeOf(atOld)],
      [next, codeOf(atNew)],
    ] as [string, string][]
    if (order === 'new first') steps.reverse()
    const [first, second] = steps as [[string, string], [string, string]]
    const half = await confirm(...first)
    expect(half.error).toBeNull()
    expect(half.data.session).toBeNull()
    expect((await browser.auth.getUser()).data.user?.email).toBe(old)
    const whole = await confirm(...second)
    expect(whole.data.user?.email).toBe(next)
    const { rows } = await house.tools.db.driver.query('select email from public.profiles where id = $1', [
      whole.data.user?.id,
    ])
    expect(rows).toEqual([{ email: next }])
    expect((await signIn(old)).error?.code).toBe('invalid_credentials')
    expect((await signIn(next)).error).toBeNull()
  })

  test('one mailbox alone never changes it, not even by agreeing twice', async () => {
    const { old, next, atNew, browser } = await ask()
    await confirm(next, codeOf(atNew))
    await forgetAttempts(house)
    await browserOf(house).auth.resend({ type: 'email_change', email: old })
    await arrived(house, old, { kind: 'change-email', count: 2 })
    expect((await mailsTo(house, next)).filter(({ kind }) => kind === 'change-email')).toHaveLength(1)
    expect((await confirm(next, codeOf(atNew))).error?.code).toBe('otp_expired')
    expect((await browser.auth.getUser()).data.user?.email).toBe(old)
  })

  test('asking for an address that somebody has says nothing about it', async () => {
    const taken = newEmail()
    await visitor(house, taken)
    const browser = await visitor(house, newEmail())
    await forgetAttempts(house)
    expect((await browser.auth.updateUser({ email: taken })).error).toBeNull()
    await arrived(house, taken, { kind: 'account-exists' })
    expect((await mailsTo(house, taken)).some(({ kind }) => kind === 'change-email')).toBe(false)
  })
})

test('what people say about themselves is merged, and null takes it away', async () => {
  const browser = await visitor(house, newEmail(), goodPassword, { first_name: 'Ann', theme: 'dark' })
  const { data } = await browser.auth.updateUser({ data: { theme: null, city: 'Delft' } })
  expect(data.user?.user_metadata).toEqual({ first_name: 'Ann', city: 'Delft' })
})
