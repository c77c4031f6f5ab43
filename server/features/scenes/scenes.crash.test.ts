import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Generation, Scene } from '@greenroom/contract/scenes.ts'
import { readConfig } from '#kernel/config.ts'
import { newId } from '#kernel/id.ts'
import { makeLog } from '#kernel/log.ts'
import { startLumaContract, type LumaContract } from '#testing/luma-contract/luma-contract.ts'
import { peopleOf, type TestPerson } from '#testing/people.ts'
import { addProjectWithPhotos } from '#testing/ready-photos.ts'
import { freePort, houseProcess, type HouseProcess } from '#testing/process.ts'
import { buildHouse } from '../../house.ts'

const kills = 54
const wide = '6f0a2c1e-0001-4c1a-9a00-000000000001'
const price = 60_000

let luma: LumaContract
let house: HouseProcess
let folder: string
let person: TestPerson
let admin: TestPerson
let projectId: string
let fileId: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-crash-'))
  luma = await startLumaContract({
    queuedMs: 150,
    workingMs: 300,
    settings: { requestsPerMinute: 10_000, concurrent: 1000 },
  })
  const port = await freePort()
  const environment = {
    GREENROOM_DATA: folder,
    LUMA_AGENTS_API_KEY: 'luma-api-contract',
    LUMA_AGENTS_API_BASE: luma.agentsBaseUrl,
    LUMA_POLL_SECONDS: '0.1',
    LUMA_RPM: '10000',
    LUMA_CONCURRENCY: '1000',
    OUTBOUND_ALLOW: luma.origin,
  }
  house = houseProcess(port, environment)
  // People and photos are put in by a house in this process; the one that is killed then opens the same folder.
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
  await seeding.stop()
  await house.start()
})
afterAll(async () => {
  await house.stop()
  await luma.close()
  await rm(folder, { recursive: true, force: true })
})

const ask = async (): Promise<string> => {
  const answer = await person.call('POST', `/api/projects/${projectId}/scenes`, {
    idempotencyKey: newId(),
    pairs: [{ startFileId: fileId, endFileId: null }],
    shotTypeId: wide,
    notes: '',
    options: { provider: 'luma', model: 'ray-3.2', durationSeconds: 5, resolution: '360p', ratio: '16:9', loop: false },
    agreedPriceMicroUsd: price,
  })
  expect(answer.status).toBe(201)
  return answer.body.scenes[0].id as string
}
const scenes = async (): Promise<Scene[]> => (await person.call('GET', `/api/projects/${projectId}/scenes`)).body.scenes
const settled = (scene: Scene): boolean => ['ready', 'failed', 'unknown'].includes(scene.newest.generationState)

test(
  `killed ${kills} times at every step of start, check and keep: no scene is lost and nothing is paid twice`,
  async () => {
    const asked: string[] = []
    for (let round = 0; round < kills; round += 1) {
      // Every third answer comes late, so that the kill falls between "accepted" and "written down".
      if (round % 3 === 0) luma.inject({ on: 'create', kind: 'slow', delayMs: 400 })
      const before = luma.log.accepted().length
      asked.push(await ask())
      if (round % 3 === 0)
        await expect.poll(() => luma.log.accepted().length, { interval: 5, timeout: 15_000 }).toBeGreaterThan(before)
      // The others are killed at moments spread over the whole life of a take, from the first write to the last.
      else await pause((round * 53) % 1500)
      await house.kill()
      await house.start()
    }
    await expect
      .poll(async () => (await scenes()).filter((scene) => !settled(scene)).length, { timeout: 120_000, interval: 500 })
      .toBe(0)

    const unknown = (await admin.call('GET', '/api/admin/generations?state=unknown')).body.generations as Generation[]
    for (const row of unknown) {
      const job = luma.log.accepted().find((post) => post.requestId === row.id)
      const decision =
        job === undefined ? { decision: 'not-taken' } : { decision: 'found', providerJobId: job.generationId }
      expect((await admin.call('POST', `/api/admin/generations/${row.id}/resolve`, decision)).status).toBe(200)
    }
    await expect
      .poll(async () => (await scenes()).filter((scene) => !settled(scene)).length, { timeout: 60_000, interval: 500 })
      .toBe(0)

    const end = await scenes()
    const paid = luma.log.accepted()
    const ready = end.filter((scene) => scene.newest.generationState === 'ready')
    process.stdout.write(
      `  ${kills} kills: ${end.length} scenes, ${paid.length} paid, ${ready.length} ready, ${unknown.length} were unknown and settled by an admin\n`,
    )
    expect(end.map((scene) => scene.id).toSorted()).toEqual(asked.toSorted())
    // The vendor got every request at most once, and every one it was paid for is in the library.
    expect(new Set(paid.map((post) => post.requestId)).size).toBe(paid.length)
    expect(ready).toHaveLength(paid.length)
    for (const scene of ready)
      expect((await person.fetch(`/media/versions/${scene.pinnedVersionId}/video`, { method: 'HEAD' })).status).toBe(
        200,
      )
  },
  15 * 60_000,
)
