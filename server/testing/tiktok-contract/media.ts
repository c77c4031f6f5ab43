import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { fetch } from 'undici'
import { readMp4 } from '../mp4.ts'

/** Media as TikTok sees it: really opened, not believed. `fault` is the fail_reason it deserves, or null. */
export interface Looked {
  sha256: string
  fault: string | null
}

const sha256Of = (data: Buffer): string => createHash('sha256').update(data).digest('hex')

/** "Video Restrictions". */
export const lookAtVideo = (data: Buffer, maxSeconds: number): Looked => {
  const sha256 = sha256Of(data)
  const isWebm = data.length > 4 && data.readUInt32BE(0) === 0x1a45dfa3
  if (isWebm) return { sha256, fault: null }
  try {
    const { codec, width, height, seconds, frames } = readMp4(data)
    return { sha256, fault: videoFault({ codec, width, height, seconds, rate: frames / seconds, maxSeconds }) }
  } catch {
    // Not an MP4, or not a whole one.
    return { sha256, fault: 'file_format_check_failed' }
  }
}

const videoFault = (video: {
  codec: string
  width: number
  height: number
  seconds: number
  rate: number
  maxSeconds: number
}): string | null => {
  if (!['avc1', 'avc3', 'hvc1', 'hev1', 'vp08', 'vp09'].includes(video.codec)) return 'file_format_check_failed'
  if (video.seconds > Math.min(600, video.maxSeconds)) return 'duration_check_failed'
  if (video.rate < 22.9 || video.rate > 60.1) return 'frame_rate_check_failed'
  const sides = [video.width, video.height]
  return Math.min(...sides) < 360 || Math.max(...sides) > 4096 ? 'picture_size_check_failed' : null
}

/** "Image Restrictions": JPEG or WebP, 1080p, 20 MB. */
export const lookAtPhoto = async (data: Buffer): Promise<Looked> => {
  const sha256 = sha256Of(data)
  const shape = await sharp(data, { limitInputPixels: false })
    .metadata()
    .catch(() => null)
  if (shape === null || !['jpeg', 'webp'].includes(shape.format)) return { sha256, fault: 'file_format_check_failed' }
  const { width, height } = shape
  const fits = Math.max(width, height) <= 1920 && Math.min(width, height) <= 1080 && data.length <= 20 * 1024 ** 2
  return { sha256, fault: fits ? null : 'picture_size_check_failed' }
}

/** The bytes at an address, or null when it does not simply give them: a redirect is not followed. */
export const pullBytes = async (url: string): Promise<Buffer | null> => {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(30_000) })
    if (response.status === 200) return Buffer.from(await response.arrayBuffer())
    await response.body?.cancel()
    return null
  } catch {
    return null
  }
}
