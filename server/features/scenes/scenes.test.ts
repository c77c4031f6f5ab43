import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Scene, SceneVersion } from '@greenroom/contract/scenes.ts'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { startLumaContract, type LumaContract } from '#testing/luma-contract/luma-contract.ts'
import type { TestPerson } from '#testing/people.ts'
import { addProjectWithPhotos } from '#testing/ready-photos.ts'

let house: TestHouse
let luma: LumaContract
let anna: TestPerson
let other: TestPerson
beforeAll(async () => {
  luma = await startLumaContract({ speed: 20, settings: { requestsPerMinute: 10_000, concurrent: 1000 } })
  house = await makeHouse({
    environment: {
      LUMA_AGENTS_API_KEY: 'luma-api-contract',
      LUMA_AGENTS_API_BASE: luma.agentsBaseUrl,
      LUMA_POLL_SECONDS: '0.1',
      LUMA_RPM: '1000',
      LUMA_CONCURRENCY: '100',
      OUTBOUND_ALLOW: luma.origin,
    },
  })
  anna = await house.people.add()
  other = await house.people.add()
})
afterAll(async () => {
  await house.stop()
  await luma.close()
})

const wide = '6f0a2c1e-0001-4c1a-9a00-000000000001'
const options = {
  provider: 'luma',
  model: 'ray-3.2',
  durationSeconds: 5,
  resolution: '360p',
  ratio: '16:9',
  loop: false,
}
const price = 60_000

interface Order {
  pairs: { startFileId: string; endFileId: string | null }[]
  key?: string
  agreed?: number
  prompt?: string
  options?: object
  shotTypeId?: string
}
const order = (
  person: TestPerson,
  projectId: string,
  { pairs, key = newId(), agreed = pairs.length * price, ...more }: Order,
) =>
  person.call('POST', `/api/projects/${projectId}/scenes`, {
    idempotencyKey: key,
    pairs,
    shotTypeId: wide,
    notes: '',
    options,
    agreedPriceMicroUsd: agreed,
    ...more,
  })
const read = async (person: TestPerson, sceneId: string): Promise<{ scene: Scene; versions: SceneVersion[] }> =>
  (await person.call('GET', `/api/scenes/${sceneId}`)).body
const until = async (person: TestPerson, sceneId: string, good: (scene: Scene) => boolean): Promise<Scene> => {
  await expect
    .poll(async () => good((await read(person, sceneId)).scene), { timeout: 25_000, interval: 100 })
    .toBe(true)
  return (await read(person, sceneId)).scene
}
const sentFor = (person: TestPerson) =>
  luma.log.accepted().filter((post) => JSON.stringify(post.request).includes(person.id)).length

