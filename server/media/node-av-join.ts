import { createReadStream } from 'node:fs'
import { Demuxer, Encoder, Muxer } from 'node-av/api'
import { AV_CHANNEL_LAYOUT_STEREO, AV_LOG_ERROR, AV_SAMPLE_FMT_FLT, FF_ENCODER_AAC } from 'node-av/constants'
import { Frame, Log } from 'node-av/lib'
import * as z from 'zod'
import { inPieces } from './child-stream.ts'
import { soundRate } from './sound-shapes.ts'

/**
 * A program of its own: parts of a film and raw sound become one MP4. It does with node-av what `joinArguments` in
 * slideshow-join.ts asks of ffmpeg, and is never imported by the server.
 */
const request = z.object({
  parts: z.array(z.string()),
  soundPath: z.string().nullable(),
  durationSeconds: z.number(),
  outputPath: z.string(),
  bitsPerSecond: z.number(),
})
const { parts, soundPath, durationSeconds, outputPath, bitsPerSecond } = request.parse(
  JSON.parse(process.argv[2] ?? ''),
)

Log.setLevel(AV_LOG_ERROR)
const samplesAtOnce = 1024
const total = Math.round(durationSeconds * soundRate)

/** Interleaved floats, a frame of AAC at a time; the last one is filled up with silence. */
async function* soundPieces(): AsyncGenerator<Uint8Array> {
  const silence = new Uint8Array(samplesAtOnce * 8)
  const stored = soundPath === null ? null : inPieces(createReadStream(soundPath), samplesAtOnce * 8)
  for (let at = 0; at < total; at += samplesAtOnce) {
    const piece = await stored?.next()
    yield piece === undefined || piece.done === true ? silence : piece.value
  }
}

const inputs = await Promise.all(parts.map((path) => Demuxer.open(path)))
const [firstStream] = inputs.map((input) => input.video())
if (!firstStream) throw new Error('The first part has no pictures.')
const muxer = await Muxer.open(outputPath, { format: 'mp4', options: { movflags: '+faststart' } })
const pictures = muxer.addStream(firstStream)
const aac = await Encoder.create(FF_ENCODER_AAC, { bitrate: bitsPerSecond, autoResample: true })
const sound = muxer.addStream(aac)

let heard = 0
const pieces = soundPieces()
const storeSound = async (): Promise<void> => {
  for (;;) {
    using packet = await aac.receive()
    if (!packet || typeof packet === 'number') return
    await muxer.writePacket(packet, sound)
  }
}
/** The sound up to a moment of the film, so that both lie side by side in the file. */
const soundUntil = async (seconds: number): Promise<void> => {
  while (heard / soundRate <= seconds) {
    const { value, done } = await pieces.next()
    if (done === true) return
    using frame = Frame.fromAudioBuffer(Buffer.from(value.buffer), {
      nbSamples: samplesAtOnce,
      format: AV_SAMPLE_FMT_FLT,
      sampleRate: soundRate,
      channelLayout: AV_CHANNEL_LAYOUT_STEREO,
      timeBase: { num: 1, den: soundRate },
      pts: BigInt(heard),
    })
    await aac.encode(frame)
    heard += samplesAtOnce
    await storeSound()
  }
}

await soundUntil(0)
let begin = 0n
for (const input of inputs) {
  const stream = input.video()
  if (!stream) throw new Error('A part has no pictures.')
  const { num, den } = stream.timeBase
  let end = begin
  for await (using packet of input.packets(stream.index)) {
    if (!packet) break
    packet.pts += begin
    packet.dts += begin
    if (packet.pts + packet.duration > end) end = packet.pts + packet.duration
    await soundUntil((Number(packet.dts) * num) / den)
    await muxer.writePacket(packet, pictures)
  }
  begin = end
  await input.close()
}
await soundUntil(Infinity)
await aac.flush()
await storeSound()
await muxer.close()
// Left to end by itself, node-av 6.1.1 may crash in its finalizers with the work already done.
process.exit(0)
