import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdir, stat, utimes, writeFile } from 'node:fs/promises'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openUploads, uploadPath } from '#kernel/storage/uploads.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { announce, begin, goOn, lookAt, newProject, openPatch, partOf, type AnnouncedForTest } from '#testing/photos.ts'
import { uploadDesk } from './photos.uploads.ts'

let house: TestHouse
let anna: TestPerson
let project: string
beforeAll(async () => {
  house = await makeHouse({ working: false })
  anna = await house.people.add()
  project = await newProject(anna, 'Summer House')
})
afterAll(() => house.stop())

const bytes = randomBytes(1_500_000)
const part = 500_000
const announced = async (): Promise<AnnouncedForTest> => {
  const { files } = await announce(anna, project, [{ name: 'a.jpg', bytes: bytes.length }])
  if (files[0] === undefined) throw new Error('Not announced')
  return files[0]
}
const locationOf = (answer: Response): string => answer.headers.get('location') ?? ''
const pathOf = (location: string): string => partOf(house.dataFolder, location)
const row = async (fileId: string): Promise<Record<string, unknown> | undefined> => {
  const { rows } = await house.tools.db.driver.query('select * from public.source_files where id = $1', [fileId])
  return rows[0] as Record<string, unknown> | undefined
}
const whole = { state: 'processing', sha256: createHash('sha256').update(bytes).digest('hex') }

/** A line on which half a file came and which then stays open, as one whose other end was switched off. */
const openLine = async (location: string): Promise<ClientRequest> => {
  const sending = openPatch(house.url, anna, location, bytes.length)
  sending.write(bytes.subarray(0, part))
  while ((await stat(pathOf(location))).size < part) await new Promise((resolve) => setImmediate(resolve))
  return sending
}

