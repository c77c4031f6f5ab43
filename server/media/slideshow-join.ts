import { writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { nodeProgram } from '#kernel/process/node-program.ts'
import { runChild } from '#kernel/process/run-child.ts'
import type { Encoder } from './encoder.ts'
import { soundRate } from './sound-shapes.ts'

export interface Join {
  /** MP4s of one size and rate without sound, one after the other, all in one folder. */
  parts: readonly string[]
  /** Raw sound: 32-bit floats, little end first, stereo, 48 kHz. Null for silence. */
  soundPath: string | null
  durationSeconds: number
  outputPath: string
  timeoutMs: number
  signal?: AbortSignal | undefined
}

const bitsPerSecond = 192_000

/** Puts the parts of a film and its sound (AAC, always there) into one MP4 with its index at the front. */
export const joinFilm = async (by: Encoder, film: Join): Promise<void> => {
  const { parts, soundPath, durationSeconds, outputPath } = film
  const program =
    by.kind === 'ffmpeg'
      ? { name: 'ffmpeg', command: by.path, args: joinArguments(film, await listOf(parts)) }
      : {
          name: 'The encoder',
          ...nodeProgram(new URL('./node-av-join.ts', import.meta.url), [
            JSON.stringify({ parts, soundPath, durationSeconds, outputPath, bitsPerSecond }),
          ]),
        }
  await runChild({ ...program, timeoutMs: film.timeoutMs, maxMemoryMb: 600, signal: film.signal })
}

/** What ffmpeg's concat reads. Names are ours and lie beside it, so nothing in them needs quoting. */
const listOf = async (parts: readonly string[]): Promise<string> => {
  const path = join(dirname(parts[0] ?? ''), 'parts.txt')
  await writeFile(path, parts.map((part) => `file '${basename(part)}'\n`).join(''))
  return path
}

const joinArguments = (film: Join, list: string): string[] => [
  ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', '-protocol_whitelist', 'file,pipe'],
  ...['-f', 'concat', '-i', list],
  ...(film.soundPath === null
    ? ['-f', 'lavfi', '-i', `anullsrc=channel_layout=stereo:sample_rate=${soundRate}`]
    : ['-f', 'f32le', '-ar', `${soundRate}`, '-ac', '2', '-i', film.soundPath]),
  ...['-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'aac', '-b:a', `${bitsPerSecond}`],
  ...['-t', `${film.durationSeconds}`, '-movflags', '+faststart', '-map_metadata', '-1', '-f', 'mp4', film.outputPath],
]