describe('asking for scenes', () => {
  test('a pair becomes a playable, pinned scene, paid once', async () => {
    const person = await house.people.add()
    const { projectId, fileIds } = await addProjectWithPhotos(house, person)
    const made = await order(person, projectId, { pairs: [{ startFileId: fileIds[0]!, endFileId: fileIds[1]! }] })
    expect(made.status).toBe(201)
    expect(made.body.scenes[0]).toMatchObject({ ordinal: 1, status: 'queued', pinnedVersion: null })
    const scene = await until(person, made.body.scenes[0].id, ({ status }) => status === 'ready')
    expect(scene).toMatchObject({
      pinnedVersion: 1,
      newest: { generationState: 'ready', priceChargedMicroUsd: price, ai: true },
    })
    expect(sentFor(person)).toBe(1)

    const video = await person.fetch(`/media/versions/${scene.pinnedVersionId}/video`, {
      headers: { range: 'bytes=0-99' },
    })
    expect([video.status, video.headers.get('content-type'), (await video.arrayBuffer()).byteLength]).toEqual([
      206,
      'video/mp4',
      100,
    ])
    const poster = await person.fetch(`/media/versions/${scene.pinnedVersionId}/poster`)
    expect(poster.headers.get('content-type')).toBe('image/jpeg')
  })

  test('a repeated click makes nothing new and answers the same scenes', async () => {
    const person = await house.people.add()
    const { projectId, fileIds } = await addProjectWithPhotos(house, person)
    const click = { pairs: [{ startFileId: fileIds[0]!, endFileId: null }], key: newId() }
    const answers = await Promise.all([
      order(person, projectId, click),
      order(person, projectId, click),
      order(person, projectId, click),
    ])
    expect(new Set(answers.map((answer) => answer.body.scenes[0].id)).size).toBe(1)
    await until(person, answers[0]!.body.scenes[0].id, ({ status }) => status === 'ready')
    expect(sentFor(person)).toBe(1)
  })

  test('a price that is not the one shown is refused, and nothing is written', async () => {
    const { projectId, fileIds } = await addProjectWithPhotos(house, anna)
    const refused = await order(anna, projectId, { pairs: [{ startFileId: fileIds[0]!, endFileId: null }], agreed: 1 })
    expect([refused.status, refused.body.code]).toEqual([409, 'scenes.price_changed'])
    expect((await anna.call('GET', `/api/projects/${projectId}/scenes`)).body.scenes).toEqual([])
  })

  test('a combination that the model does not offer is refused', async () => {
    const { projectId, fileIds } = await addProjectWithPhotos(house, anna)
    const pairs = [{ startFileId: fileIds[0]!, endFileId: fileIds[1]! }]
    const refused = await order(anna, projectId, { pairs, options: { ...options, loop: true } })
    expect([refused.status, refused.body.code]).toEqual([422, 'models.combination_refused'])
  })

  test('one bad pair refuses the whole batch', async () => {
    const { projectId, fileIds } = await addProjectWithPhotos(house, anna)
    const refused = await order(anna, projectId, {
      pairs: [
        { startFileId: fileIds[0]!, endFileId: null },
        { startFileId: newId(), endFileId: null },
      ],
    })
    expect([refused.status, refused.body.fields[0].path]).toEqual([422, 'pairs.1.startFileId'])
    expect((await anna.call('GET', `/api/projects/${projectId}/scenes`)).body.scenes).toEqual([])
  })

  test('ordinals of concurrent requests are distinct', async () => {
    const { projectId, fileIds } = await addProjectWithPhotos(house, anna)
    const made = await Promise.all(
      Array.from({ length: 8 }, () =>
        order(anna, projectId, {
          pairs: Array(3).fill({ startFileId: fileIds[0]!, endFileId: null }) as Order['pairs'],
        }),
      ),
    )
    const ordinals = made.flatMap((answer) => answer.body.scenes.map((scene: Scene) => scene.ordinal) as number[])
    expect(ordinals.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1))
  })

  test('the preview shows the prompt that is sent, and pays nothing', async () => {
    const person = await house.people.add()
    const { projectId, fileIds } = await addProjectWithPhotos(house, person, { name: 'Summer House' })
    const preview = await person.call('POST', `/api/projects/${projectId}/prompt-preview`, {
      shotTypeId: wide,
      notes: 'golden light',
      startFileId: fileIds[0],
      endFileId: null,
      options,
    })
    expect(preview.body).toMatchObject({ priceMicroUsd: price, problems: [] })
    expect(preview.body.prompt).toContain('Summer House')
    expect(preview.body.prompt).toContain('golden light')
    expect(sentFor(person)).toBe(0)
  })
})

describe('what belongs to somebody else', () => {
  test('is not there: project, photos, scene, takes, media', async () => {
    const mine = await addProjectWithPhotos(house, anna)
    const theirs = await addProjectWithPhotos(house, other)
    const made = await order(anna, mine.projectId, { pairs: [{ startFileId: mine.fileIds[0]!, endFileId: null }] })
    const scene = await until(anna, made.body.scenes[0].id, ({ status }) => status === 'ready')
    const tries = [
      order(other, mine.projectId, { pairs: [{ startFileId: mine.fileIds[0]!, endFileId: null }] }),
      order(other, theirs.projectId, { pairs: [{ startFileId: mine.fileIds[0]!, endFileId: null }] }),
      other.call('GET', `/api/scenes/${scene.id}`),
      other.call('POST', `/api/scenes/${scene.id}/pin`, { version: 1 }),
      other.call('POST', `/api/scenes/${scene.id}/versions`, { idempotencyKey: newId(), agreedPriceMicroUsd: price }),
      other.call('POST', '/api/scenes/delete', { ids: [scene.id] }),
      other.call('POST', `/api/scenes/${scene.id}/versions/1/cancel`, {}),
      other.call('GET', `/media/versions/${scene.pinnedVersionId}/video`),
    ]
    for (const answer of await Promise.all(tries)) expect([404, 422]).toContain(answer.status)
    expect((await other.call('GET', `/api/projects/${mine.projectId}/scenes`)).body.scenes).toEqual([])
  })
})

