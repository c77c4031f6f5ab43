import { createHash, type Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { Writable, type Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { release } from '../http/direct.ts'
import { hasCode } from './disk-errors.ts'
import { cutOff, tooLong } from './upload-refusals.ts'

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

export interface Place {
  id: string
  handle: FileHandle
  offset: number
  /** So many bytes of the source are passed over first. */
  skip: number
  /** So many bytes at most after that. */
  room: number
  /** Asks for the writing to end soon. */
  signal: AbortSignal
}
export interface UploadWriter {
  /**
   * Writes behind `offset`; answers the new length. What was written stays when the source breaks (Fault
   * `uploads.cut_off`) or has too much (`uploads.too_long`).
   */
  write(source: Readable, place: Place): Promise<number>
  /** The sums, when this process has seen every byte of the file in order; else null. They are forgotten. */
  takeSums(id: string, bytes: number): Sums | null
}

// Uploads that pause keep their sums; the longest silent one loses them first and is summed later from the disk.
const remembered = 2000
const buffered = 1024 * 1024
const quietMs = 30
const graceMs = 300

/** Writes uploads and takes their sums on the way, also across several requests of one upload. */
export const makeUploadWriter = (): UploadWriter => {
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

  const write = async (source: Readable, { id, handle, offset, skip, room, signal }: Place): Promise<number> => {
    const sums = sumsAt(id, offset)
    let at = offset
    let passed = 0
    const take = async (received: Buffer[]): Promise<void> => {
      const chunks =
        passed === skip
          ? received
          : received.map((chunk) => {
              const known = Math.min(chunk.length, skip - passed)
              passed += known
              return chunk.subarray(known)
            })
      const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
      if (at + size > offset + room) throw tooLong()
      if (size > 0) await writeAll(handle, chunks, size, at)
      at += size
      if (sums !== null) {
        for (const chunk of chunks) {
          sums.hash.update(chunk)
          sums.crc32 = crc32(chunk, sums.crc32)
        }
        sums.at = at
      }
      // Left to the garbage collector, they would have it run for every few megabytes.
      for (const chunk of received) release(chunk)
    }
    const sink = gathering(take)
    try {
      await drain(source, sink.stream, signal)
      return at
    } catch (error) {
      if (!hasCode(error, 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR')) throw error
      throw cutOff(error)
    } finally {
      // A write that was under way when the source broke still ends before the file is closed and its length read.
      await sink.settled()
      if (sums !== null) remember(id, sums)
    }
  }

  return {
    write,
    takeSums(id, bytes) {
      const sums = running.get(id)
      running.delete(id)
      return sums?.at === bytes ? { sha256: sums.hash.digest('hex'), crc32: sums.crc32 } : null
    },
  }
}

/** Like a pipeline, but the source outlives a sink that fails: its socket has still to carry the reason back. */
const drain = async (source: Readable, sink: Writable, signal: AbortSignal): Promise<void> => {
  const stop = (error: unknown): void => void sink.destroy(error instanceof Error ? error : new Error(String(error)))
  finished(source, { writable: false }).catch(stop)
  const over = finished(source.pipe(sink))
  const cancel = whenAskedToEnd(source, signal, () =>
    stop(Object.assign(new Error('Somebody else goes on with this upload'), { code: 'ABORT_ERR' })),
  )
  try {
    await over
  } finally {
    cancel()
    source.unpipe(sink)
  }
}

/** What is on its way when the signal comes is still taken: `end` is called when nothing came for a moment, or after a longer one. */
const whenAskedToEnd = (source: Readable, signal: AbortSignal, end: () => void): (() => void) => {
  let forget = (): void => undefined
  const listen = (): void => {
    const quiet = setTimeout(end, quietMs)
    const grace = setTimeout(end, graceMs)
    const hear = (): void => void quiet.refresh()
    source.on('data', hear)
    forget = () => {
      source.off('data', hear)
      clearTimeout(quiet)
      clearTimeout(grace)
    }
  }
  if (signal.aborted) listen()
  else signal.addEventListener('abort', listen, { once: true })
  return () => {
    signal.removeEventListener('abort', listen)
    forget()
  }
}

/** Chunks of the network are small; while one write is under way the next ones gather and go together. */
const gathering = (take: (chunks: Buffer[]) => Promise<void>): { stream: Writable; settled(): Promise<void> } => {
  let last: Promise<void> = Promise.resolve()
  const tell = (chunks: Buffer[], done: (error?: Error | null) => void): void => {
    const taking = take(chunks)
    last = taking.catch(() => undefined)
    taking.then(() => done(), done)
  }
  const stream = new Writable({
    highWaterMark: buffered,
    write: (chunk: Buffer, _encoding, done) => tell([chunk], done),
    writev: (chunks, done) =>
      tell(
        chunks.map(({ chunk }) => chunk as Buffer),
        done,
      ),
  })
  return { stream, settled: () => last }
}

const writeAll = async (file: FileHandle, chunks: Buffer[], size: number, position: number): Promise<void> => {
  const [only] = chunks
  const { bytesWritten } =
    chunks.length === 1 && only !== undefined
      ? await file.write(only, 0, size, position)
      : await file.writev(chunks, position)
  if (bytesWritten === size) return
  // A nearly full disk takes a part; the rest is tried once more and then fails with its reason.
  const rest = Buffer.concat(chunks).subarray(bytesWritten)
  await writeAll(file, [rest], rest.length, position + bytesWritten)
}
