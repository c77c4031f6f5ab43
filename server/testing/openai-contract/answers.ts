import { createHash } from 'node:crypto'
import type { SeenPicture } from './paid-log.ts'
import { isSchema, type Schema } from './strict-schema.ts'

/** What the pretended model knows while it writes. */
export interface Knowledge {
  /** The same request brings the same answer; any difference brings another. */
  seed: string
  pictures: readonly SeenPicture[]
  language: string
  /** What trainees said in the call it is asked about, with the numbers of their turns. */
  said: readonly { turn: number; quote: string }[]
  /** The line it is asked to put into other words, if any. */
  line: string | null
  /** Values for properties of these names, from a fault order. */
  values: Record<string, unknown>
}

/** JSON as the schema wants it. Under a property named like the label of a picture it tells that picture's colour and size. */
export const writeBy = (schema: Schema, knowledge: Knowledge): unknown => {
  const definitions = isSchema(schema.$defs) ? schema.$defs : {}
  const value = (given: unknown, path: readonly string[]): unknown => {
    const one = isSchema(given) ? given : {}
    const name = path.findLast((part) => !/^\d+$/.test(part)) ?? ''
    if (path.at(-1) === name && name in knowledge.values) return knowledge.values[name]
    if (typeof one.$ref === 'string') return value(definitions[one.$ref.split('/').at(-1) ?? ''], path)
    if (Array.isArray(one.anyOf)) return value(one.anyOf[0], path)
    if ('const' in one) return one.const
    if (Array.isArray(one.enum)) return one.enum[numberOf(path, knowledge.seed) % one.enum.length]
    const type = Array.isArray(one.type) ? one.type[0] : one.type
    if (type === 'object') {
      const own = isSchema(one.properties) ? Object.entries(one.properties) : []
      const quote = own.some(([key]) => key === 'quote')
        ? knowledge.said[numberOf(path, knowledge.seed) % Math.max(1, knowledge.said.length)]
        : undefined
      if (quote !== undefined) return quote
      return Object.fromEntries(own.map(([key, part]) => [key, value(part, [...path, key])]))
    }
    if (type === 'array') {
      const length = Math.max(Number(one.minItems ?? 0), 2)
      return Array.from({ length }, (_, index) => value(one.items, [...path, String(index)]))
    }
    if (type === 'boolean') return numberOf(path, knowledge.seed) % 2 === 0
    if (type === 'integer') return numberOf(path, knowledge.seed) % 100
    if (type === 'number') return (numberOf(path, knowledge.seed) % 100) / 100
    if (type === 'null') return null
    return textAt(path, name, knowledge)
  }
  return value(schema, [])
}

const textAt = (path: readonly string[], name: string, { seed, pictures, language, line }: Knowledge): string => {
  if (name === 'language') return language
  if (name === 'text' && line !== null) return `${language === 'nl' ? 'Kijk' : 'Well'}, ${line}`
  const seen = pictures.find(({ label }) => path.includes(label))
  const word = wordOf(numberOf(path, seed))
  // An item of a list, such as a hashtag, is one word.
  if (path.at(-1) !== name) return `${seen?.colour ?? ''}${word}`
  return seen === undefined
    ? `Contract text ${word}`
    : `Mostly ${seen.colour}, ${seen.width} by ${seen.height}, contract text ${word}`
}

const numberOf = (path: readonly string[], seed: string): number =>
  createHash('sha256')
    .update([seed, ...path].join('\n'))
    .digest()
    .readUInt32BE()

/** A pronounceable word, because people look at it too. */
const wordOf = (number: number): string => {
  const parts = ['ba', 'do', 'fi', 'ga', 'ka', 'lu', 'mi', 'no', 'pe', 'ra', 'se', 'ta', 'vo', 'wi', 'zu', 'che']
  return [0, 4, 8].map((shift) => parts[(number >> shift) & 15] ?? '').join('')
}
