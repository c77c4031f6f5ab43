import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Scene } from '@greenroom/contract/scenes.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { addProjectWithPhotos } from '#testing/ready-photos.ts'

let house: TestHouse
let anna: TestPerson
beforeAll(async () => {
  house = await makeHouse()
  anna = await house.people.add()
})
afterAll(() => house.stop())

const options = {
  provider: 'local',
  model: 'local-morph',
  durationSeconds: 5,
  resolution: '360p',
  ratio: '16:9',
  loop: false,
}
const request = async (more: object = {}): Promise<Scene> => {
  const { projectId, fileIds } = await addProjectWithPhotos(house, anna)
  const made = await anna.call('POST', `/api/projects/${projectId}/scenes`, {
    idempotencyKey: newId(),
    pairs: [{ startFileId: fileIds[0], endFileId: fileIds[1] }],
    shotTypeId: '6f0a2c1e-0001-4c1a-9a00-000000000003',
    options: { ...options, ...more },
    agreedPriceMicroUsd: 0,
  })
  expect(made.status).toBe(201)
  return made.body.scenes[0] as Scene
}
const read = async (id: string): Promise<Scene> => (await anna.call('GET', `/api/scenes/${id}`)).body.scene

test('without any key the local renderer is offered, and says that it is no AI', async () => {
  const { models } = (await anna.call('GET', '/api/models')).body
  expect(models).toEqual([expect.objectContaining({ provider: 'local', ai: false, unavailable: null })])
})

test('a pair of photos becomes a free five-second clip on this machine', async () => {
  const { id } = await request()
  await expect.poll(async () => (await read(id)).status, { timeout: 90_000, interval: 300 }).toBe('ready')
  const scene = await read(id)
  expect(scene.newest).toMatchObject({
    ai: false,
    width: 640,
    height: 360,
    priceChargedMicroUsd: 0,
    disclosure: 'Local preview renderer, not AI',
  })
  expect(scene.newest.durationSeconds).toBeCloseTo(5, 1)
}, 120_000)

test('a render can be stopped, and says so', async () => {
  const { id } = await request({ durationSeconds: 10, resolution: '1080p' })
  await expect
    .poll(async () => (await read(id)).newest.generationState, { timeout: 90_000, interval: 100 })
    .toBe('running')
  const stopped = await anna.call('POST', `/api/scenes/${id}/versions/1/cancel`, {})
  expect(stopped.body).toMatchObject({
    status: 'error',
    newest: { generationState: 'canceled', trouble: { code: 'generations.canceled' } },
  })
}, 60_000)
