import type { TechniqueView } from '@greenroom/contract/technique-desk.ts'
import type { Technique } from '@greenroom/contract/techniques.ts'
import { describe, expect, test } from 'vitest'
import { complaintsOf, differences, handleOf, inPhases, techniqueOf, valuesOf } from './techniques.rules.ts'

const label: Technique = {
  id: 'label',
  phase: 2,
  names: { en: 'Label', nl: 'Benoemen' },
  summary: { en: 'Names a feeling.', nl: 'Benoemt een gevoel.' },
  cues: { en: ['it sounds ... like', '^ so'], nl: ['het klinkt'] },
  antiCues: { en: [], nl: [] },
  structure: 'follow_up',
  examples: { en: ['It seems that you are worried.'], nl: ['U klinkt bezorgd, één ding.'] },
}
const closing: Technique = { ...label, id: 'next_step', phase: 4, names: { en: 'Next step', nl: 'Vervolgstap' } }
const views: TechniqueView[] = [
  { technique: label, origin: 'copy', revision: 2, changedAt: '2026-11-21T10:00:00.000Z' },
  { technique: closing, origin: 'house', revision: 1, changedAt: '2026-11-21T10:00:00.000Z' },
]
const phases = [2, 3, 4].map((key) => ({
  key,
  names: { en: `Phase ${key}`, nl: `Fase ${key}` },
  scoredAs: 'discovery' as const,
}))
const found = (wanted: Partial<Parameters<typeof inPhases>[2]>): string[] =>
  inPhases(views, phases, { q: '', phase: null, own: false, ...wanted }).flatMap((group) =>
    group.views.map(({ technique }) => technique.id),
  )

describe('the catalogue', () => {
  test('leaves out phases in which nothing is found', () => {
    const groups = inPhases(views, phases, { q: '', phase: null, own: false })
    expect(groups.map(({ phase }) => phase.key)).toEqual([2, 4])
  })

  test('finds every word in either language, with or without accents', () => {
    expect(found({ q: 'vervolgstap' })).toEqual(['next_step'])
    expect(found({ q: 'EEN benoemen' })).toEqual(['label'])
    expect(found({ q: 'benoemen vervolgstap' })).toEqual([])
  })

  test('keeps to a phase and to what is one’s own', () => {
    expect(found({ phase: 4 })).toEqual(['next_step'])
    expect(found({ own: true })).toEqual(['label'])
  })
})

describe('the form of a technique', () => {
  test('gives back what it was given', () => {
    expect(techniqueOf(valuesOf(label), label)).toEqual(label)
    expect(differences(label, label)).toEqual([])
  })

  test('reads one cue from each line that says anything', () => {
    const values = { ...valuesOf(label), 'cues.en': ' it seems \n\nit looks\n' }
    const changed = techniqueOf(values, label)
    expect(changed.cues.en).toEqual(['it seems', 'it looks'])
    expect(differences(label, changed)).toEqual(['cues.en'])
  })

  test('makes the short name of a new one from its English name, unless there is one', () => {
    const values = { ...valuesOf(null), 'names.en': ' Café chat & more! ' }
    expect(techniqueOf(values, null)).toMatchObject({ id: 'cafe_chat_more', structure: null })
    expect(techniqueOf({ ...values, id: 'chat' }, null).id).toBe('chat')
    expect(handleOf('!!!')).toBe('')
  })

  test('shows the server’s complaints at the field, with the line', () => {
    const inLine = (line: number, message: string): string => `${line}: ${message}`
    const complaints = complaintsOf(
      [
        { path: 'technique.cues.en.0', message: 'Empty.' },
        { path: 'technique.cues.en.3', message: 'Short.', code: 'techniques.cue_short', values: { cue: 'a*' } },
        { path: 'technique.id', message: 'Taken.' },
        { path: 'technique.cues', message: 'Too long.' },
        { path: 'technique.names.nl', message: 'Missing.' },
      ],
      ({ code, message }) => (code === undefined ? message : 'Too short.'),
      inLine,
    )
    expect(complaints).toEqual([
      { path: 'cues.en', message: '1: Empty. 4: Too short. Too long.' },
      { path: 'id', message: 'Taken.' },
      { path: 'names.nl', message: 'Missing.' },
    ])
  })
})
