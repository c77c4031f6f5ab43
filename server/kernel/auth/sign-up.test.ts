import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { arrived, codeOf, linkOf, mailsTo } from '#testing/mails.ts'
import { browserOf, forgetAttempts, goodPassword, visitor } from '#testing/supabase.ts'

let house: TestHouse
beforeAll(async () => {
  house = await makeHouse({
    environment: { AUTH_REDIRECTS: 'https://app.example.test/**,https://one.example.test/only' },
  })
})
afterAll(() => house.stop())
beforeEach(() => forgetAttempts(house))

const rows = <R>(query: ReturnType<typeof sql<R>>): Promise<R[]> =>
  actingAsConnection(house.tools.db, (transaction) => transaction.rows(query))
let people = 0
const newEmail = () => `person-${(people += 1)}@example.test`
const signUp = (email: string, options: object = {}, password = goodPassword) =>
  browserOf(house).auth.signUp({ email, password, options })

test('a sign-up makes a profile with its names, and nobody can sign in before the address is proven', async () => {
  const email = newEmail()
  const { data, error } = await signUp(email.toUpperCase(), {
    data: { first_name: 'Ann', last_name: 'de Wit', company: 'Wit BV' },
  })
  expect(error).toBeNull()
  expect(data.session).toBeNull()
  const [profile] = await rows(
    sql<object>`select first_name, last_name, company, status, confirmed_at from public.profiles where id = ${data.user?.id ?? ''}`,
  )
  expect(profile).toEqual({
    first_name: 'Ann',
    last_name: 'de Wit',
    company: 'Wit BV',
    status: 'pending',
    confirmed_at: null,
  })
  const refused = await browserOf(house).auth.signInWithPassword({ email, password: goodPassword })
  expect(refused.error?.code).toBe('email_not_confirmed')
  const wrong = await browserOf(house).auth.signInWithPassword({ email, password: 'not the password' })
  expect(wrong.error?.code).toBe('invalid_credentials')
})

test('the mailed code signs in once', async () => {
  const email = newEmail()
  await signUp(email)
  const token = codeOf(await arrived(house, email))
  const first = await browserOf(house).auth.verifyOtp({ email, token, type: 'email' })
  expect(first.data.session?.user.email).toBe(email)
  const second = await browserOf(house).auth.verifyOtp({ email, token, type: 'email' })
  expect(second.error?.code).toBe('otp_expired')
})

test('the mailed link leads to a page of the house and signs in once', async () => {
  const email = newEmail()
  await signUp(email)
  const link = linkOf(await arrived(house, email))
  expect(`${link.origin}${link.pathname}`).toBe(`${house.url}/confirm`)
  const token_hash = link.searchParams.get('token_hash') ?? ''
  const first = await browserOf(house).auth.verifyOtp({ token_hash, type: 'signup' })
  expect(first.data.session?.user.email_confirmed_at).toBeTruthy()
  expect((await browserOf(house).auth.verifyOtp({ token_hash, type: 'signup' })).error?.code).toBe('otp_expired')
})

test('a scanner that opens every address of a mail uses nothing up', async () => {
  const email = newEmail()
  await signUp(email)
  const link = linkOf(await arrived(house, email))
  const token_hash = link.searchParams.get('token_hash') ?? ''
  const scanned = await fetch(
    `${house.url}/auth/v1/verify?token=${token_hash}&type=signup&redirect_to=${house.url}/welcome`,
    { redirect: 'manual' },
  )
  expect(scanned.status).toBe(303)
  const page = new URL(scanned.headers.get('location') ?? '')
  expect(page.pathname).toBe('/confirm')
  expect(Object.fromEntries(page.searchParams)).toEqual({
    token_hash,
    type: 'signup',
    redirect_to: `${house.url}/welcome`,
  })
  expect((await browserOf(house).auth.verifyOtp({ token_hash, type: 'signup' })).error).toBeNull()
})

test('a link and a code are over after an hour', async () => {
  const email = newEmail()
  await signUp(email)
  const mail = await arrived(house, email)
  await rows(
    sql`update auth.one_time_tokens set expires_at = now() - interval '1 second' where email = ${email} returning email`,
  )
  expect((await browserOf(house).auth.verifyOtp({ email, token: codeOf(mail), type: 'signup' })).error?.code).toBe(
    'otp_expired',
  )
  const token_hash = linkOf(mail).searchParams.get('token_hash') ?? ''
  expect((await browserOf(house).auth.verifyOtp({ token_hash, type: 'signup' })).error?.code).toBe('otp_expired')
})

