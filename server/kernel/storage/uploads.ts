import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import type { Context } from 'hono'
import type { Actor, PersonActor } from '../db/acting.ts'
import { Fault } from '../fault.ts'
import { personOf, type RawRoute } from '../http/route.ts'
import { newToken } from '../id.ts'
import { hasCode, nullIfMissing } from './disk-errors.ts'
import { metadataOf, partOf, urlIdOf } from './upload-ids.ts'
import { makeUploadWriter, type Sums } from './upload-writer.ts'
import type { Bucket, Storage } from './storage.ts'

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
  maxBytes: number
}

const lifeMs = 24 * 3600 * 1000

/**
 * Resumable uploads (tus 1.0.0 with creation, creation-with-upload, termination). Bytes collect in
 * `folder/{user}/{file}/{upload}` and move into storage when the last one has come; every byte that was written
 * survives kill -9 of the process and the client continues behind it.
 */
export const openUploads = async ({ folder, storage, desk, maxBytes }: UploadsOptions): Promise<Uploads> => {
  await mkdir(folder, { recursive: true })
  // Without a life of its own: tus would look for a file after it has moved into storage. `sweep` ends old uploads.
  const files = new FileStore({ directory: folder })
  const writer = makeUploadWriter((id) => join(folder, id))
  files.write = writer.write
  const actors = new WeakMap<Request, { actor: PersonActor; file?: AnnouncedFile }>()
  const seen = (request: unknown): { actor: PersonActor; file?: AnnouncedFile } => {
    const known = actors.get(request as Request)
    if (known === undefined) throw new Error('An upload request without a person')
    return known
  }
  const folderOf = (userId: string, fileId: string): string => join(folder, userId, fileId)

  const tus = new Server({
    path: uploadPath,
    datastore: files,
    relativeLocation: true,
    maxSize: maxBytes,
    namingFunction: async (request) => {
      const { file } = seen(request)
      if (file === undefined) throw new Error('An upload began without its file')
      // A second beginning replaces the first: one file never keeps more than its own bytes on the disk.
      await rm(folderOf(file.userId, file.fileId), { recursive: true, force: true })
      return `${file.userId}/${file.fileId}/${newToken(9)}`
    },
    generateUrl: (_request, { path, id }) => `${path}/${urlIdOf(id)}`,
    getFileIdFromRequest: (_request, last) => partOf(last ?? '')?.id,
    onUploadFinish: async (request, upload) => {
      const { file } = seen(request)
      if (file === undefined) throw new Error('An upload ended without its file')
      await finish(file, upload.id)
      return {}
    },
    // tus's own refusals are answered by tus; ours and real trouble by the one translator of the house.
    onResponseError: (_request, error) => {
      if ('status_code' in error) return undefined
      throw error
    },
  })

  const finish = async (file: AnnouncedFile, id: string): Promise<void> => {
    // The claimed type is only a claim: what the file is will be found out by looking.
    await storage.adopt(file.bucket, file.key, join(folder, id), 'application/octet-stream')
    try {
      await desk.arrived(file, writer.takeSums(id, file.bytes))
    } catch (error) {
      if (error instanceof Fault && error.status === 410) await storage.remove(file.bucket, [file.key])
      throw error
    }
    await rm(folderOf(file.userId, file.fileId), { recursive: true, force: true })
  }

  /** True when all of it is in storage, although the database may not know yet: a crash came between the two. */
  const isComplete = async (file: AnnouncedFile): Promise<boolean> => {
    if (file.arrived) return true
    const object = await storage.head(file.bucket, file.key)
    if (object?.bytes !== file.bytes) return false
    await desk.arrived(file, null)
    await rm(folderOf(file.userId, file.fileId), { recursive: true, force: true })
    return true
  }

  const begin = async (c: Context, actor: Actor): Promise<Response> => {
    const person = personOf(actor)
    const metadata = metadataOf(c.req.header('upload-metadata'))
    const file = await desk.find(person, { bucket: metadata['bucketName'] ?? '', key: metadata['objectName'] ?? '' })
    const length = Number(c.req.header('upload-length'))
    if (length !== file.bytes) {
      throw new Fault('uploads.length_differs', 422, `This file was announced with ${file.bytes} bytes, and now it has ${length}. Announce it again.`)
    }
    if (await isComplete(file)) return complete(file, 201, `${uploadPath}/${urlIdOf(`${file.userId}/${file.fileId}/arrived`)}`)
    actors.set(c.req.raw, { actor: person, file })
    return await tus.handleWeb(c.req.raw)
  }

  const goOn = async (c: Context, actor: Actor): Promise<Response> => {
    const person = personOf(actor)
    const part = partOf(c.req.path.split('/').at(-1) ?? '')
    // Other people's uploads do not exist; the database is still asked whether the session lives.
    if (part === null || part.userId !== person.userId) throw noUpload()
    const file = await desk.find(person, { fileId: part.fileId })
    if (c.req.method === 'GET') throw noUpload()
    if (c.req.method === 'HEAD' && (await isComplete(file))) return complete(file, 200)
    if (c.req.method === 'PATCH' && file.arrived) throw new Fault('uploads.already_here', 409, 'All of this file has arrived already.')
    actors.set(c.req.raw, { actor: person, file })
    return await tus.handleWeb(c.req.raw)
  }

  const sweepFile = async (userId: string, fileId: string): Promise<boolean> => {
    const file = await desk.awaited(fileId)
    if (file !== null && (await isComplete(file))) return true
    const made = await stat(folderOf(userId, fileId)).catch(nullIfMissing)
    if (file !== null && made !== null && Date.now() - made.mtimeMs < lifeMs) return false
    await rm(folderOf(userId, fileId), { recursive: true, force: true })
    return true
  }

  return {
    rawRoutes: [
      { method: 'POST', path: uploadPath, access: 'approved', answer: begin },
      ...(['GET', 'PATCH', 'DELETE'] as const).map((method): RawRoute => ({ method, path: `${uploadPath}/:id`, access: 'approved', answer: goOn })),
    ],
    discard: (userId, fileId) => rm(folderOf(userId, fileId), { recursive: true, force: true }),
    async sweep() {
      let touched = 0
      for (const userId of await readdir(folder)) {
        for (const fileId of await readdir(join(folder, userId))) {
          if (await sweepFile(userId, fileId)) touched += 1
        }
        await rmdir(join(folder, userId)).catch((error: unknown) => {
          if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) throw error
        })
      }
      return touched
    },
  }
}

const noUpload = (): Fault => new Fault('uploads.not_found', 404, 'There is no such upload.')

/** The answer of tus to whoever asks about an upload that is over, or begins it again. */
const complete = (file: AnnouncedFile, status: 200 | 201, location?: string): Response =>
  new Response(null, {
    status,
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': String(file.bytes),
      'Upload-Length': String(file.bytes),
      'Cache-Control': 'no-store',
      ...(location === undefined ? {} : { Location: location }),
    },
  })
