import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Photo } from '@greenroom/contract/photos.ts'
import { actingAs } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import {
  announce,
  begin,
  newProject,
  photosOf,
  picture,
  settled,
  upload,
  whenPhotos,
  type FileForTest,
} from '#testing/photos.ts'
import { sweepPhotos } from './photos.jobs.ts'

let house: TestHouse
let anna: TestPerson
beforeAll(async () => {
  house = await makeHouse()
  anna = await house.people.add()
})
afterAll(() => house.stop())

let seed = 0
const pictures = (names: readonly string[]): Promise<FileForTest[]> =>
  Promise.all(
    names.map(async (path) => ({
      name: path.slice(path.lastIndexOf('/') + 1),
      folder: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '',
      bytes: await picture((seed += 1)),
    })),
  )
const given = (photos: readonly Photo[]): string[] => photos.map(({ name }) => name)
const sql = (text: string, ...values: unknown[]) => house.tools.db.driver.query(text, values)
/** A project with photos that have their names. */
const filled = async (
  person: TestPerson,
  name: string,
  files: readonly FileForTest[],
  order: 'name' | 'taken' = 'name',
) => {
  const projectId = await newProject(person, name)
  const { batchId, fileIds } = await upload(person, projectId, files, { order })
  return { projectId, batchId, fileIds, photos: await whenPhotos(house, person, projectId, settled) }
}

