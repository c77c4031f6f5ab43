import { writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { Decoder, Demuxer, FilterAPI } from 'node-av/api'
import { AV_LOG_ERROR, AVSEEK_FLAG_BACKWARD } from 'node-av/constants'
import { Log, type Frame } from 'node-av/lib'
import { decodeWish, soundFormats } from './media-decode.ts'
import { readableFormats } from './video-facts.ts'

/**
 * A program of its own: a stretch of a file becomes raw pictures or sound on standard output. It does with node-av what
 * `decodeProgram` in media-decode.ts asks of ffmpeg, and is never imported by the server.
 */
const { media, path, startSeconds, seconds, filters } = decodeWish.parse(JSON.parse(process.argv[2] ?? ''))

Log.setLevel(AV_LOG_ERROR)
const formats = media === 'video' ? readableFormats : soundFormats
await using input = await Demuxer.open(resolve(path), {
  options: { protocol_whitelist: 'file', format_whitelist: formats.join(',') },
})
const stream = media === 'video' ? input.video() : input.audio()
if (!stream) throw new Error(`There is no ${media} in it.`)
if (startSeconds > 0) await input.seek(startSeconds, -1, AVSEEK_FLAG_BACKWARD)
using decoder = await Decoder.create(stream)
using graph = FilterAPI.create(filters)

const first = startSeconds + Math.max(0, input.startTime)

/** Pictures and sounds from the beginning on, with times that count from it. */
async function* wanted(): AsyncGenerator<Frame> {
  for await (const frame of decoder.frames(input.packets(stream?.index))) {
    if (frame === null) continue
    // Decoded sound counts in samples, whatever its container counts in.
    const { num, den } = frame.timeBase
    frame.pts -= BigInt(Math.round((first * den) / num))
    if ((Number(frame.pts) * num) / den >= seconds) return frame.free()
    if (frame.pts + frame.duration <= 0n && frame.duration > 0n) frame.free()
    else yield frame
  }
}

/** The pipe may be full: then writing is tried again, and whoever reads has the processor meanwhile. */
const put = async (bytes: Uint8Array): Promise<void> => {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(1, bytes, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      await new Promise((resume) => setTimeout(resume, 1))
    }
  }
}

for await (const frame of graph.frames(wanted())) {
  if (frame === null) continue
  await put(frame.toBuffer())
  frame.free()
}
// Left to end by itself, node-av 6.1.1 may crash in its finalizers with the work already done.
process.exit(0)
