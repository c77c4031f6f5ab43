import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as tus from 'tus-js-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Photo } from '@greenroom/contract/photos.ts'
import { readConfig } from '#kernel/config.ts'
import { makeLog } from '#kernel/log.ts'
import { uploadPath } from '#kernel/storage/uploads.ts'
import { peopleOf, type TestPerson } from '#testing/people.ts'
import {
  announce,
  begin,
  goOn,
  lookAt,
  newProject,
  openPatch,
  partOf,
  photosOf,
  picture,
  settled,
  type AnnouncedForTest,
} from '#testing/photos.ts'
import { freePort, houseProcess, type HouseProcess } from '#testing/process.ts'
import { buildHouse } from '../../house.ts'

let house: HouseProcess
let folder: string
let anna: TestPerson

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-photos-crash-'))
  const port = await freePort()
  house = houseProcess(port, { GREENROOM_DATA: folder })
  // The person is put in by a house in this process; the one that is killed then opens the same folder.
  const seeding = await buildHouse({
    config: readConfig({ GREENROOM_DATA: folder, PORT: String(port) }),
    log: makeLog('error'),
    siteUrl: house.url,
  })
  anna = await peopleOf(seeding, house.url).add()
  await seeding.stop()
  await house.start()
})
afterAll(async () => {
  await house.stop()
  await rm(folder, { recursive: true, force: true })
})

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const downloaded = async (fileId: string): Promise<string> =>
  sha256(Buffer.from(await (await anna.fetch(`/media/photos/${fileId}/original`)).arrayBuffer()))
const ask = async <T>(work: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      // The house is down (no line) or starting (no JSON), as the client of a real person would find it.
      if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error
      await pause(100)
    }
  }
}
const whenSettled = async (projectId: string, count: number): Promise<Photo[]> => {
  for (;;) {
    const photos = await ask(() => photosOf(anna, projectId))
    if (photos.length === count && settled(photos)) return photos
    await pause(200)
  }
}

test(
  'an upload goes on at the byte after kill -9 in the middle of it, again and again',
  { timeout: 300_000 },
  async () => {
    const projectId = await newProject(anna, 'Broken line')
    // A JPEG with something behind its end: as good as any large photo.
    const bytes = Buffer.concat([await picture(1), randomBytes(24_000_000)])
    const { files } = await announce(anna, projectId, [{ name: 'large.jpg', bytes: bytes.length }])
    const [file] = files
    if (file === undefined) throw new Error('Not announced')
    const restarts: number[] = []
    let restarting = Promise.resolve()
    const kill = (at: number): void => {
      restarts.push(at)
      restarting = restarting.then(() => house.kill()).then(() => house.start())
    }
    const offsets: number[] = []
    await new Promise<void>((resolve, reject) => {
      const upload = new tus.Upload(bytes, {
        endpoint: `${house.url}${uploadPath}`,
        retryDelays: Array.from({ length: 200 }, () => 200),
        chunkSize: 6 * 1024 * 1024,
        uploadDataDuringCreation: true,
        headers: { authorization: `Bearer ${anna.accessToken}` },
        metadata: { bucketName: file.bucket, objectName: file.objectName, contentType: 'image/jpeg' },
        onProgress: (sent) => {
          if (restarts.length < 3 && sent > [2e6, 9e6, 17e6][restarts.length]!) kill(sent)
        },
        onAfterResponse: (_request, response) => {
          const offset = response.getHeader('upload-offset')
          if (offset !== undefined) offsets.push(Number(offset))
        },
        onError: reject,
        onSuccess: () => resolve(),
      })
      upload.start()
    })
    await restarting
    expect(restarts).toHaveLength(3)
    const [photo] = await whenSettled(projectId, 1)
    expect(photo).toMatchObject({ name: 'broken-line1.jpeg', bytes: bytes.length, state: 'ready' })
    expect(await downloaded(photo?.id ?? '')).toBe(sha256(bytes))
    expect(offsets, 'it never went back').toEqual(offsets.toSorted((one, other) => one - other))
    expect(await readdir(join(folder, 'uploads', anna.id)).catch(() => [])).toEqual([])
  },
)

