import { OutboundFault } from '#kernel/http/outbound-fault.ts'
import type { OutboundReply } from '#kernel/http/outbound.ts'
import { retryAfterSeconds } from '#kernel/http/post-once.ts'
import type { Frame, MakerFailure, Started, VideoRequest } from '../video-maker.ts'
import { detailOf, readJson, vendorCode } from '../vendor-reply.ts'
import { refusalFrom, transportFor, type Transport } from './luma.rules.ts'
import { presigned, storedFile, type ImageRef } from './luma.wire.ts'
import type { LumaClient } from './luma.client.ts'

/** A queued job may read its pictures late. */
const urlSeconds = 24 * 60 * 60
const readyLooks = 10

type Refused = Extract<Started, { outcome: 'rejected' }>
export type Prepared = { start: ImageRef; end: ImageRef | null } | Refused

/**
 * Brings the pictures into the form the create body wants. Uploads are free and may be repeated, so every fault here is a
 * rejection: the one paid request was not made.
 */
export const prepareFrames = async (
  client: LumaClient,
  prefer: Transport,
  { startFrame, endFrame }: VideoRequest,
  signal: AbortSignal,
): Promise<Prepared> => {
  let input: 'start' | 'end' = 'start'
  try {
    const urls = await Promise.all([startFrame.signedUrl(urlSeconds), endFrame?.signedUrl(urlSeconds)])
    const transport = transportFor(prefer, startFrame.bytes + (endFrame?.bytes ?? 0), !urls.includes(null))
    const give = async (frame: Frame, url: string | null | undefined): Promise<ImageRef> => {
      if (transport === 'url' && typeof url === 'string') return { url }
      if (transport === 'file') return { file_id: await upload(client, frame, signal) }
      return { data: (await frame.read()).toString('base64'), media_type: frame.mime }
    }
    const start = await give(startFrame, urls[0])
    if (endFrame === null) return { start, end: null }
    input = 'end'
    const same = transport === 'file' && endFrame.sha256 === startFrame.sha256
    return { start, end: same ? start : await give(endFrame, urls[1]) }
  } catch (error) {
    return refusedBy(error, input)
  }
}

/** An upload that was answered with a refusal. */
class UploadRefused extends Error {
  override readonly name = 'UploadRefused'
  readonly reply: OutboundReply
  constructor(reply: OutboundReply) {
    super(`Luma answered ${reply.status} to an upload.`)
    this.reply = reply
  }
}

const upload = async (client: LumaClient, frame: Frame, signal: AbortSignal): Promise<string> => {
  const announced = await client.api(
    'POST',
    '/files',
    { mime_type: frame.mime, size_bytes: frame.bytes, purpose: 'input' },
    signal,
  )
  const { id, upload: slot } = presigned.parse(body(announced))
  const put = await client.put(slot.url, slot.headers, await frame.read(), signal)
  if (put.status >= 300) throw new UploadRefused(put)
  let file = storedFile.parse(body(await client.api('POST', `/files/${encodeURIComponent(id)}/complete`, {}, signal)))
  for (let look = 0; file.state === 'pending' && look < readyLooks; look += 1) {
    await client.pause()
    file = storedFile.parse(body(await client.api('GET', `/files/${encodeURIComponent(id)}`, null, signal)))
  }
  if (file.state !== 'ready') throw new Error(`The uploaded picture is ${file.state}.`)
  return id
}

const body = (reply: OutboundReply): unknown => {
  if (reply.status >= 300) throw new UploadRefused(reply)
  return readJson(reply.body.toString('utf8'))
}

const refusedBy = (error: unknown, input: 'start' | 'end'): Refused => {
  if (error instanceof UploadRefused) {
    const { status, headers, body: text } = error.reply
    const failure = refusalFrom(status, detailOf(text.toString('utf8'))) ?? down(`${status}`)
    const wait = retryAfterSeconds(headers, new Date()) ?? 30
    return { outcome: 'rejected', failure, ...(failure.retryable ? { retryAfterSeconds: wait } : {}) }
  }
  if (error instanceof OutboundFault) return { outcome: 'rejected', failure: down(error.kind), retryAfterSeconds: 30 }
  const failure: MakerFailure = {
    vendorCode: vendorCode(`frame_unreadable: ${error instanceof Error ? error.message : String(error)}`),
    kind: 'invalid_input',
    input,
    retryable: true,
    charged: 'no',
  }
  return { outcome: 'rejected', failure, retryAfterSeconds: 30 }
}

const down = (what: string): MakerFailure => ({
  vendorCode: `upload ${what}`,
  kind: 'provider_down',
  input: null,
  retryable: true,
  charged: 'no',
})
