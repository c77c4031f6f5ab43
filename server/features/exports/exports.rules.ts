import { createHash } from 'node:crypto'
import type { KnownField } from '@greenroom/contract/fields.ts'
import { csvOf, manifestOf, type ExportTake, type Laying } from './exports.lists.rules.ts'
import { nameBook, safeName } from './exports.names.rules.ts'
import type { ZipEntry } from './exports.zip.rules.ts'

/** A frozen entry, as `exports.layout` keeps it. */
export interface FrozenEntry extends ZipEntry {
  /** `bucket`: other than `media`. */
  source: { kind: 'object'; key: string; version: string; bucket?: 'audio-uploads' } | { kind: 'text'; text: string }
}
export interface FrozenLayout {
  version: 1
  entries: FrozenEntry[]
}
const words = ['project', 'nn', 'shot', 'name', 'version'] as const
type Word = (typeof words)[number]

/** Why a file name pattern cannot be used, with the fix; null when it can. */
export const patternTrouble = (pattern: string): ({ message: string } & KnownField) | null => {
  const unknown = [...pattern.matchAll(/\{([^{}]*)\}/g)].find(
    ([, word]) => !(words as readonly string[]).includes(word ?? ''),
  )
  const choices = words.map((word) => `{${word}}`).join(' ')
  if (unknown !== undefined)
    return {
      message: `“${unknown[0]}” means nothing in a file name. Use ${choices}, or leave the braces out.`,
      code: 'exports.unknown_word',
      values: { word: unknown[0], choices },
    }
  return /[{}]/.test(pattern.replaceAll(/\{[^{}]*\}/g, ''))
    ? {
        message: `A brace stands alone in the file name. Use ${choices}.`,
        code: 'exports.lone_brace',
        values: { choices },
      }
    : null
}

/** The storage keys of the frames that were used, each once, in the order of use. */
export const framesOf = (takes: readonly ExportTake[]): { key: string; name: string }[] => {
  const found = new Map<string, string>()
  for (const { meta } of takes) {
    for (const frame of [meta.start, meta.end])
      if (frame !== null && !found.has(frame.key)) found.set(frame.key, frame.name)
  }
  return [...found].map(([key, name]) => ({ key, name }))
}

/** Everything that the archive will hold: clips, frames, manifest and shot list, each with its size and CRC-32. */
export const freeze = (laying: Laying): FrozenLayout => {
  const { takes, order, measured, now, project } = laying
  const folder = `${safeName(project.name, 80, 'project')}/`
  const book = nameBook()
  const digits = Math.max(2, String(Math.max(...takes.map((take) => take.ordinal))).length)
  const clips = new Map(
    takes.map((take) => [take, book.add(folder, clipName(order.pattern, project.name, take, digits), '.mp4')]),
  )
  const pictures = order.frames ? framesOf(takes) : []
  const frames = new Map(
    pictures
      .filter(({ key }) => measured.has(key))
      .map(({ key, name }) => [key, book.add(`${folder}frames/`, withoutEnding(name), '.jpg')]),
  )

  const stored = (name: string, key: string, modified: Date): FrozenEntry => {
    const object = measured.get(key)
    if (object === undefined) throw new Error(`Not measured: ${key}`)
    return {
      name,
      bytes: object.bytes,
      crc32: object.crc32,
      modified: seconds(modified),
      source: { kind: 'object', key, version: object.version },
    }
  }
  const written = (name: string, text: string): FrozenEntry => {
    const bytes = Buffer.from(text)
    return {
      name,
      bytes: bytes.length,
      crc32: laying.crc32(bytes),
      modified: seconds(now),
      source: { kind: 'text', text },
    }
  }
  const paths = { clips, frames }
  return {
    version: 1,
    entries: [
      ...[...clips].map(([take, path]) => stored(path, take.key, take.readyAt)),
      ...[...frames].map(([key, path]) => stored(path, key, now)),
      written('manifest.json', manifestOf(laying, paths)),
      written('shots.csv', csvOf(laying, paths)),
    ],
  }
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000)
const withoutEnding = (name: string): string => name.replace(/\.[a-z0-9]{1,5}$/i, '')

const clipName = (pattern: string, project: string, take: ExportTake, digits: number): string => {
  const values: Record<Word, string> = {
    project,
    nn: String(take.ordinal).padStart(digits, '0'),
    shot: take.meta.shotType.name.toLowerCase().replaceAll(/\s+/g, '-'),
    name: withoutEnding(take.meta.start.name),
    version: String(take.version),
  }
  return pattern.replaceAll(/\{(\w+)\}/g, (_, word: Word) => values[word])
}

/** What a browser saves it as, e.g. `Summer House 2026-11-21.zip`. */
export const archiveName = (project: string, now: Date): string =>
  `${safeName(project, 120, 'project')} ${now.toISOString().slice(0, 10)}.zip`

/** Changes whenever a byte of the archive could: the layout is frozen, so the row and the way it is written say it all. */
export const archiveTag = (exportId: string): string =>
  `"${createHash('sha256').update(`zip 1 ${exportId}`).digest('hex').slice(0, 32)}"`
