import type { FieldProblem } from '#lib/api.ts'
import type { FieldText } from '#lib/problem-text.ts'
import type { TechniqueView } from '@greenroom/contract/technique-desk.ts'
import type { SpokenLanguage, Technique, TechniquePhase } from '@greenroom/contract/techniques.ts'

export const languages = ['en', 'nl'] as const
const lists = ['cues', 'antiCues', 'examples'] as const
const pairs = ['names', 'summary', ...lists] as const
type Part = (typeof pairs)[number]
export type PartField = `${Part}.${SpokenLanguage}`
export type TechniqueField = 'id' | 'phase' | PartField
export type TechniqueValues = Record<TechniqueField, string>

export interface Wanted {
  readonly q: string
  readonly phase: number | null
  readonly own: boolean
}

/** Those that are looked for, under the phases that have any, in the order of a call. */
export function inPhases(
  views: readonly TechniqueView[],
  phases: readonly TechniquePhase[],
  wanted: Wanted,
): { phase: TechniquePhase; views: TechniqueView[] }[] {
  const terms = plain(wanted.q).split(/\s+/).filter(Boolean)
  const fits = ({ technique, origin }: TechniqueView): boolean => {
    if (wanted.own && origin === 'house') return false
    const { names, summary, examples, id } = technique
    const said = languages.flatMap((language) => [names[language], summary[language], ...examples[language]])
    const text = plain([id, ...said].join(' '))
    return terms.every((term) => text.includes(term))
  }
  return phases
    .filter(({ key }) => wanted.phase === null || key === wanted.phase)
    .map((phase) => ({ phase, views: views.filter((view) => view.technique.phase === phase.key && fits(view)) }))
    .filter((group) => group.views.length > 0)
}
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** What a form shows of a technique; lists stand one to a line. */
export function valuesOf(technique: Technique | null): TechniqueValues {
  const part = (name: Part, language: SpokenLanguage): string => {
    const value = technique?.[name][language] ?? ''
    return typeof value === 'string' ? value : value.join('\n')
  }
  const values = pairs.flatMap((name) => languages.map((language) => [`${name}.${language}`, part(name, language)]))
  return { id: technique?.id ?? '', phase: String(technique?.phase ?? 2), ...Object.fromEntries(values) }
}

/** The technique that a form describes. What it is by its structure cannot be written in a form. */
export function techniqueOf(values: TechniqueValues, base: Technique | null): Technique {
  const text = (name: 'names' | 'summary') => ({ en: values[`${name}.en`].trim(), nl: values[`${name}.nl`].trim() })
  const list = (name: (typeof lists)[number]) => ({
    en: linesOf(values[`${name}.en`]),
    nl: linesOf(values[`${name}.nl`]),
  })
  return {
    id: base?.id ?? (values.id.trim() || handleOf(values['names.en'])),
    phase: Number(values.phase),
    names: text('names'),
    summary: text('summary'),
    cues: list('cues'),
    antiCues: list('antiCues'),
    structure: base?.structure ?? null,
    examples: list('examples'),
  }
}

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** The short name that a name suggests: `Café chat!` → `cafe_chat`. */
export const handleOf = (name: string): string =>
  plain(name)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60)

/** The fields in which two techniques differ. */
export function differences(one: Technique, other: Technique): TechniqueField[] {
  const [mine, theirs] = [valuesOf(one), valuesOf(other)]
  return (Object.keys(mine) as TechniqueField[]).filter((field) => mine[field] !== theirs[field])
}

/**
 * The server's complaints by the fields of the form: `technique.cues.en.3` is about the fourth cue that is not empty.
 * `inLine` puts a line's number (from 1) before what is wrong with it.
 */
export function complaintsOf(
  fields: readonly FieldProblem[],
  textOf: FieldText,
  inLine: (line: number, message: string) => string,
): { path: string; message: string }[] {
  const found = new Map<string, string>()
  for (const { path, ...said } of fields) {
    const message = textOf(said)
    const [part = '', language = 'en', line] = path.replace(/^technique\./, '').split('.')
    const field = part === 'id' || part === 'phase' ? part : `${part}.${language}`
    const sentence = line === undefined ? message : inLine(Number(line) + 1, message)
    const before = found.get(field)
    found.set(field, before === undefined ? sentence : `${before} ${sentence}`)
  }
  return [...found].map(([path, message]) => ({ path, message }))
}
