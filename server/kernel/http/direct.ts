import type { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'

/** Content being read. Its chunks belong to whoever takes them. */
export interface OpenSource {
  chunks: AsyncIterable<Uint8Array>
  /** Frees everything at any moment. */
  close(): void
}

const sources = new WeakMap<ReadableStream, OpenSource>()

/** The source as the body of an answer: one chunk is read for one chunk taken, and leaving closes it. */
export const streamOf = (source: OpenSource): ReadableStream<Uint8Array> => {
  const chunks = source.chunks[Symbol.asyncIterator]()
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next()
        if (next.done === true) controller.close()
        else controller.enqueue(next.value)
      },
      cancel() {
        source.close()
      },
    },
    { highWaterMark: 0 },
  )
  sources.set(stream, source)
  return stream
}

/**
 * Sends an answer whose body is a source straight into the connection, and answers what to hand on to the server then; null
 * when the body is none. A web stream would leave every chunk to the garbage collector: beside the embedded database that
 * costs several times what the sending does. Here a chunk's memory is given back as soon as it has left.
 */
export const sendDirectly = async (
  answer: Response,
  outgoing: ServerResponse,
  failed: (error: unknown) => void,
): Promise<Response | null> => {
  const source = answer.body === null ? undefined : sources.get(answer.body)
  if (source === undefined) return null
  const left = new Promise<void>((resolve) => outgoing.once('close', resolve))
  outgoing.once('close', source.close)
  try {
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
    let before: { chunk: Uint8Array; written: Promise<void> } | null = null
    for await (const chunk of source.chunks) {
      if (outgoing.destroyed) break
      const written = new Promise<void>((resolve) => outgoing.write(chunk, () => resolve()))
      // The next chunk is read while this one is on its way.
      if (before !== null) await Promise.race([before.written.then(() => release(before?.chunk)), left])
      before = { chunk, written }
    }
    if (!outgoing.destroyed) outgoing.end()
  } catch (error) {
    if (!outgoing.destroyed) failed(error)
    // Cut off, never filled up with words: a client goes on behind what it has.
    outgoing.destroy()
  } finally {
    source.close()
  }
  return RESPONSE_ALREADY_SENT
}

/** Gives the memory of a chunk back now instead of at the next garbage collection. Nobody may look at it again. */
export const release = (chunk: Uint8Array | undefined): void => {
  if (chunk === undefined || chunk.byteLength < 16 * 1024 || chunk.byteLength !== chunk.buffer.byteLength) return
  if (chunk.buffer instanceof ArrayBuffer) chunk.buffer.transfer(0)
}
