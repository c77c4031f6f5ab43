import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { announce, begin, goOn, lookAt, newProject, photosOf } from '#testing/photos.ts'

let house: TestHouse
let anna: TestPerson
let other: TestPerson
let project: string
beforeAll(async () => {
  house = await makeHouse({ working: false, environment: { MAX_UPLOAD_MB: '5', QUOTA_GB: '0.06' } })
  anna = await house.people.add()
  other = await house.people.add()
  project = await newProject(anna, 'Summer House')
})
afterAll(() => house.stop())

const bytes = Buffer.alloc(20_000, 7)
const one = async (person: TestPerson, projectId: string) => {
  const announced = await announce(person, projectId, [{ name: 'a.jpg', bytes: bytes.length }])
  const [file] = announced.files
  if (file === undefined) throw new Error(`Refused: ${JSON.stringify(announced.refused)}`)
  return { ...announced, file }
}
const partials = async (person: TestPerson): Promise<string[]> =>
  await readdir(join(house.dataFolder, 'uploads', person.id)).catch(() => [])

describe('announcing a batch', () => {
  test('makes a row for each file in natural order, and again answers the same rows', async () => {
    const mine = await newProject(anna)
    const files = [
      { name: 'img10.jpg', bytes: 5 },
      { name: 'img2.jpg', bytes: 5 },
      { name: 'été.png', bytes: 5, folder: '/a//b/' },
    ]
    const first = await announce(anna, mine, files)
    expect(first.files).toHaveLength(3)
    expect(first.files[0]?.objectName).toBe(`${anna.id}/photos/${first.files[0]?.fileId}/original`)
    const again = await announce(anna, mine, files, { batchId: first.batchId })
    expect(again).toEqual(first)
    const more = await announce(anna, mine, [...files, { name: 'late.jpg', bytes: 5 }], { batchId: first.batchId })
    expect(more.files.filter(({ clientId }) => clientId !== '3')).toEqual(first.files)
    const photos = await photosOf(anna, mine)
    expect(photos.map(({ name, folder, state }) => [folder, name, state])).toEqual([
      ['', 'img2.jpg', 'uploading'],
      ['', 'img10.jpg', 'uploading'],
      ['a/b', 'été.png', 'uploading'],
      ['', 'late.jpg', 'uploading'],
    ])
  })

  test('says again which of them have arrived, so that an upload that was cut off sends those no second time', async () => {
    const mine = await newProject(anna)
    const files = [
      { name: 'here.jpg', bytes: bytes.length },
      { name: 'waiting.jpg', bytes: bytes.length },
    ]
    const first = await announce(anna, mine, files)
    expect(first.files.map(({ arrived }) => arrived)).toEqual([false, false])
    const here = first.files.find(({ clientId }) => clientId === '0')
    if (here === undefined) throw new Error('Not announced.')
    await begin(anna, here, bytes.length, bytes)
    const again = await announce(anna, mine, files, { batchId: first.batchId })
    expect(again.files.map(({ clientId, arrived }) => `${clientId} ${arrived}`).toSorted()).toEqual([
      '0 true',
      '1 false',
    ])
  })

  test('refuses files one by one, each with a sentence, and takes the rest', async () => {
    const mine = await newProject(anna)
    const answer = await announce(anna, mine, [
      { name: 'ok.jpg', bytes: 5 },
      { name: 'drawing.svg', bytes: 5 },
      { name: 'nothing.jpg', bytes: 0 },
      { name: 'huge.mp4', bytes: 5 * 1024 ** 2 + 1 },
    ])
    expect(answer.files.map(({ clientId }) => clientId)).toEqual(['0'])
    expect(Object.fromEntries(answer.refused.map(({ clientId, code }) => [clientId, code]))).toEqual({
      1: 'photos.type_not_supported',
      2: 'photos.empty',
      3: 'photos.too_large',
    })
  })

  test('stops at the quota, counting what is only announced, and never goes over it with two at once', async () => {
    const person = await house.people.add()
    const [one, two] = await Promise.all([newProject(person), newProject(person)])
    const files = Array.from({ length: 8 }, (_, index) => ({ name: `${index}.jpg`, bytes: 5 * 1024 ** 2 }))
    const answers = await Promise.all([announce(person, one, files), announce(person, two, files)])
    expect(answers.flatMap((answer) => answer.files)).toHaveLength(12)
    const refused = answers.flatMap((answer) => answer.refused)
    expect(refused.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'photos.quota_full'))
    expect(refused[0]?.sentence).toContain('61.4 MB')
  })

  test('keeps one row when the same file is named twice in one announcement', async () => {
    const mine = await newProject(anna)
    const file = { clientId: 'same', name: 'a.jpg', bytes: 5 }
    const answer = await anna.call('POST', `/api/projects/${mine}/uploads`, {
      batchId: newId(),
      order: 'name',
      files: [file, file],
    })
    expect(answer.body.files).toHaveLength(1)
  })

  test('takes names that no database likes', async () => {
    const mine = await newProject(anna)
    const answer = await announce(anna, mine, [{ name: 'nul\u0000 half\ud83c.jpg', bytes: 5, folder: '../..' }])
    expect(answer.files).toHaveLength(1)
    expect((await photosOf(anna, mine))[0]).toMatchObject({ originalName: 'nul half\ufffd.jpg', folder: '' })
  })

  test('of somebody else’s project or batch is refused', async () => {
    const { batchId } = await one(anna, project)
    const theirs = await newProject(other)
    const file = { clientId: '0', name: 'a.jpg', bytes: 5 }
    expect(
      await other.call('POST', `/api/projects/${project}/uploads`, { batchId: newId(), order: 'name', files: [file] }),
    ).toMatchObject({ status: 404, body: { code: 'projects.not_found' } })
    expect(
      await other.call('POST', `/api/projects/${theirs}/uploads`, { batchId, order: 'name', files: [file] }),
    ).toMatchObject({ status: 409, body: { code: 'photos.batch_elsewhere' } })
    const mine = await newProject(anna)
    expect(
      await anna.call('POST', `/api/projects/${mine}/uploads`, { batchId, order: 'name', files: [file] }),
    ).toMatchObject({ status: 409 })
  })
})

