import { describe, expect, it } from 'vitest'
import { beginsLike, sameWords } from './same-words.ts'

const said = (line: string, heard: string, language: 'en' | 'nl' = 'en') => sameWords(line, heard, language)

describe('the words of a line', () => {
  it('are the same however they are written', () => {
    expect(said('We’ve lost two days… a WEEK!', "We've lost two days a week.")).toBe(true)
    expect(said('Hm. OK then.', 'Hmm… Okay then!')).toBe(true)
    expect(said('Send me a follow-up e-mail.', 'Send me a follow up email')).toBe(true)
    expect(said('Eén ding: coördinatie & tempo.', 'een ding, coordinatie en tempo', 'nl')).toBe(true)
  })

  it('are not the same when one is missing, added, changed or said twice', () => {
    const line = 'We cannot decide that this month.'
    for (const heard of [
      'We can decide that this month.',
      'We cannot decide that.',
      'Sure! We cannot decide that this month.',
      'We cannot decide that this month. How can I help you?',
      'We cannot decide that this this month.',
      '',
    ])
      expect(said(line, heard), heard).toBe(false)
    expect(said('…', '')).toBe(false)
    expect(said('', '')).toBe(false)
  })
})

describe('numbers in a line', () => {
  it('may be said in words', () => {
    for (const [line, heard] of [
      ['It costs € 1.200 a month.', 'It costs twelve hundred euros a month.'],
      ['It costs €1,200 a month.', 'It costs one thousand two hundred euros a month.'],
      ['We grew 3.5% in 2026.', 'We grew three point five percent in twenty twenty-six.'],
      ['Call me at 9:30, on the 21st.', 'Call me at half past nine, on the twenty-first.'],
      ['We have 250 people.', 'We have two hundred and fifty people.'],
      ['We lose two days a week.', 'We lose 2 days a week.'],
      ['It is frozen until Q2.', 'It is frozen until Q two.'],
      ['A saving of 8 per cent.', 'A saving of 8%.'],
      ['Fines cost 40,000 a year.', 'Fines cost forty thousand a year.'],
    ] as const)
      expect(said(line, heard), line).toBe(true)
    for (const [line, heard] of [
      ['Dat kost € 1.200 per maand.', 'Dat kost twaalfhonderd euro per maand.'],
      ['We zijn met 45 mensen.', 'We zijn met vijfenveertig mensen.'],
      ['Bel om 9.30 uur.', 'Bel om half tien.'],
      ['We groeiden 2,5%.', 'We groeiden tweeënhalf procent.'],
      ['Op de 3e dag.', 'Op de derde dag.'],
    ] as const)
      expect(said(line, heard, 'nl'), line).toBe(true)
  })

  it('are the same digits where both are digits', () => {
    expect(said('It costs € 1.200 a month.', 'It costs 1,200 euros a month.')).toBe(true)
    expect(said('It costs € 1.200,00 a month.', 'It costs 1200 euros a month.')).toBe(true)
    expect(said('It costs € 1.200 a month.', 'It costs 1,300 euros a month.')).toBe(false)
    expect(said('We grew 1.5 percent.', 'We grew 15 percent.')).toBe(false)
  })

  it('are not left out, and no other word stands for one', () => {
    expect(said('We have 250 people.', 'We have people.')).toBe(false)
    expect(said('We have 250 people.', 'We have many people.')).toBe(false)
    expect(said('We have two people.', 'We have three people.')).toBe(false)
    expect(said('We have 250 people.', 'We have two hundred and fifty happy people.')).toBe(false)
  })
})

describe('the beginning of a line', () => {
  const line = 'Fines cost us € 40.000 a year, and a follow-up is frozen.'
  const whole = 'Fines cost us forty thousand euros a year, and a followup is frozen.'

  it('is any part of what will be the line, however it is cut', () => {
    for (let end = 0; end <= whole.length; end += 1)
      expect(beginsLike(line, whole.slice(0, end), 'en'), whole.slice(0, end)).toBe(true)
    for (let end = 0; end <= line.length; end += 1)
      expect(beginsLike(line, line.slice(0, end), 'en'), line.slice(0, end)).toBe(true)
  })

  it('is not what goes another way', () => {
    for (const said of ['Sure', 'Fines cost you', 'Fines us', `${whole} Anything else`, 'Fines cost us many eu'])
      expect(beginsLike(line, said, 'en'), said).toBe(false)
  })
})
