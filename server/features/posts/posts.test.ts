import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import type { TestPerson } from '#testing/people.ts'
import {
  addReadyGroup,
  approvePost,
  connectAccount,
  draftPost,
  goodOptions,
  openPostHouse,
  readPost,
  wordsFor,
  type PostHouse,
} from '#testing/post-house.ts'

let house: PostHouse
let anna: TestPerson
let ben: TestPerson
let accountId: string
let groupId: string
let sha256: string
let photoSha256: string[]

beforeAll(async () => {
  house = await openPostHouse()
  anna = await house.house.people.add()
  ben = await house.house.people.add()
})
afterAll(() => house.stop())

let accounts = 0
beforeEach(async () => {
  accounts += 1
  accountId = await connectAccount(anna, house.tiktok, { account: house.tiktok.account(`account-${accounts}`).name })
  ;({ groupId, sha256, photoSha256 } = await addReadyGroup(house.house, anna))
})
const visible = (): { sha256: string[] }[] =>
  house.tiktok.posts().filter(({ account }) => account === `account-${accounts}`)

test('an approved slideshow is published once, with the bytes that were approved', async () => {
  const post = await house.post(anna, { groupId, accountId })
  expect(post.state).toBe('approved')
  const done = await house.until(anna, post.id, ({ state }) => state === 'published')
  expect(done).toMatchObject({ trouble: null, form: 'video', label: 'Spring · 1' })
  expect(visible()).toMatchObject([
    { sha256: [sha256], title: 'First light #spring', privacy: 'PUBLIC_TO_EVERYONE', delivery: 'direct' },
  ])
  expect(house.tiktok.inits().filter(({ account }) => account === `account-${accounts}`)).toHaveLength(1)
})

test('nothing goes out before somebody agreed, and an edit after the consent takes it back', async () => {
  const draft = await draftPost(anna, { groupId, accountId, publishAt: new Date(Date.now() + 3600_000).toISOString() })
  expect(draft.state).toBe('draft')
  const words = await wordsFor(anna, draft)
  expect((await approvePost(anna, draft, words)).status).toBe(200)
  const edited = await anna.call('PATCH', `/api/publications/${draft.id}`, {
    options: { ...draft.options, title: 'Other words' },
  })
  expect(edited.body).toMatchObject({ state: 'draft', consentAt: null })
  // What was agreed to before is not agreed to now.
  expect((await approvePost(anna, draft, words)).body.code).toBe('posts.changed_since')
  expect((await approvePost(anna, edited.body, words)).status).toBe(200)
  const moved = await anna.call('PATCH', `/api/publications/${draft.id}`, {
    publishAt: new Date(Date.now() + 7200_000).toISOString(),
  })
  expect(moved.body.state).toBe('approved')
  expect((await anna.call('POST', `/api/publications/${draft.id}/withdraw`)).body.state).toBe('draft')
  expect(visible()).toEqual([])
})

test('the words under the button must be those that the choices ask for', async () => {
  const draft = await draftPost(anna, { groupId, accountId })
  expect((await approvePost(anna, draft, 'By posting, you agree to nothing in particular.')).body.code).toBe(
    'posts.other_words',
  )
})

test('who can see it has to be chosen, also by people who write their own requests', async () => {
  const draft = await draftPost(anna, { groupId, accountId, options: { title: 'No privacy' } })
  expect((await approvePost(anna, draft, await wordsFor(anna, draft))).body.code).toBe('posts.privacy_missing')
})

test('the same slideshow is not approved twice for one account', async () => {
  const first = await house.post(anna, { groupId, accountId })
  const second = await draftPost(anna, { groupId, accountId })
  const refused = await approvePost(anna, second, await wordsFor(anna, second))
  expect(refused).toMatchObject({ status: 409, body: { code: 'posts.posted_already' } })
  await house.until(anna, first.id, ({ state }) => state === 'published')
  expect(visible()).toHaveLength(1)
})

test('ten clicks on the button make one draft, and ten approvals one post', async () => {
  const key = newId()
  const click = () =>
    anna.call('POST', '/api/publications', {
      idempotencyKey: key,
      what: [{ groupId }],
      choice: { accountId, mode: 'direct', form: 'video', options: goodOptions },
    })
  const made = await Promise.all(Array.from({ length: 10 }, click))
  const ids = new Set(made.map(({ body }) => body.publications[0].id as string))
  expect(ids.size).toBe(1)
  const draft = made[0]?.body.publications[0]
  const words = await wordsFor(anna, draft)
  const approvals = await Promise.all(Array.from({ length: 10 }, () => approvePost(anna, draft, words)))
  expect(approvals.filter(({ status }) => status === 200)).toHaveLength(1)
  await house.until(anna, draft.id, ({ state }) => state === 'published')
  expect(visible()).toHaveLength(1)
})

