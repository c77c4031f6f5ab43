import type { IncomingMessage } from 'node:http'
import { Server } from '@tus/server'
import type { Context } from 'hono'
import type { Actor, PersonActor } from '../db/acting.ts'
import { Fault } from '../fault.ts'
import { personOf, type RawRoute } from '../http/route.ts'
import { newToken } from '../id.ts'
import type { Bucket, Storage } from './storage.ts'
import { partOf, urlIdOf } from './upload-ids.ts'
import { makeUploadLocks } from './upload-locks.ts'
import { openParts } from './upload-parts.ts'
import { faultOfRefusal, isRefusal, noUpload } from './upload-refusals.ts'
import { isExpired, makeUploadStore } from './upload-store.ts'
import { bytesHere, currentVisit, visitedFile, visiting, type Visit } from './upload-visit.ts'
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

/**
 * Resumable uploads: tus 1.0.0 (tus.io/protocols/resumable-upload) spoken by `@tus/server`, with creation,
 * creation-with-upload, termination and expiration. Bytes are written by the house's own store: every one that was
 * written survives kill -9 of the process, and the client goes on behind it.
 */
export const openUploads = async ({ folder, storage, desk }: UploadsOptions): Promise<Uploads> => {
  const writer = makeUploadWriter()
  const parts = await openParts({ folder, storage, desk, writer })
  const locks = makeUploadLocks()

  const sweep = async (): Promise<number> => {
    let touched = 0
    for await (const { userId, fileId } of parts.all()) {
      if (!locks.isHeld({ userId, fileId }) && (await sweepFile(userId, fileId))) touched += 1
    }
    return touched
  }
  const sweepFile = async (userId: string, fileId: string): Promise<boolean> => {
    const file = await desk.awaited(fileId)
    if (file !== null && !file.arrived) {
      if (await parts.isComplete(file)) return true
      const part = await parts.find(file)
      if (part?.bytes === file.bytes) {
        await parts.finish(file, part.id)
        return true
      }
      if (part !== null && !isExpired(part)) return false
    }
    await parts.forget({ userId, fileId })
    return true
  }

  const tus = new Server({
    path: uploadPath,
    datastore: makeUploadStore({ parts, writer, deleteExpired: sweep }),
    locker: locks.locker,
    // The studio is at the same address; no other site may read an answer.
    allowedOrigins: () => false,
    generateUrl: (_request, { path, id }) => `${path}/${urlIdOf(id)}`,
    getFileIdFromRequest: (_request, last) => partOf(last ?? '')?.id,
    // The first that the library does when an upload begins: whose it is must be known for its name.
    async namingFunction(_request, metadata) {
      const visit = currentVisit()
      const wanted = { bucket: metadata?.['bucketName'] ?? '', key: metadata?.['objectName'] ?? '' }
      const file = await desk.find(visit.person, wanted)
      visit.file = file
      return `${file.userId}/${file.fileId}/${newToken(9)}`
    },
    async onIncomingRequest(_request, id) {
      const visit = currentVisit()
      const named = partOf(urlIdOf(id))
      // Other people's uploads do not exist.
      if (named?.userId !== visit.person.userId) throw noUpload()
      visit.file ??= await desk.find(visit.person, { fileId: named.fileId })
      if (visit.file.arrived && (visit.method === 'PATCH' || visit.method === 'DELETE'))
        throw new Fault('uploads.already_here', 409, 'All of this file has arrived already.')
    },
    async onUploadCreate(_request, { size }) {
      const { bytes } = visitedFile(currentVisit())
      if (size === bytes) return {}
      throw new Fault(
        'uploads.length_differs',
        422,
        `This file was announced with ${bytes} bytes, and now it has ${size}. Announce it again.`,
      )
    },
    onResponseError(_request, error) {
      throw isRefusal(error) ? faultOfRefusal(error, bytesHere(currentVisit())) : error
    },
  })

  const answer = async (c: Context, actor: Actor): Promise<Response> => {
    const { method, url } = c.req
    const visit: Visit = { person: personOf(actor), method, incoming: incomingOf(c), stop: new AbortController() }
    // Without its body: as a web stream each byte costs twice as much, so the store takes it from the socket.
    const request = new Request(url, { method, headers: c.req.raw.headers })
    return await visiting(visit, async () => {
      const response = await tus.handleWeb(request)
      if (!response.ok)
        throw faultOfRefusal({ status_code: response.status, body: await response.text() }, bytesHere(visit))
      response.headers.set('Cache-Control', 'no-store')
      // Also when an upload begins without bytes: some may be here from an earlier beginning.
      if (method === 'POST') response.headers.set('Upload-Offset', String(bytesHere(visit)))
      return response
    })
  }

  return {
    rawRoutes: [uploadPath, `${uploadPath}/:id`].map((path) => ({ method: 'ALL', path, access: 'approved', answer })),
    discard: (userId, fileId) => parts.forget({ userId, fileId }),
    sweep: () => tus.cleanUpExpiredUploads(),
  }
}

/** The socket's own stream: what the framework would hand out is a copy with twice the work for each byte. */
const incomingOf = (c: Context): IncomingMessage => (c.env as { incoming: IncomingMessage }).incoming