describe('takes', () => {
  test('regenerating keeps every earlier take; only a ready one can be pinned', async () => {
    const { projectId, fileIds } = await addProjectWithPhotos(house, anna)
    const made = await order(anna, projectId, { pairs: [{ startFileId: fileIds[0]!, endFileId: fileIds[1]! }] })
    const id = made.body.scenes[0].id as string
    await until(anna, id, ({ status }) => status === 'ready')
    const again = await anna.call('POST', `/api/scenes/${id}/versions`, {
      idempotencyKey: newId(),
      notes: 'slower',
      agreedPriceMicroUsd: price,
    })
    expect(again.body).toMatchObject({ status: 'queued', versionCount: 2, pinnedVersion: 1 })
    expect(again.body.newest.prompt).toContain('slower')
    await until(anna, id, ({ newest }) => newest.status === 'ready')
    expect((await anna.call('POST', `/api/scenes/${id}/pin`, { version: 2 })).body.pinnedVersion).toBe(2)
    expect((await anna.call('POST', `/api/scenes/${id}/pin`, { version: 3 })).body.code).toBe(
      'scenes.version_not_ready',
    )
    expect((await read(anna, id)).versions.map((take) => [take.version, take.status])).toEqual([
      [2, 'ready'],
      [1, 'ready'],
    ])
  })

  test('a refused frame or prompt says what to change, and costs nothing', async () => {
    const { projectId, fileIds } = await addProjectWithPhotos(house, anna)
    const made = await order(anna, projectId, {
      pairs: [{ startFileId: fileIds[0]!, endFileId: null }],
      prompt: 'A quiet room [fail:content_moderated]',
    })
    const scene = await until(anna, made.body.scenes[0].id, ({ status }) => status === 'error')
    expect(scene.newest.trouble).toMatchObject({ code: 'generations.moderated', charged: 'refunded' })
    expect(scene.newest.priceChargedMicroUsd).toBe(0)
  })

  test('a deleted scene can be brought back for ten seconds, with the take that finished meanwhile', async () => {
    const { projectId, fileIds } = await addProjectWithPhotos(house, anna)
    const made = await order(anna, projectId, { pairs: [{ startFileId: fileIds[0]!, endFileId: null }] })
    const id = made.body.scenes[0].id as string
    await until(anna, id, ({ newest }) => newest.generationState === 'running' || newest.generationState === 'ready')
    expect((await anna.call('POST', '/api/scenes/delete', { ids: [id] })).body).toEqual({ changed: 1 })
    expect((await anna.call('GET', `/api/scenes/${id}`)).status).toBe(404)
    expect((await anna.call('POST', '/api/scenes/restore', { ids: [id] })).body).toEqual({ changed: 1 })
    await until(anna, id, ({ status }) => status === 'ready')
    await anna.call('POST', '/api/scenes/delete', { ids: [id] })
    await actingAsConnection(house.tools.db, (transaction) =>
      transaction.run(sql`update public.scenes set deleted_at = now() - interval '11 seconds' where id = ${id}`),
    )
    expect((await anna.call('POST', '/api/scenes/restore', { ids: [id] })).body.code).toBe('scenes.undo_over')
  })

  test('scenes are put in another order', async () => {
    const { projectId, fileIds } = await addProjectWithPhotos(house, anna)
    const pair = { startFileId: fileIds[0]!, endFileId: null }
    const made = await order(anna, projectId, { pairs: [pair, pair, pair] })
    const [a, b, c] = made.body.scenes.map((scene: Scene) => scene.id) as [string, string, string]
    const listed = async () =>
      ((await anna.call('GET', `/api/projects/${projectId}/scenes`)).body.scenes as Scene[]).map((scene) => scene.id)
    await anna.call('POST', `/api/projects/${projectId}/scenes/move`, { ids: [c], before: a })
    expect(await listed()).toEqual([c, a, b])
    await anna.call('POST', `/api/projects/${projectId}/scenes/move`, { ids: [c, a], before: null })
    expect(await listed()).toEqual([b, c, a])
    expect(
      (await other.call('POST', `/api/projects/${projectId}/scenes/move`, { ids: [c], before: null })).status,
    ).toBe(404)
  })
})

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
    await expect.poll(openTakes, { timeout: 25_000, interval: 100 }).toBe(0)
    luma.inject(fault)
    const made = await order(person, projectId, { pairs: [{ startFileId: fileIds[0]!, endFileId: null }] })
    return { person, id: made.body.scenes[0].id as string }
  }

  test('accepted and then cut: unknown, never sent again, settled by an admin who found the job', async () => {
    const { person, id } = await breakThen({ on: 'create', kind: 'cut_after_accept' })
    const scene = await until(person, id, ({ newest }) => newest.generationState === 'unknown')
    expect(scene.newest.trouble).toMatchObject({ code: 'generations.unknown', retryable: false })
    expect(sentFor(person)).toBe(1)
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
