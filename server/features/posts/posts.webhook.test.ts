import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Publication } from '@greenroom/contract/posts.ts'
import { actingAs } from '#kernel/db/acting.ts'
import type { TestPerson } from '#testing/people.ts'
import { addReadyGroup, connectAccount, openPostHouse, readPost, type PostHouse } from '#testing/post-house.ts'
import { draftAutomatically } from './posts.draft.ts'
import { readNumbers } from './posts.jobs.ts'

let house: PostHouse
let anna: TestPerson
let accountId: string
beforeAll(async () => {
  // Ten minutes between two looks: what comes sooner was told.
  house = await openPostHouse({ environment: { TIKTOK_POLL_SECONDS: '600' } })
  house.tiktok.settings.webhookUrl = `${house.house.url}/callbacks/publisher`
  anna = await house.house.people.add()
  accountId = await connectAccount(anna, house.tiktok)
})
afterAll(() => house.stop())

const query = (text: string, values: unknown[] = []) => house.house.tools.db.driver.query(text, values)
const published = async (): Promise<Publication> => {
  const { groupId } = await addReadyGroup(house.house, anna)
  const post = await house.post(anna, { groupId, accountId })
  return await house.until(anna, post.id, ({ state }) => state === 'published')
}

test('a signed note wakes the question, and brings the address of a public post', async () => {
  const post = await published()
  const done = await house.until(anna, post.id, ({ postId }) => postId !== null)
  expect(done.link).toBe(`https://www.tiktok.com/@open.account/video/${done.postId}`)
  // A number of this size does not survive as a floating-point one.
  expect(done.postId).toMatch(/^76\d{17}$/)
})

test('a note that comes twice is heard once', async () => {
  house.tiktok.settings.webhooks = 'duplicate'
  await published()
  await house.tiktok.settled()
  house.tiktok.settings.webhooks = 'normal'
  const tries = house.tiktok.webhookTries().length
  const { rows } = await query('select count(*)::int as heard from private.tiktok_notes')
  expect((rows[0] as { heard: number }).heard).toBeLessThan(tries)
  expect(house.tiktok.webhookTries().every(({ status }) => status === 200)).toBe(true)
})

test('a note that is not signed is refused, and so is an endless one', async () => {
  const send = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${house.house.url}/callbacks/publisher`, { method: 'POST', body, headers })
  expect((await send('{}')).status).toBe(401)
  expect((await send('{}', { 'tiktok-signature': 't=1,s=00' })).status).toBe(401)
  expect((await send('x'.repeat(70_000))).status).toBe(413)
})

test('how often a post was seen is read where the person allowed it', async () => {
  const post = await published()
  await house.until(anna, post.id, ({ postId }) => postId !== null)
  await actingAs(house.house.tools.db, { kind: 'house', reason: 'test' }, (transaction) =>
    house.house.tools.jobs.add(transaction, readNumbers, {}),
  )
  const read = await house.until(anna, post.id, ({ metrics }) => metrics !== null)
  expect(read.metrics).toMatchObject({ views: expect.any(Number), likes: expect.any(Number) })
  await query('update public.publications set metrics = null, metrics_at = null where id = $1', [post.id])
  await query("update private.tiktok_auth set scopes = array_remove(scopes, 'video.list')")
  await actingAs(house.house.tools.db, { kind: 'house', reason: 'test' }, (transaction) =>
    house.house.tools.jobs.add(transaction, readNumbers, {}),
  )
  await expect
    .poll(
      async () =>
        (await query("select 1 from jobs.job where name = 'posts.read-numbers' and state = 'completed'")).rows.length,
      { timeout: 90_000 },
    )
    .toBe(2)
  expect((await readPost(anna, post.id)).metrics).toBeNull()
})

test('a slideshow of a session that posts waits for its owner, who gets one mail', async () => {
  const posting = { accountId, mode: 'direct', form: 'video' }
  const groups = [
    await addReadyGroup(house.house, anna, { posting }),
    await addReadyGroup(house.house, anna, { posting }),
  ]
  const tools = { ...house.house.tools, publisher: {} } as never
  for (const { groupId } of [...groups, ...groups])
    await actingAs(house.house.tools.db, { kind: 'house', reason: 'test' }, (transaction) =>
      draftAutomatically(tools, transaction, { id: groupId }),
    )
  const { publications, waiting } = (await anna.call('GET', '/api/publications?states=draft')).body
  expect(publications).toHaveLength(2)
  expect(waiting).toBe(2)
  expect(publications[0]).toMatchObject({
    automatic: true,
    state: 'draft',
    options: { title: 'First light\n\n#spring', privacy: null },
  })
  await expect
    .poll(async () => (await query("select 1 from private.mails where kind = 'post-waiting'")).rows.length, {
      timeout: 90_000,
    })
    .toBe(1)
})