test('a post of a later hour waits for it', async () => {
  const planned = await house.post(anna, {
    groupId,
    accountId,
    publishAt: new Date(Date.now() + 3600_000).toISOString(),
  })
  expect(await readPost(anna, planned.id)).toMatchObject({ state: 'approved' })
  expect(visible()).toEqual([])
  // Its hour comes: the approval stands when only that is changed.
  const publishAt = new Date(Date.now() + 1000).toISOString()
  const { body: post } = await anna.call('PATCH', `/api/publications/${planned.id}`, { publishAt })
  expect(post).toMatchObject({ state: 'approved', publishAt })
  const done = await house.until(anna, post.id, ({ state }) => state === 'published')
  expect(new Date(done.submittedAt ?? 0).getTime()).toBeGreaterThanOrEqual(new Date(post.publishAt ?? 0).getTime())
})

test('a film for the inbox ends in the inbox', async () => {
  const post = await house.post(anna, { groupId, accountId, mode: 'inbox' })
  await house.until(anna, post.id, ({ state }) => state === 'published')
  expect(visible()).toMatchObject([{ delivery: 'inbox', sha256: [sha256] }])
})

test('a form that is checked again does not open the film again, unless it is another film', async () => {
  const draft = await draftPost(anna, { groupId, accountId })
  const { mode, form, options } = draft
  const check = () => anna.call('POST', '/api/publications/check', { groupId, accountId, mode, form, options })
  const first = await check()
  expect(first.status).toBe(200)
  const { db, storage } = house.house.tools
  const { rows } = await db.driver.query('select exported_video_path as key from slide_groups where id = $1', [groupId])
  await storage.remove('Exports', [(rows[0] as { key: string }).key])
  expect((await check()).body).toEqual(first.body)
  await db.driver.query(`update slide_groups set sha256 = repeat('0', 64) where id = $1`, [groupId])
  expect((await check()).status).toBe(404)
})

test('pictures need a public address, and the form says so before anything is sent', async () => {
  const draft = await draftPost(anna, { groupId, accountId, form: 'photo' })
  const checked = await anna.call('POST', '/api/publications/check', {
    groupId,
    accountId,
    mode: 'direct',
    form: 'photo',
    options: draft.options,
  })
  expect(checked.body.findings).toContainEqual(
    expect.objectContaining({ code: 'posts.no_public_address', level: 'stop' }),
  )
  expect(photoSha256).toHaveLength(2)
})

describe('others', () => {
  test('another person’s slideshows, accounts and posts are not there', async () => {
    const draft = await draftPost(anna, { groupId, accountId })
    const words = await wordsFor(anna, draft)
    const benAccount = await connectAccount(ben, house.tiktok, { account: 'open' })
    const choice = { accountId: benAccount, mode: 'direct', form: 'video', options: goodOptions }
    const tries: [string, string, unknown?][] = [
      ['POST', '/api/publications', { idempotencyKey: newId(), what: [{ groupId }], choice }],
      ['POST', '/api/publications', { idempotencyKey: newId(), what: [{ groupId: newId() }], choice }],
      ['PATCH', `/api/publications/${draft.id}`, { options: draft.options }],
      ['POST', `/api/publications/${draft.id}/withdraw`],
      ['POST', `/api/publications/${draft.id}/settle`, { isThere: true }],
      ['POST', `/api/publications/${draft.id}/retry`],
      ['POST', '/api/publications/delete', { ids: [draft.id] }],
      [
        'POST',
        '/api/publications/approve',
        { posts: [{ id: draft.id, contentHash: draft.contentHash }], consentText: words },
      ],
      ['POST', `/api/publishing/accounts/${accountId}/creator`],
      ['DELETE', `/api/publishing/accounts/${accountId}`],
    ]
    for (const [method, path, body] of tries) {
      const answer = await ben.call(method, path, body)
      expect([path, answer.status]).toEqual([path, 404])
    }
    expect((await ben.call('GET', '/api/publications')).body.publications).toEqual([])
    // An own slideshow to another’s account neither.
    const own = await addReadyGroup(house.house, ben)
    const crossing = await ben.call('POST', '/api/publications', {
      idempotencyKey: newId(),
      what: [{ groupId: own.groupId }],
      choice: { ...choice, accountId },
    })
    expect(crossing.status).toBe(404)
    expect(await readPost(anna, draft.id)).toMatchObject({ state: 'draft' })
  })
})
