import { bilingualList, technique, type Technique } from '@greenroom/contract/techniques.ts'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { houseTechniques } from './techniques.catalogue.ts'
import { houseFaults } from './techniques.faults.ts'
import { techniquePhases } from './techniques.opening.ts'
import { makeDetector, techniquesOf } from './techniques.rules.ts'
import type { HeardTurn } from './techniques.structure.rules.ts'
import { mentions, wordsOf } from './techniques.words.rules.ts'

const detect = makeDetector(houseTechniques)
const sheet = { questionsBeforePitch: 2, facts: [] }
const turn = (speaker: HeardTurn['speaker'], text: string, times: [number, number] | null = null): HeardTurn => ({
  speaker,
  text,
  startMs: times?.[0] ?? null,
  endMs: times?.[1] ?? null,
  aside: false,
})
/** What is found when the trainee says this after the customer said that. */
const after = (customer: string, text: string, before: HeardTurn[] = []) =>
  detect([...before, turn('customer', customer), turn('trainee', text)], before.length + 1, sheet)
const techniques = (customer: string, text: string) =>
  after(customer, text).techniques.map(({ techniqueId }) => techniqueId)
const faults = (customer: string, text: string) => after(customer, text).faults.map(({ faultId }) => faultId)

test('the house ships forty-one techniques, each complete in both languages and of a phase that exists', () => {
  expect(houseTechniques).toHaveLength(41)
  expect(new Set(houseTechniques.map(({ id }) => id)).size).toBe(41)
  expect(new Set(houseFaults.map(({ id }) => id)).size).toBe(11)
  for (const one of houseTechniques) {
    expect(() => technique.parse(one)).not.toThrow()
    expect(techniquePhases.map(({ key }) => key)).toContain(one.phase)
    for (const words of [one.names, one.summary]) expect(words.en !== '' && words.nl !== '').toBe(true)
    expect(one.cues.en.length === 0).toBe(one.cues.nl.length === 0)
    expect(one.cues.en.length > 0 || one.structure !== null).toBe(true)
  }
  for (const { cues } of houseFaults) expect(() => bilingualList.parse(cues)).not.toThrow()
})

// What was said before each example, for the techniques that depend on it.
const scene: Record<string, { en: string; nl: string }> = {
  mirror: { en: 'We get the same complaint again.', nl: 'Dan krijgen we weer dezelfde klacht.' },
  laer_explore: { en: 'That is too expensive.', nl: 'Dat is te duur.' },
}
const earlier: HeardTurn[] = [
  turn('customer', 'Planning is done in the evening. We lose six hours. My partner decides too.'),
  turn('customer', 'De planning doe ik ’s avonds. We verliezen zes uur. Mijn compagnon beslist mee.'),
  turn('customer', 'Mistakes cost us 40,000 a year. / Fouten kosten ons 40.000 per jaar.'),
  turn('customer', 'My partner signs as well. / Mijn compagnon tekent ook.'),
]
const bySilence = new Set(['laer_listen', 'silence_after_ask'])

for (const language of ['en', 'nl'] as const) {
  for (const one of houseTechniques.filter(({ id }) => !bySilence.has(id))) {
    test(`the example of ${one.id} is recognised (${language})`, () => {
      const [example = ''] = one.examples[language]
      const said = scene[one.id]?.[language] ?? (language === 'en' ? 'Well, go on then.' : 'Nou, zeg het maar.')
      const { techniques: seen } =
        one.id === 'goal_setting'
          ? detect([{ ...turn('trainee', example), aside: true }], 0, sheet)
          : after(said, example, earlier)
      const mine = seen.find(({ techniqueId }) => techniqueId === one.id)
      expect(mine?.confidence).toBeGreaterThan(0.65)
      expect(example).toContain(mine?.quote)
    })
  }
}

test('a goal needs no set phrase in the notes before a call, and what one will just do is none', () => {
  const goal = (text: string): boolean =>
    detect([{ ...turn('trainee', text), aside: true }], 0, sheet).techniques.some(
      ({ techniqueId, confidence }) => techniqueId === 'goal_setting' && confidence > 0.65,
    )
  for (const text of [
    'Half an hour with everyone who decides.',
    'Book a second meeting with both partners on Tuesday.',
    'I want to know who decides, and by when.',
    'Find out whether the switch or the price worries him.',
    'Half uur met iedereen die beslist.',
    'Een tweede afspraak met beide eigenaren plannen.',
    'Ik wil weten wie er beslist.',
    'Besluit krijgen over de proef.',
  ])
    expect(goal(text), text).toBe(true)
  for (const text of [
    'I will just tell her what we have.',
    'I would rather lose some margin than the order.',
    'I keep it friendly and see what he says.',
    'I am in no mood for this.',
    'I do not want a meeting.',
    'Ik vertel haar gewoon wat we hebben.',
    'Ik hou het gezellig en zie wel wat hij zegt.',
    'Liever wat marge kwijt dan de order.',
  ])
    expect(goal(text), text).toBe(false)
})

