import { open } from 'node:fs/promises'
import { Fault } from '#kernel/fault.ts'
import { runChild } from '#kernel/process/run-child.ts'
import { forkWorker } from '#kernel/process/worker.ts'
import * as z from 'zod'
import type { Encoder } from './encoder.ts'
import type { NodeAvJob } from './node-av-read.ts'
import { coloursOf, quarter, readableFormats, turnOfMatrix, type Colours, type Turn } from './video-facts.ts'

export interface VideoFacts {
  durationSeconds: number
  /** As shown, with the camera's turn applied. */
  width: number
  height: number
  /** Pictures a second on average; 0 when the file does not tell. */
  fps: number
  /** ffmpeg's name, e.g. `h264`, `hevc`, `vp9`, `av1`. */
  codec: string
  /** How the coded pictures must be turned clockwise to stand upright. */
  turn: Turn
  hasAudio: boolean
  colours: Colours
}
interface Limits {
  timeoutMs?: number
  signal?: AbortSignal | undefined
}

const unreadable = () =>
  new Fault('media.video_unreadable', 422, 'This video cannot be read. It may be damaged or cut short.')
const coded = z.strictObject({
  durationSeconds: z.number(),
  width: z.number(),
  height: z.number(),
  fps: z.number(),
  codec: z.string(),
  turn: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  hasAudio: z.boolean(),
  colours: z.enum(['told', 'untold', 'wide']),
})

/** Length, size, rate and codec of a video file, read in a child. Throws media.video_unreadable. */
export const probeVideo = async (by: Encoder, path: string, limits: Limits = {}): Promise<VideoFacts> => {
  const facts =
    by.kind === 'ffmpeg'
      ? await askFfprobe(by.probePath, path, limits)
      : coded.nullable().parse(await askNodeAv({ act: 'probe', path }, limits))
  if (facts === null || facts.width < 1 || facts.height < 1) throw unreadable()
  return facts.turn % 180 === 0 ? facts : { ...facts, width: facts.height, height: facts.width }
}

export interface FileFacts extends VideoFacts {
  /** By the first bytes of the file, whatever its name says. */
  container: 'mp4' | 'quicktime' | 'webm' | 'other'
  bytes: number
}

/** What a finished film really is, for those who take it only under conditions. Throws media.video_unreadable. */
export const probeFinished = async (by: Encoder, path: string, limits: Limits = {}): Promise<FileFacts> => {
  const facts = await probeVideo(by, path, limits)
  await using file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(12), 0, 12, 0)
  return { ...facts, container: containerOf(buffer), bytes: (await file.stat()).size }
}

const containerOf = (head: Buffer): FileFacts['container'] => {
  if (head.toString('latin1', 4, 8) === 'ftyp') return head.toString('latin1', 8, 10) === 'qt' ? 'quicktime' : 'mp4'
  return head.readUInt32BE(0) === 0x1a45dfa3 ? 'webm' : 'other'
}

/**
 * The picture shown at `atSeconds` (the last one when the video is shorter) as a full-size JPEG, read in a child.
 * It is as coded: turn it by the `turn` of `probeVideo`. Throws media.video_unreadable.
 */
export const posterFrame = async (
  by: Encoder,
  path: string,
  atSeconds: number,
  limits: Limits = {},
): Promise<Buffer> => {
  const jpeg =
    by.kind === 'ffmpeg'
      ? await askFfmpeg(by.path, path, atSeconds, limits)
      : await askNodeAv({ act: 'picture', path, atSeconds }, limits)
  if (!(jpeg instanceof Uint8Array) || jpeg.length === 0) throw unreadable()
  return Buffer.from(jpeg)
}

const askNodeAv = async (message: NodeAvJob, limits: Limits): Promise<unknown> => {
  const modulePath = new URL('./node-av-read.ts', import.meta.url)
  try {
    return await forkWorker({
      modulePath,
      message,
      maxMemoryMb: 1000,
      timeoutMs: limits.timeoutMs ?? 30_000,
      signal: limits.signal,
    })
  } catch (error) {
    throw orUnreadable(error)
  }
}

