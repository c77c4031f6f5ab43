import { request, type ClientRequest } from 'node:http'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Photo, UploadOrder } from '@greenroom/contract/photos.ts'
import { newId } from '#kernel/id.ts'
import { uploadPath } from '#kernel/storage/uploads.ts'
import type { TestHouse } from './house.ts'
import type { TestPerson } from './people.ts'

/** A small picture that no other seed makes. */
export const picture = (seed: number, format: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' = 'jpeg'): Promise<Buffer> =>
  sharp({
    create: {
      width: 48 + (seed % 7),
      height: 32,
      channels: 3,
      background: { r: seed % 256, g: (seed >> 8) % 256, b: 90 },
    },
  })
    .toFormat(format)
    .toBuffer()

export interface AnnouncedForTest {
  clientId: string
  fileId: string
  bucket: string
  objectName: string
  arrived: boolean
}
export interface FileForTest {
  name: string
  bytes: Buffer
  folder?: string
  modifiedAt?: string
}

export const newProject = async (person: TestPerson, name = `Project ${newId()}`): Promise<string> => {
  const made = await person.call('POST', '/api/projects', { name })
  if (made.status !== 201) throw new Error(`No project: ${JSON.stringify(made.body)}`)
  return made.body.id as string
}

/** Announces files; `clientId` is the index of the file. */
export const announce = async (
  person: TestPerson,
  projectId: string,
  files: readonly { name: string; bytes: number; folder?: string; modifiedAt?: string }[],
  { order = 'name', batchId = newId() }: { order?: UploadOrder; batchId?: string } = {},
): Promise<{
  batchId: string
  files: AnnouncedForTest[]
  refused: { clientId: string; code: string; sentence: string }[]
}> => {
  const answer = await person.call('POST', `/api/projects/${projectId}/uploads`, {
    batchId,
    order,
    files: files.map((file, index) => ({ clientId: String(index), ...file })),
  })
  if (answer.status !== 201) throw new Error(`Not announced: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

const tusHeaders = { 'tus-resumable': '1.0.0' }
const encoded = (pairs: Record<string, string>): string =>
  Object.entries(pairs)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')

/** Begins an upload, with the bytes given; answers the response, whose `location` goes on. */
export const begin = (person: TestPerson, file: AnnouncedForTest, length: number, body?: Buffer): Promise<Response> =>
  person.fetch(uploadPath, {
    method: 'POST',
    headers: {
      ...tusHeaders,
      'upload-length': String(length),
      'upload-metadata': encoded({ bucketName: file.bucket, objectName: file.objectName, contentType: 'image/jpeg' }),
      ...(body === undefined ? {} : { 'content-type': 'application/offset+octet-stream' }),
    },
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  })
export const goOn = (person: TestPerson, location: string, offset: number, body: Buffer): Promise<Response> =>
  person.fetch(location, {
    method: 'PATCH',
    headers: { ...tusHeaders, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body: new Uint8Array(body),
  })
export const lookAt = (person: TestPerson, location: string): Promise<Response> =>
  person.fetch(location, { method: 'HEAD', headers: tusHeaders })

/** A line that will bring a whole file from its beginning; what is written on it, and when it breaks, is the test's. */
export const openPatch = (url: string, person: TestPerson, location: string, length: number): ClientRequest =>
  request(`${url}${location}`, {
    method: 'PATCH',
    headers: {
      ...tusHeaders,
      authorization: `Bearer ${person.accessToken}`,
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'content-length': length,
    },
  })
/** Where the house keeps the bytes that have come. */
export const partOf = (dataFolder: string, location: string): string =>
  join(dataFolder, 'uploads', location.slice(uploadPath.length + 1).replaceAll('.', '/'))

/** Announces and sends files, several at a time, as the studio does. */
export const upload = async (
  person: TestPerson,
  projectId: string,
  files: readonly FileForTest[],
  options: { order?: UploadOrder } = {},
): Promise<{ batchId: string; fileIds: string[] }> => {
  const announced = await announce(
    person,
    projectId,
    files.map(({ bytes, ...file }) => ({ ...file, bytes: bytes.length })),
    options,
  )
  const waiting = [...announced.files]
  const send = async (): Promise<void> => {
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      const bytes = files[Number(file.clientId)]?.bytes ?? Buffer.alloc(0)
      const answer = await begin(person, file, bytes.length, bytes)
      if (answer.status !== 201) throw new Error(`Not taken: ${answer.status} ${await answer.text()}`)
    }
  }
  await Promise.all(Array.from({ length: 6 }, send))
  const byIndex = new Map(announced.files.map((file) => [Number(file.clientId), file.fileId]))
  return { batchId: announced.batchId, fileIds: files.map((_, index) => byIndex.get(index) ?? '') }
}

export const photosOf = async (person: TestPerson, projectId: string): Promise<Photo[]> => {
  const photos: Photo[] = []
  for (let next: string | null = ''; next !== null;) {
    const page = await person.call(
      'GET',
      `/api/projects/${projectId}/photos${next === '' ? '' : `?after=${encodeURIComponent(next)}`}`,
    )
    if (page.status !== 200) throw new Error(`No photos: ${JSON.stringify(page.body)}`)
    photos.push(...(page.body.photos as Photo[]))
    next = page.body.next as string | null
  }
  return photos
}

/** Waits, woken by the person's events, until the grid is as wanted. */
export const whenPhotos = async (
  house: TestHouse,
  person: TestPerson,
  projectId: string,
  wanted: (photos: Photo[]) => boolean,
): Promise<Photo[]> => {
  let wake: () => void = () => undefined
  let woken = false
  const stop = house.tools.events.subscribe(person.id, {
    wake: () => {
      woken = true
      wake()
    },
    passing: () => undefined,
  })
  try {
    for (;;) {
      woken = false
      const photos = await photosOf(person, projectId)
      if (wanted(photos)) return photos
      if (!woken) await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    stop()
  }
}
/** Nothing is on its way any more, and what is ready has its name. */
export const settled = (photos: readonly Photo[]): boolean =>
  photos.length > 0 &&
  photos.every(({ state, number }) => state === 'rejected' || (state === 'ready' && number !== null))
