import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SupabaseClient } from '@supabase/supabase-js'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { arrived } from '#testing/mails.ts'
import { browserOf, forgetAttempts, goodPassword, visitor } from '#testing/supabase.ts'
import { clientId, clientSecret, openIdentityProvider, type IdentityProvider } from './fixtures/identity-provider.ts'

let company: IdentityProvider
let house: TestHouse
beforeAll(async () => {
  company = await openIdentityProvider()
  house = await open()
})
afterAll(async () => {
  await house.stop()
  await company[Symbol.asyncDispose]()
})
beforeEach(async () => {
  company.broken = {}
  await forgetAttempts(house)
})

const open = (environment: Record<string, string> = {}): Promise<TestHouse> =>
  makeHouse({
    environment: {
      GOOGLE_CLIENT_ID: clientId,
      GOOGLE_CLIENT_SECRET: clientSecret,
      MICROSOFT_CLIENT_ID: clientId,
      MICROSOFT_CLIENT_SECRET: clientSecret,
      OUTBOUND_ALLOW: company.url,
      ...environment,
    },
    replace: {
      companies: {
        google: { endpoints: company.endpoints, issuer: company.url },
        azure: { endpoints: company.endpoints, issuer: company.url },
      },
    },
  })

let people = 0
const newPerson = (more: object = {}) => {
  people += 1
  return {
    sub: `sub-${people}`,
    email: `company-${people}@example.test`,
    email_verified: true,
    name: 'Ann de Wit',
    given_name: 'Ann',
    family_name: 'de Wit',
    ...more,
  }
}
const rows = async (query: string, values: unknown[]) => (await house.tools.db.driver.query(query, values)).rows

/** The browser leaves for the company and is sent back; answers the address of the callback and the cookie that it carries. */
const leave = async (browser: SupabaseClient, provider: 'google' | 'azure' = 'google', at = house) => {
  const { data } = await browser.auth.signInWithOAuth({
    provider,
    options: { skipBrowserRedirect: true, redirectTo: `${at.url}/dashboard` },
  })
  const left = await fetch(data.url ?? '', { redirect: 'manual' })
  expect(left.status).toBe(302)
  const cookie = left.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/; HttpOnly; SameSite=Lax/)
  return { callback: await company.visit(left.headers.get('location') ?? ''), cookie: cookie.split(';')[0] ?? '' }
}
const comeBack = async ({ callback, cookie }: { callback: URL; cookie: string }): Promise<URL> => {
  const answer = await fetch(callback, { redirect: 'manual', headers: { cookie } })
  expect(answer.status).toBe(302)
  return new URL(answer.headers.get('location') ?? '')
}
const finish = async (browser: SupabaseClient, back: URL) => {
  const flowId = back.searchParams.get('sb_flow_id')
  return await browser.auth.exchangeCodeForSession(
    back.searchParams.get('code') ?? '',
    flowId === null ? undefined : { flowId },
  )
}
const signInWith = async (provider: 'google' | 'azure' = 'google', at = house) => {
  const browser = browserOf(at)
  const back = await comeBack(await leave(browser, provider, at))
  return {
    back,
    ...(back.searchParams.has('code')
      ? await finish(browser, back)
      : { data: null, error: back.searchParams.get('error_code') }),
  }
}

