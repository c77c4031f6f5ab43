import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Publication } from '@greenroom/contract/posts.ts'
import { readConfig } from '#kernel/config.ts'
import { makeLog } from '#kernel/log.ts'
import { peopleOf, type TestPerson } from '#testing/people.ts'
import {
  addReadyGroup,
  approvePost,
  connectAccount,
  draftPost,
  publishingEnvironment,
  wordsFor,
} from '#testing/post-house.ts'
import { freePort, houseProcess, type HouseProcess } from '#testing/process.ts'
import { startTiktokContract, type TikTokContract } from '#testing/tiktok-contract/tiktok-contract.ts'
import { buildHouse } from '../../house.ts'

const kills = 64
/** Six posts a minute would be over soon with one account. */
const accountsAtOnce = 16

let tiktok: TikTokContract
let house: HouseProcess
let folder: string
let person: TestPerson
let words: string
const groups: { groupId: string; sha256: string }[] = []
const accounts: { id: string; name: string }[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-post-crash-'))
  tiktok = await startTiktokContract({
    speed: 20,
    settings: { processingMs: 4000, postsPerDay: 1000, lifetimes: 'legacy' },
  })
  const port = await freePort()
  const environment = { GREENROOM_DATA: folder, TIKTOK_POSTS_PER_DAY: '1000', ...publishingEnvironment(tiktok) }
  house = houseProcess(port, environment)
  tiktok.settings.redirectUris.push(`${house.url}/settings/publishing/return`)
  // People and slideshows are put in by a house in this process; the one that is killed then opens the same folder.
  const seeding = await buildHouse({
    config: readConfig({ ...environment, PORT: String(port) }),
    log: makeLog('error'),
    siteUrl: house.url,
  })
  person = await peopleOf(seeding, house.url).add()
  for (let number = 0; number < kills; number += 1)
    groups.push(
      await addReadyGroup(
        seeding,
        person,
        number % 16 === 7 ? { bytes: 66_000_000 + number } : { bytes: 200_000 + number },
      ),
    )
  await seeding.stop()
  await house.start()
  for (let number = 0; number < accountsAtOnce; number += 1) {
    const { name } = tiktok.account(`crash-${number}`)
    accounts.push({ name, id: await connectAccount(person, tiktok, { account: name }) })
  }
}, 240_000)
afterAll(async () => {
  await house.stop()
  await tiktok.close()
  await rm(folder, { recursive: true, force: true })
})

const posts = async (): Promise<Publication[]> =>
  (await person.call('GET', '/api/publications?limit=200')).body.publications
const settled = ({ state }: Publication): boolean => ['published', 'failed', 'unknown'].includes(state)

test(
  `killed ${kills} times at every step of opening, sending and asking: each slideshow is posted once or its owner is asked`,
  async () => {
    const approved: string[] = []
    for (let round = 0; round < kills; round += 1) {
      const { groupId } = groups[round] ?? { groupId: '' }
      const account = accounts[round % accountsAtOnce] ?? { id: '', name: '' }
      const draft = await draftPost(person, { groupId, accountId: account.id })
      words ??= await wordsFor(person, draft)
      // A third of the answers to the init comes late, so that the kill falls between "opened" and "written down".
      const late = round % 3 === 0
      if (late) tiktok.inject({ on: 'init', kind: 'slow', delayMs: 400 })
      const before = tiktok.inits().length
      expect((await approvePost(person, draft, words)).status).toBe(200)
      approved.push(draft.id)
      if (late) await expect.poll(() => tiktok.inits().length, { interval: 5, timeout: 60_000 }).toBeGreaterThan(before)
      // The others are killed at moments spread over the whole life of a post, from the first write to the verdict.
      else await pause((round * 41) % 1300)
      await house.kill()
      await house.start()
    }
    await expect
      .poll(async () => (await posts()).filter((post) => !settled(post)).length, { timeout: 180_000, interval: 500 })
      .toBe(0)
    await tiktok.settled()

    const end = await posts()
    const count = (state: string): number => end.filter((post) => post.state === state).length
    const visible = tiktok.posts()
    process.stdout.write(
      `  ${kills} kills: ${end.length} posts, ${tiktok.inits().filter(({ publishId }) => publishId !== null).length} opened, ${visible.length} visible, ${count('published')} published, ${count('unknown')} wait for their owner, ${count('failed')} failed\n`,
    )
    expect(end.map(({ id }) => id).toSorted()).toEqual(approved.toSorted())
    // Nothing is there twice, and nothing was opened twice: each film has bytes of its own.
    const bytes = visible.map(({ sha256 }) => sha256[0] ?? '')
    expect(new Set(bytes).size).toBe(bytes.length)
    const shown = new Set(bytes)
    for (const [round, { groupId, sha256 }] of groups.entries()) {
      const post = end.find((one) => one.groupId === groupId)
      const is = { round, state: post?.state, shown: shown.has(sha256) }
      if (post?.state === 'published') expect(is).toEqual({ ...is, shown: true })
      // What failed or is unknown never appeared: its bytes were not sent, because what it is called was not known.
      else expect(is).toEqual({ ...is, shown: false })
    }
    expect(count('published')).toBe(visible.length)
    expect(count('published')).toBeGreaterThan(kills / 3)
    expect(count('failed')).toBe(0)
  },
  20 * 60_000,
)
