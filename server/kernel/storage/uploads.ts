import { mkdir, open, readdir, rm, rmdir, stat, type FileHandle } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Context } from 'hono'
import type { Actor, PersonActor } from '../db/acting.ts'
import { Fault } from '../fault.ts'
import { personOf, type RawRoute } from '../http/route.ts'
import { newToken } from '../id.ts'
import { hasCode, isMissing, nullIfMissing } from './disk-errors.ts'
import type { Bucket, Storage } from './storage.ts'
import { metadataOf, partOf, urlIdOf } from './upload-ids.ts'
import { makeUploadWriter, type Sums } from './upload-writer.ts'

/** Supabase Storage answers on the same path, so one client serves both. */
export const uploadPath = '/storage/v1/upload/resumable'

/** A file that somebody has announced and may send. */
export interface AnnouncedFile {
  userId: string
  fileId: string
  bucket: Bucket
  /** Where it will lie in storage. */
  key: string
  /** Exactly so many will come. */
  bytes: number
  /** All of them are here already. */
  arrived: boolean
}

/** Who knows what may be uploaded. The transport asks on every request and believes nothing else. */
export interface UploadDesk {
  /** The announced file, read with the rights of a person whose session lives. Throws a Fault with 404 when there is none for them. */
  find(actor: PersonActor, wanted: { fileId: string } | { bucket: string; key: string }): Promise<AnnouncedFile>
  /** All bytes lie in storage. May be told twice. Throws a Fault with 410 when nobody wants the file any more. */
  arrived(file: AnnouncedFile, sums: Sums | null): Promise<void>
  /** For what a crash left: the announced file whoever it belongs to, or null when nothing is awaited. */
  awaited(fileId: string): Promise<AnnouncedFile | null>
}

export interface Uploads {
  rawRoutes: RawRoute[]
  /** Forgets the bytes that came for a file. */
  discard(userId: string, fileId: string): Promise<void>
  /** Finishes what a crash cut off between storage and database, and forgets what nobody awaits or is a day old. Answers how many it touched. */
  sweep(): Promise<number>
}

export interface UploadsOptions {
  folder: string
  storage: Storage
  desk: UploadDesk
}

const lifeMs = 24 * 3600 * 1000

/**
 * Resumable uploads: tus 1.0.0 (tus.io/protocols/resumable-upload) with creation, creation-with-upload and termination.
 * Bytes go from the socket to `folder/{user}/{file}/{upload}` and move into storage when the last one has come; every
 * byte that was written survives kill -9 of the process, and the client goes on behind it.
 */
