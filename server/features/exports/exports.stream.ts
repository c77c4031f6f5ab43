import type { Readable } from 'node:stream'
import { Fault } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import type { FrozenEntry } from './exports.rules.ts'
import { layOutZip, zipPieces, type ZipLayout } from './exports.zip.rules.ts'

export interface OpenedArchive {
  chunks: AsyncIterable<Uint8Array>
  /** Frees everything at any moment; what was asked for ends with an error. */
  close(): void
}
export interface ArchiveRange {
  entries: readonly FrozenEntry[]
  /** Of the whole archive, as it was promised. */
  bytes: number
  /** Inclusive. */
  start: number
  end: number
  /** Asked every few seconds; throws when the person may not go on reading. */
  mayGoOn(): Promise<void>
}

const askAgainMs = 5000

/** Part of an archive as a stream, one open file at a time. Throws `exports.changed` before the first byte. */
export const openArchive = async (tools: Tools, range: ArchiveRange): Promise<OpenedArchive> => {
  const layout = layOutZip(range.entries)
  if (layout.bytes !== range.bytes) throw changed()
  await checkSources(tools, range, layout)
  const leaving = new AbortController()
  return {
    chunks: archiveBytes(tools, range, layout, leaving.signal),
    close: () => leaving.abort(new Error('The reader left')),
  }
}

const changed = (): Fault =>
  new Fault(
    'exports.changed',
    410,
    'A file of this export has been changed or deleted since. Make a new export; it takes a moment.',
  )

/** The promised bytes can only be sent while every file in the range is the one whose size and CRC-32 were taken. */
const checkSources = async (tools: Tools, { entries, start, end }: ArchiveRange, layout: ZipLayout): Promise<void> => {
  const touched = zipPieces(layout, start, end)
  const work = async (): Promise<void> => {
    for (const piece of touched) {
      if (piece.kind === 'bytes') continue
      const { bytes, source } = entryAt(entries, piece.entry)
      if (source.kind === 'text') continue
      const object = await tools.storage.head(source.bucket ?? 'media', source.key)
      if (object?.bytes !== bytes || object.version !== source.version) throw changed()
    }
  }
  await Promise.all([work(), work(), work(), work()])
}

async function* archiveBytes(
  tools: Tools,
  { entries, start, end, mayGoOn }: ArchiveRange,
  layout: ZipLayout,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let asked = tools.clock.now().getTime()
  for (const piece of zipPieces(layout, start, end)) {
    if (piece.kind === 'bytes') {
      yield piece.bytes
      continue
    }
    const { source } = entryAt(entries, piece.entry)
    if (source.kind === 'text') {
      yield Buffer.from(source.text).subarray(piece.start, piece.end + 1)
      continue
    }
    signal.throwIfAborted()
    const file = await tools.storage.read(source.bucket ?? 'media', source.key, { start: piece.start, end: piece.end })
    const leave = (): void => void file.destroy(signal.reason instanceof Error ? signal.reason : undefined)
    signal.addEventListener('abort', leave)
    if (signal.aborted) leave()
    try {
      let sent = 0
      for await (const chunk of file as Readable & AsyncIterable<Buffer>) {
        if (tools.clock.now().getTime() - asked >= askAgainMs) {
          await mayGoOn()
          asked = tools.clock.now().getTime()
        }
        sent += chunk.length
        yield chunk
      }
      // Never filled up: a client must see that it got less than was promised.
      if (sent !== piece.end + 1 - piece.start) throw new Error(`Only ${sent} bytes came from ${source.key}`)
    } finally {
      signal.removeEventListener('abort', leave)
      file.destroy()
    }
  }
}

const entryAt = (entries: readonly FrozenEntry[], index: number): FrozenEntry => {
  const entry = entries[index]
  if (entry === undefined) throw new Error(`No entry ${index}`)
  return entry
}
