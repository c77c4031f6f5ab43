import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { openUploads, uploadPath, type Uploads } from '#kernel/storage/uploads.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { announce, begin, goOn, lookAt, newProject, openPatch } from '#testing/photos.ts'
import { uploadDesk } from './photos.uploads.ts'

let house: TestHouse
let anna: TestPerson
let other: TestPerson
let project: string
let uploads: Uploads
beforeAll(async () => {
  house = await makeHouse({ working: false })
  anna = await house.people.add()
  other = await house.people.add()
  project = await newProject(anna, 'Summer House')
  // The same folder with a memory of its own, as another process would have it.
  uploads = await openUploads({
    folder: join(house.dataFolder, 'uploads'),
    storage: house.tools.storage,
    desk: uploadDesk(house.tools),
  })
})
afterAll(() => house.stop())

const bytes = randomBytes(1_500_000)
const row = async (fileId: string): Promise<Record<string, unknown> | undefined> => {
  const { rows } = await house.tools.db.driver.query('select * from public.source_files where id = $1', [fileId])
  return rows[0] as Record<string, unknown> | undefined
}
const one = async (person: TestPerson, projectId: string, name = 'a.jpg', length = bytes.length) => {
  const announced = await announce(person, projectId, [{ name, bytes: length }])
  const [file] = announced.files
  if (file === undefined) throw new Error(`Refused: ${JSON.stringify(announced.refused)}`)
  return { ...announced, file }
}
const jobs = async (fileId: string): Promise<number> => {
  const { rows } = await house.tools.db.driver.query(
    "select 1 from jobs.job where name = 'photos.ingest' and data ->> 'fileId' = $1",
    [fileId],
  )
  return rows.length
}
const stored = async (objectName: string): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of await house.tools.storage.read('media', objectName)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
const partials = async (person: TestPerson): Promise<string[]> =>
  await readdir(join(house.dataFolder, 'uploads', person.id)).catch(() => [])