describe('naming', () => {
  test('follows the natural order of folders and names, counts on, and keeps the original name', async () => {
    const { projectId, photos } = await filled(
      anna,
      'Summer House',
      await pictures(['IMG_10.JPG', 'IMG_9.jpg', 'attic/été 2.jpg', 'attic/été 1.jpg', '夏.jpg']),
    )
    expect(photos.map(({ name, originalName, folder, number }) => [name, folder, originalName, number])).toEqual([
      ['summer-house1.jpeg', '', 'IMG_9.jpg', 1],
      ['summer-house2.jpeg', '', 'IMG_10.JPG', 2],
      ['summer-house3.jpeg', '', '夏.jpg', 3],
      ['summer-house4.jpeg', 'attic', 'été 1.jpg', 4],
      ['summer-house5.jpeg', 'attic', 'été 2.jpg', 5],
    ])
    await upload(anna, projectId, await pictures(['a.jpg']))
    const more = await whenPhotos(house, anna, projectId, (all) => all.length === 6 && settled(all))
    expect(more.at(-1)).toMatchObject({ name: 'summer-house6.jpeg', originalName: 'a.jpg' })
  })

  test('takes the ending from what the file is, not from what it is called', async () => {
    const files = [
      { name: 'a.jpg', bytes: await picture(1001, 'png') },
      { name: 'b.png', bytes: await picture(1002, 'webp') },
      { name: 'c.mov', bytes: await picture(1003, 'gif') },
      { name: 'd.gif', bytes: await picture(1004, 'avif') },
    ]
    const { photos } = await filled(anna, 'Endings', files)
    expect(photos.map(({ name, mime, kind }) => [name, mime, kind])).toEqual([
      ['endings1.png', 'image/png', 'image'],
      ['endings2.webp', 'image/webp', 'image'],
      ['endings3.gif', 'image/gif', 'image'],
      ['endings4.avif', 'image/avif', 'image'],
    ])
  })

  test('by the time they were taken follows the camera, then the file', async () => {
    const taken = async (number: number, when: string) =>
      await sharp(await picture(2000 + number))
        .withExif({ IFD2: { DateTimeOriginal: when } })
        .jpeg()
        .toBuffer()
    const { photos } = await filled(
      anna,
      'By time',
      [
        { name: '1.jpg', bytes: await taken(1, '2026:05:03 10:00:00') },
        { name: '2.jpg', bytes: await taken(2, '2026:05:01 10:00:00') },
        { name: '3.jpg', bytes: await picture(2003), modifiedAt: '2026-05-02T00:00:00Z' },
        { name: '4.jpg', bytes: await picture(2004) },
      ],
      'taken',
    )
    expect(photos.map(({ name, originalName }) => `${name} ${originalName}`)).toEqual([
      'by-time1.jpeg 2.jpg',
      'by-time2.jpeg 3.jpg',
      'by-time3.jpeg 1.jpg',
      'by-time4.jpeg 4.jpg',
    ])
    expect(photos[0]?.takenAt).toMatch(/^2026-05-01T10:00:00/)
  })

  test('leaves no gap for files that were refused or cancelled', async () => {
    const projectId = await newProject(anna, 'Gaps')
    const good = await pictures(['1.jpg', '3.jpg', '5.jpg'])
    const files = [
      ...good,
      { name: '2.jpg', bytes: Buffer.from('not a picture at all') },
      { name: '4.jpg', bytes: await picture(3004) },
    ]
    const announced = await announce(
      anna,
      projectId,
      files.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
    )
    for (const file of announced.files) {
      const bytes = files[Number(file.clientId)]?.bytes ?? Buffer.alloc(0)
      if (file.clientId === '4') await anna.call('DELETE', `/api/uploads/${announced.batchId}/files/${file.fileId}`)
      else await begin(anna, file, bytes.length, bytes)
    }
    const photos = await whenPhotos(house, anna, projectId, settled)
    expect(
      photos.filter(({ state }) => state === 'ready').map(({ name, originalName }) => `${name} ${originalName}`),
    ).toEqual(['gaps1.jpeg 1.jpg', 'gaps2.jpeg 3.jpg', 'gaps3.jpeg 5.jpg'])
    const refused = photos.find(({ state }) => state === 'rejected')
    expect(refused).toMatchObject({ name: '2.jpg', number: null, rejection: { code: 'photos.type_not_supported' } })
  })

  test('of two hundred files in four batches at once gives two hundred distinct numbers without a gap', async () => {
    const projectId = await newProject(anna, 'Crowd')
    const files = await pictures(Array.from({ length: 200 }, (_, index) => `${index}.jpg`))
    await Promise.all([0, 50, 100, 150].map((from) => upload(anna, projectId, files.slice(from, from + 50))))
    const photos = await whenPhotos(house, anna, projectId, (all) => all.length === 200 && settled(all))
    expect(photos.map(({ number }) => number)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
    expect(new Set(given(photos)).size).toBe(200)
  })

  test('waits for the whole batch, and closing it names what is here and drops the rest', async () => {
    const projectId = await newProject(anna, 'Closed early')
    const files = await pictures(['1.jpg', '2.jpg', '3.jpg'])
    const announced = await announce(
      anna,
      projectId,
      files.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
    )
    for (const file of announced.files.filter(({ clientId }) => clientId !== '1')) {
      const bytes = files[Number(file.clientId)]?.bytes ?? Buffer.alloc(0)
      await begin(anna, file, bytes.length, bytes)
    }
    const waiting = await whenPhotos(
      house,
      anna,
      projectId,
      (all) => all.filter(({ state }) => state === 'ready').length === 2,
    )
    expect(waiting.map(({ number }) => number)).toEqual([null, null, null])
    const closed = await anna.call('POST', `/api/uploads/${announced.batchId}/close`, {})
    expect(closed).toMatchObject({ status: 200, body: { changed: 3 } })
    expect(given(await photosOf(anna, projectId))).toEqual(['closed-early1.jpeg', 'closed-early2.jpeg'])
    expect(await anna.call('POST', `/api/uploads/${announced.batchId}/close`, {})).toMatchObject({
      status: 200,
      body: { changed: 0 },
    })
    const late = await announce(
      anna,
      projectId,
      [...files, { name: 'new.jpg', bytes: Buffer.alloc(5) }].map(({ name, bytes }) => ({ name, bytes: bytes.length })),
      { batchId: announced.batchId },
    )
    expect(late.refused.map(({ clientId, code }) => `${clientId} ${code}`)).toEqual([
      '1 photos.batch_closed',
      '3 photos.batch_closed',
    ])
  })

  test('gives a file that comes after its batch was settled the next number', async () => {
    const projectId = await newProject(anna, 'Late')
    const files = await pictures(['1.jpg', '2.jpg'])
    const announced = await announce(
      anna,
      projectId,
      files.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
    )
    const [first, second] = announced.files.toSorted((a, b) => Number(a.clientId) - Number(b.clientId))
    const bytesOf = (index: number): Buffer => files[index]?.bytes ?? Buffer.alloc(0)
    if (first === undefined || second === undefined) throw new Error('Not announced')
    await begin(anna, second, bytesOf(1).length, bytesOf(1))
    await whenPhotos(house, anna, projectId, (all) => all.some(({ state }) => state === 'ready'))
    await house.tools.db.driver.query('alter table public.source_files disable trigger source_files_touch')
    await sql(
      "update public.source_files set updated_at = now() - interval '31 minutes' where project_id = $1",
      projectId,
    )
    await sql(
      "update public.upload_batches set created_at = now() - interval '31 minutes' where id = $1",
      announced.batchId,
    )
    await house.tools.db.driver.query('alter table public.source_files enable trigger source_files_touch')
    await actingAs(house.tools.db, { kind: 'house', reason: 'test' }, (transaction) =>
      house.tools.jobs.add(transaction, sweepPhotos, {}),
    )
    await whenPhotos(house, anna, projectId, (all) => all.some(({ name }) => name === 'late1.jpeg'))
    await begin(anna, first, bytesOf(0).length, bytesOf(0))
    const photos = await whenPhotos(house, anna, projectId, settled)
    expect(photos.map(({ name, originalName }) => `${name} ${originalName}`)).toEqual([
      'late1.jpeg 2.jpg',
      'late2.jpeg 1.jpg',
    ])
  })

  test('of a project that is renamed goes on with the new name', async () => {
    const { projectId } = await filled(anna, 'Before', await pictures(['1.jpg']))
    await anna.call('PATCH', `/api/projects/${projectId}`, { name: 'After 7' })
    await upload(anna, projectId, await pictures(['2.jpg']))
    const photos = await whenPhotos(house, anna, projectId, (all) => all.length === 2 && settled(all))
    expect(given(photos)).toEqual(['before1.jpeg', 'after-7-2.jpeg'])
  })
})