const input = (path: string) => [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  readableFormats.join(','),
  '-i',
  `file:${path}`,
]

const askFfmpeg = async (command: string, path: string, atSeconds: number, limits: Limits): Promise<Buffer> => {
  const first = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-noautorotate']
  const jpegs = ['-an', '-sn', '-f', 'image2pipe', '-c:v', 'mjpeg', '-q:v', '2', '-pix_fmt', 'yuvj420p', 'pipe:1']
  const seek = ['-ss', String(atSeconds)]
  const found = await ask(command, [...first, ...seek, ...input(path), '-frames:v', '1', ...jpegs], limits)
  if (found.length > 0) return found
  // Behind the end: the pictures of the last half second come one after the other, and the last of them is it.
  const ending = await ask(command, [...first, '-sseof', '-0.5', ...input(path), ...jpegs], limits)
  const boundary = ending.lastIndexOf(endThenStart)
  return boundary < 0 ? ending : ending.subarray(boundary + 2)
}
/** End of one JPEG and start of the next; the bytes inside a picture never look like this (0xFF is always escaped). */
const endThenStart = Buffer.from([0xff, 0xd9, 0xff, 0xd8])

const probed = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string().default('unknown'),
      width: z.number().default(0),
      height: z.number().default(0),
      avg_frame_rate: z.string().default('0/1'),
      color_space: z.string().default('unknown'),
      color_transfer: z.string().default('unknown'),
      side_data_list: z
        .array(z.object({ rotation: z.number().optional(), displaymatrix: z.string().optional() }))
        .default([]),
    }),
  ),
  format: z.object({ duration: z.coerce.number().default(0) }),
})

const askFfprobe = async (command: string, path: string, limits: Limits): Promise<VideoFacts | null> => {
  const args = ['-hide_banner', '-loglevel', 'error', '-show_streams', '-show_format', '-of', 'json', ...input(path)]
  const told = probed.parse(JSON.parse((await ask(command, args, limits)).toString()))
  const video = told.streams.find((stream) => stream.codec_type === 'video')
  if (video === undefined) return null
  const [frames = 0, seconds = 0] = video.avg_frame_rate.split('/').map(Number)
  return {
    durationSeconds: told.format.duration,
    width: video.width,
    height: video.height,
    fps: seconds === 0 ? 0 : frames / seconds,
    codec: video.codec_name,
    turn: turnOfSideData(video.side_data_list),
    hasAudio: told.streams.some((stream) => stream.codec_type === 'audio'),
    colours: coloursOf(video.color_space, video.color_transfer),
  }
}

/** ffprobe prints the matrix as text; older versions tell no `rotation`, and theirs counts anticlockwise. */
const turnOfSideData = (
  list: readonly { rotation?: number | undefined; displaymatrix?: string | undefined }[],
): Turn => {
  for (const { displaymatrix, rotation } of list) {
    const numbers = [...(displaymatrix?.matchAll(/(?<=\s)-?\d+(?=\s|$)/g) ?? [])].map(Number)
    if (numbers.length === 9) return turnOfMatrix(numbers)
    if (rotation !== undefined) return quarter(-rotation)
  }
  return 0
}

const ask = async (command: string, args: string[], limits: Limits): Promise<Buffer> => {
  const { timeoutMs = 30_000, signal } = limits
  try {
    return (await runChild({ command, args, timeoutMs, maxMemoryMb: 1000, signal })).stdout
  } catch (error) {
    throw orUnreadable(error)
  }
}

/** A decoder that gives up or crashes over a file says something about the file; time, memory and cancel stay what they are. */
const orUnreadable = (error: unknown): unknown =>
  error instanceof Fault && ['process.failed', 'process.died', 'process.job_failed'].includes(error.code)
    ? new Fault('media.video_unreadable', 422, unreadable().message, { cause: error })
    : error
