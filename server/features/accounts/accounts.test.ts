import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { house as houseShape } from '@greenroom/contract/house.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { browserOf, forgetAttempts, goodPassword } from '#testing/supabase.ts'

let house: TestHouse
beforeAll(async () => {
  house = await makeHouse()
})
afterAll(() => house.stop())
beforeEach(() => forgetAttempts(house))

describe('about the house', () => {
  test('a visitor learns what is offered and nothing secret', async () => {
    const answer = await fetch(`${house.url}/api/house`)
    const text = await answer.text()
    const about = houseShape.parse(JSON.parse(text))
    expect(about).toMatchObject({
      name: 'Greenroom',
      authUrl: '/auth/v1',
      signUp: true,
      approval: true,
      devInbox: true,
      signIn: { google: false, microsoft: false },
    })
    expect(about.publishableKey).toBe(house.secrets.publishableKey)
    expect(text).not.toContain(house.secrets.secretKey)
  })
})

describe('one’s own profile', () => {
  test('is shown with standard preferences and what is used of the quota', async () => {
    const anna = await house.people.add({ firstName: 'Anna' })
    const { status, body } = await anna.call('GET', '/api/me')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: anna.id,
      firstName: 'Anna',
      role: 'user',
      status: 'approved',
      preferences: { theme: 'system', language: null, uploadOrder: 'name', notifyFailures: true },
      quota: { usedBytes: 0, limitBytes: 50 * 1024 ** 3 },
    })
  })

  test('changes only in what is sent, and other windows hear of it', async () => {
    const anna = await house.people.add({ firstName: 'Anna' })
    const stream = await anna.fetch('/api/events')
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
    await reader.read()
    const { body } = await anna.call('PATCH', '/api/me', { company: 'Wit BV' })
    expect(body).toMatchObject({ firstName: 'Anna', company: 'Wit BV' })
    let heard = ''
    while (!heard.includes('account.changed')) heard += (await reader.read()).value ?? ''
    await reader.cancel()
  })

  test('role, status and address cannot be changed there', async () => {
    const anna = await house.people.add()
    for (const body of [
      { role: 'admin' },
      { status: 'approved' },
      { email: 'x@example.test' },
      { firstName: '' },
      { bio: 'x'.repeat(2001) },
    ]) {
      const answer = await anna.call('PATCH', '/api/me', body)
      expect(answer.status).toBe(422)
      expect(answer.body.fields[0].path).toBe(Object.keys(body)[0])
    }
    expect((await anna.call('GET', '/api/me')).body.role).toBe('user')
  })

  test('preferences merge: two windows that change different ones do not undo each other', async () => {
    const anna = await house.people.add()
    await Promise.all([
      anna.call('PATCH', '/api/me/preferences', { theme: 'dark' }),
      anna.call('PATCH', '/api/me/preferences', { language: 'nl' }),
    ])
    await anna.call('PATCH', '/api/me/preferences', { uploadOrder: 'taken' })
    expect((await anna.call('GET', '/api/me')).body.preferences).toMatchObject({
      theme: 'dark',
      language: 'nl',
      uploadOrder: 'taken',
    })
    expect((await anna.call('PATCH', '/api/me/preferences', { theme: 'pink' })).status).toBe(422)
    expect((await anna.call('PATCH', '/api/me/preferences', { font: 'big' })).status).toBe(422)
  })

  test('a person who waits sees their own account and no project', async () => {
    const waiting = await house.people.add({ status: 'pending' })
    expect((await waiting.call('GET', '/api/me')).body.status).toBe('pending')
    const refused = await waiting.call('GET', '/api/projects')
    expect(refused.status).toBe(403)
    expect(refused.body.code).toBe('accounts.not_approved')
  })
})

