import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { newProject, photosOf, picture, settled, whenPhotos } from '#testing/photos.ts'
import { announceMade, closeMade, handIn } from '../photos/photos.made.ts'

let house: TestHouse
let anna: TestPerson
let folder: string
beforeAll(async () => {
  house = await makeHouse()
  anna = await house.people.add()
  folder = await mkdtemp(join(tmpdir(), 'greenroom-made-'))
})
afterAll(async () => {
  await house.stop()
  await rm(folder, { recursive: true })
})

test('pictures made by the house arrive live and are named in the order in which they were announced', async () => {
  const batch = { id: newId(), projectId: await newProject(anna, 'Made here'), userId: anna.id }
  const names = ['z.jpg', 'a.jpg', 'm.jpg']
  const awaited = await announceMade(house.tools, batch, names)
  expect((await photosOf(anna, batch.projectId)).map(({ name, state }) => `${name} ${state}`)).toEqual([
    'z.jpg making',
    'a.jpg making',
    'm.jpg making',
  ])
  const counted = async (): Promise<number> =>
    (await anna.call('GET', `/api/projects/${batch.projectId}`)).body.makingCount as number
  expect(await counted()).toBe(3)
  const give = async (name: string, seed: number): Promise<void> => {
    const path = join(folder, name)
    await writeFile(path, await picture(seed))
    const file = awaited.get(name)
    if (file !== undefined) await handIn(house.tools, file, path)
  }
  await give('m.jpg', 1)
  await whenPhotos(house, anna, batch.projectId, (photos) => photos.some(({ state }) => state === 'ready'))
  // A second run of the job, after a crash, asks for what has not come.
  expect([...(await announceMade(house.tools, batch, names)).keys()].toSorted()).toEqual(['a.jpg', 'z.jpg'])
  await give('z.jpg', 2)
  expect(await counted()).toBe(1)
  await give('a.jpg', 3)
  const photos = await whenPhotos(house, anna, batch.projectId, settled)
  expect(await counted()).toBe(0)
  expect(photos.map(({ name, originalName }) => `${name} ${originalName}`)).toEqual([
    'made-here1.jpeg z.jpg',
    'made-here2.jpeg a.jpg',
    'made-here3.jpeg m.jpg',
  ])
})

test('what could not be made is left out, and the rest gets its names', async () => {
  const batch = { id: newId(), projectId: await newProject(anna, 'Half made'), userId: anna.id }
  const awaited = await announceMade(house.tools, batch, ['1.jpg', '2.jpg'])
  const path = join(folder, 'second')
  await writeFile(path, await picture(4))
  const second = awaited.get('2.jpg')
  if (second !== undefined) await handIn(house.tools, second, path)
  await closeMade(house.tools, batch)
  expect((await anna.call('GET', `/api/projects/${batch.projectId}`)).body.makingCount).toBe(0)
  expect((await whenPhotos(house, anna, batch.projectId, settled)).map(({ name }) => name)).toEqual(['half-made1.jpeg'])
})

test(
  'a sample project answers at once and fills itself with photographs drawn here',
  { timeout: 120_000 },
  async () => {
    const made = await anna.call('POST', '/api/sample-project', {})
    expect(made).toMatchObject({ status: 201, body: { name: 'Sample project', photoCount: 0 } })
    const [first] = (
      await whenPhotos(house, anna, made.body.id, (photos) => photos.some(({ state }) => state === 'ready'))
    ).filter(({ state }) => state === 'ready')
    expect(first).toMatchObject({ kind: 'image', mime: 'image/jpeg' })
    expect(Math.max(first?.width ?? 0, first?.height ?? 0)).toBe(3000)
    expect(first?.takenAt).not.toBe(null)
    expect(await photosOf(anna, made.body.id)).toHaveLength(24)
  },
)
