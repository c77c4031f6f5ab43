import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Publication } from '@greenroom/contract/posts.ts'
import type { Generation, Scene } from '@greenroom/contract/scenes.ts'
import { readConfig } from '#kernel/config.ts'
import { newId } from '#kernel/id.ts'
import { makeLog } from '#kernel/log.ts'
import { startLumaContract, type LumaContract } from '#testing/luma-contract/luma-contract.ts'
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
import { addProjectWithPhotos } from '#testing/ready-photos.ts'
import { draftOptions, draftPrice, wideShot } from '#testing/scene-house.ts'
import { startTiktokContract, type TikTokContract } from '#testing/tiktok-contract/tiktok-contract.ts'
import { buildHouse } from './house.ts'

// Each kill falls into a scene that is being paid for and into a post that is going out.
const kills = 60
/** Six posts a minute would be over soon with one account. */
const accountsAtOnce = 16

let luma: LumaContract
let tiktok: TikTokContract
let house: HouseProcess
let folder: string
let person: TestPerson
let admin: TestPerson
let projectId: string
let fileId: string
const groups: { groupId: string; sha256: string }[] = []
const accounts: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-crash-'))
  luma = await startLumaContract({
    queuedMs: 150,
    workingMs: 300,
    settings: { requestsPerMinute: 10_000, concurrent: 1000 },
  })
  tiktok = await startTiktokContract({
    speed: 10,
    settings: { processingMs: 2000, postsPerDay: 1000, lifetimes: 'legacy' },
  })
  const port = await freePort()
  const environment = {
    ...publishingEnvironment(tiktok),
    GREENROOM_DATA: folder,
    TIKTOK_POSTS_PER_DAY: '1000',
    LUMA_AGENTS_API_KEY: 'luma-api-contract',
    LUMA_AGENTS_API_BASE: luma.agentsBaseUrl,
    LUMA_POLL_SECONDS: '0.1',
    LUMA_RPM: '10000',
    LUMA_CONCURRENCY: '1000',
    OUTBOUND_ALLOW: `${luma.origin},${tiktok.origin}`,
  }
  house = houseProcess(port, environment)
  tiktok.settings.redirectUris.push(`${house.url}/settings/publishing/return`)
  // People, photos and slideshows are put in by a house in this process; the one that is killed then opens the same folder.
  const seeding = await buildHouse({
    config: readConfig({ ...environment, PORT: String(port) }),
    log: makeLog('error'),
    siteUrl: house.url,
  })
  const people = peopleOf(seeding, house.url)
  person = await people.add()
  admin = await people.add({ role: 'admin' })
  const seeded = await addProjectWithPhotos(seeding, person, { count: 1 })
  projectId = seeded.projectId
  fileId = seeded.fileIds[0] ?? ''
  // Some films are so long that they go in several chunks. Each has bytes of its own.
  for (let number = 0; number < kills; number += 1)
    groups.push(
      await addReadyGroup(seeding, person, { bytes: number % 16 === 7 ? 66_000_000 + number : 200_000 + number }),
    )
  await seeding.stop()
  await house.start()
  for (let number = 0; number < accountsAtOnce; number += 1) {
    const { name } = tiktok.account(`crash-${number}`)
    accounts.push(await connectAccount(person, tiktok, { account: name }))
  }
}, 240_000)
afterAll(async () => {
  await house.stop()
  await luma.close()
  await tiktok.close()
  await rm(folder, { recursive: true, force: true })
})

const askScene = async (): Promise<string> => {
  const answer = await person.call('POST', `/api/projects/${projectId}/scenes`, {
    idempotencyKey: newId(),
    pairs: [{ startFileId: fileId, endFileId: null }],
    shotTypeId: wideShot,
    notes: '',
    options: draftOptions,
    agreedPriceMicroUsd: draftPrice,
  })
  expect(answer.status).toBe(201)
  return answer.body.scenes[0].id as string
}
const scenes = async (): Promise<Scene[]> => (await person.call('GET', `/api/projects/${projectId}/scenes`)).body.scenes
const sceneDone = (scene: Scene): boolean => ['ready', 'failed', 'unknown'].includes(scene.newest.generationState)
const posts = async (): Promise<Publication[]> =>
  (await person.call('GET', '/api/publications?limit=200')).body.publications
