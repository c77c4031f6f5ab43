import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { fetch } from 'undici'

/** A picture as the vendor sees it: really opened, not believed. */
export interface Picture {
  bytes: number
  sha256: string
  /** Null when it cannot be opened. */
  shape: { format: string; width: number; height: number } | null
}

/** Luma: images <= 50 MB and <= 8000 px a side, JPEG, PNG or WebP (docs.agents.lumalabs.ai, videos/generation). */
export const pictureLimits = { bytes: 50_000_000, side: 8000, formats: ['jpeg', 'png', 'webp'] }

export const openPicture = async (data: Buffer): Promise<Picture> => {
  const shape = data.byteLength === 0 ? null : await shapeOf(data)
  return { bytes: data.byteLength, sha256: createHash('sha256').update(data).digest('hex'), shape }
}

// Unreadable is an answer here, not an accident.
const shapeOf = (data: Buffer): Promise<Picture['shape']> =>
  sharp(data, { limitInputPixels: false })
    .metadata()
    .then(
      ({ format, width, height }) => ({ format, width, height }),
      () => null,
    )

/** What the job will fail with, in the words of the Agents API's failure_code. */
export const pictureFault = ({ shape }: Picture): 'corrupt_input' | 'unsupported_format' | 'image_too_large' | null => {
  if (shape === null) return 'corrupt_input'
  if (!pictureLimits.formats.includes(shape.format)) return 'unsupported_format'
  return Math.max(shape.width, shape.height) > pictureLimits.side ? 'image_too_large' : null
}

/** Null when the address does not give its bytes. Plain fetch: the vendor's own network is not ours to guard. */
export const fetchPicture = async (url: string): Promise<Buffer | null> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) })
    return response.ok ? Buffer.from(await response.arrayBuffer()) : null
  } catch {
    return null
  }
}
