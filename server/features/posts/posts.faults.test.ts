import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Publication } from '@greenroom/contract/posts.ts'
import type { TestPerson } from '#testing/people.ts'
import { addReadyGroup, connectAccount, draftPost, openPostHouse, type PostHouse } from '#testing/post-house.ts'
import type { FaultOrder } from '#testing/tiktok-contract/fault-plans.ts'

let house: PostHouse
let anna: TestPerson
let account: string
let accountId: string
let groupId: string
beforeAll(async () => {
  house = await openPostHouse()
  anna = await house.house.people.add()
})
afterAll(() => house.stop())
let rounds = 0
beforeEach(async () => {
  rounds += 1
  account = house.tiktok.account(`fault-${rounds}`).name
  accountId = await connectAccount(anna, house.tiktok, { account })
  ;({ groupId } = await addReadyGroup(house.house, anna))
})
const visible = (): number => house.tiktok.posts().filter((post) => post.account === account).length
const opened = (): number =>
  house.tiktok.inits().filter((init) => init.account === account && init.publishId !== null).length
const inits = (): number => house.tiktok.inits().filter((init) => init.account === account).length
const ended = ({ state }: Publication): boolean => ['published', 'failed', 'unknown'].includes(state)
const mails = async (kind: string): Promise<number> =>
  (
    await house.house.tools.db.driver.query('select 1 from private.mails where kind = $1 and recipient = $2', [
      kind,
      anna.email,
    ])
  ).rows.length

describe('an init without a clear answer', () => {
  test.each<FaultOrder>([
    { on: 'init', kind: 'cut_before_accept' },
    { on: 'init', kind: 'cut_after_accept' },
    { on: 'init', kind: 'error_before_accept' },
    { on: 'init', kind: 'error_after_accept' },
    { on: 'init', kind: 'gateway_page' },
    { on: 'init', kind: 'malformed' },
    { on: 'init', kind: 'no_id' },
    { on: 'init', kind: 'trouble' },
  ])('($kind) is never sent again: a person is asked, and says what is there', async (order) => {
    house.tiktok.inject(order)
    const post = await house.post(anna, { groupId, accountId })
    const end = await house.until(anna, post.id, ended)
    expect(end.state).toBe('unknown')
    expect(end.trouble?.sentence).toMatch(/look at the account/i)
    expect(inits()).toBeLessThanOrEqual(1)
    expect(visible()).toBe(0)
    await expect.poll(() => mails('post-unknown'), { timeout: 90_000 }).toBeGreaterThan(0)
    const settled = await anna.call('POST', `/api/publications/${post.id}/settle`, { isThere: false })
    expect(settled.body).toMatchObject({ state: 'failed' })
    // Only after a person has said so, and with a new consent, may it go out again.
    const again = await anna.call('POST', `/api/publications/${post.id}/retry`)
    expect(again.body).toMatchObject({ state: 'draft', consentAt: null })
    expect(inits()).toBeLessThanOrEqual(1)
  })

  test('that was there after all is counted as published', async () => {
    house.tiktok.inject({ on: 'init', kind: 'cut_after_accept' })
    const post = await house.post(anna, { groupId, accountId })
    await house.until(anna, post.id, ended)
    const settled = await anna.call('POST', `/api/publications/${post.id}/settle`, { isThere: true })
    expect(settled.body).toMatchObject({ state: 'published', trouble: null })
    expect((await anna.call('POST', `/api/publications/${post.id}/retry`)).body.code).toBe('posts.not_failed')
  })
})

describe('a certain no', () => {
  test('of a minute that is full waits and goes out once', async () => {
    house.tiktok.inject({ on: 'init', kind: 'too_many', retryAfterSeconds: 1 })
    const post = await house.post(anna, { groupId, accountId })
    await house.until(anna, post.id, ({ state, trouble }) => state === 'approved' && trouble !== null)
    await house.house.tools.db.driver.query(
      "update jobs.job set start_after = now() where name = 'posts.submit' and state < 'active'",
    )
    const end = await house.until(anna, post.id, ended)
    expect(end.state).toBe('published')
    expect([opened(), visible()]).toEqual([1, 1])
  })

  test('of content that may not be shown is final, in plain words', async () => {
    house.tiktok.inject({ on: 'init', kind: 'refuse', code: 'spam_risk_user_banned_from_posting' })
    const post = await house.post(anna, { groupId, accountId })
    const end = await house.until(anna, post.id, ended)
    expect(end).toMatchObject({
      state: 'failed',
      trouble: { code: 'spam_risk_user_banned_from_posting', retry: 'never' },
    })
    expect(visible()).toBe(0)
  })

  test('of a token that ended early is answered with a fresh one, once', async () => {
    house.tiktok.inject({ on: 'init', kind: 'refuse', code: 'access_token_invalid', status: 401 })
    const post = await house.post(anna, { groupId, accountId })
    await house.until(anna, post.id, ({ state, trouble }) => state === 'approved' && trouble !== null)
    await house.house.tools.db.driver.query(
      "update jobs.job set start_after = now() where name = 'posts.submit' and state < 'active'",
    )
    expect((await house.until(anna, post.id, ended)).state).toBe('published')
    expect(house.tiktok.refreshes().filter((one) => one.account === account)).toHaveLength(1)
    expect(visible()).toBe(1)
  })

  test('before anything was sent stops the post: private accounts offer other choices than public ones', async () => {
    const draft = await draftPost(anna, { groupId, accountId })
    house.tiktok.account(account, { isPrivate: true })
    const checked = await anna.call('POST', '/api/publications/check', {
      groupId,
      accountId,
      mode: draft.mode,
      form: draft.form,
      options: draft.options,
    })
    expect(checked.body.findings.some(({ level }: { level: string }) => level === 'stop')).toBe(true)
    await anna.call('POST', '/api/publications/approve', {
      posts: [{ id: draft.id, contentHash: draft.contentHash }],
      consentText: checked.body.texts.consent,
    })
    const end = await house.until(anna, draft.id, ended)
    expect(end).toMatchObject({ state: 'failed', trouble: { retry: 'fix-post' } })
    expect(inits()).toBe(0)
  })
})

