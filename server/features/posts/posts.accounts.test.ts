import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PublishingAccount } from '@greenroom/contract/posts.ts'
import type { TestPerson } from '#testing/people.ts'
import {
  addReadyGroup,
  connectAccount,
  draftPost,
  openPostHouse,
  readPost,
  type PostHouse,
} from '#testing/post-house.ts'

let house: PostHouse
let anna: TestPerson
beforeAll(async () => {
  house = await openPostHouse()
})
afterAll(() => house.stop())
beforeEach(async () => {
  house.tiktok.reset()
  house.tiktok.settings.redirectUris.push(`${house.house.url}/settings/publishing/return`)
  anna = await house.house.people.add()
})

const begin = async (person: TestPerson): Promise<string> =>
  (await person.call('POST', '/api/publishing/connect', {})).body.url
const back = async (
  url: string,
  choice: Parameters<typeof house.tiktok.consent>[1] = {},
): Promise<Record<string, string>> =>
  Object.fromEntries(
    [...new URL(await house.tiktok.consent(url, choice)).searchParams].map(([name, value]) => [
      name === 'error_description' ? 'errorDescription' : name,
      value,
    ]),
  )
const finish = (person: TestPerson, answer: Record<string, string>) =>
  person.call('POST', '/api/publishing/connect/finish', answer)
const accounts = async (person: TestPerson): Promise<PublishingAccount[]> =>
  (await person.call('GET', '/api/publishing/accounts')).body.accounts
const query = (text: string, values: unknown[] = []) => house.house.tools.db.driver.query(text, values)
const creator = (person: TestPerson, id: string) => person.call('POST', `/api/publishing/accounts/${id}/creator`)

describe('connecting', () => {
  test('goes through the consent page, and tells which ticks are missing', async () => {
    const all = await finish(anna, await back(await begin(anna)))
    expect(all.body).toMatchObject({
      account: {
        displayName: 'The open account',
        username: 'open.account',
        state: 'connected',
        canPost: true,
        canReadMetrics: true,
      },
      missingScopes: [],
    })
    const some = await finish(anna, await back(await begin(anna), { scopes: ['user.info.basic', 'video.upload'] }))
    expect(some.body.missingScopes).toEqual(['user.info.profile', 'video.publish', 'video.list'])
    expect(some.body.account).toMatchObject({ canPost: false, canSendToInbox: true, canReadMetrics: false })
    // The same account again is the same account.
    expect(await accounts(anna)).toHaveLength(1)
  })

  test('works once, for the session that began it, and not for another person', async () => {
    const url = await begin(anna)
    const answer = await back(url)
    const ben = await house.house.people.add()
    expect((await finish(ben, answer)).body.code).toBe('publishing.trip_over')
    const { rows } = await query('insert into auth.sessions (user_id) values ($1) returning id', [anna.id])
    const { accessToken } = await house.house.signer.sign({
      userId: anna.id,
      sessionId: (rows[0] as { id: string }).id,
      email: anna.email,
      method: 'password',
      appMetadata: {},
      userMetadata: {},
    })
    const elsewhere = await anna.fetch('/api/publishing/connect/finish', {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(answer),
    })
    expect(((await elsewhere.json()) as { code: string }).code).toBe('publishing.trip_over')
    expect((await finish(anna, answer)).status).toBe(200)
    expect((await finish(anna, answer)).body.code).toBe('publishing.trip_over')
  })

  test('that comes back too late, was denied, or carries an invented state connects nothing', async () => {
    const late = await back(await begin(anna))
    await query("update private.tiktok_trips set expires_at = now() - interval '1 second'")
    expect((await finish(anna, late)).body.code).toBe('publishing.trip_over')
    expect((await finish(anna, await back(await begin(anna), { deny: true }))).body.code).toBe('publishing.denied')
    expect((await finish(anna, { state: 'x'.repeat(43), code: 'y' })).body.code).toBe('publishing.trip_over')
    expect(await accounts(anna)).toEqual([])
  })

  test('keeps tokens unreadable in the database, and tells no browser', async () => {
    await connectAccount(anna, house.tiktok)
    const { rows } = await query('select access_token, refresh_token from private.tiktok_auth where user_id = $1', [
      anna.id,
    ])
    const row = rows[0] as Record<string, string>
    expect(row['access_token']).not.toContain('act.')
    expect(row['refresh_token']).not.toContain('rft.')
    const answers = await Promise.all(
      ['/api/publishing/accounts', '/api/publications', '/api/me'].map(async (path) =>
        JSON.stringify((await anna.call('GET', path)).body),
      ),
    )
    for (const text of answers) expect(text).not.toMatch(/act\.|rft\.|token/i)
  })

  test('several accounts stand side by side, and one account may be connected by two people', async () => {
    await connectAccount(anna, house.tiktok, { account: 'open' })
    await connectAccount(anna, house.tiktok, { account: 'private' })
    const ben = await house.house.people.add()
    await connectAccount(ben, house.tiktok, { account: 'open' })
    expect((await accounts(anna)).map(({ username }) => username)).toEqual(['open.account', 'private.account'])
    expect(await accounts(ben)).toHaveLength(1)
  })
})