test('a mail can be sent again after a minute, and then only the newest code works', async () => {
  const email = newEmail()
  await signUp(email)
  const first = await arrived(house, email)
  const tooSoon = await browserOf(house).auth.resend({ type: 'signup', email })
  expect(tooSoon.error).toMatchObject({ status: 429, code: 'over_email_send_rate_limit' })
  await forgetAttempts(house)
  expect((await browserOf(house).auth.resend({ type: 'signup', email })).error).toBeNull()
  const second = await arrived(house, email, { count: 2 })
  const old = await browserOf(house).auth.verifyOtp({ email, token: codeOf(first), type: 'signup' })
  expect(codeOf(first) === codeOf(second) || old.error?.code === 'otp_expired').toBe(true)
  expect((await browserOf(house).auth.verifyOtp({ email, token: codeOf(second), type: 'signup' })).error).toBeNull()
})

test('who asks again and again within a minute still gets a mail after that minute', async () => {
  const email = newEmail()
  await signUp(email)
  await arrived(house, email)
  for (let time = 0; time < 20; time += 1) {
    expect((await browserOf(house).auth.resend({ type: 'signup', email })).error?.status).toBe(429)
  }
  await rows(sql`update auth.attempts set until = now() - interval '1 second'
    where until < now() + interval '1 minute' returning key`)
  expect((await browserOf(house).auth.resend({ type: 'signup', email })).error).toBeNull()
})

test('signing up with a known address gets the answer of a new one; only the mailbox is told', async () => {
  const email = newEmail()
  await visitor(house, email)
  await forgetAttempts(house)
  const again = await signUp(email, { data: { first_name: 'Mallory' } }, 'Another-password-1')
  await forgetAttempts(house)
  const fresh = await signUp(newEmail(), { data: { first_name: 'Mallory' } }, 'Another-password-1')
  expect(again.error).toBeNull()
  const shape = (value: unknown): unknown =>
    value !== null && typeof value === 'object'
      ? Array.isArray(value)
        ? value.map(shape)
        : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shape(part)]))
      : typeof value
  expect(shape(again.data)).toEqual(shape(fresh.data))
  expect((await arrived(house, email, { kind: 'account-exists' })).plain).toContain('/sign-in')
  expect((await browserOf(house).auth.signInWithPassword({ email, password: goodPassword })).error).toBeNull()
  expect((await browserOf(house).auth.signInWithPassword({ email, password: 'Another-password-1' })).error?.code).toBe(
    'invalid_credentials',
  )
})

