import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { runChild, type RunChild } from '#kernel/process/run-child.ts'

/**
 * Standard output of a program, read as fast as it is asked for. Whoever stops reading ends the program. Throws what
 * `runChild` throws.
 */
export async function* childStream(options: Omit<RunChild, 'onStdout'>): AsyncGenerator<Buffer> {
  const stop = new AbortController()
  const bytes = new PassThrough({ highWaterMark: 1 << 16 })
  const take = async (chunk: Buffer): Promise<void> => {
    if (!bytes.write(chunk)) await Promise.race([once(bytes, 'drain'), once(bytes, 'close')])
  }
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal
  const ended = runChild({ ...options, signal, onStdout: take }).then(
    () => bytes.end(),
    (error: unknown) => bytes.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  try {
    for await (const chunk of bytes) yield chunk as Buffer
  } finally {
    stop.abort()
    bytes.destroy()
    await ended
  }
}

/** The same bytes in pieces of one length; a shorter rest at the end is left out. Every piece has memory of its own. */
export async function* inPieces(chunks: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let piece = new Uint8Array(length)
  let have = 0
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + length - have)
      piece.set(part, have)
      have += part.length
      at += part.length
      if (have < length) continue
      yield piece
      piece = new Uint8Array(length)
      have = 0
    }
  }
}
