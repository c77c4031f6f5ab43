import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { Frame } from '#providers/video-maker.ts'
import { startListener } from './listener.ts'

/** A real JPEG as a maker takes it. Without `host` nobody outside can read it. */
export const makeFrame = async (
  look: { background: string; width?: number; height?: number },
  host: FrameHost | null = null,
): Promise<Frame> => {
  const { background, width = 640, height = 360 } = look
  const data = await sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer()
  const sha256 = createHash('sha256').update(data).digest('hex')
  host?.add(sha256, data)
  return {
    sha256,
    mime: 'image/jpeg',
    bytes: data.byteLength,
    width,
    height,
    read: async () => data,
    signedUrl: async (seconds) => (host === null ? null : `${host.origin}/${sha256}.jpg?seconds=${seconds}`),
  }
}

/** Stands in for the house's public address, from which a vendor reads pictures. */
export interface FrameHost {
  readonly origin: string
  add(sha256: string, data: Buffer): void
  close(): Promise<void>
}

export const startFrameHost = async (): Promise<FrameHost> => {
  const listener = await startListener()
  const pictures = new Map<string, Buffer>()
  listener.answerWith((request, response) => {
    const data = pictures.get(/^\/([0-9a-f]{64})\.jpg/.exec(request.url ?? '')?.[1] ?? '')
    if (data === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': 'image/jpeg' }).end(data)
  })
  return { origin: listener.origin, add: (sha256, data) => pictures.set(sha256, data), close: () => listener.close() }
}
