import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { newProject, photosOf, picture, settled, upload, whenPhotos, type FileForTest } from '#testing/photos.ts'
import { postgresFolder, startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { purge, sweep } from './photos.upkeep.ts'

/** Two houses on one Postgres and one folder, as two processes share them: whoever gets a request, the answer is one. */
describe.skipIf(postgresFolder === null)('photos in two processes on Postgres', { timeout: 120_000 }, () => {
  let postgres: TestPostgres
  let houses: [TestHouse, TestHouse]
  let anna: [TestPerson, TestPerson]
  beforeAll(async () => {
    postgres = await startPostgres()
    const { ownerUrl } = await postgres.createDatabase('photos')
    const first = await makeHouse({ environment: { DATABASE_URL: ownerUrl } })
    const second = await makeHouse({
      environment: { DATABASE_URL: ownerUrl, GREENROOM_DATA: first.dataFolder },
      replace: { siteUrl: first.url },
    })
    houses = [first, second]
    const person = await first.people.add()
    anna = [person, elsewhere(person, second.url)]
  }, 120_000)
  afterAll(async () => {
    await houses[1].stop()
    await houses[0].stop()
    await postgres.close()
  })

  let seed = 50_000
  const files = (count: number): Promise<FileForTest[]> =>
    Promise.all(
      Array.from({ length: count }, async (_, index) => ({ name: `${index}.jpg`, bytes: await picture((seed += 1)) })),
    )

  test('two hundred files in four batches, half of them through either, get two hundred numbers without a gap', async () => {
    const projectId = await newProject(anna[0], 'Both doors')
    const all = await files(200)
    await Promise.all(
      [0, 1, 2, 3].map((part) => upload(anna[part % 2 === 0 ? 0 : 1], projectId, all.slice(part * 50, part * 50 + 50))),
    )
    const photos = await whenPhotos(houses[0], anna[0], projectId, (found) => found.length === 200 && settled(found))
    expect(photos.map(({ number }) => number)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
    expect(new Set(photos.map(({ name }) => name)).size).toBe(200)
  })

  test('one picture sent twice at the same moment is ready once and a duplicate once', async () => {
    const projectId = await newProject(anna[0])
    const bytes = await picture((seed += 1))
    await Promise.all([
      upload(anna[0], projectId, [{ name: 'a.jpg', bytes }]),
      upload(anna[1], projectId, [{ name: 'b.jpg', bytes }]),
    ])
    const photos = await whenPhotos(houses[1], anna[1], projectId, (found) => found.length === 2 && settled(found))
    expect(photos.filter(({ duplicateOf }) => duplicateOf !== null)).toHaveLength(1)
  })

  test('deleting, restoring, moving and naming at the same time neither wait for each other for ever nor lose a photo', async () => {
    const projectId = await newProject(anna[0], 'Busy')
    await upload(anna[0], projectId, await files(10))
    const first = await whenPhotos(houses[0], anna[0], projectId, settled)
    const ids = first.map(({ id }) => id)
    const answers = await Promise.all([
      upload(anna[0], projectId, await files(10)),
      upload(anna[1], projectId, await files(10)),
      ...Array.from({ length: 10 }, async (_, turn) => {
        const person = anna[turn % 2 === 0 ? 0 : 1]
        const moved = await person.call('POST', `/api/projects/${projectId}/photos/move`, {
          ids: [ids[turn]],
          before: null,
        })
        const gone = await person.call('POST', '/api/photos/delete', { ids: [ids[turn]] })
        const back = await person.call('POST', '/api/photos/restore', { ids: [ids[turn]] })
        return [moved.status, gone.status, back.status]
      }),
    ])
    expect(answers.slice(2).flat()).toEqual(Array.from({ length: 30 }, () => 200))
    const photos = await whenPhotos(houses[0], anna[0], projectId, (found) => found.length === 30 && settled(found))
    expect(photos.map(({ number }) => number).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      Array.from({ length: 30 }, (_, index) => index + 1),
    )
  })

  test('the grid, a deleted project, the sweep and the purge work as they do on the embedded database', async () => {
    const projectId = await newProject(anna[1], 'Grid')
    await upload(anna[1], projectId, await files(3))
    const photos = await whenPhotos(houses[1], anna[1], projectId, settled)
    const page = await anna[0].call('GET', `/api/projects/${projectId}/photos?limit=2`)
    expect(page.body.photos).toEqual(photos.slice(0, 2))
    const rest = await anna[0].call('GET', `/api/projects/${projectId}/photos?limit=2&after=${page.body.next}`)
    expect(rest.body).toEqual({ photos: photos.slice(2), next: null })
    expect((await anna[0].call('GET', '/api/projects')).body.projects[0]).toMatchObject({
      id: projectId,
      photoCount: 3,
      coverFileIds: photos.map(({ id }) => id),
    })
    await anna[0].call('DELETE', `/api/projects/${projectId}`)
    await houses[0].tools.db.driver.query(
      "update public.projects set deleted_at = now() - interval '2 days' where id = $1",
      [projectId],
    )
    await sweep(houses[0].tools, { rawRoutes: [], discard: () => Promise.resolve(), sweep: () => Promise.resolve(0) })
    expect(await purge(houses[0].tools)).toBe(3)
    expect(await photosOf(anna[0], projectId).catch((error: unknown) => String(error))).toContain('projects.not_found')
  })
})

const elsewhere = (person: TestPerson, url: string): TestPerson => {
  const send: TestPerson['fetch'] = (path, init = {}) =>
    fetch(`${url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${person.accessToken}`, ...Object.fromEntries(new Headers(init.headers)) },
    })
  return {
    ...person,
    fetch: send,
    async call(method, path, body) {
      const answer = await send(path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      return { status: answer.status, body: await answer.json(), headers: answer.headers }
    },
  }
}