describe('bytes on their way', () => {
  test.each<FaultOrder>([
    { on: 'chunk', kind: 'error' },
    { on: 'chunk', kind: 'cut_before' },
    { on: 'chunk', kind: 'cut_middle' },
    { on: 'chunk', kind: 'cut_after' },
  ])('go on after “$kind”, and the post appears once', async (order) => {
    house.tiktok.inject(order)
    const post = await house.post(anna, { groupId, accountId })
    const end = await house.until(anna, post.id, ended)
    expect(end.state).toBe('published')
    expect([inits(), visible()]).toEqual([1, 1])
  })

  test('of a large film go in chunks, and a broken one goes on where it stood', async () => {
    const large = await addReadyGroup(house.house, anna, { bytes: 70_000_000 })
    house.tiktok.inject({ on: 'chunk', kind: 'cut_after' })
    const post = await house.post(anna, { groupId: large.groupId, accountId })
    const end = await house.until(anna, post.id, ended)
    expect(end.state).toBe('published')
    expect(house.tiktok.posts().filter((one) => one.account === account)).toMatchObject([{ sha256: [large.sha256] }])
  })
})

describe('a verdict', () => {
  test.each([
    ['internal', 'yes'],
    ['frame_rate_check_failed', 'fix-media'],
    ['spam_risk_too_many_posts', 'later'],
    ['spam_risk_text', 'never'],
    ['something_new', 'never'],
  ])('“%s” is told in plain words, with %s', async (code, retry) => {
    house.tiktok.control({ endings: [{ fail: code }] })
    const post = await house.post(anna, { groupId, accountId })
    const end = await house.until(anna, post.id, ended)
    expect(end).toMatchObject({ state: 'failed', trouble: { code, retry } })
    expect(end.trouble?.sentence.length).toBeGreaterThan(15)
    expect(visible()).toBe(0)
  })

  test.each<FaultOrder>([
    { on: 'status', kind: 'error', times: 2 },
    { on: 'status', kind: 'cut', times: 2 },
    { on: 'status', kind: 'malformed' },
    { on: 'status', kind: 'too_many' },
    { on: 'status', kind: 'odd_state' },
  ])('that cannot be asked for ($kind) is asked for again', async (order) => {
    house.tiktok.inject(order)
    const post = await house.post(anna, { groupId, accountId })
    expect((await house.until(anna, post.id, ended)).state).toBe('published')
    expect(visible()).toBe(1)
  })

  test('that never comes is a person’s matter after a day', async () => {
    house.tiktok.control({ endings: [{ stuck: true }] })
    const post = await house.post(anna, { groupId, accountId })
    await house.until(anna, post.id, ({ state }) => state === 'processing')
    await house.house.tools.db.driver.query(
      "update public.publications set accepted_at = now() - interval '25 hours' where id = $1",
      [post.id],
    )
    const end = await house.until(anna, post.id, ended)
    expect(end).toMatchObject({ state: 'unknown', trouble: { code: 'posts.no_verdict' } })
    expect(inits()).toBe(1)
  })
})

test('the day of an account has its limit: what is over waits, says why, and is not sent', async () => {
  const day = 15
  for (let number = 0; number < day; number += 1) {
    const { groupId: other } = await addReadyGroup(house.house, anna)
    await house.house.tools.db.driver.query(
      `insert into public.publications (user_id, slide_group_id, account_id, options, content_hash, state, consent_at, consent_hash, submitted_at, accepted_at, publish_id)
       values ($1, $2, $3, '{"title":"Seeded"}', 'x', 'processing', now(), 'x', now() - interval '2 hours', now() - interval '2 hours', $4)`,
      [anna.id, other, accountId, `seeded-${rounds}-${number}`],
    )
  }
  const accounts = (await anna.call('GET', '/api/publishing/accounts')).body.accounts as {
    id: string
    postsToday: number
  }[]
  expect(accounts.find(({ id }) => id === accountId)?.postsToday).toBe(day)
  const post = await house.post(anna, { groupId, accountId })
  const waiting = await house.until(anna, post.id, ({ trouble }) => trouble !== null)
  expect(waiting).toMatchObject({ state: 'approved', trouble: { code: 'posts.day_full', retry: 'later' } })
  expect(inits()).toBe(0)
})