describe('sign-in with a company', () => {
  test('makes a confirmed account with the names from there, and signs into the same one the next time', async () => {
    company.person = newPerson()
    const first = await signInWith()
    expect(first.error).toBeNull()
    expect(`${first.back.origin}${first.back.pathname}`).toBe(`${house.url}/dashboard`)
    expect(first.data?.user?.app_metadata).toMatchObject({ provider: 'google', providers: ['google'] })
    const id = first.data?.user?.id
    expect(
      await rows(
        'select first_name, last_name, confirmed_at is not null as confirmed from public.profiles where id = $1',
        [id],
      ),
    ).toEqual([{ first_name: 'Ann', last_name: 'de Wit', confirmed: true }])
    const second = await signInWith()
    expect(second.data?.user?.id).toBe(id)
  })

  test('knows a person by the id of the company, also after the address changed there', async () => {
    company.person = newPerson()
    const { data } = await signInWith()
    company.person = { ...company.person, email: 'renamed@example.test' }
    expect((await signInWith()).data?.user?.id).toBe(data?.user?.id)
  })

  test('without PKCE the session comes behind the #', async () => {
    company.person = newPerson()
    const back = await comeBack(await leave(browserOf(house, { flowType: 'implicit' })))
    expect(back.search).toBe('')
    expect(new URLSearchParams(back.hash.slice(1)).get('access_token')).toMatch(/^ey/)
  })

  test('joins a confirmed account of the same address, and the password keeps working', async () => {
    const person = newPerson()
    const browser = await visitor(house, person.email)
    const { data: before } = await browser.auth.getUser()
    company.person = person
    const { data } = await signInWith()
    expect(data?.user?.id).toBe(before.user?.id)
    expect(data?.user?.identities?.map(({ provider }) => provider).toSorted()).toEqual(['email', 'google'])
    expect(
      (await browserOf(house).auth.signInWithPassword({ email: person.email, password: goodPassword })).error,
    ).toBeNull()
  })

  test('takes over what was prepared for the address but never confirmed: its password, names and links are gone', async () => {
    const person = newPerson()
    await browserOf(house).auth.signUp({
      email: person.email,
      password: 'Mallory-knows-this-1',
      options: { data: { first_name: 'Mallory', company: 'Evil' } },
    })
    await arrived(house, person.email)
    company.person = person
    const { data } = await signInWith()
    expect(data?.user?.user_metadata['first_name']).toBe('Ann')
    expect(
      (await browserOf(house).auth.signInWithPassword({ email: person.email, password: 'Mallory-knows-this-1' })).error
        ?.code,
    ).toBe('invalid_credentials')
    expect(await rows('select purpose from auth.one_time_tokens where user_id = $1', [data?.user?.id])).toEqual([])
    expect(await rows('select first_name, company from public.profiles where id = $1', [data?.user?.id])).toEqual([
      { first_name: 'Ann', company: '' },
    ])
  })
})