describe('the upload protocol', () => {
  test('says what it can, and invites no other site', async () => {
    const answer = await anna.fetch(uploadPath, { method: 'OPTIONS' })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('tus-version')).toBe('1.0.0')
    expect(answer.headers.get('tus-extension')).toBe('creation,creation-with-upload,termination,expiration')
    const location = locationOf(await begin(anna, await announced(), bytes.length))
    for (const one of [answer, await lookAt(anna, location)])
      expect(one.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('refuses in words of the house', async () => {
    const location = locationOf(await begin(anna, await announced(), bytes.length, bytes.subarray(0, 100)))
    const tus = { 'tus-resumable': '1.0.0' }
    const octets = { 'content-type': 'application/offset+octet-stream' }
    const refusals: [method: string, path: string, headers: Record<string, string>, status: number, code: string][] = [
      ['POST', uploadPath, {}, 412, 'uploads.protocol_differs'],
      ['POST', uploadPath, { 'tus-resumable': '0.2.2' }, 412, 'uploads.protocol_differs'],
      ['POST', uploadPath, tus, 400, 'uploads.not_understood'],
      ['POST', uploadPath, { ...tus, 'upload-length': '-1' }, 400, 'uploads.not_understood'],
      ['POST', uploadPath, { ...tus, 'upload-length': '1', 'upload-metadata': 'a b c' }, 400, 'uploads.not_understood'],
      ['POST', uploadPath, { ...tus, 'upload-defer-length': '1' }, 400, 'uploads.not_understood'],
      ['POST', uploadPath, { ...tus, 'upload-length': '1' }, 404, 'uploads.not_found'],
      ['PATCH', location, { ...tus, 'upload-offset': '100' }, 415, 'uploads.type_not_accepted'],
      ['PATCH', location, { ...tus, ...octets }, 409, 'uploads.offset_differs'],
      ['PATCH', location, { ...tus, ...octets, 'upload-offset': '99' }, 409, 'uploads.offset_differs'],
      ['PATCH', location, { ...tus, ...octets, 'upload-offset': 'x' }, 400, 'uploads.not_understood'],
      ['GET', location, tus, 404, 'uploads.not_found'],
      ['PUT', location, tus, 404, 'uploads.not_found'],
      ['PATCH', `${uploadPath}/..%2Fx`, { ...tus, ...octets, 'upload-offset': '0' }, 404, 'uploads.not_found'],
    ]
    for (const [method, path, headers, status, code] of refusals) {
      const answer = await anna.fetch(path, { method, headers })
      const problem = (await answer.json()) as { code: string; detail: string }
      expect([method, headers, answer.status, problem.code]).toEqual([method, headers, status, code])
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      if (headers['upload-offset'] === '99') expect(problem.detail).toBe('100 bytes are here. Go on behind them.')
    }
    expect((await lookAt(anna, location)).headers.get('upload-offset')).toBe('100')
  })

  test('keeps a day, says so, and then begins anew', async () => {
    const file = await announced()
    const begun = await begin(anna, file, bytes.length, bytes.subarray(0, 100))
    const hours = (Date.parse(begun.headers.get('upload-expires') ?? '') - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(23.9)
    expect(hours).toBeLessThanOrEqual(24)
    const location = locationOf(begun)
    const yesterday = new Date(Date.now() - 25 * 3600 * 1000)
    await utimes(join(pathOf(location), '..'), yesterday, yesterday)
    expect((await lookAt(anna, location)).status).toBe(410)
    expect((await goOn(anna, location, 100, bytes.subarray(100))).status).toBe(410)
    const again = await begin(anna, file, bytes.length, bytes.subarray(0, 50))
    expect([again.status, again.headers.get('upload-offset')]).toEqual([201, '50'])
    expect(locationOf(again)).not.toBe(location)
    expect((await lookAt(anna, location)).status).toBe(404)
    expect((await goOn(anna, locationOf(again), 50, bytes.subarray(50))).status).toBe(204)
    expect(await row(file.fileId)).toMatchObject(whole)
  })

  test('ends an upload when asked, but not one that has arrived', async () => {
    const file = await announced()
    const remove = (location: string): Promise<Response> =>
      anna.fetch(location, { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } })
    const first = locationOf(await begin(anna, file, bytes.length, bytes.subarray(0, 100)))
    expect((await remove(first)).status).toBe(204)
    expect((await lookAt(anna, first)).status).toBe(404)
    expect((await remove(first)).status).toBe(404)
    const second = locationOf(await begin(anna, file, bytes.length, bytes))
    expect((await remove(second)).status).toBe(409)
    expect(await row(file.fileId)).toMatchObject(whole)
  })
})

describe('a file that comes by two lines', () => {
  test('is one upload when both begin at once', async () => {
    const file = await announced()
    const begun = await Promise.all([1, 2, 3].map(() => begin(anna, file, bytes.length)))
    expect(new Set(begun.map(locationOf)).size).toBe(1)
    expect(await readdir(join(house.dataFolder, 'uploads', anna.id, file.fileId))).toHaveLength(1)
  })

  test('goes on by the newer one behind what the older one brought, while that still looks open', async () => {
    const file = await announced()
    const location = locationOf(await begin(anna, file, bytes.length))
    const older = await openLine(location)
    const told = once(older, 'response') as Promise<[IncomingMessage]>
    const looked = await lookAt(anna, location)
    expect([looked.status, looked.headers.get('upload-offset')]).toEqual([200, String(part)])
    const [answer] = await told
    expect(answer.statusCode).toBe(400)
    older.destroy()
    expect((await goOn(anna, location, part, bytes.subarray(part))).status).toBe(204)
    expect(await row(file.fileId)).toMatchObject(whole)
  })

  test('also when it is begun anew instead', async () => {
    const file = await announced()
    const location = locationOf(await begin(anna, file, bytes.length))
    const older = await openLine(location)
    older.on('error', () => undefined)
    const again = await begin(anna, file, bytes.length, bytes)
    expect([again.status, again.headers.get('upload-offset')]).toEqual([201, String(bytes.length)])
    older.destroy()
    expect(await row(file.fileId)).toMatchObject(whole)
  })

  test('arrives once when two processes find it whole', async () => {
    // The same folder with a memory of its own, as another process would have it.
    const other = await openUploads({
      folder: join(house.dataFolder, 'uploads'),
      storage: house.tools.storage,
      desk: uploadDesk(house.tools),
    })
    for (let round = 0; round < 5; round += 1) {
      const file = await announced()
      const location = locationOf(await begin(anna, file, bytes.length))
      await writeFile(pathOf(location), bytes)
      const [looked] = await Promise.all([lookAt(anna, location), other.sweep()])
      expect([looked.status, looked.headers.get('upload-offset')]).toEqual([200, String(bytes.length)])
      expect(await row(file.fileId)).toMatchObject({ state: 'processing' })
    }
  })
})
