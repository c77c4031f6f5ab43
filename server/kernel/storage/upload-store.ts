import type { Readable } from 'node:stream'
import { DataStore, Upload } from '@tus/server'
import { isMissing } from './disk-errors.ts'
import type { Part, UploadParts } from './upload-parts.ts'
import { noUpload } from './upload-refusals.ts'
import { bytesHere, currentVisit, visitedFile, type Visit } from './upload-visit.ts'
import type { UploadWriter } from './upload-writer.ts'

/** An upload that is not finished is kept so long after its beginning. */
const lifeMs = 24 * 3600 * 1000

export const isExpired = ({ begunAt }: Part): boolean => Date.now() - begunAt.getTime() >= lifeMs

interface StoreOptions {
  parts: UploadParts
  writer: UploadWriter
  /** Ends what is older than its life; answers how many. */
  deleteExpired(): Promise<number>
}

/**
 * The store behind the tus library: bytes go from the socket into a part, and a part with every byte in it goes on into
 * storage while its lock is still held. Every method but `deleteExpired` is called within a visit whose file is known.
 */
export const makeUploadStore = ({ parts, writer, deleteExpired }: StoreOptions): DataStore => {
  const finish = async (visit: Visit, id: string): Promise<void> => {
    await parts.finish(visitedFile(visit), id)
    visit.here = 'all'
  }
  const look = async (visit: Visit, id: string): Promise<void> => {
    const file = visitedFile(visit)
    if (visit.method === 'HEAD' && (await parts.isComplete(file))) {
      visit.here = 'all'
      return
    }
    const part = await parts.find(file)
    if (part?.id !== id) throw noUpload()
    visit.here = part
    // A crash may have come after the last byte, and nobody sends another one.
    if (visit.method === 'HEAD' && part.bytes === file.bytes) await finish(visit, id)
  }
  /** Clients begin anew whenever their question was not answered well, for example while the house was starting. What has come is still good. */
  const beginOrGoOn = async (visit: Visit, id: string): Promise<Part> => {
    const file = visitedFile(visit)
    const found = await parts.find(file)
    if (found !== null) {
      if (!isExpired(found)) return found
      await parts.forget(file)
    }
    return await parts.make(id)
  }

  return Object.assign(new DataStore(), {
    extensions: ['creation', 'creation-with-upload', 'termination', 'expiration'],
    getExpiration: () => lifeMs,
    deleteExpired,

    async create(upload: Upload): Promise<Upload> {
      const visit = currentVisit()
      const file = visitedFile(visit)
      if (await parts.isComplete(file)) {
        visit.here = 'all'
        return upload
      }
      const part = await beginOrGoOn(visit, upload.id)
      visit.here = part
      // The library makes the address of the upload from this.
      upload.id = part.id
      if (part.bytes === file.bytes) await finish(visit, part.id)
      return upload
    },

    /** The bytes of this request begin at byte `from` of the file; those that are here already are passed over. */
    async write(bodyless: Readable, id: string, from: number): Promise<number> {
      bodyless.resume()
      const visit = currentVisit()
      if (visit.here === 'all') return bytesHere(visit)
      const file = visitedFile(visit)
      const offset = bytesHere(visit)
      await using handle = await parts.open(id).catch(goneIsNoUpload)
      const bytes = await writer.write(visit.incoming, {
        id,
        handle,
        offset,
        skip: offset - from,
        room: file.bytes - offset,
        signal: visit.stop.signal,
      })
      if (visit.here !== undefined) visit.here = { ...visit.here, bytes }
      // Not in the library's hook for this: that one is told when the lock is open again.
      if (bytes === file.bytes) await finish(visit, id)
      return bytes
    },

    async getUpload(id: string): Promise<Upload> {
      const visit = currentVisit()
      const file = visitedFile(visit)
      if (visit.here === undefined) await look(visit, id)
      return new Upload({
        id,
        size: file.bytes,
        offset: bytesHere(visit),
        metadata: { bucketName: file.bucket, objectName: file.key },
        ...(visit.here === 'all' ? {} : { creation_date: visit.here?.begunAt.toISOString() }),
      })
    },

    async remove(id: string): Promise<void> {
      const file = visitedFile(currentVisit())
      if ((await parts.find(file))?.id !== id) throw noUpload()
      await parts.forget(file)
    },
  })
}

const goneIsNoUpload = (error: unknown): never => {
  throw isMissing(error) ? noUpload() : error
}