describe('what is refused', () => {
  test('an address that the company does not vouch for, even when an account here has it', async () => {
    const person = newPerson({ email_verified: false })
    await visitor(house, person.email)
    company.person = person
    expect((await signInWith()).error).toBe('provider_email_needs_verification')
    company.person = { sub: 'no-mail' }
    expect((await signInWith()).error).toBe('provider_email_needs_verification')
  })

  test('a state that was made up, used before, or begun in another browser', async () => {
    company.person = newPerson()
    const trip = await leave(browserOf(house))
    const forged = new URL(trip.callback)
    forged.searchParams.set('state', 'made-up')
    expect((await comeBack({ ...trip, callback: forged })).searchParams.get('error_code')).toBe('bad_oauth_state')
    const elsewhere = await leave(browserOf(house))
    expect((await comeBack({ callback: trip.callback, cookie: elsewhere.cookie })).searchParams.get('error_code')).toBe(
      'bad_oauth_state',
    )
    expect((await comeBack({ callback: trip.callback, cookie: '' })).searchParams.get('error_code')).toBe(
      'bad_oauth_state',
    )
    expect((await comeBack(trip)).searchParams.get('code')).not.toBeNull()
    expect((await comeBack(trip)).searchParams.get('error_code')).toBe('bad_oauth_state')
  })

  test('two sign-ins begun in one browser both come back', async () => {
    company.person = newPerson()
    const browser = browserOf(house)
    const first = await leave(browser)
    const { data } = await browser.auth.signInWithOAuth({ provider: 'google', options: { skipBrowserRedirect: true } })
    const left = await fetch(data.url ?? '', { redirect: 'manual', headers: { cookie: first.cookie } })
    const second = {
      callback: await company.visit(left.headers.get('location') ?? ''),
      cookie: (left.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
    }
    expect((await comeBack(second)).searchParams.get('code')).not.toBeNull()
    expect((await comeBack({ ...first, cookie: second.cookie })).searchParams.get('code')).not.toBeNull()
  })

  test('a code that another browser holds', async () => {
    company.person = newPerson()
    const browser = browserOf(house)
    const back = await comeBack(await leave(browser))
    const thief = browserOf(house)
    await leave(thief)
    const stolen = new URL(back)
    stolen.searchParams.delete('sb_flow_id')
    expect((await finish(thief, stolen)).error?.code).toBe('bad_code_verifier')
    expect((await finish(browser, back)).error?.code).toBe('flow_state_not_found')
  })

  test.each([
    ['another audience', { aud: 'somebody-else' }],
    ['another issuer', { iss: 'https://evil.test' }],
    ['another sign-in', { nonce: 'replayed' }],
    ['long ago', { exp: Math.floor(Date.now() / 1000) - 3600 }],
  ])('a token for %s', async (_what, broken) => {
    company.person = newPerson()
    company.broken = broken
    expect((await signInWith()).error).toBe('unexpected_failure')
  })

  test('a person who said no there', async () => {
    const trip = await leave(browserOf(house))
    trip.callback.searchParams.delete('code')
    trip.callback.searchParams.set('error', 'access_denied')
    expect((await comeBack(trip)).searchParams.get('error_code')).toBe('bad_oauth_callback')
  })

  test('a suspended person', async () => {
    company.person = newPerson()
    const { data } = await signInWith()
    await actingAsConnection(house.tools.db, (transaction) =>
      transaction.run(sql`update public.profiles set status = 'suspended' where id = ${data?.user?.id ?? ''}`),
    )
    expect((await signInWith()).error).toBe('user_banned')
  })

  test('a new person in a closed house, and a company that is not configured', async () => {
    await using closed = await open({ SIGNUP: 'off', MICROSOFT_CLIENT_SECRET: '' })
    company.person = newPerson()
    expect((await signInWith('google', closed)).error).toBe('signup_disabled')
    const { data } = await browserOf(closed).auth.signInWithOAuth({
      provider: 'azure',
      options: { skipBrowserRedirect: true },
    })
    const answer = await fetch(data.url ?? '', { redirect: 'manual' })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ msg: 'Unsupported provider: provider is not enabled' })
    const settings = await fetch(`${closed.url}/auth/v1/settings`, {
      headers: { apikey: closed.secrets.publishableKey },
    })
    expect(await settings.json()).toMatchObject({ external: { google: true, azure: false }, disable_signup: true })
  })
})

test('a new signing key of the company is learned when a token names it', async () => {
  company.person = newPerson()
  expect((await signInWith()).error).toBeNull()
  await company.changeKey()
  expect((await signInWith()).error).toBeNull()
})

describe('Microsoft', () => {
  const tid = '0b0e9a52-5f0a-4d0e-9d55-0f6a1f4f8a77'
  const fromMicrosoft = (more: object) =>
    newPerson({ email_verified: undefined, tid, iss: `${company.url}/${tid}/v2.0`, ...more })

  test('an address counts when its domain is proven, for personal accounts, and in a house that trusts one tenant', async () => {
    company.person = fromMicrosoft({ xms_edov: true })
    const proven = await signInWith('azure')
    expect(proven.error).toBeNull()
    expect(proven.data?.user?.app_metadata['provider']).toBe('azure')
    const personal = '9188040d-6c67-4c5b-b112-36a304b66dad'
    company.person = fromMicrosoft({ tid: personal, iss: `${company.url}/${personal}/v2.0` })
    expect((await signInWith('azure')).error).toBeNull()
    await using trusting = await open({ MICROSOFT_TENANT: tid })
    company.person = fromMicrosoft({})
    expect((await signInWith('azure', trusting)).error).toBeNull()
    const foreign = '0b0e9a52-5f0a-4d0e-9d55-0f6a1f4f8a88'
    company.person = fromMicrosoft({ tid: foreign, iss: `${company.url}/${foreign}/v2.0` })
    expect((await signInWith('azure', trusting)).error).toBe('unexpected_failure')
  })

  test('an address that any tenant may have made up opens no account', async () => {
    company.person = fromMicrosoft({})
    expect((await signInWith('azure')).error).toBe('provider_email_needs_verification')
    company.person = fromMicrosoft({ xms_edov: false })
    expect((await signInWith('azure')).error).toBe('provider_email_needs_verification')
  })
})
