import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { clockAhead } from '#kernel/clock.ts'
import { actingAsConnection } from '#kernel/db/acting.ts'
import type { TestHouse } from '#testing/house.ts'
import type { LumaContract } from '#testing/luma-contract/luma-contract.ts'
import { arrived } from '#testing/mails.ts'
import { addProjectWithPhotos } from '#testing/ready-photos.ts'
import { openSceneHouse, type SceneHouse } from '#testing/scene-house.ts'
import { tellOfFailures } from './scenes.letters.ts'

let studio: SceneHouse
let house: TestHouse
let luma: LumaContract
beforeAll(async () => {
  studio = await openSceneHouse()
  house = studio.house
  luma = studio.luma
})
afterAll(() => studio.stop())

const order: SceneHouse['order'] = (...given) => studio.order(...given)
const until: SceneHouse['until'] = (...given) => studio.until(...given)
const sentFor: SceneHouse['sentFor'] = (person) => studio.sentFor(person)

const openTakes = async (): Promise<number> => {
  const found = await actingAsConnection(house.tools.db, (transaction) =>
    transaction.one(
      sql<{
        open: number
      }>`select count(*) as open from public.generations where state in ('reserved', 'submitted', 'running')`,
    ),
  )
  return found.open
}

describe('when the maker breaks', () => {
  const breakThen = async (fault: Parameters<LumaContract['inject']>[0]) => {
    const person = await house.people.add()
    const { projectId, fileIds } = await addProjectWithPhotos(house, person)
    // The fault strikes the next request, whoever's it is: nobody else may be under way.
    await expect.poll(openTakes, { timeout: 90_000, interval: 100 }).toBe(0)
    luma.inject(fault)
    const made = await order(person, projectId, { pairs: [{ startFileId: fileIds[0]!, endFileId: null }] })
    return { person, id: made.body.scenes[0].id as string }
  }

  test('accepted and then cut: unknown, never sent again, settled by an admin who found the job', async () => {
    const { person, id } = await breakThen({ on: 'create', kind: 'cut_after_accept' })
    const scene = await until(person, id, ({ newest }) => newest.generationState === 'unknown')
    expect(scene.newest.trouble).toMatchObject({ code: 'generations.unknown', retryable: false })
    expect(sentFor(person)).toBe(1)
    await tellOfFailures({ ...house.tools, clock: clockAhead(1) }, AbortSignal.timeout(60_000))
    expect((await arrived(house, person.email, { kind: 'takes-failed' })).subject).toContain('the outcome is not known')
    const admin = await house.people.add({ role: 'admin' })
    const unknown = (await admin.call('GET', '/api/admin/generations')).body.generations.find(
      (row: { sceneId: string }) => row.sceneId === id,
    )
    expect(
      (await person.call('POST', `/api/admin/generations/${unknown.id}/resolve`, { decision: 'not-taken' })).status,
    ).toBe(403)
    const job = luma.log.accepted().find((post) => post.requestId === unknown.id)
    const settled = await admin.call('POST', `/api/admin/generations/${unknown.id}/resolve`, {
      decision: 'found',
      providerJobId: job!.generationId,
    })
    expect(settled.body).toMatchObject({ state: 'running' })
    await until(person, id, ({ status }) => status === 'ready')
    expect(sentFor(person)).toBe(1)
    expect(
      (await admin.call('POST', `/api/admin/generations/${unknown.id}/resolve`, { decision: 'not-taken' })).body.code,
    ).toBe('generations.not_unknown')
  })

  test('too many requests: it waits as the vendor says and is sent then, once', async () => {
    const { person, id } = await breakThen({ on: 'create', kind: 'too_many', retryAfterSeconds: 1 })
    await until(person, id, ({ status }) => status === 'ready')
    expect(sentFor(person)).toBe(1)
  })

  test('a fault while asking is only trouble on the way', async () => {
    const { person, id } = await breakThen({ on: 'read', kind: 'error', times: 2 })
    await until(person, id, ({ status }) => status === 'ready')
    expect(sentFor(person)).toBe(1)
  })

  test('an expired address of the result is asked for anew', async () => {
    const { person, id } = await breakThen({ on: 'asset', kind: 'expired', times: 1 })
    await until(person, id, ({ status }) => status === 'ready')
    expect(sentFor(person)).toBe(1)
  })
})
