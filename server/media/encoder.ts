import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Fault } from '#kernel/fault.ts'
import { findProgram } from '#kernel/process/child-environment.ts'
import { nodeProgram, type NodeProgram } from '#kernel/process/node-program.ts'
import { runChild } from '#kernel/process/run-child.ts'
import { forkWorker } from '#kernel/process/worker.ts'
import * as z from 'zod'
import { asMarked, asMatroska } from './frame-stream.ts'

/**
 * Who turns frames into H.264 here. Plain data, so that it can be told to a worker.
 * `node-av` is a GPL program of its own: it is only ever run as a separate process.
 */
export const encoder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ffmpeg'), path: z.string(), probePath: z.string() }),
  z.strictObject({ kind: z.literal('node-av') }),
])
export type Encoder = z.infer<typeof encoder>

export interface VideoToEncode {
  /** Even numbers of pixels. */
  width: number
  height: number
  fps: number
  /** Raw yuv420p pictures (limited range, BT.709), width * height * 1.5 bytes each, in any chunking. */
  frames: AsyncIterable<Uint8Array>
  /** The finished MP4; it appears whole or not at all. */
  outputPath: string
  /** x264's constant rate factor, 0 (lossless) to 51. */
  crf: number
  preset: 'ultrafast' | 'superfast' | 'veryfast' | 'faster' | 'fast' | 'medium' | 'slow'
  timeoutMs: number
  signal?: AbortSignal | undefined
  /** Of the encoder; 0 or nothing lets it choose. */
  threads?: number
  /** Every chunk of `frames` is one frame, and the same array again is the same picture, which is then not sent again. */
  wholeFrames?: boolean
}

/** Filters that Greenroom's graphs need; an ffmpeg without them is passed over. */
const neededFilters = ['scale', 'xfade', 'overlay', 'loudnorm']

/**
 * The given ffmpeg, else one in the standard folders, else node-av; the first that has libx264 and the filters needed.
 * Throws media.ffmpeg_unfit when the given one is not usable and media.no_encoder when there is none at all.
 */
export const chooseEncoder = async (wish: { ffmpegPath: string | null }): Promise<Encoder> => {
  const given = wish.ffmpegPath ? await fitFfmpeg(wish.ffmpegPath) : null
  if (given) return given
  if (wish.ffmpegPath) {
    throw new Fault('media.ffmpeg_unfit', 503, 'FFMPEG_PATH names no ffmpeg with ffprobe beside it, libx264 and xfade.')
  }
  const installed = findProgram('ffmpeg')
  const found = installed === null ? null : await fitFfmpeg(installed)
  if (found) return found
  if (await hasNodeAv()) return { kind: 'node-av' }
  throw new Fault('media.no_encoder', 503, 'No video encoder is here. Install ffmpeg, or the optional package node-av.')
}

/**
 * Frames in, MP4 out: H.264 High, yuv420p, tagged BT.709, index at the front. Nothing is at `outputPath` before it is
 * whole. Faults as `runChild`; what the source of the frames throws comes through.
 */
export const encodeVideo = async (by: Encoder, video: VideoToEncode): Promise<void> => {
  const unfinished = `${video.outputPath}.part.mp4`
  const program =
    by.kind === 'ffmpeg'
      ? { name: 'ffmpeg', command: by.path, args: ffmpegArguments(video, unfinished) }
      : { name: 'The encoder', ...nodeAvProgram(video, unfinished) }
  try {
    await runChild({
      ...program,
      stdin: streamOf(by, video),
      timeoutMs: video.timeoutMs,
      maxMemoryMb: 2000,
      ...(video.signal ? { signal: video.signal } : {}),
    })
    await rename(unfinished, video.outputPath)
  } finally {
    await rm(unfinished, { force: true })
  }
}

const streamOf = (by: Encoder, video: VideoToEncode): AsyncIterable<Uint8Array> => {
  if (video.wholeFrames !== true) return video.frames
  return by.kind === 'ffmpeg' ? asMatroska(video.frames, video) : asMarked(video.frames)
}

/** Pure: how to ask ffmpeg for it. */
const ffmpegArguments = (video: Omit<VideoToEncode, 'frames' | 'signal'>, outputPath: string): string[] => [
  ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', '-protocol_whitelist', 'file,pipe'],
  ...(video.wholeFrames === true
    ? ['-analyzeduration', '0', '-f', 'matroska']
    : ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${video.width}x${video.height}`, '-r', `${video.fps}`]),
  ...['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-i', 'pipe:0'],
  ...(video.wholeFrames === true ? ['-vf', `fps=${video.fps}`] : []),
  ...['-c:v', 'libx264', '-profile:v', 'high', '-preset', video.preset, '-crf', `${video.crf}`, '-pix_fmt', 'yuv420p'],
  ...['-threads', `${video.threads ?? 0}`],
  ...['-g', `${video.fps * 2}`, '-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709'],
  ...['-color_trc', 'bt709', '-movflags', '+faststart', '-map_metadata', '-1', '-f', 'mp4', outputPath],
]

const nodeAvProgram = (
  { width, height, fps, crf, preset, threads = 0, wholeFrames = false }: VideoToEncode,
  outputPath: string,
): NodeProgram =>
  nodeProgram(new URL('./node-av-encode.ts', import.meta.url), [
    JSON.stringify({ width, height, fps, crf, preset, threads, marked: wholeFrames, outputPath }),
  ])

const fitFfmpeg = async (path: string): Promise<Encoder | null> => {
  const probePath = path.replace(/ffmpeg(\.exe)?$/, 'ffprobe$1')
  if (probePath === path || !existsSync(path) || !existsSync(probePath)) return null
  const ask = (what: string) =>
    runChild({ command: path, args: ['-hide_banner', what], timeoutMs: 10_000, maxMemoryMb: 500 })
  try {
    const [encoders, filters] = await Promise.all([ask('-encoders'), ask('-filters')])
    const has = (list: Buffer, name: string) => new RegExp(`^\\s*\\S+\\s+${name}\\s`, 'm').test(list.toString())
    const fit = has(encoders.stdout, 'libx264') && neededFilters.every((name) => has(filters.stdout, name))
    return fit ? { kind: 'ffmpeg', path, probePath } : null
  } catch (error) {
    // A program that cannot even tell what it can do is passed over; the next choice may work.
    if (error instanceof Fault) return null
    throw error
  }
}

/** Whether the optional package node-av and its binary for this platform are installed. */
export const hasNodeAv = async (): Promise<boolean> => {
  try {
    const answer = await forkWorker({
      modulePath: new URL('./node-av-read.ts', import.meta.url),
      message: { act: 'greet' },
      timeoutMs: 20_000,
      maxMemoryMb: 600,
    })
    return answer === 'libx264'
  } catch (error) {
    // The optional package, or its binary for this platform, is not installed.
    if (error instanceof Fault) return false
    throw error
  }
}
