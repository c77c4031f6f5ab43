import { createHash, type Hash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { Writable, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { isMissing } from './disk-errors.ts'

/** Sums of a whole file. */
export interface Sums {
  sha256: string
  crc32: number
}
interface RunningSums {
  hash: Hash
  crc32: number
  /** How many bytes are in the sums. */
  at: number
}

export interface UploadWriter {
  /** Writes at `offset` of the upload's file; answers the new length. What was written stays when the source breaks. */
  write(source: Readable, id: string, offset: number): Promise<number>
  /** The sums, when this process has seen every byte of the file in order; else null. They are forgotten. */
  takeSums(id: string, bytes: number): Sums | null
}

// Uploads that pause keep their sums; the longest silent one loses them first and is summed later from the disk.
const remembered = 2000
const buffered = 1024 * 1024

/** Writes uploads and takes their sums on the way, also across several requests of one upload. */
export const makeUploadWriter = (pathOf: (id: string) => string): UploadWriter => {
  const running = new Map<string, RunningSums>()

  const sumsAt = (id: string, offset: number): RunningSums | null => {
    const known = running.get(id)
    running.delete(id)
    if (offset === 0) return { hash: createHash('sha256'), crc32: 0, at: 0 }
    return known?.at === offset ? known : null
  }
  const remember = (id: string, sums: RunningSums): void => {
    running.set(id, sums)
    for (const oldest of running.keys()) {
      if (running.size <= remembered) break
      running.delete(oldest)
    }
  }

  return {
    async write(source, id, offset) {
      const file = await openUpload(pathOf(id))
      const sums = sumsAt(id, offset)
      let at = offset
      const take = async (chunks: Buffer[]): Promise<void> => {
        await writeAll(file, chunks, at)
        for (const chunk of chunks) {
          at += chunk.length
          if (sums === null) continue
          sums.hash.update(chunk)
          sums.crc32 = crc32(chunk, sums.crc32)
          sums.at = at
        }
      }
      try {
        await pipeline(source, gathering(take))
        return at
      } finally {
        if (sums !== null) remember(id, sums)
        await file.close()
      }
    },
    takeSums(id, bytes) {
      const sums = running.get(id)
      running.delete(id)
      return sums?.at === bytes ? { sha256: sums.hash.digest('hex'), crc32: sums.crc32 } : null
    },
  }
}

const openUpload = async (path: string): Promise<FileHandle> => {
  try {
    return await open(path, 'r+')
  } catch (error) {
    // Replaced by a newer beginning of the same file, or cancelled. A plain object is how the protocol server is told.
    if (isMissing(error)) throw Object.assign(new Error('This upload is over', { cause: error }), { status_code: 410, body: 'This upload is over\n' })
    throw error
  }
}

/** Chunks of the network are small; while one write is under way the next ones gather and go together. */
const gathering = (take: (chunks: Buffer[]) => Promise<void>): Writable => {
  const tell = (chunks: Buffer[], done: (error?: Error | null) => void): void => {
    take(chunks).then(() => done(), done)
  }
  return new Writable({
    highWaterMark: buffered,
    write: (chunk: Buffer, _encoding, done) => tell([chunk], done),
    writev: (chunks, done) => tell(chunks.map(({ chunk }) => chunk as Buffer), done),
  })
}

const writeAll = async (file: FileHandle, chunks: Buffer[], position: number): Promise<void> => {
  const wanted = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  const { bytesWritten } = chunks.length === 1 && chunks[0] !== undefined ? await file.write(chunks[0], 0, wanted, position) : await file.writev(chunks, position)
  if (bytesWritten === wanted) return
  // A nearly full disk takes a part; the rest is tried once more and then fails with its reason.
  const rest = Buffer.concat(chunks).subarray(bytesWritten)
  await writeAll(file, [rest], position + bytesWritten)
}
