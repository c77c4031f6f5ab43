import { readSync } from 'node:fs'
import { Encoder, Muxer } from 'node-av/api'
import {
  AV_LOG_ERROR,
  AV_PIX_FMT_YUV420P,
  AVCOL_PRI_BT709,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_TRC_BT709,
  FF_ENCODER_LIBX264,
} from 'node-av/constants'
import { Frame, Log } from 'node-av/lib'
import * as z from 'zod'

/**
 * A program of its own: raw yuv420p pictures on standard input become an MP4. It does with node-av what
 * `ffmpegArguments` in encoder.ts asks of ffmpeg, and is never imported by the server.
 */
const request = z.strictObject({
  width: z.number(),
  height: z.number(),
  fps: z.number(),
  crf: z.number(),
  preset: z.string(),
  threads: z.number(),
  /** As `asMarked` of frame-stream.ts writes it. */
  marked: z.boolean(),
  outputPath: z.string(),
})
const { width, height, fps, crf, preset, threads, marked, outputPath } = request.parse(
  JSON.parse(process.argv[2] ?? ''),
)

const bytesPerFrame = (width * height * 3) / 2
const buffer = Buffer.alloc(bytesPerFrame)

/** Blocking reads keep this loop simple; x264 works on its own threads meanwhile. False at the end. */
const fill = (target: Buffer): boolean => {
  let have = 0
  while (have < target.length) {
    const got = readSync(0, target, have, target.length - have, null)
    if (got === 0 && have === 0) return false
    if (got === 0) throw new Error(`The last frame is short: ${have} of ${target.length} bytes.`)
    have += got
  }
  return true
}
const mark = Buffer.alloc(1)
/** Has the next frame in the buffer, where the one before may already be it. */
const nextFrame = (): boolean => {
  if (!marked) return fill(buffer)
  if (!fill(mark)) return false
  return mark[0] === 0 || fill(buffer)
}

Log.setLevel(AV_LOG_ERROR)
const encoder = Encoder.createSync(FF_ENCODER_LIBX264, {
  gopSize: fps * 2,
  threadCount: threads,
  options: { preset, crf, profile: 'high' },
  configure: (context) => {
    context.colorRange = AVCOL_RANGE_MPEG
    context.colorSpace = AVCOL_SPC_BT709
    context.colorPrimaries = AVCOL_PRI_BT709
    context.colorTrc = AVCOL_TRC_BT709
  },
})
const muxer = Muxer.openSync(outputPath, { format: 'mp4', options: { movflags: '+faststart' } })
const stream = muxer.addStream(encoder)

const store = () => {
  for (;;) {
    using packet = encoder.receiveSync()
    if (!packet) return
    muxer.writePacketSync(packet, stream)
  }
}
for (let pts = 0n; nextFrame(); pts++) {
  using frame = Frame.fromVideoBuffer(buffer, {
    width,
    height,
    format: AV_PIX_FMT_YUV420P,
    timeBase: { num: 1, den: fps },
    pts,
  })
  frame.colorRange = AVCOL_RANGE_MPEG
  encoder.encodeSync(frame)
  store()
}
encoder.flushSync()
store()
muxer.closeSync()
encoder.close()
// Left to end by itself after synchronous calls, node-av 6.1.1 crashes in its finalizers with the work already done.
process.exit(0)
