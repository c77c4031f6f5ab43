import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestPerson } from '#testing/people.ts'
import { addReadyGroup, connectAccount, openPostHouse, type PostHouse } from '#testing/post-house.ts'

let house: PostHouse
let anna: TestPerson
let accountId: string
const asked: string[] = []
// What stands before a house in public: the address that was verified at the other side.
const front = http.createServer((request, response) => {
  asked.push(request.url ?? '')
  const passed = http.request(
    `${house.house.url}${request.url ?? ''}`,
    { method: request.method ?? 'GET' },
    (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    },
  )
  passed.end()
})

beforeAll(async () => {
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(front.address() as AddressInfo).port}`
  house = await openPostHouse({
    environment: { TIKTOK_PULL_BASE: base, TIKTOK_SOURCE: 'pull_from_url' },
    tiktok: { settings: { verified: [`${base}/`] } },
  })
  anna = await house.house.people.add()
  accountId = await connectAccount(anna, house.tiktok)
})
afterAll(async () => {
  await house.stop()
  front.closeAllConnections()
  await new Promise((resolve) => front.close(resolve))
})

test('a film is fetched from the house by a link of its own, without a redirect, and is posted once', async () => {
  const { groupId, sha256 } = await addReadyGroup(house.house, anna)
  const post = await house.post(anna, { groupId, accountId })
  await house.until(anna, post.id, ({ state }) => state === 'published')
  expect(house.tiktok.posts()).toMatchObject([{ form: 'video', sha256: [sha256] }])
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatch(/^\/signed\/[^/?]+\/Exports\/[^?]+\.mp4$/)
})

test('a photo set is fetched picture by picture, in order', async () => {
  const { groupId, photoSha256 } = await addReadyGroup(house.house, anna)
  const options = {
    title: 'Two',
    description: 'First light #spring',
    privacy: 'PUBLIC_TO_EVERYONE' as const,
    coverIndex: 1,
  }
  const post = await house.post(anna, { groupId, accountId, form: 'photo', options })
  await house.until(anna, post.id, ({ state }) => state === 'published')
  expect(house.tiktok.posts().at(-1)).toMatchObject({ form: 'photos', sha256: photoSha256, title: 'Two' })
})

test('an address that was not verified over there is a matter of the operator, in words', async () => {
  house.tiktok.settings.verified = []
  const { groupId } = await addReadyGroup(house.house, anna)
  const post = await house.post(anna, { groupId, accountId })
  const end = await house.until(anna, post.id, ({ state }) => state === 'failed')
  expect(end.trouble).toMatchObject({ code: 'url_ownership_unverified', retry: 'operator' })
})