describe('a file that is cancelled', () => {
  test('is gone, its bytes too, and can no longer be sent', async () => {
    const mine = await newProject(anna)
    const { batchId, file } = await one(anna, mine)
    const location = (await begin(anna, file, bytes.length, bytes.subarray(0, 1000))).headers.get('location') ?? ''
    expect(await partials(anna)).toContain(file.fileId)
    expect((await anna.call('DELETE', `/api/uploads/${batchId}/files/${file.fileId}`)).status).toBe(200)
    expect(await photosOf(anna, mine)).toEqual([])
    expect(await partials(anna)).not.toContain(file.fileId)
    expect((await lookAt(anna, location)).status).toBe(404)
    expect((await goOn(anna, location, 1000, bytes.subarray(1000))).status).toBe(404)
    expect((await begin(anna, file, bytes.length, bytes)).status).toBe(404)
  })

  test('cannot be cancelled by others, twice, or after it has arrived', async () => {
    const { batchId, file } = await one(anna, project)
    const path = `/api/uploads/${batchId}/files/${file.fileId}`
    expect(await other.call('DELETE', path)).toMatchObject({ status: 404, body: { code: 'photos.not_found' } })
    expect(await anna.call('DELETE', `/api/uploads/${batchId}/files/${newId()}`)).toMatchObject({ status: 404 })
    await begin(anna, file, bytes.length, bytes)
    expect(await anna.call('DELETE', path)).toMatchObject({ status: 409, body: { code: 'photos.already_here' } })
  })

  test('by the upload protocol loses its bytes and may begin again', async () => {
    const { file } = await one(anna, project)
    const location = (await begin(anna, file, bytes.length, bytes.subarray(0, 1000))).headers.get('location') ?? ''
    expect((await anna.fetch(location, { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } })).status).toBe(204)
    expect((await lookAt(anna, location)).status).toBe(404)
    expect((await begin(anna, file, bytes.length, bytes)).status).toBe(201)
  })
})
