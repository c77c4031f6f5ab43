import { resolve } from 'node:path'
import { avGetCodecName, Codec, type Frame, Log } from 'node-av/lib'
import { Decoder, Demuxer, Encoder, FilterAPI } from 'node-av/api'
import {
  AV_LOG_ERROR,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVCOL_RANGE_JPEG,
  AVCOL_SPC_UNSPECIFIED,
  AVCOL_TRC_ARIB_STD_B67,
  AVCOL_TRC_SMPTE2084,
  AVSEEK_FLAG_BACKWARD,
  FF_ENCODER_LIBX264,
  FF_ENCODER_MJPEG,
} from 'node-av/constants'
import { answerJobs } from '#kernel/process/answer-jobs.ts'
import * as z from 'zod'
import { coloursOf, readableFormats, turnOfMatrix } from './video-facts.ts'

/** A worker that looks into videos with node-av, in a process of its own like everything of node-av. */
const job = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('greet') }),
  z.strictObject({ act: z.literal('probe'), path: z.string() }),
  z.strictObject({ act: z.literal('picture'), path: z.string(), atSeconds: z.number() }),
])
export type NodeAvJob = z.infer<typeof job>

Log.setLevel(AV_LOG_ERROR)
// Only files, only the containers we accept: a playlist must not make us open addresses or other files.
const open = (path: string) =>
  Demuxer.open(resolve(path), { options: { protocol_whitelist: 'file', format_whitelist: readableFormats.join(',') } })

const probe = async (path: string) => {
  await using input = await open(path)
  const stream = input.video()
  if (!stream) return null
  const matrix = stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX)
  const { num, den } = stream.avgFrameRate
  return {
    durationSeconds: input.duration,
    width: stream.codecpar.width,
    height: stream.codecpar.height,
    turn: matrix === null ? 0 : turnOfMatrix(Array.from({ length: 9 }, (_, place) => matrix.readInt32LE(place * 4))),
    fps: den === 0 ? 0 : num / den,
    codec: avGetCodecName(stream.codecpar.codecId) ?? 'unknown',
    hasAudio: input.audio() !== undefined,
    colours: coloursOf(
      stream.codecpar.colorSpace === AVCOL_SPC_UNSPECIFIED ? null : 'told',
      { [AVCOL_TRC_ARIB_STD_B67]: 'arib-std-b67', [AVCOL_TRC_SMPTE2084]: 'smpte2084' }[stream.codecpar.colorTrc] ??
        null,
    ),
  }
}

/** The picture shown at `atSeconds`, as coded (not turned), or the last one before the end. Null without any picture. */
const picture = async (path: string, atSeconds: number) => {
  await using input = await open(path)
  const stream = input.video()
  if (!stream) return null
  if (atSeconds > 0) await input.seek(atSeconds, -1, AVSEEK_FLAG_BACKWARD)
  using decoder = await Decoder.create(stream)
  const { num, den } = stream.timeBase
  const firstPts = stream.startTime > 0n ? stream.startTime : 0n
  let shown: Frame | null = null
  try {
    for await (const frame of decoder.frames(input.packets(stream.index))) {
      if (frame === null) continue
      shown?.free()
      shown = frame
      if ((Number(frame.pts - firstPts) * num) / den >= atSeconds - 1e-3) break
    }
    return shown === null ? null : await jpegOf(shown)
  } finally {
    shown?.free()
  }
}

/** JPEG counts from 0 to 255 with BT.601 colours; video mostly does neither, so both are converted by the frame's own tags. */
const jpegOf = async (frame: Frame): Promise<Buffer> => {
  using filter = FilterAPI.create(
    'scale=out_range=pc:out_color_matrix=bt601:flags=bicubic+accurate_rnd,format=yuvj420p',
  )
  const [full] = await filter.processAll(frame)
  if (full === undefined) throw new Error('The picture could not be converted.')
  return Encoder.encodeOne(FF_ENCODER_MJPEG, full, {
    options: { qmin: 2, qmax: 2 },
    configure: (context) => (context.colorRange = AVCOL_RANGE_JPEG),
  })
}

answerJobs(async (message) => {
  const wish = job.parse(message)
  switch (wish.act) {
    case 'greet':
      return Codec.findEncoderByName(FF_ENCODER_LIBX264) ? 'libx264' : null
    case 'probe':
      return probe(wish.path)
    case 'picture':
      return picture(wish.path, wish.atSeconds)
  }
})