describe('sending a file', () => {
  test('in one request puts it into storage whole, with its sums, and a job to look at it', async () => {
    const { file } = await one(anna, project)
    const answer = await begin(anna, file, bytes.length, bytes)
    expect([answer.status, answer.headers.get('upload-offset')]).toEqual([201, String(bytes.length)])
    expect((await stored(file.objectName)).equals(bytes)).toBe(true)
    expect(await row(file.fileId)).toMatchObject({
      state: 'processing',
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      crc32: crc32(bytes),
    })
    expect(await jobs(file.fileId)).toBe(1)
    expect(await partials(anna)).not.toContain(file.fileId)
  })

  test('in parts, with a pause, goes on at the byte and still knows the sums', async () => {
    const { file } = await one(anna, project)
    const begun = await begin(anna, file, bytes.length)
    const location = begun.headers.get('location') ?? ''
    expect(location).toMatch(new RegExp(`^${uploadPath}/${anna.id}\\.${file.fileId}\\.`))
    expect((await goOn(anna, location, 0, bytes.subarray(0, 600_000))).status).toBe(204)
    expect((await lookAt(anna, location)).headers.get('upload-offset')).toBe('600000')
    expect((await goOn(anna, location, 5, bytes.subarray(5, 10))).status).toBe(409)
    expect((await goOn(anna, location, 600_000, bytes.subarray(600_000))).status).toBe(204)
    expect((await stored(file.objectName)).equals(bytes)).toBe(true)
    expect(await row(file.fileId)).toMatchObject({
      state: 'processing',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      crc32: crc32(bytes),
    })
  })

  test('that breaks off in the middle keeps what came, and goes on behind it', async () => {
    const { file } = await one(anna, project)
    const location = (await begin(anna, file, bytes.length)).headers.get('location') ?? ''
    await new Promise<void>((resolve) => {
      const sending = openPatch(house.url, anna, location, bytes.length)
      sending.on('error', () => resolve())
      sending.write(bytes.subarray(0, 500_000), () => setImmediate(() => sending.destroy()))
    })
    let offset = 0
    // The server notices the broken line a moment later than the client.
    while (offset === 0) offset = Number((await lookAt(anna, location)).headers.get('upload-offset'))
    expect(offset).toBeLessThanOrEqual(500_000)
    offset = Number((await lookAt(anna, location)).headers.get('upload-offset'))
    expect((await goOn(anna, location, offset, bytes.subarray(offset))).status).toBe(204)
    expect((await stored(file.objectName)).equals(bytes)).toBe(true)
  })

  test('that is over says so to whoever asks or sends again', async () => {
    const { file } = await one(anna, project)
    const location = (await begin(anna, file, bytes.length, bytes)).headers.get('location') ?? ''
    const looked = await lookAt(anna, location)
    expect([looked.status, looked.headers.get('upload-offset'), looked.headers.get('upload-length')]).toEqual([
      200,
      String(bytes.length),
      String(bytes.length),
    ])
    const again = await begin(anna, file, bytes.length, bytes)
    expect([again.status, again.headers.get('upload-offset')]).toEqual([201, String(bytes.length)])
    expect((await lookAt(anna, again.headers.get('location') ?? '')).headers.get('upload-offset')).toBe(
      String(bytes.length),
    )
    expect((await goOn(anna, location, 0, bytes)).status).toBe(409)
    expect(await jobs(file.fileId)).toBe(1)
  })

  test('begun twice goes on with what has come, with or without bytes', async () => {
    const { file } = await one(anna, project)
    const first = (await begin(anna, file, bytes.length, bytes.subarray(0, 1000))).headers.get('location') ?? ''
    const again = await begin(anna, file, bytes.length)
    expect([again.status, again.headers.get('location'), again.headers.get('upload-offset')]).toEqual([
      201,
      first,
      '1000',
    ])
    const shorter = await begin(anna, file, bytes.length, bytes.subarray(0, 400))
    expect(shorter.headers.get('upload-offset')).toBe('1000')
    const longer = await begin(anna, file, bytes.length, bytes.subarray(0, 700_000))
    expect(longer.headers.get('upload-offset')).toBe('700000')
    expect((await goOn(anna, first, 700_000, bytes.subarray(700_000))).status).toBe(204)
    expect((await stored(file.objectName)).equals(bytes)).toBe(true)
    expect(await row(file.fileId)).toMatchObject({
      sha256: createHash('sha256').update(bytes).digest('hex'),
      crc32: crc32(bytes),
    })
  })

  test('of which every byte came before a crash is finished by the next question, or by the sweep', async () => {
    for (const wake of ['question', 'sweep'] as const) {
      const { file } = await one(anna, project)
      const location = (await begin(anna, file, bytes.length, bytes.subarray(0, 10))).headers.get('location') ?? ''
      const [, , upload = ''] = location.split('.')
      await writeFile(join(house.dataFolder, 'uploads', anna.id, file.fileId, upload), bytes)
      if (wake === 'question')
        expect((await lookAt(anna, location)).headers.get('upload-offset')).toBe(String(bytes.length))
      else await uploads.sweep()
      expect(await row(file.fileId)).toMatchObject({ state: 'processing', sha256: null })
      expect((await stored(file.objectName)).equals(bytes)).toBe(true)
    }
  })

  test('that a crash cut off between storage and database is finished by the next question, beginning, or sweep', async () => {
    for (const wake of ['question', 'beginning', 'sweep'] as const) {
      const { file } = await one(anna, project)
      const location = (await begin(anna, file, bytes.length)).headers.get('location') ?? ''
      await house.tools.storage.put('media', file.objectName, bytes, 'application/octet-stream')
      if (wake === 'question')
        expect((await lookAt(anna, location)).headers.get('upload-offset')).toBe(String(bytes.length))
      else if (wake === 'beginning')
        expect((await begin(anna, file, bytes.length)).headers.get('upload-offset')).toBe(String(bytes.length))
      else await uploads.sweep()
      expect(await row(file.fileId)).toMatchObject({ state: 'processing' })
      expect(await partials(anna)).not.toContain(file.fileId)
    }
  })

  test('that stopped is kept for a day, and forgotten when nobody awaits it', async () => {
    const { file } = await one(anna, project)
    const location = (await begin(anna, file, bytes.length, bytes.subarray(0, 10))).headers.get('location') ?? ''
    await uploads.sweep()
    expect((await lookAt(anna, location)).headers.get('upload-offset')).toBe('10')
    const yesterday = new Date(Date.now() - 25 * 3600 * 1000)
    await utimes(join(house.dataFolder, 'uploads', anna.id, file.fileId), yesterday, yesterday)
    await uploads.sweep()
    expect((await lookAt(anna, location)).status).toBe(404)
    const stranger = join(house.dataFolder, 'uploads', newId(), newId())
    await mkdir(stranger, { recursive: true })
    await uploads.sweep()
    await expect(readdir(stranger)).rejects.toThrow('ENOENT')
  })

  test('needs the length that was announced, and takes not one byte more', async () => {
    const { file } = await one(anna, project)
    expect((await begin(anna, file, bytes.length + 1)).status).toBe(422)
    const location = (await begin(anna, file, bytes.length)).headers.get('location') ?? ''
    expect((await goOn(anna, location, 0, Buffer.concat([bytes, Buffer.from('x')]))).status).toBe(413)
    expect((await row(file.fileId))?.['state']).toBe('uploading')
  })

  test('needs a file that was announced', async () => {
    for (const objectName of [
      `${anna.id}/photos/${newId()}/original`,
      '../../etc/passwd',
      '',
      `${anna.id}/scenes/x.mp4`,
    ]) {
      const answer = await begin(anna, { clientId: '0', fileId: '', bucket: 'media', objectName, arrived: false }, 10)
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'uploads.not_found'])
    }
    const { file } = await one(anna, project)
    expect((await begin(anna, { ...file, bucket: 'avatars' }, bytes.length)).status).toBe(404)
  })

  test('is nobody else’s business', async () => {
    const { file } = await one(anna, project)
    expect((await begin(other, file, bytes.length)).status).toBe(404)
    const location = (await begin(anna, file, bytes.length, bytes.subarray(0, 100))).headers.get('location') ?? ''
    expect((await lookAt(other, location)).status).toBe(404)
    expect((await goOn(other, location, 100, bytes.subarray(100))).status).toBe(404)
    expect((await other.fetch(location, { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } })).status).toBe(404)
    const disguised = location.replace(anna.id, other.id)
    expect((await lookAt(other, disguised)).status).toBe(404)
    expect((await goOn(other, disguised, 100, bytes.subarray(100))).status).toBe(404)
    expect(
      (await fetch(`${house.url}${location}`, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })).status,
    ).toBe(401)
    expect((await lookAt(anna, location)).headers.get('upload-offset')).toBe('100')
  })

  test('ends with the session of its sender, at the next request', async () => {
    const person = await house.people.add()
    const { file } = await one(person, await newProject(person))
    const location = (await begin(person, file, bytes.length, bytes.subarray(0, 100))).headers.get('location') ?? ''
    await house.tools.db.driver.query('delete from auth.sessions where id = $1', [person.sessionId])
    expect((await lookAt(person, location)).status).toBe(401)
    expect((await goOn(person, location, 100, bytes.subarray(100))).status).toBe(401)
    expect((await begin(person, file, bytes.length)).status).toBe(401)
  })

  test('is refused from another site', async () => {
    const { file } = await one(anna, project)
    const answer = await anna.fetch(uploadPath, {
      method: 'POST',
      headers: { 'tus-resumable': '1.0.0', origin: 'https://evil.example', 'upload-length': String(bytes.length) },
    })
    expect(answer.status).toBe(403)
    expect((await row(file.fileId))?.['state']).toBe('uploading')
  })
})
