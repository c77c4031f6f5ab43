import { expect } from 'vitest'
import type { Scene, SceneVersion } from '@greenroom/contract/scenes.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from './house.ts'
import { startLumaContract, type LumaContract } from './luma-contract/luma-contract.ts'
import type { TestPerson } from './people.ts'

/** What a test asks the contract server for; the price of a 360p draft of five seconds (pricing guide). */
export const draftPrice = 60_000
export const wideShot = '6f0a2c1e-0001-4c1a-9a00-000000000001'
export const draftOptions = {
  provider: 'luma',
  model: 'ray-3.2',
  durationSeconds: 5,
  resolution: '360p',
  ratio: '16:9',
  loop: false,
}

export interface SceneOrder {
  pairs: { startFileId: string; endFileId: string | null }[]
  key?: string
  agreed?: number
  prompt?: string
  options?: object
}
export interface SceneHouse {
  house: TestHouse
  luma: LumaContract
  order(person: TestPerson, projectId: string, order: SceneOrder): ReturnType<TestPerson['call']>
  read(person: TestPerson, sceneId: string): Promise<{ scene: Scene; versions: SceneVersion[] }>
  /** Waits until the scene is as wanted, and answers it. */
  until(person: TestPerson, sceneId: string, good: (scene: Scene) => boolean): Promise<Scene>
  /** How many paid requests of this person the vendor took. */
  sentFor(person: TestPerson): number
  stop(): Promise<void>
}

/** A house with a key for the contract server, whose time runs twenty times as fast. */
export const openSceneHouse = async (): Promise<SceneHouse> => {
  const luma = await startLumaContract({ speed: 20, settings: { requestsPerMinute: 10_000, concurrent: 1000 } })
  const house = await makeHouse({
    environment: {
      LUMA_AGENTS_API_KEY: 'luma-api-contract',
      LUMA_AGENTS_API_BASE: luma.agentsBaseUrl,
      LUMA_POLL_SECONDS: '0.1',
      LUMA_RPM: '1000',
      LUMA_CONCURRENCY: '100',
      OUTBOUND_ALLOW: luma.origin,
    },
  })
  const read: SceneHouse['read'] = async (person, sceneId) => (await person.call('GET', `/api/scenes/${sceneId}`)).body
  return {
    house,
    luma,
    read,
    order: (person, projectId, { pairs, key = newId(), agreed = pairs.length * draftPrice, ...more }) =>
      person.call('POST', `/api/projects/${projectId}/scenes`, {
        idempotencyKey: key,
        pairs,
        shotTypeId: wideShot,
        notes: '',
        options: draftOptions,
        agreedPriceMicroUsd: agreed,
        ...more,
      }),
    async until(person, sceneId, good) {
      await expect
        .poll(async () => good((await read(person, sceneId)).scene), { timeout: 60_000, interval: 100 })
        .toBe(true)
      return (await read(person, sceneId)).scene
    },
    sentFor: (person) => luma.log.accepted().filter((post) => JSON.stringify(post.request).includes(person.id)).length,
    async stop() {
      await house.stop()
      await luma.close()
    },
  }
}
