import type { Technique } from '@greenroom/contract/techniques.ts'
import { techniquePhases } from './techniques.opening.ts'
import { cueOf } from './techniques.words.rules.ts'

/** Techniques of its own that a workspace may keep. */
export const mostOwnTechniques = 200
/** Bytes of one technique; the database keeps no longer one. */
const mostBytes = 60_000

/** Why a cue would never be found, or too often, as a sentence with the fix; null when it is good. */
export const cueTrouble = (written: string): string | null => {
  const marks = written.trim().split(/\s+/)
  if (/[\\()[\]{}+]/.test(written))
    return `“${written}”: brackets, plus and backslash mean nothing here. Write words, with | between choices.`
  if (marks.slice(1).includes('^')) return `“${written}”: ^ says that a sentence begins, so it stands first.`
  if (marks.slice(0, -1).some((mark) => mark.endsWith('?')))
    return `“${written}”: ? says that it is a question, so it stands last.`
  const body = marks.filter((mark) => mark !== '^' && mark !== '?')
  const choices = body.filter((mark) => mark !== '...').flatMap((mark) => mark.replace(/\?$/, '').split('|'))
  if (choices.includes('')) return `“${written}”: a choice between | is empty.`
  if (choices.some((choice) => choice.slice(0, -1).includes('*')))
    return `“${written}”: * stands for any ending, so it ends a word.`
  if (choices.some((choice) => choice.endsWith('*') && choice.length < 4))
    return `“${written}”: at least three letters must stand before *, or it fits almost anything.`
  return cueOf(written).parts.length === 0 ? `“${written}” holds no word.` : null
}

export interface DeskFault {
  path: string
  message: string
}

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
        faults.push({ path: `${field}.${language}`, message: `Write it in ${name} too.` })
    }
    if (technique.structure === null && technique.cues[language].length === 0)
      faults.push({ path: `cues.${language}`, message: `Without a cue in ${name} it is never found in that language.` })
    for (const list of ['cues', 'antiCues'] as const) {
      for (const [index, cue] of technique[list][language].entries()) {
        const message = cueTrouble(cue)
        if (message !== null) faults.push({ path: `${list}.${language}.${index}`, message })
      }
    }
  }
  const phases = techniquePhases.map(({ key }) => key)
  if (!phases.includes(technique.phase))
    faults.push({ path: 'phase', message: `There is no phase ${technique.phase}. Use one of ${phases.join(', ')}.` })
  if (new TextEncoder().encode(JSON.stringify(technique)).length > mostBytes)
    faults.push({ path: 'cues', message: 'This technique is too long to keep. Take some cues or examples out.' })
  return faults
}
