import type { AntiPattern, BilingualList, FaultId, Structure, Technique } from '@greenroom/contract/techniques.ts'

interface InOneLanguage {
  name: string
  summary: string
  /** Separated by semicolons. */
  cues?: string
  not?: string
}
interface Written extends Record<'en' | 'nl', InOneLanguage & { example: string }> {
  structure?: Structure
}

const listed = (text = ''): string[] =>
  text
    .split(';')
    .map((cue) => cue.trim())
    .filter((cue) => cue !== '')
const both = (en: string | undefined, nl: string | undefined): BilingualList => ({ en: listed(en), nl: listed(nl) })

/** A technique as the tables of this room write it: one language under the other. */
export const written = (phase: number, id: string, { en, nl, structure }: Written): Technique => ({
  id,
  phase,
  names: { en: en.name, nl: nl.name },
  summary: { en: en.summary, nl: nl.summary },
  cues: both(en.cues, nl.cues),
  antiCues: both(en.not, nl.not),
  structure: structure ?? null,
  examples: { en: [en.example], nl: [nl.example] },
})

export const writtenFault = (id: FaultId, { en, nl }: Record<'en' | 'nl', InOneLanguage>): AntiPattern => ({
  id,
  names: { en: en.name, nl: nl.name },
  summary: { en: en.summary, nl: nl.summary },
  cues: both(en.cues, nl.cues),
  antiCues: both(en.not, nl.not),
})
