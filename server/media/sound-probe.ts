import { Fault } from '#kernel/fault.ts'
import { childStream } from './child-stream.ts'
import type { Encoder } from './encoder.ts'
import { decodeProgram } from './media-decode.ts'
import { isAboutTheFile } from './slideshow-faults.ts'

const rate = 8000
const bytesPerSecond = rate * 4
/** Longer music is not read to its end. */
const longestSeconds = 2 * 3600

/**
 * How long a sound plays, by playing all of it in a child: what a file says of itself may be wrong or cut short. Throws
 * media.sound_unreadable (422).
 */
export const probeSound = async (
  by: Encoder,
  path: string,
  { signal, timeoutMs = 60_000 }: { signal?: AbortSignal | undefined; timeoutMs?: number } = {},
): Promise<{ durationSeconds: number }> => {
  const filters = `aresample=${rate},aformat=sample_fmts=flt:channel_layouts=mono`
  const program = decodeProgram(by, { media: 'audio', path, startSeconds: 0, seconds: longestSeconds, filters })
  let bytes = 0
  try {
    for await (const chunk of childStream({ ...program, timeoutMs, maxMemoryMb: 600, signal })) bytes += chunk.length
  } catch (error) {
    if (!isAboutTheFile(error)) throw error
    throw unreadable(error)
  }
  if (bytes < bytesPerSecond / 10) throw unreadable(null)
  return { durationSeconds: bytes / bytesPerSecond }
}

const unreadable = (cause: unknown): Fault =>
  new Fault(
    'media.sound_unreadable',
    422,
    'This file cannot be played. It may be damaged, protected, or no sound at all.',
    {
      cause,
    },
  )
