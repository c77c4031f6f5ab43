import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Photo } from '@greenroom/contract/photos.ts'
import { actingAs } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { newProject, photosOf, picture, settled, upload, whenPhotos } from '#testing/photos.ts'
import { readyFrames } from './photos.ts'
import { purge } from './photos.upkeep.ts'

let house: TestHouse
let anna: TestPerson
let other: TestPerson
beforeAll(async () => {
  house = await makeHouse()
  anna = await house.people.add()
  other = await house.people.add()
})
afterAll(() => house.stop())

const sql = (text: string, ...values: unknown[]) => house.tools.db.driver.query(text, values)
let seed = 0
const filled = async (count: number): Promise<{ projectId: string; photos: Photo[] }> => {
  const projectId = await newProject(anna)
  const files = await Promise.all(
    Array.from({ length: count }, async (_, index) => ({
      name: `${index + 1}.jpg`,
      bytes: await picture((seed += 1)),
    })),
  )
  await upload(anna, projectId, files)
  return { projectId, photos: await whenPhotos(house, anna, projectId, settled) }
}
const order = async (projectId: string): Promise<(number | null)[]> =>
  (await photosOf(anna, projectId)).map(({ number }) => number)
const idsOf = (photos: readonly Photo[], ...numbers: number[]): string[] =>
  numbers.map((number) => photos[number - 1]?.id ?? '')

describe('the grid', () => {
  test('is read page by page without missing or repeating any', async () => {
    const { projectId, photos } = await filled(7)
    const seen: string[] = []
    let next: string | null = ''
    let pages = 0
    while (next !== null) {
      const page: { body: { photos: Photo[]; next: string | null } } = await anna.call(
        'GET',
        `/api/projects/${projectId}/photos?limit=3${next === '' ? '' : `&after=${next}`}`,
      )
      seen.push(...page.body.photos.map(({ id }) => id))
      next = page.body.next
      pages += 1
    }
    expect([pages, seen]).toEqual([3, photos.map(({ id }) => id)])
    expect(await anna.call('GET', `/api/projects/${projectId}/photos?limit=7`)).toMatchObject({ body: { next: null } })
  })

  test.each(['x', '1_2', "1_'; drop table", `NaN_${'0'.repeat(36)}`])('refuses the place %j', async (after) => {
    const { projectId } = await filled(1)
    expect(
      await anna.call('GET', `/api/projects/${projectId}/photos?after=${encodeURIComponent(after)}`),
    ).toMatchObject({ status: 422, body: { fields: [{ path: 'after' }] } })
  })

  test('tells everything about a photo', async () => {
    const { photos } = await filled(1)
    const [photo] = photos
    expect(photo).toMatchObject({
      kind: 'image',
      mime: 'image/jpeg',
      height: 32,
      durationSeconds: null,
      state: 'ready',
      rejection: null,
      duplicateOf: null,
      usedAsStart: 0,
      usedAsEnd: 0,
    })
    expect(photo?.thumbhash).toMatch(/^[\w+/]+=*$/)
    expect(await anna.call('GET', `/api/photos/${photo?.id}`)).toMatchObject({ status: 200, body: photo ?? {} })
  })

  test('of another person does not exist', async () => {
    const { projectId, photos } = await filled(2)
    const ids = photos.map(({ id }) => id)
    for (const [method, path, body] of [
      ['GET', `/api/projects/${projectId}/photos`, undefined],
      ['GET', `/api/photos/${ids[0]}`, undefined],
      ['POST', '/api/photos/delete', { ids }],
      ['POST', '/api/photos/restore', { ids }],
      ['POST', `/api/projects/${projectId}/photos/move`, { ids, before: null }],
      ['POST', `/api/photos/${ids[0]}/use-existing`, {}],
    ] as const) {
      expect((await other.call(method, path, body)).status, `${method} ${path}`).toBe(404)
    }
    const theirs = await newProject(other)
    expect((await other.call('POST', `/api/projects/${theirs}/photos/move`, { ids, before: null })).status).toBe(404)
    expect(await order(projectId)).toEqual([1, 2])
  })
})