test('a request for a mail does the same in the database whether the address is known, unknown or unconfirmed', async () => {
  const still = await makeHouse({ working: false })
  const known = await still.people.add()
  const unconfirmed = newEmail()
  await browserOf(still).auth.signUp({ email: unconfirmed, password: goodPassword })
  const jobs = async (): Promise<number> => {
    const { rows: found } = await still.tools.db.driver.query(
      "select count(*) as count from jobs.job where name in ('auth.letter', 'mail.send')",
    )
    return (found[0] as { count: number }).count
  }
  const traceOf = async (act: () => Promise<unknown>): Promise<object> => {
    await forgetAttempts(still)
    const before = await jobs()
    const answer = await act()
    const { rows: attempts } = await still.tools.db.driver.query('select count(*) as count from auth.attempts')
    const { rows: tokens } = await still.tools.db.driver.query('select count(*) as count from auth.one_time_tokens')
    return { answer, jobs: (await jobs()) - before, attempts, tokens }
  }
  const ask = (path: string, body: object) => async () => {
    const answer = await fetch(`${still.url}/auth/v1${path}`, {
      method: 'POST',
      headers: { apikey: still.secrets.publishableKey, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: answer.status, keys: Object.keys((await answer.json()) as object) }
  }
  for (const [path, more] of [
    ['/recover', {}],
    ['/otp', { create_user: true }],
    ['/resend', { type: 'signup' }],
    ['/signup', { password: goodPassword }],
  ] as const) {
    const ofKnown = await traceOf(ask(path, { email: known.email, ...more }))
    const ofUnknown = await traceOf(ask(path, { email: newEmail(), ...more }))
    const ofUnconfirmed = await traceOf(ask(path, { email: unconfirmed, ...more }))
    expect(ofKnown, path).toEqual(ofUnknown)
    expect(ofUnconfirmed, path).toEqual(ofUnknown)
    expect(ofKnown, path).toMatchObject({ jobs: 1, answer: { status: 200 } })
  }
  await still.stop()
})

test('a wrong password for an unknown address costs the work of a hash and is refused in the same words', async () => {
  const email = newEmail()
  await visitor(house, email)
  const known = await browserOf(house).auth.signInWithPassword({ email, password: 'wrong password' })
  const unknown = await browserOf(house).auth.signInWithPassword({ email: newEmail(), password: 'wrong password' })
  expect([unknown.error?.status, unknown.error?.code, unknown.error?.message]).toEqual([
    known.error?.status,
    known.error?.code,
    known.error?.message,
  ])
})

test('who signs up last for an unproven address decides its password and names', async () => {
  const email = newEmail()
  await signUp(email, { data: { first_name: 'Mallory', company: 'Evil' } }, 'Mallory-knows-this-1')
  await arrived(house, email)
  await forgetAttempts(house)
  await signUp(email, { data: { first_name: 'Ann' } })
  const mail = await arrived(house, email, { count: 2 })
  await browserOf(house).auth.verifyOtp({ email, token: codeOf(mail), type: 'signup' })
  expect(
    (await browserOf(house).auth.signInWithPassword({ email, password: 'Mallory-knows-this-1' })).error?.code,
  ).toBe('invalid_credentials')
  expect((await browserOf(house).auth.signInWithPassword({ email, password: goodPassword })).error).toBeNull()
  expect(await rows(sql`select first_name, company from public.profiles where email = ${email}`)).toEqual([
    { first_name: 'Ann', company: '' },
  ])
})

test('who proves an address by another mail than that of the sign-up does not inherit its password', async () => {
  const email = newEmail()
  await signUp(email, {}, 'Mallory-knows-this-1')
  await arrived(house, email)
  await forgetAttempts(house)
  await browserOf(house).auth.signInWithOtp({ email })
  const mail = await arrived(house, email, { kind: 'magic-link' })
  expect((await browserOf(house).auth.verifyOtp({ email, token: codeOf(mail), type: 'magiclink' })).error).toBeNull()
  expect(
    (await browserOf(house).auth.signInWithPassword({ email, password: 'Mallory-knows-this-1' })).error?.code,
  ).toBe('invalid_credentials')
})

test.each([
  ['short', ['length']],
  ['aaaaaaaaaaaa', ['characters']],
  ['password1234', ['pwned']],
])('the weak password %s is refused with its reasons', async (password, reasons) => {
  const { error } = await signUp(newEmail(), {}, password)
  expect(error).toMatchObject({ code: 'weak_password', status: 422, reasons })
})

test.each(['nonsense', 'a@b@c', 'a b@example.test', 'x@example.test\r\nBcc: y@example.test', '<x@example.test>'])(
  '%j is not an address',
  async (email) => {
    expect((await signUp(email)).error).toMatchObject({ status: 400, code: 'validation_failed' })
  },
)

test('what cannot be kept about a person is refused before anything is written', async () => {
  const email = newEmail()
  expect((await signUp(email, { data: { first_name: 'a\u0000b' } })).error?.code).toBe('validation_failed')
  expect((await signUp(email, { data: { bio: 'x'.repeat(5000) } })).error?.code).toBe('validation_failed')
  expect(await rows(sql`select id from auth.users where email = ${email}`)).toEqual([])
})

test.each([
  ['https://app.example.test/welcome?x=1', true],
  ['https://one.example.test/only', true],
  ['https://one.example.test/only/more', false],
  ['https://app.example.test.evil.test/', false],
  ['https://app.example.test@evil.test/', false],
  ['javascript:alert(1)', false],
  ['//evil.test', false],
])('a link returns to %s: %s', async (redirectTo, allowed) => {
  const email = newEmail()
  await signUp(email, { emailRedirectTo: redirectTo })
  const link = linkOf(await arrived(house, email))
  const wanted = link.searchParams.get('redirect_to')
  if (allowed) expect(wanted).toContain(redirectTo.split('?')[0])
  else expect(wanted).toBeNull()
  const seen = await fetch(
    `${house.url}/auth/v1/verify?token=x&type=signup&redirect_to=${encodeURIComponent(redirectTo)}`,
    { redirect: 'manual' },
  )
  const page = new URL(seen.headers.get('location') ?? '')
  expect(page.origin).toBe(house.url)
  expect(page.searchParams.get('redirect_to') ?? house.url).toBe(allowed ? redirectTo : house.url)
})

test('a mail is in the language that was chosen at sign-up', async () => {
  const email = newEmail()
  await signUp(email, { data: { language: 'nl' } })
  expect((await arrived(house, email)).subject).toContain('je Greenroom-code')
})

test('a closed house takes nobody in, by no way', async () => {
  const closed = await makeHouse({ environment: { SIGNUP: 'off' } })
  const refused = await browserOf(closed).auth.signUp({ email: 'new@example.test', password: goodPassword })
  expect(refused.error?.code).toBe('signup_disabled')
  const known = await closed.people.add()
  await browserOf(closed).auth.signInWithOtp({ email: 'new@example.test' })
  await browserOf(closed).auth.signInWithOtp({ email: known.email })
  await arrived(closed, known.email)
  expect(await mailsTo(closed, 'new@example.test')).toEqual([])
  await closed.stop()
})
