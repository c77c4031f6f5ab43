import { nodeProgram } from '#kernel/process/node-program.ts'
import type { RunChild } from '#kernel/process/run-child.ts'
import * as z from 'zod'
import type { Encoder } from './encoder.ts'
import { readableFormats } from './video-facts.ts'

/** A stretch of a file, decoded: raw pictures or raw sound, as the last of the filters makes them. */
export const decodeWish = z.strictObject({
  media: z.enum(['video', 'audio']),
  path: z.string(),
  startSeconds: z.number(),
  seconds: z.number(),
  /** A graph of ffmpeg's filters with one input and one output: yuv420p, or interleaved 32-bit floats. */
  filters: z.string(),
})
export type DecodeWish = z.infer<typeof decodeWish>

/** Music comes in more containers than films do. */
export const soundFormats = [...readableFormats, 'mp3', 'wav', 'flac', 'ogg', 'aac', 'aiff'] as const

/** The program that writes it to its standard output; what it is given is read as a file, and in known containers only. */
export const decodeProgram = (by: Encoder, wish: DecodeWish): Pick<RunChild, 'command' | 'args' | 'name' | 'env'> =>
  by.kind === 'ffmpeg'
    ? { name: 'ffmpeg', command: by.path, args: ffmpegArguments(wish) }
    : { name: 'The decoder', ...nodeProgram(new URL('./node-av-decode.ts', import.meta.url), [JSON.stringify(wish)]) }

const ffmpegArguments = ({ media, path, startSeconds, seconds, filters }: DecodeWish): string[] => [
  ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-noautorotate', '-protocol_whitelist', 'file,pipe'],
  ...['-format_whitelist', (media === 'video' ? readableFormats : soundFormats).join(',')],
  ...['-ss', `${startSeconds}`, '-t', `${seconds}`, '-i', `file:${path}`],
  ...(media === 'video'
    ? ['-map', '0:v:0', '-vf', filters, '-f', 'rawvideo', '-pix_fmt', 'yuv420p']
    : ['-map', '0:a:0', '-af', filters, '-f', 'f32le']),
  'pipe:1',
]