describe('moving photos', () => {
  test('puts them before another one, or at the end, in the order given', async () => {
    const { projectId, photos } = await filled(5)
    const move = (ids: string[], before: string | null) =>
      anna.call('POST', `/api/projects/${projectId}/photos/move`, { ids, before })
    expect(await move(idsOf(photos, 5, 4), idsOf(photos, 2)[0] ?? '')).toMatchObject({
      status: 200,
      body: { changed: 2 },
    })
    expect(await order(projectId)).toEqual([1, 5, 4, 2, 3])
    await move(idsOf(photos, 1), null)
    expect(await order(projectId)).toEqual([5, 4, 2, 3, 1])
    await move(idsOf(photos, 1), idsOf(photos, 5)[0] ?? '')
    expect(await order(projectId)).toEqual([1, 5, 4, 2, 3])
    await move(idsOf(photos, 5), idsOf(photos, 4)[0] ?? '')
    expect(await order(projectId)).toEqual([1, 5, 4, 2, 3])
    expect(await move(idsOf(photos, 1, 2), idsOf(photos, 2)[0] ?? '')).toMatchObject({
      status: 422,
      body: { code: 'photos.before_itself' },
    })
    expect(await move([newId()], null)).toMatchObject({ status: 404 })
    expect(await move(idsOf(photos, 1), newId())).toMatchObject({ status: 404 })
  })

  test('goes on when there is no number left between two neighbours', async () => {
    const { projectId, photos } = await filled(3)
    for (let turn = 0; turn < 60; turn += 1) {
      const [last] = idsOf(photos, turn % 2 === 0 ? 3 : 2)
      const [before] = idsOf(photos, turn % 2 === 0 ? 2 : 3)
      expect((await anna.call('POST', `/api/projects/${projectId}/photos/move`, { ids: [last], before })).status).toBe(
        200,
      )
      expect(await order(projectId)).toEqual(turn % 2 === 0 ? [1, 3, 2] : [1, 2, 3])
    }
  })

  test('by two windows at once leaves every photo in one place', async () => {
    const { projectId, photos } = await filled(6)
    await Promise.all(
      Array.from({ length: 12 }, (_, turn) =>
        anna.call('POST', `/api/projects/${projectId}/photos/move`, {
          ids: idsOf(photos, (turn % 5) + 1),
          before: turn % 3 === 0 ? null : idsOf(photos, 6)[0],
        }),
      ),
    )
    const after = await photosOf(anna, projectId)
    expect(after.map(({ number }) => number).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([1, 2, 3, 4, 5, 6])
    expect(new Set(after.map(({ position }) => position)).size).toBe(6)
  })
})

describe('deleting photos', () => {
  test('can be undone for ten seconds, and puts them back where they were', async () => {
    const { projectId, photos } = await filled(3)
    expect(await anna.call('POST', '/api/photos/delete', { ids: idsOf(photos, 2) })).toMatchObject({
      status: 200,
      body: { changed: 1 },
    })
    expect(await order(projectId)).toEqual([1, 3])
    expect((await anna.call('GET', `/api/photos/${photos[1]?.id}`)).status).toBe(404)
    expect((await anna.call('POST', '/api/photos/delete', { ids: idsOf(photos, 2) })).status).toBe(404)
    expect(await anna.call('POST', '/api/photos/restore', { ids: idsOf(photos, 2) })).toMatchObject({
      status: 200,
      body: { changed: 1 },
    })
    expect(await order(projectId)).toEqual([1, 2, 3])
    await anna.call('POST', '/api/photos/delete', { ids: idsOf(photos, 2) })
    await sql("update public.source_files set deleted_at = now() - interval '11 seconds' where id = $1", photos[1]?.id)
    expect(await anna.call('POST', '/api/photos/restore', { ids: idsOf(photos, 2) })).toMatchObject({
      status: 410,
      body: { code: 'photos.too_late' },
    })
  })

  test('before they have their name leaves no gap, and undoing it gives the next number', async () => {
    const projectId = await newProject(anna, 'Early')
    const files = await Promise.all(
      ['1', '2', '3'].map(async (name) => ({ name: `${name}.jpg`, bytes: await picture((seed += 1)) })),
    )
    const { fileIds } = await upload(anna, projectId, files)
    await anna.call('POST', '/api/photos/delete', { ids: [fileIds[0]] })
    const rest = await whenPhotos(house, anna, projectId, settled)
    const alreadyNamed = rest[0]?.name === 'early2.jpeg'
    await anna.call('POST', '/api/photos/restore', { ids: [fileIds[0]] })
    const all = await whenPhotos(house, anna, projectId, (photos) => photos.length === 3 && settled(photos))
    expect(all.map(({ number }) => number)).toEqual([1, 2, 3])
    if (!alreadyNamed) expect(all.map(({ originalName }) => originalName)).toEqual(['2.jpg', '3.jpg', '1.jpg'])
  })

  test('for good takes the files with it after a day, but not those that a scene shows', async () => {
    const { projectId, photos } = await filled(2)
    const [shown, loose] = photos
    await sql(
      `insert into public.scenes (user_id, project_id, start_key, start_file_id, ordinal, position) values ($1, $2, 'k', $3, 1, 1)`,
      anna.id,
      projectId,
      shown?.id,
    )
    await anna.call('POST', '/api/photos/delete', { ids: idsOf(photos, 1, 2) })
    expect(await purge(house.tools)).toBe(0)
    await sql(
      "update public.source_files set deleted_at = now() - interval '25 hours' where project_id = $1",
      projectId,
    )
    expect(await purge(house.tools)).toBe(1)
    const left: string[] = []
    for await (const { key } of house.tools.storage.list('media', `${anna.id}/photos/${loose?.id}/`)) left.push(key)
    expect(left).toEqual([])
    expect((await anna.fetch(`/media/photos/${shown?.id}/small`)).status).toBe(200)
  })

  test('with their whole project leaves nothing behind after a day', async () => {
    const { projectId, photos } = await filled(2)
    await anna.call('DELETE', `/api/projects/${projectId}`)
    expect((await anna.call('GET', `/api/photos/${photos[0]?.id}`)).status).toBe(404)
    expect((await anna.call('GET', `/api/projects/${projectId}/photos`)).status).toBe(404)
    await sql("update public.projects set deleted_at = now() - interval '25 hours' where id = $1", projectId)
    expect(await purge(house.tools)).toBe(2)
    expect((await sql('select 1 from public.projects where id = $1', projectId)).rows).toEqual([])
  })
})

describe('the same picture twice in a project', () => {
  test('is told, and the one that was here first can be used instead', async () => {
    const projectId = await newProject(anna)
    const bytes = await picture((seed += 1))
    const fresh = await picture((seed += 1))
    await upload(anna, projectId, [{ name: '1.jpg', bytes }])
    const [first] = await whenPhotos(house, anna, projectId, settled)
    await upload(anna, projectId, [
      { name: 'again.jpg', bytes },
      { name: 'new.jpg', bytes: fresh },
    ])
    const [, again, other] = await whenPhotos(
      house,
      anna,
      projectId,
      (photos) => photos.length === 3 && settled(photos),
    )
    expect([again?.duplicateOf, other?.duplicateOf]).toEqual([first?.id, null])
    expect(await anna.call('POST', `/api/photos/${again?.id}/use-existing`, {})).toMatchObject({
      status: 200,
      body: { id: first?.id },
    })
    expect((await photosOf(anna, projectId)).map(({ originalName }) => originalName)).toEqual(['1.jpg', 'new.jpg'])
    expect(await anna.call('POST', `/api/photos/${other?.id}/use-existing`, {})).toMatchObject({
      status: 409,
      body: { code: 'photos.no_duplicate' },
    })
  })

  test('is nothing special in another project', async () => {
    const bytes = await picture((seed += 1))
    const projects = [await newProject(anna), await newProject(anna)]
    for (const projectId of projects) {
      await upload(anna, projectId, [{ name: '1.jpg', bytes }])
      expect((await whenPhotos(house, anna, projectId, settled))[0]?.duplicateOf).toBe(null)
    }
  })
})

test('frames for scenes are the ready pictures of that project, and only of its owner', async () => {
  const { projectId, photos } = await filled(2)
  const elsewhere = await filled(1)
  const wanted = [...photos, ...elsewhere.photos].map(({ id }) => id)
  const frames = await actingAs(house.tools.db, anna.actor, (transaction) =>
    readyFrames(transaction, projectId, wanted),
  )
  expect([...frames.keys()].toSorted()).toEqual(photos.map(({ id }) => id).toSorted())
  expect(frames.get(photos[0]?.id ?? '')).toMatchObject({
    projectId,
    name: photos[0]?.name,
    frameKey: `${anna.id}/photos/${photos[0]?.id}/frame.jpg`,
    height: 32,
    mime: 'image/jpeg',
  })
  expect(
    (await actingAs(house.tools.db, other.actor, (transaction) => readyFrames(transaction, projectId, wanted))).size,
  ).toBe(0)
})