test('a pause after an objection is listening, and a pause after an ask is silence', () => {
  const call = [
    turn('customer', 'That is too expensive.', [0, 2000]),
    turn('trainee', 'Fair point. Can we go ahead?', [3200, 5000]),
    turn('customer', 'Hm.', [7500, 8000]),
  ]
  const ids = detect(call, 1, sheet).techniques.map(({ techniqueId }) => techniqueId)
  expect(ids).toEqual(expect.arrayContaining(['laer_listen', 'silence_after_ask', 'laer_acknowledge', 'direct_ask']))
  const hasty = [
    call[0]!,
    turn('trainee', 'Fair point. Can we go ahead?', [2100, 4000]),
    turn('customer', 'Hm.', [4100, 5000]),
  ]
  const found = detect(hasty, 1, sheet).techniques.map(({ techniqueId }) => techniqueId)
  expect(found).not.toContain('laer_listen')
  expect(found).not.toContain('silence_after_ask')
})

test('what is denied is not done', () => {
  expect(techniques('Yes?', 'I am not going to ask if I can send you anything on Tuesday.')).not.toContain(
    'assumptive_next',
  )
  expect(techniques('Ja?', 'Ik begrijp het.')).toContain('laer_acknowledge')
  expect(techniques('Yes?', 'No, I never said I understand that.')).not.toContain('laer_acknowledge')
  expect(faults('And the price?', 'I can not give you a discount.')).not.toContain('unprompted_discount')
  expect(faults('En de prijs?', 'Ik kan u geen korting geven.')).not.toContain('unprompted_discount')
})

test('the customer’s words are never the trainee’s technique', () => {
  const call = [turn('customer', 'How do you currently work? It sounds like a lot. Fair point.')]
  expect(detect(call, 0, sheet)).toEqual({ techniques: [], faults: [] })
})

test('questions are told apart by their form, also where speech recognition left out the marks', () => {
  expect(techniques('Hello.', 'How do you plan the week?')).toContain('open_question')
  expect(techniques('Hello.', 'Do you plan the week yourself?')).not.toContain('open_question')
  expect(techniques('Hello.', 'Do you plan the week yourself?')).toContain('closed_question')
  expect(techniques('Hallo.', 'en hoe regelen jullie nu de planning')).toEqual(
    expect.arrayContaining(['open_question', 'spin_situation']),
  )
  expect(techniques('Hello.', 'um so how do you currently plan the jobs')).toContain('spin_situation')
  expect(techniques('Hello.', 'That is how it works.')).not.toContain('open_question')
})

test('people who mix languages are understood', () => {
  expect(techniques('Ja?', 'So tell me, waar loopt u tegenaan in de planning?')).toContain('spin_problem')
})

test.each([
  ['pitch_too_early', 'Yes?', 'Our platform is very complete and offers all the modules you need.'],
  ['pitch_too_early', 'Ja?', 'Ons platform is heel compleet en biedt alles wat u nodig heeft.'],
  ['leading_question', 'Yes?', 'Don’t you think that is a waste?'],
  ['leading_question', 'Ja?', 'Vindt u ook niet dat het beter kan?'],
  ['question_stacking', 'Yes?', 'Who decides? When? And what is the budget?'],
  ['arguing', 'It is too slow.', 'No, but that is not true.'],
  ['arguing', 'Het is te traag.', 'Nee, maar dat is gewoon niet waar.'],
  ['unprompted_discount', 'Too expensive.', 'I can give you ten percent off.'],
  ['unprompted_discount', 'Te duur.', 'Dan geef ik u tien procent korting.'],
  ['disparaging_competitor', 'We have a supplier.', 'They are terrible, everybody knows that.'],
  ['disparaging_competitor', 'We hebben een leverancier.', 'Die leverancier is gewoon slecht.'],
  ['rude', 'No.', 'Don’t be stupid.'],
  ['rude', 'Nee.', 'Hou toch je mond.'],
  ['feature_dump', 'Yes?', 'It does this and then it does that as well. '.repeat(20)],
])('%s is seen after "%s"', (id, customer, text) => expect(faults(customer, text)).toContain(id))

