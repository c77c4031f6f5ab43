import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Scene } from '@greenroom/contract/scenes.ts'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import type { TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { addProjectWithPhotos } from '#testing/ready-photos.ts'
import {
  draftOptions,
  draftPrice,
  openSceneHouse,
  wideShot,
  type SceneHouse,
  type SceneOrder,
} from '#testing/scene-house.ts'

let studio: SceneHouse
let house: TestHouse
let anna: TestPerson
let other: TestPerson
beforeAll(async () => {
  studio = await openSceneHouse()
  house = studio.house
  anna = await house.people.add()
  other = await house.people.add()
})
afterAll(() => studio.stop())

const price = draftPrice
const wide = wideShot
const pov = wideShot.replace(/1$/, '6')
const options = draftOptions
const order: SceneHouse['order'] = (...given) => studio.order(...given)
const read: SceneHouse['read'] = (...given) => studio.read(...given)
const until: SceneHouse['until'] = (...given) => studio.until(...given)
const sentFor: SceneHouse['sentFor'] = (person) => studio.sentFor(person)

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
    // Somebody of their own: a person's own queue does not hold up the others.
    const busy = await house.people.add()
    const { projectId, fileIds } = await addProjectWithPhotos(house, busy)
    const made = await Promise.all(
      Array.from({ length: 8 }, () =>
        order(busy, projectId, {
          pairs: Array(3).fill({ startFileId: fileIds[0]!, endFileId: null }) as SceneOrder['pairs'],
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
    expect((await other.call('GET', `/api/projects/${mine.projectId}/scenes`)).body.code).toBe('projects.not_found')
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
      shotTypeId: pov,
      agreedPriceMicroUsd: price,
    })
    expect(again.body).toMatchObject({ status: 'queued', versionCount: 2, pinnedVersion: 1 })
    expect(again.body.newest.prompt).toContain('slower')
    await until(anna, id, ({ newest }) => newest.status === 'ready')
    const before = await read(anna, id)
    expect(before.scene).toMatchObject({ shown: { shotTypeName: 'Wide' }, newest: { shotTypeName: 'POV' } })
    const pinned = await anna.call('POST', `/api/scenes/${id}/pin`, { version: 2 })
    expect(pinned.body).toMatchObject({ pinnedVersion: 2, shown: { shotTypeName: 'POV' } })
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