const postDone = ({ state }: Publication): boolean => ['published', 'failed', 'unknown'].includes(state)
const open = async (): Promise<number> =>
  (await scenes()).filter((scene) => !sceneDone(scene)).length +
  (await posts()).filter((post) => !postDone(post)).length

test(
  `killed ${kills} times at every step of scenes and posts: none is lost, nothing is paid twice, nothing is posted twice`,
  async () => {
    const asked: string[] = []
    const approved: string[] = []
    let words: string | undefined
    for (let round = 0; round < kills; round += 1) {
      const draft = await draftPost(person, {
        groupId: groups[round]?.groupId ?? '',
        accountId: accounts[round % accountsAtOnce] ?? '',
      })
      words ??= await wordsFor(person, draft)
      // Two thirds of the kills fall between "taken over there" and "written down here", of a scene or of a post.
      const late = (['scene', 'post', null] as const)[round % 3] ?? null
      if (late === 'scene') luma.inject({ on: 'create', kind: 'slow', delayMs: 400 })
      if (late === 'post') tiktok.inject({ on: 'init', kind: 'slow', delayMs: 400 })
      const paid = luma.log.accepted().length
      const opened = tiktok.inits().length
      const [sceneId, approval] = await Promise.all([askScene(), approvePost(person, draft, words)])
      expect(approval.status).toBe(200)
      asked.push(sceneId)
      approved.push(draft.id)
      const patience = { interval: 5, timeout: 60_000 }
      if (late === 'scene') await expect.poll(() => luma.log.accepted().length, patience).toBeGreaterThan(paid)
      else if (late === 'post') await expect.poll(() => tiktok.inits().length, patience).toBeGreaterThan(opened)
      // The others are killed at moments spread over the whole life of both, from the first write to the last.
      else await pause((round * 53) % 1500)
      await house.kill()
      await house.start()
    }
    await expect.poll(open, { timeout: 240_000, interval: 500 }).toBe(0)
    await tiktok.settled()

    const unknown = (await admin.call('GET', '/api/admin/generations?state=unknown')).body.generations as Generation[]
    for (const row of unknown) {
      const job = luma.log.accepted().find((sent) => sent.requestId === row.id)
      const decision =
        job === undefined ? { decision: 'not-taken' } : { decision: 'found', providerJobId: job.generationId }
      expect((await admin.call('POST', `/api/admin/generations/${row.id}/resolve`, decision)).status).toBe(200)
    }
    await expect.poll(open, { timeout: 60_000, interval: 500 }).toBe(0)

    const made = await scenes()
    const paid = luma.log.accepted()
    const ready = made.filter((scene) => scene.newest.generationState === 'ready')
    const end = await posts()
    const visible = tiktok.posts()
    const count = (state: string): number => end.filter((post) => post.state === state).length
    process.stdout.write(
      `  ${kills} kills: ${made.length} scenes, ${paid.length} paid, ${ready.length} ready, ${unknown.length} were unknown and settled by an admin\n` +
        `            ${end.length} posts, ${tiktok.inits().filter(({ publishId }) => publishId !== null).length} opened, ${visible.length} visible, ${count('published')} published, ${count('unknown')} wait for their owner\n`,
    )
    expect(made.map(({ id }) => id).toSorted()).toEqual(asked.toSorted())
    // The maker got every request at most once, and every one it was paid for is in the library.
    expect(new Set(paid.map((sent) => sent.requestId)).size).toBe(paid.length)
    expect(ready).toHaveLength(paid.length)
    for (const scene of ready)
      expect((await person.fetch(`/media/versions/${scene.pinnedVersionId}/video`, { method: 'HEAD' })).status).toBe(
        200,
      )

    expect(end.map(({ id }) => id).toSorted()).toEqual(approved.toSorted())
    // Each film has bytes of its own, so two posts of one would show.
    const bytes = visible.map(({ sha256 }) => sha256[0] ?? '')
    expect(new Set(bytes).size).toBe(bytes.length)
    for (const { groupId, sha256 } of groups) {
      const state = end.find((post) => post.groupId === groupId)?.state
      // What is unknown never appeared: its bytes were not sent, because where to send them was not written down.
      expect([groupId, state, bytes.includes(sha256)]).toEqual([groupId, state, state === 'published'])
    }
    expect(count('published')).toBe(visible.length)
    expect(count('published')).toBeGreaterThan(kills / 4)
    expect(end.filter(({ state }) => state === 'failed').map(({ trouble }) => trouble)).toEqual([])
  },
  20 * 60_000,
)