describe('tokens', () => {
  test.each(['legacy', '2026-11'] as const)('are renewed by their own hour, with %s lifetimes', async (lifetimes) => {
    house.tiktok.settings.lifetimes = lifetimes
    const id = await connectAccount(anna, house.tiktok)
    const { rows } = await query(
      'select extract(epoch from expires_at - now())::int as left from private.tiktok_auth where id = $1',
      [id],
    )
    const seconds = lifetimes === 'legacy' ? 86_400 : 7200
    expect((rows[0] as { left: number }).left).toBeGreaterThan(seconds - 60)
    expect((rows[0] as { left: number }).left).toBeLessThanOrEqual(seconds)
    expect((await creator(anna, id)).body.creator.nickname).toBe('The open account')
    expect(house.tiktok.refreshes()).toEqual([])
    await query("update private.tiktok_auth set expires_at = now() + interval '4 minutes' where id = $1", [id])
    expect((await creator(anna, id)).status).toBe(200)
    expect(house.tiktok.refreshes()).toMatchObject([{ outcome: 'granted' }])
  })

  test('are renewed by one caller, however many need them', async () => {
    const id = await connectAccount(anna, house.tiktok)
    await query("update private.tiktok_auth set expires_at = now() + interval '2 minutes' where id = $1", [id])
    const answers = await Promise.all(Array.from({ length: 8 }, () => creator(anna, id)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200))
    expect(house.tiktok.refreshes()).toHaveLength(1)
  })

  test.each(['error', 'cut', 'gateway_page', 'trouble', 'too_many'] as const)(
    'that cannot be renewed because of “%s” leave the account connected',
    async (kind) => {
      const id = await connectAccount(anna, house.tiktok)
      await query("update private.tiktok_auth set expires_at = now() - interval '1 minute' where id = $1", [id])
      house.tiktok.inject({ on: 'token', kind })
      expect((await creator(anna, id)).body.code).toBe('publishing.unreachable')
      expect(await accounts(anna)).toMatchObject([{ state: 'connected' }])
      expect((await creator(anna, id)).status).toBe(200)
    },
  )

  test('whose renewal was lost on its way back end the connection only when the other side says so', async () => {
    const id = await connectAccount(anna, house.tiktok)
    await query("update private.tiktok_auth set expires_at = now() - interval '1 minute' where id = $1", [id])
    house.tiktok.inject({ on: 'token', kind: 'lost_response' })
    expect((await creator(anna, id)).body.code).toBe('publishing.unreachable')
    expect(await accounts(anna)).toMatchObject([{ state: 'connected' }])
    expect((await creator(anna, id)).body.blocked.code).toBe('publishing.reconnect')
    expect(await accounts(anna)).toMatchObject([{ state: 'reconnect', stateReason: 'publishing.grant_over' }])
    // Connecting again mends it.
    await connectAccount(anna, house.tiktok)
    expect(await accounts(anna)).toMatchObject([{ id, state: 'connected', stateReason: null }])
  })

  test('of a refresh that died with its process are claimed by the next one', async () => {
    const id = await connectAccount(anna, house.tiktok)
    await query(
      "update private.tiktok_auth set expires_at = now() - interval '1 minute', refresh_claimed_at = now() where id = $1",
      [id],
    )
    expect((await creator(anna, id)).body.code).toBe('publishing.unreachable')
    await query("update private.tiktok_auth set refresh_claimed_at = now() - interval '3 minutes' where id = $1", [id])
    expect((await creator(anna, id)).status).toBe(200)
  })
})

describe('the end of a connection', () => {
  test('disconnecting takes the right back, forgets the keys, and posts that waited become drafts', async () => {
    const id = await connectAccount(anna, house.tiktok)
    const { groupId } = await addReadyGroup(house.house, anna)
    const later = new Date(Date.now() + 3600_000).toISOString()
    const post = await house.post(anna, { groupId, accountId: id, publishAt: later })
    expect((await anna.call('DELETE', `/api/publishing/accounts/${id}`)).status).toBe(200)
    expect(await accounts(anna)).toEqual([])
    expect(await readPost(anna, post.id)).toMatchObject({ state: 'draft', consentAt: null })
    const { rows } = await query('select access_token, refresh_token from private.tiktok_auth where id = $1', [id])
    expect(rows).toEqual([{ access_token: null, refresh_token: null }])
    expect((await creator(anna, id)).status).toBe(404)
    await expect(draftPost(anna, { groupId, accountId: id })).rejects.toThrow()
  })

  test('ended at the other side: a signed note ends it here, a forged one and a repeated one do nothing', async () => {
    const id = await connectAccount(anna, house.tiktok)
    house.tiktok.settings.webhookUrl = `${house.house.url}/callbacks/publisher`
    for (const signed of ['bad', 'old', 'none'] as const)
      house.tiktok.control({
        webhook: { account: 'open', event: 'authorization.removed', content: { reason: 1 }, signed },
      })
    await expect.poll(() => house.tiktok.webhookTries().length, { timeout: 90_000 }).toBeGreaterThanOrEqual(3)
    expect(
      house.tiktok
        .webhookTries()
        .slice(0, 3)
        .every(({ status }) => status === 401),
    ).toBe(true)
    expect(await accounts(anna)).toMatchObject([{ state: 'connected' }])
    house.tiktok.control({ removeAuthorization: { account: 'open' } })
    await expect.poll(async () => (await accounts(anna))[0]?.state, { timeout: 90_000 }).toBe('reconnect')
    expect(await accounts(anna)).toMatchObject([{ id, stateReason: 'publishing.removed_user_disconnected' }])
  })
})