test('a part that was cut off by kill -9 is continued at the very byte', { timeout: 120_000 }, async () => {
  const projectId = await newProject(anna, 'Cut part')
  const bytes = Buffer.concat([await picture(2), randomBytes(3_000_000)])
  const { files } = await announce(anna, projectId, [{ name: 'cut.jpg', bytes: bytes.length }])
  const [file] = files
  if (file === undefined) throw new Error('Not announced')
  const location = (await begin(anna, file, bytes.length)).headers.get('location') ?? ''
  const path = partOf(folder, location)
  const sending = openPatch(house.url, anna, location, bytes.length)
  sending.on('error', () => undefined)
  sending.write(bytes.subarray(0, 1_234_567))
  while ((await stat(path)).size < 1_234_567) await pause(5)
  await house.kill()
  await house.start()
  const offset = Number((await lookAt(anna, location)).headers.get('upload-offset'))
  expect(offset).toBe(1_234_567)
  expect((await goOn(anna, location, offset, bytes.subarray(offset))).status).toBe(204)
  const [photo] = await whenSettled(projectId, 1)
  expect(photo).toMatchObject({ name: 'cut-part1.jpeg', bytes: bytes.length })
  expect(await downloaded(photo?.id ?? '')).toBe(sha256(bytes))
})

test(
  'five hundred mixed files, the house killed five times: every good one is there, once, named without a gap',
  { timeout: 600_000 },
  async () => {
    const projectId = await newProject(anna, 'Five hundred')
    const files = await Promise.all(
      Array.from({ length: 500 }, async (_, index) => {
        const good = await picture(10_000 + index, index % 10 === 3 ? 'png' : index % 10 === 4 ? 'webp' : 'jpeg')
        const bytes =
          index % 25 === 7
            ? good.subarray(0, good.length >> 1)
            : index % 25 === 9
              ? Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><!-- ${index} --></svg>`)
              : good
        return { name: `${index}.jpg`, bytes, bad: index % 25 === 7 || index % 25 === 9 }
      }),
    )
    const send = async (file: AnnouncedForTest): Promise<void> => {
      const bytes = files[Number(file.clientId)]?.bytes ?? Buffer.alloc(0)
      for (;;) {
        const answer = await ask(() => begin(anna, file, bytes.length, bytes))
        if (answer.status === 201) break
        if (answer.status !== 503) throw new Error(`${answer.status} ${await answer.text()}`)
        await pause(100)
      }
      sent += 1
    }
    let sent = 0
    const announced = await ask(() =>
      announce(
        anna,
        projectId,
        files.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
      ),
    )
    const waiting = [...announced.files]
    const sending = Promise.all(
      Array.from({ length: 6 }, async () => {
        for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) await send(file)
      }),
    )
    let over = false
    const killing = async (): Promise<void> => {
      for (const after of [60, 160, 280, 400, 490]) {
        while (sent < after && !over) await pause(20)
        await house.kill()
        await house.start()
      }
    }
    await Promise.all([sending.finally(() => (over = true)), killing()])
    const photos = await whenSettled(projectId, 500)
    const good = photos.filter(({ state }) => state === 'ready')
    expect(good).toHaveLength(files.filter(({ bad }) => !bad).length)
    expect(good.map(({ number }) => number)).toEqual(good.map((_, index) => index + 1))
    expect(good.map(({ originalName }) => originalName)).toEqual(
      files.filter(({ bad }) => !bad).map(({ name }) => name),
    )
    expect(
      photos
        .filter(({ state }) => state === 'rejected')
        .every(({ rejection, number }) => rejection !== null && number === null),
    ).toBe(true)
    for (const photo of good.filter((_, index) => index % 20 === 0)) {
      expect(await downloaded(photo.id)).toBe(
        sha256(files[Number.parseInt(photo.originalName, 10)]?.bytes ?? Buffer.alloc(0)),
      )
      expect((await anna.fetch(`/media/photos/${photo.id}/small`)).status).toBe(200)
    }
    expect(await readdir(join(folder, 'uploads', anna.id)).catch(() => [])).toEqual([])
  },
)