export const openUploads = async ({ folder, storage, desk }: UploadsOptions): Promise<Uploads> => {
  await mkdir(folder, { recursive: true })
  const writer = makeUploadWriter()
  const folderOf = (file: { userId: string; fileId: string }): string => join(folder, file.userId, file.fileId)
  const forget = (file: { userId: string; fileId: string }): Promise<void> =>
    rm(folderOf(file), { recursive: true, force: true })

  const finish = async (file: AnnouncedFile, id: string): Promise<void> => {
    // The claimed type is only a claim: what the file is will be found out by looking.
    await storage.adopt(file.bucket, file.key, join(folder, id), 'application/octet-stream')
    try {
      await desk.arrived(file, writer.takeSums(id, file.bytes))
    } catch (error) {
      if (error instanceof Fault && error.status === 410) await storage.remove(file.bucket, [file.key])
      throw error
    }
    await forget(file)
  }

  /** True when all of it is in storage, although the database may not know yet: a crash came between the two. */
  const isComplete = async (file: AnnouncedFile): Promise<boolean> => {
    if (!file.arrived) {
      const object = await storage.head(file.bucket, file.key)
      if (object?.bytes !== file.bytes) return false
      await desk.arrived(file, null)
    }
    await forget(file)
    return true
  }

  /** Takes the request's body, which begins at byte `from` of the file; what is here already is passed over. Answers the new length. */
  const receive = async (c: Context, file: AnnouncedFile, part: OpenPart, from: number): Promise<number> => {
    if (!hasBody(c)) return part.size
    if (Number(c.req.header('content-length') ?? 0) > file.bytes - from) throw tooLong()
    return await writer.write(incomingOf(c), {
      ...part,
      offset: part.size,
      skip: part.size - from,
      room: file.bytes - part.size,
    })
  }

  const begin = async (c: Context, actor: Actor): Promise<Response> => {
    speaksTus(c)
    const metadata = metadataOf(c.req.header('upload-metadata'))
    const file = await desk.find(personOf(actor), {
      bucket: metadata['bucketName'] ?? '',
      key: metadata['objectName'] ?? '',
    })
    const length = Number(c.req.header('upload-length'))
    if (length !== file.bytes) {
      throw new Fault(
        'uploads.length_differs',
        422,
        `This file was announced with ${file.bytes} bytes, and now it has ${length}. Announce it again.`,
      )
    }
    if (await isComplete(file))
      return answer(c, 201, { file, offset: file.bytes, id: `${file.userId}/${file.fileId}/arrived` })
    // Clients begin anew whenever their question about an upload was not answered well, for example while the house
    // was starting. What has come of the file is still good.
    await using part = (await openPart(file)) ?? (await makePart(file))
    const offset = await receive(c, file, part, 0)
    if (offset === file.bytes) await finish(file, part.id)
    return answer(c, 201, { file, offset, id: part.id })
  }

  const goOn = async (c: Context, actor: Actor): Promise<Response> => {
    speaksTus(c)
    const person = personOf(actor)
    const named = partOf(c.req.path.split('/').at(-1) ?? '')
    // Other people's uploads do not exist.
    if (named === null || named.userId !== person.userId || c.req.method === 'GET') throw noUpload()
    const file = await desk.find(person, { fileId: named.fileId })
    if (c.req.method === 'HEAD' && (await isComplete(file))) return answer(c, 200, { file, offset: file.bytes })
    if (file.arrived) throw new Fault('uploads.already_here', 409, 'All of this file has arrived already.')
    await using part = await openPart(file)
    if (part?.id !== named.id) throw noUpload()
    if (c.req.method === 'DELETE') {
      await forget(file)
      return answer(c, 204, {})
    }
    if (c.req.method === 'PATCH') {
      if (!hasBody(c))
        throw new Fault('uploads.type_not_accepted', 415, 'Send the bytes as application/offset+octet-stream.')
      if (Number(c.req.header('upload-offset')) !== part.size) {
        throw new Fault('uploads.offset_differs', 409, `${part.size} bytes are here. Go on behind them.`)
      }
    }
    const offset = c.req.method === 'PATCH' ? await receive(c, file, part, part.size) : part.size
    // Also for a question: a crash may have come after the last byte, and nobody sends another one.
    if (offset === file.bytes) await finish(file, part.id)
    return c.req.method === 'PATCH' ? answer(c, 204, { offset }) : answer(c, 200, { file, offset })
  }

  /** What has come of a file so far. Whoever comes back has lost the line that may still look open here: it is ended first. */
  const openPart = async (file: AnnouncedFile): Promise<OpenPart | null> => {
    const [name] = (await readdir(folderOf(file)).catch(nullIfMissing)) ?? []
    if (name === undefined) return null
    const id = `${file.userId}/${file.fileId}/${name}`
    await writer.end(id)
    const handle = await open(join(folder, id), 'r+').catch(nullIfMissing)
    return handle === null ? null : openPartOf(id, handle, (await handle.stat()).size)
  }
  const makePart = async (file: AnnouncedFile): Promise<OpenPart> => {
    const id = `${file.userId}/${file.fileId}/${newToken(9)}`
    await mkdir(folderOf(file), { recursive: true })
    return openPartOf(id, await open(join(folder, id), 'wx'), 0)
  }

  const sweepFile = async (userId: string, fileId: string): Promise<boolean> => {
    const file = await desk.awaited(fileId)
    if (file !== null && !file.arrived) {
      if (await isComplete(file)) return true
      const made = await stat(folderOf(file)).catch(nullIfMissing)
      if (made !== null && Date.now() - made.mtimeMs < lifeMs) return await finishWhole(file)
    }
    await forget({ userId, fileId })
    return true
  }
  /** Finishes a file of which every byte is here, unless it is still being written. */
  const finishWhole = async (file: AnnouncedFile): Promise<boolean> => {
    const [name] = (await readdir(folderOf(file)).catch(nullIfMissing)) ?? []
    const id = `${file.userId}/${file.fileId}/${name ?? ''}`
    const whole = name === undefined || writer.isWriting(id) ? null : await stat(join(folder, id)).catch(nullIfMissing)
    if (whole?.size !== file.bytes) return false
    await finish(file, id)
    return true
  }

  return {
    rawRoutes: [
      { method: 'POST', path: uploadPath, access: 'approved', answer: begin },
      // HEAD comes as GET.
      ...(['GET', 'PATCH', 'DELETE'] as const).map((method): RawRoute => ({
        method,
        path: `${uploadPath}/:id`,
        access: 'approved',
        answer: goOn,
      })),
    ],
    discard: (userId, fileId) => forget({ userId, fileId }),
    async sweep() {
      let touched = 0
      for (const userId of await readdir(folder)) {
        for (const fileId of (await readdir(join(folder, userId)).catch(nullIfMissing)) ?? []) {
          if (await sweepFile(userId, fileId)) touched += 1
        }
        await removeIfEmpty(join(folder, userId))
      }
      return touched
    },
  }
}

/** The socket's own stream: what the framework would hand out is a copy with twice the work for each byte. */
const incomingOf = (c: Context): IncomingMessage => (c.env as { incoming: IncomingMessage }).incoming

const hasBody = (c: Context): boolean => c.req.header('content-type') === 'application/offset+octet-stream'

const speaksTus = (c: Context): void => {
  if (c.req.header('tus-resumable') !== '1.0.0')
    throw new Fault('uploads.protocol_differs', 412, 'Send Tus-Resumable: 1.0.0.')
}

const answer = (
  c: Context,
  status: 200 | 201 | 204,
  { file, offset, id }: { file?: AnnouncedFile; offset?: number; id?: string },
): Response => {
  c.header('Tus-Resumable', '1.0.0')
  c.header('Cache-Control', 'no-store')
  if (offset !== undefined) c.header('Upload-Offset', String(offset))
  if (file !== undefined) c.header('Upload-Length', String(file.bytes))
  if (id !== undefined) c.header('Location', `${uploadPath}/${urlIdOf(id)}`)
  return c.body(null, status)
}

interface OpenPart extends AsyncDisposable {
  /** `{user}/{file}/{upload}` */
  id: string
  handle: FileHandle
  size: number
}
const openPartOf = (id: string, handle: FileHandle, size: number): OpenPart => ({
  id,
  handle,
  size,
  [Symbol.asyncDispose]: () => handle.close(),
})

const removeIfEmpty = async (path: string): Promise<void> => {
  try {
    await rmdir(path)
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST') && !isMissing(error)) throw error
  }
}

const noUpload = (): Fault => new Fault('uploads.not_found', 404, 'There is no such upload.')
const tooLong = (): Fault => new Fault('uploads.too_long', 413, 'These are more bytes than were announced.')