describe('sessions', () => {
  test('are listed with the current one marked, and ending another one refuses its next request', async () => {
    const email = 'sessions@example.test'
    const admin = browserOf(house, { key: house.secrets.secretKey })
    await admin.auth.admin.createUser({ email, password: goodPassword, email_confirm: true })
    const tokens: string[] = []
    for (const agent of ['desk', 'phone']) {
      const answer = await fetch(`${house.url}/auth/v1/token?grant_type=password`, {
        method: 'POST',
        headers: { apikey: house.secrets.publishableKey, 'user-agent': agent },
        body: JSON.stringify({ email, password: goodPassword }),
      })
      tokens.push(((await answer.json()) as { access_token: string }).access_token)
    }
    const as = (token: string | undefined, path: string, method = 'GET') =>
      fetch(`${house.url}${path}`, { method, headers: { authorization: `Bearer ${token ?? ''}` } })
    const { sessions } = (await (await as(tokens[0], '/api/me/sessions')).json()) as {
      sessions: { id: string; current: boolean; userAgent: string; ip: string }[]
    }
    expect(sessions.map(({ userAgent, current, ip }) => `${userAgent} ${String(current)} ${ip}`).toSorted()).toEqual([
      'desk true 127.0.0.1',
      'phone false 127.0.0.1',
    ])
    const phone = sessions.find(({ current }) => !current)
    expect((await as(tokens[1], '/api/me')).status).toBe(200)
    expect((await as(tokens[0], `/api/me/sessions/${phone?.id ?? ''}`, 'DELETE')).status).toBe(200)
    expect((await as(tokens[1], '/api/me')).status).toBe(401)
    expect((await as(tokens[0], `/api/me/sessions/${phone?.id ?? ''}`, 'DELETE')).status).toBe(404)
    expect((await as(tokens[0], '/api/me')).status).toBe(200)
  })

  test('of other people cannot be ended', async () => {
    const [anna, bo] = [await house.people.add(), await house.people.add()]
    expect((await anna.call('DELETE', `/api/me/sessions/${bo.sessionId}`)).status).toBe(404)
    expect((await bo.call('GET', '/api/me')).status).toBe(200)
  })
})

describe('the media cookie', () => {
  test('reads streams, is of no use for anything that changes something, and ends with the session', async () => {
    const anna = await house.people.add()
    const opened = await anna.fetch('/api/session', { method: 'POST' })
    expect(opened.status).toBe(200)
    const set = opened.headers.get('set-cookie') ?? ''
    expect(set).toMatch(/^greenroom_media=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/)
    const cookie = set.split(';')[0] ?? ''
    const stream = await fetch(`${house.url}/api/events`, { headers: { cookie } })
    expect(stream.status).toBe(200)
    await stream.body?.cancel()
    expect((await fetch(`${house.url}/api/me`, { headers: { cookie } })).status).toBe(401)
    expect((await fetch(`${house.url}/api/me`, { method: 'PATCH', headers: { cookie } })).status).toBe(401)
    expect((await fetch(`${house.url}/api/events`, { headers: { cookie: `${cookie}x` } })).status).toBe(401)
    await anna.call('DELETE', `/api/me/sessions/${anna.sessionId}`)
    expect((await fetch(`${house.url}/api/events`, { headers: { cookie } })).status).toBe(401)
    expect((await anna.fetch('/api/session', { method: 'POST' })).status).toBe(401)
  })

  test('is dropped together with the cached media, also when the session is gone already', async () => {
    const closed = await fetch(`${house.url}/api/session`, { method: 'DELETE' })
    expect(closed.status).toBe(200)
    expect(closed.headers.get('set-cookie')).toMatch(/^greenroom_media=; Max-Age=0; Path=\//)
    expect(closed.headers.get('clear-site-data')).toBe('"cache"')
  })

  test('is for https only where the house is reached by https', async () => {
    const secure = await makeHouse({ replace: { siteUrl: 'https://studio.example.test' } })
    const anna = await secure.people.add()
    const opened = await anna.fetch('/api/session', { method: 'POST' })
    expect(opened.headers.get('set-cookie')).toContain('; Secure')
    await secure.stop()
  })
})

test('text that the database cannot keep is refused, not a failure of ours', async () => {
  const anna = await house.people.add()
  const answer = await anna.call('PATCH', '/api/me', { company: 'a\u0000b' })
  expect(answer.status).toBe(422)
})
