import { OutboundFault } from '#kernel/http/outbound-fault.ts'
import type { Outbound, OutboundReply } from '#kernel/http/outbound.ts'
import type { ChunkSent, ChunkUpload } from '../publisher.ts'
import { progressOf } from './tiktok.chunks.ts'

/** Ten megabytes over a slow line; the address itself lives an hour. */
const chunkTimeoutMs = 10 * 60_000

/**
 * Whether bytes may go to this address: https on a host under one of `hosts`, or an origin that is listed as a whole
 * (a contract server's). TikTok's upload hosts are regional.
 */
export const isUploadAddress = (address: string, hosts: readonly string[]): boolean => {
  const url = URL.parse(address)
  if (url === null || url.username !== '' || url.password !== '') return false
  return hosts.some((host) =>
    host.includes('://')
      ? URL.parse(host)?.origin === url.origin
      : url.protocol === 'https:' && url.port === '' && (url.hostname === host || url.hostname.endsWith(`.${host}`)),
  )
}

/** "Media Transfer Guide", PUT of one chunk. The address is the secret: no token goes along, and it is never told on. */
export const makeSendChunk =
  (outbound: Outbound, hosts: readonly string[]) =>
  async ({ uploadUrl, plan, index, mime, open, signal }: ChunkUpload): Promise<ChunkSent> => {
    const range = plan.chunks[index]
    if (range === undefined) throw new RangeError(`The plan has ${plan.chunks.length} chunks; there is no ${index}.`)
    if (!isUploadAddress(uploadUrl, hosts))
      return { kind: 'refused', code: 'upload_host', sentence: 'TikTok named an address that is not its own.' }
    const length = range.last - range.first + 1
    let body: Buffer | null
    try {
      body = await collect(await open(range), length)
    } catch {
      // Whatever went wrong in the house's own store, TikTok has not seen this chunk: it may be tried again.
      return { kind: 'passing', reason: 'The video could not be read from the store.' }
    }
    if (body === null)
      return { kind: 'refused', code: 'wrong_length', sentence: 'The video is not as long as it was announced.' }
    try {
      const reply = await outbound.request(uploadUrl, {
        method: 'PUT',
        headers: { 'content-type': mime, 'content-range': `bytes ${range.first}-${range.last}/${plan.bytes}` },
        body,
        timeoutMs: chunkTimeoutMs,
        ...(signal === undefined ? {} : { signal }),
      })
      return sentFrom(reply, { plan, index })
    } catch (error) {
      if (!(error instanceof OutboundFault)) throw error
      if (error.kind === 'blocked')
        return { kind: 'refused', code: 'upload_host', sentence: 'This house may not send to TikTok’s upload address.' }
      return { kind: 'passing', reason: error.message }
    }
  }

/** Exactly `length` bytes, or null when there are fewer or more. */
const collect = async (bytes: AsyncIterable<Uint8Array>, length: number): Promise<Buffer | null> => {
  const whole = Buffer.allocUnsafe(length)
  let at = 0
  for await (const part of bytes) {
    if (at + part.byteLength > length) return null
    whole.set(part, at)
    at += part.byteLength
  }
  return at === length ? whole : null
}

/** The answers to a PUT are bare: a status and, at best, how far the other side is. */
const sentFrom = (
  { status, headers }: OutboundReply,
  { plan, index }: Pick<ChunkUpload, 'plan' | 'index'>,
): ChunkSent => {
  const isLast = index === plan.chunks.length - 1
  if (status === 201 || (status === 200 && isLast)) return { kind: 'done' }
  const received = (plan.chunks[index]?.last ?? -1) + 1
  if ((status === 206 || status === 200) && !isLast) return { kind: 'more', next: index + 1, received }
  if (status === 206 || status === 416) {
    const progress = progressOf(plan, headers.get('content-range'))
    if (progress === null)
      return {
        kind: 'refused',
        code: `odd_progress ${status}`,
        sentence: 'TikTok does not say where the upload stands.',
      }
    return progress.received === plan.bytes ? { kind: 'done' } : { kind: 'resync', ...progress }
  }
  if (status === 403 || status === 404 || status === 410) return { kind: 'expired' }
  if (status >= 500 || status === 429 || status === 408)
    return { kind: 'passing', reason: `TikTok answered ${status}.` }
  return { kind: 'refused', code: String(status), sentence: `TikTok refused a part of the video (${status}).` }
}
