import type { FieldCode, KnownField } from '@greenroom/contract/fields.ts'
import type { Technique } from '@greenroom/contract/techniques.ts'
import { techniquePhases } from './techniques.opening.ts'
import { cueOf } from './techniques.words.rules.ts'

/** Techniques of its own that a workspace may keep. */
export const mostOwnTechniques = 200
/** Bytes of one technique; the database keeps no longer one. */
const mostBytes = 60_000

type CueCode = Extract<FieldCode, `techniques.cue_${string}`>
const cueSentences: Readonly<Record<CueCode, string>> = {
  'techniques.cue_brackets': 'brackets, plus and backslash mean nothing here. Write words, with | between choices.',
  'techniques.cue_begins': '^ says that a sentence begins, so it stands first.',
  'techniques.cue_asks': '? says that it is a question, so it stands last.',
  'techniques.cue_empty_choice': 'a choice between | is empty.',
  'techniques.cue_ending': '* stands for any ending, so it ends a word.',
  'techniques.cue_short': 'at least three letters must stand before *, or it fits almost anything.',
  'techniques.cue_wordless': 'no word stands in it.',
}
/** Why a cue would never be found, or too often; null when it is good. */
export const cueTrouble = (written: string): CueCode | null => {
  const marks = written.trim().split(/\s+/)
  if (/[\\()[\]{}+]/.test(written)) return 'techniques.cue_brackets'
  if (marks.slice(1).includes('^')) return 'techniques.cue_begins'
  if (marks.slice(0, -1).some((mark) => mark.endsWith('?'))) return 'techniques.cue_asks'
  const body = marks.filter((mark) => mark !== '^' && mark !== '?')
  const choices = body.filter((mark) => mark !== '...').flatMap((mark) => mark.replace(/\?$/, '').split('|'))
  if (choices.includes('')) return 'techniques.cue_empty_choice'
  if (choices.some((choice) => choice.slice(0, -1).includes('*'))) return 'techniques.cue_ending'
  if (choices.some((choice) => choice.endsWith('*') && choice.length < 4)) return 'techniques.cue_short'
  return cueOf(written).parts.length === 0 ? 'techniques.cue_wordless' : null
}

export type DeskFault = { path: string; message: string } & KnownField

/** Everything that keeps a technique from being kept, with the path of each field. */
export const techniqueFaults = (technique: Technique): DeskFault[] => {
  const faults: DeskFault[] = []
  const languages = [
    ['en', 'English'],
    ['nl', 'Dutch'],
  ] as const
  for (const [language, name] of languages) {
    for (const field of ['names', 'summary'] as const) {
      if (technique[field][language].trim() === '')
        faults.push({
          path: `${field}.${language}`,
          message: `Write it in ${name} too.`,
          code: `techniques.missing_${language}`,
          values: {},
        })
    }
    if (technique.structure === null && technique.cues[language].length === 0)
      faults.push({
        path: `cues.${language}`,
        message: `Without a cue in ${name} it is never found in that language.`,
        code: `techniques.no_cue_${language}`,
        values: {},
      })
    for (const list of ['cues', 'antiCues'] as const) {
      for (const [index, cue] of technique[list][language].entries()) {
        const code = cueTrouble(cue)
        if (code !== null)
          faults.push({
            path: `${list}.${language}.${index}`,
            message: `“${cue}”: ${cueSentences[code]}`,
            code,
            values: { cue },
          })
      }
    }
  }
  const phases = techniquePhases.map(({ key }) => key)
  if (!phases.includes(technique.phase))
    faults.push({
      path: 'phase',
      message: `There is no phase ${technique.phase}. Use one of ${phases.join(', ')}.`,
      code: 'techniques.no_phase',
      values: { phase: technique.phase, phases: phases.join(', ') },
    })
  if (new TextEncoder().encode(JSON.stringify(technique)).length > mostBytes)
    faults.push({
      path: 'cues',
      message: 'This technique is too long to keep. Take some cues or examples out.',
      code: 'techniques.too_long',
      values: {},
    })
  return faults
}
