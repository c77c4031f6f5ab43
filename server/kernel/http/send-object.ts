import type { Context } from 'hono'
import { Fault } from '../fault.ts'
import type { Bucket, Storage } from '../storage/storage.ts'
import { streamOf, type OpenSource } from './direct.ts'

export interface SendObject {
  bucket: Bucket
  key: string
  /** Left out, what storage says. */
  contentType?: string
  /** The name under which a browser saves it. */
  fileName?: string
  /** Ask the browser to save instead of to show. Types that could run as a page are always saved. */
  download?: boolean
  cacheControl?: string
}

/** What browsers only ever paint or play. Everything else could be a document with script in it. */
const harmless = /^(image\/(jpeg|png|webp|avif|gif)|video\/(mp4|quicktime|webm)|audio\/(mpeg|mp4|webm|ogg|wav))$/
// Up to here one buffer is cheaper than a stream: every thumbnail is below it.
const oneBuffer = 256 * 1024

/** Any content whose every byte has its place before it is read. */
export interface SendBytes {
  bytes: number
  /** Strong, with its quotes: changes whenever a byte does. */
  etag: string
  contentType: string
  fileName?: string | undefined
  /** Ask the browser to save instead of to show. */
  saved: boolean
  cacheControl: string
  /** Opens everything or `[start, end]`, both inclusive. `close` frees it at any moment. */
  open(range?: { start: number; end: number }): Promise<OpenSource>
}

/**
 * Answers GET and HEAD for a stored object: 200, 206 (one range), 304, 416. The source is read no faster than the
 * client takes it, and closed when the client leaves. Throws `storage.not_found`.
 */
export const sendObject = async (c: Context, storage: Storage, wanted: SendObject): Promise<Response> => {
  const { bucket, key, cacheControl = 'private, no-cache' } = wanted
  const object = await storage.head(bucket, key)
  if (object === null) throw new Fault('storage.not_found', 404, 'This file is not there any more.')
  const contentType = wanted.contentType ?? object.contentType
  return await sendBytes(c, {
    bytes: object.bytes,
    etag: `"${object.version}"`,
    contentType,
    fileName: wanted.fileName,
    saved: wanted.download === true || !harmless.test(contentType),
    cacheControl,
    async open(range) {
      const source = await storage.read(bucket, key, range)
      return { chunks: source, close: () => void source.destroy() }
    },
  })
}

/** The same for content that is not one stored object. */
export const sendBytes = async (c: Context, content: SendBytes): Promise<Response> => {
  const { bytes, etag } = content
  const standing = (): void => {
    c.header('ETag', etag)
    c.header('Cache-Control', content.cacheControl)
    c.header('Accept-Ranges', 'bytes')
    c.header('X-Content-Type-Options', 'nosniff')
  }
  if (matches(c.req.header('if-none-match'), etag)) {
    standing()
    return c.body(null, 304)
  }
  const asked = c.req.method === 'GET' ? c.req.header('range') : undefined
  const range = rangeOf(asked, c.req.header('if-range'), etag, bytes)
  if (range === 'unsatisfiable') {
    c.header('Content-Range', `bytes */${bytes}`)
    throw new Fault('request.range_refused', 416, 'This file is not that long.')
  }
  const start = range?.start ?? 0
  const end = range?.end ?? bytes - 1
  const length = end - start + 1
  const silent = c.req.method === 'HEAD' || length === 0
  // Opened before the headers are set: when it fails, they must not stand on the answer that says so.
  const opened = silent ? null : await content.open(range === null ? undefined : { start, end })
  const body = opened === null ? null : length <= oneBuffer ? await whole(opened.chunks) : streamOf(opened)
  standing()
  c.header('Content-Type', content.contentType)
  c.header('Content-Disposition', disposition(content.saved, content.fileName))
  c.header('Content-Length', String(length))
  if (range !== null) c.header('Content-Range', `bytes ${start}-${end}/${bytes}`)
  const status = range === null ? 200 : 206
  return body === null ? c.body(null, status) : c.body(body, status)
}

/** The one range that is asked for; null for everything. Several ranges, or other units, are answered with everything (RFC 9110 14.2). */
const rangeOf = (
  header: string | undefined,
  condition: string | undefined,
  etag: string,
  bytes: number,
): { start: number; end: number } | 'unsatisfiable' | null => {
  if (header === undefined || (condition !== undefined && condition !== etag)) return null
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header.trim()) ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  if (first === '') {
    const tail = Math.min(Number(last), bytes)
    return tail === 0 ? 'unsatisfiable' : { start: bytes - tail, end: bytes - 1 }
  }
  const start = Number(first)
  const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  if (last !== '' && Number(last) < start) return null
  return start >= bytes ? 'unsatisfiable' : { start, end }
}

const matches = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)

/** RFC 6266: a plain name for old clients, the real one in UTF-8 beside it. */
export const disposition = (saved: boolean, fileName: string | undefined): string => {
  const kind = saved ? 'attachment' : 'inline'
  if (fileName === undefined) return kind
  const plain = fileName.normalize('NFKD').replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`
}

const whole = async (source: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}
