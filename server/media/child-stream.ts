import { runChild, type RunChild } from '#kernel/process/run-child.ts'

/** So many bytes may wait; then the program does. */
const mostWaiting = 1 << 18

/**
 * Standard output of a program, read as fast as it is asked for. Whoever stops reading ends the program. Throws what
 * `runChild` throws.
 */
export async function* childStream(options: Omit<RunChild, 'onStdout'>): AsyncGenerator<Buffer> {
  const stop = new AbortController()
  const waiting: Buffer[] = []
  let bytes = 0
  let [wakeReader, wakeProgram] = [nothing, nothing]
  const take = async (chunk: Buffer): Promise<void> => {
    waiting.push(chunk)
    bytes += chunk.length
    wakeReader()
    if (bytes > mostWaiting && !stop.signal.aborted) await new Promise<void>((resolve) => (wakeProgram = resolve))
  }
  let end: { error: Error | null } | null = null
  const ended = runChild({
    ...options,
    signal: options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal,
    onStdout: take,
  }).then(
    () => (end = { error: null }),
    (error: unknown) => (end = { error: error instanceof Error ? error : new Error(String(error)) }),
  )
  void ended.then(() => wakeReader())
  try {
    for (;;) {
      const chunk = waiting.shift()
      if (chunk !== undefined) {
        bytes -= chunk.length
        wakeProgram()
        yield chunk
      } else if (end === null) {
        await new Promise<void>((resolve) => (wakeReader = resolve))
      } else {
        const { error } = end as { error: Error | null }
        if (error !== null) throw error
        return
      }
    }
  } finally {
    stop.abort()
    wakeProgram()
    await ended
  }
}
const nothing = (): void => undefined

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