test('a discount for something in return is a trade', () => {
  const text = 'If you sign for two years, I can give you five percent off.'
  expect(faults('Too expensive.', text)).not.toContain('unprompted_discount')
  expect(techniques('Too expensive.', text)).toContain('trade_not_discount')
})

test('a pitch is welcome after enough questions', () => {
  const asked = [
    turn('trainee', 'How do you plan?'),
    turn('customer', 'In Excel.'),
    turn('trainee', 'What does that cost?'),
  ]
  const { faults: seen } = after('Six hours.', 'Our platform is made for that.', asked)
  expect(seen).toEqual([])
})

test('cues are words of people: gaps, endings, beginnings and questions, in any case and with any accents', () => {
  const cue = (...en: string[]) => ({ en, nl: [] })
  expect(mentions('HOW, my dear, do you plan?', cue('how ... plan*'))).toBe(true)
  expect(mentions('How one two three four five six seven eight nine plan', cue('how ... plan'))).toBe(false)
  expect(mentions('You plan.', cue('^ plan'))).toBe(false)
  expect(mentions('We plan.', cue('plan ?'))).toBe(false)
  expect(mentions('Eén café', cue('een cafe'))).toBe(true)
  expect(mentions('40.000 euro', cue('40,000 euro'))).toBe(true)
  expect(wordsOf('What’s wrong? Don’t. Jullie planning')).toEqual(['what', 'is', 'wrong', 'do', 'not', 'u', 'planning'])
})

test('no text and no cue, however odd, breaks detection; quotes are always word for word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 60 }), (text, cue) => {
      mentions(text, { en: [cue], nl: [] })
      const { techniques: seen } = after('Too expensive.', text)
      for (const { quote } of seen) expect(text).toContain(quote)
    }),
  )
})

test('a cue full of gaps stays quick to look for', () => {
  const text = 'a '.repeat(2000)
  expect(mentions(text, { en: [`${'a ... '.repeat(60)} b`], nl: [] })).toBe(false)
})

test('a workspace’s copy takes the place of the house’s technique and keeps the id that scenarios use', () => {
  const label = houseTechniques.find(({ id }) => id === 'label') as Technique
  const own = [
    { ...label, id: 'own-1', cues: { en: ['i wonder whether'], nl: [] }, copyOf: 'label' },
    { ...label, id: 'own-2', copyOf: null },
  ]
  const mine = techniquesOf(houseTechniques, own)
  expect(mine).toHaveLength(42)
  expect(mine.find(({ id }) => id === 'label')?.cues.en).toEqual(['i wonder whether'])
  expect(mine.at(-1)?.id).toBe('own-2')
  expect(mine.every((one) => technique.safeParse(one).success)).toBe(true)
})

/** Lines as people say them: technique, what the customer said before, the line. NONE holds nothing at all. */
const lines = (name: string) =>
  readFileSync(new URL(`./fixtures/${name}.tsv`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((row) => row.split('\t'))
    .map(([technique = '', before = '', text = '']) => {
      const { techniques: seen, faults: wrong } = after(before === '-' ? 'Well, tell me then.' : before, text, [
        turn(
          'customer',
          'In a sheet, with twelve people, and it costs us hours. / In een sheet, met twaalf mensen, en dat kost uren.',
        ),
      ])
      const sure = seen.filter(({ confidence }) => confidence > 0.65).map(({ techniqueId }) => techniqueId)
      return { technique, text, sure, wrong }
    })

test('lines that the cues were written for are recognised, small talk holds no technique, and neither holds a mistake', () => {
  const rows = lines('known-lines')
  expect(rows.length).toBeGreaterThan(150)
  for (const { technique: wanted, text, sure, wrong } of rows) {
    if (wanted === 'NONE') expect(sure, text).toEqual([])
    else expect(sure, text).toContain(wanted)
    expect(wrong, text).toEqual([])
  }
})

// Never write a cue for one of these: they tell how well lines are recognised that nobody thought of.
test('of lines that no cue was written for, seven in ten are recognised in each language', () => {
  const rows = lines('unseen-lines')
  for (const half of [rows.slice(0, 23), rows.slice(23)]) {
    const recognised = half.filter(({ technique: wanted, sure }) => sure.includes(wanted)).length
    expect(recognised / half.length).toBeGreaterThanOrEqual(0.7)
  }
})
