import { findingValues, noteValues, publisherValues, reasonValues } from '@greenroom/contract/notices.ts'
import { describe, expect, test } from 'vitest'
import { notices } from '#messages/notices.ts'
import { noticeText } from './notice-text.ts'

const dutchWords = await notices.nl()
const dutch = noticeText(dutchWords, 'nl')
const english = noticeText(notices.en, 'en')
const placesOf = (text: string): string[] => [...text.matchAll(/\{(.*?)\}/g)].map(([, name = '']) => name)

const told = [
  ...Object.entries(findingValues).flatMap(([code, names]) =>
    [0, 1].map((place) => ({
      code,
      names: names as readonly string[],
      text: dutchWords.findings[code as keyof typeof findingValues]?.[place],
    })),
  ),
  ...Object.entries(publisherValues).flatMap(([code, names]) =>
    [0, 1].map((place) => ({
      code,
      names: names as readonly string[],
      text: dutchWords.publisher[code as keyof typeof publisherValues]?.[place],
    })),
  ),
  ...Object.entries(noteValues).map(([code, names]) => ({
    code,
    names: names as readonly string[],
    text: dutchWords.notes[code as keyof typeof noteValues],
  })),
  ...Object.entries(reasonValues).map(([code, names]) => ({
    code,
    names: names as readonly string[],
    text: dutchWords.reasons[code as keyof typeof reasonValues],
  })),
]

describe('whatever the server may tell has Dutch words', () => {
  test.each(told)('$code', ({ names, text = '' }) => {
    expect(text).not.toBe('')
    // A place that no value fills would be shown as it is, or bring back the English sentence.
    expect(placesOf(text).filter((place) => !names.includes(place))).toEqual([])
  })

  test('for nothing that the server does not tell any more', () => {
    expect(Object.keys(dutchWords.findings).filter((code) => !Object.hasOwn(findingValues, code))).toEqual([])
    expect(Object.keys(dutchWords.publisher).filter((code) => !Object.hasOwn(publisherValues, code))).toEqual([])
    expect(Object.keys(dutchWords.notes).filter((code) => !Object.hasOwn(noteValues, code))).toEqual([])
    expect(Object.keys(dutchWords.reasons).filter((code) => !Object.hasOwn(reasonValues, code))).toEqual([])
  })
})

const contrast = {
  code: 'captions.low_contrast',
  sentence: 'The caption of slide 3 is hard to read.',
  fix: 'Give the letters an outline.',
}

describe('a notice', () => {
  test('stands in Dutch with its values, numbers as they are written there', () => {
    const said = dutch.finding({ ...contrast, values: { slide: 3, contrast: 1.7, least: 3 } })
    expect(said.sentence).toContain('het contrast is 1,7 op 1')
    expect(said.fix).toBe('Geef de letters een omlijning of een vlak, of kies een andere kleur.')
    const size = { code: 'tiktok.video_size', sentence: '', fix: '', values: { width: 1080, height: 12_345 } }
    expect(dutch.finding(size).sentence).toContain('1080 x 12.345')
  })

  test('of an older house, which kept no values, stands in the server’s words', () => {
    expect(dutch.finding({ ...contrast, values: {} })).toEqual({
      sentence: contrast.sentence,
      fix: 'Geef de letters een omlijning of een vlak, of kies een andere kleur.',
    })
    expect(dutch.finding(contrast).sentence).toBe(contrast.sentence)
  })

  test('stands in the server’s words for whoever reads English', () => {
    const { sentence, fix } = contrast
    expect(english.finding({ ...contrast, values: { slide: 3, contrast: 1.7, least: 3 } })).toEqual({ sentence, fix })
    expect(english.reason({ code: 'spam_risk', sentence: 'TikTok took the post for spam.' })).toBe(
      'TikTok took the post for spam.',
    )
    expect(english.reason({ code: 'from_the_future', sentence: 'No.' })).toBe('No.')
    expect(english.reason({ code: 'posts.changed_since', sentence: 'posts.changed_since' })).toContain('Look again')
  })

  test('may give another reason within', () => {
    const blocked = { code: 'posts.account_blocked', sentence: 'No.', fix: 'Later.' }
    expect(dutch.finding({ ...blocked, values: { because: 'spam_risk' } })).toEqual({
      sentence: 'TikTok hield de post voor spam.',
      fix: 'Probeer het later opnieuw.',
    })
    expect(dutch.finding({ ...blocked, values: { because: 'from_the_future' } }).sentence).toBe(
      'TikTok zei nee (from_the_future).',
    )
  })

  test('that became a failure keeps its words', () => {
    const values = { seconds: 75.5, most: 60, over: 15.5 }
    expect(dutch.reason({ code: 'tiktok.video_long', sentence: 'Too long.', values })).toBe(
      'De video duurt 75,5 s; dit account mag tot 60 s plaatsen. Maak hem 15,5 s korter.',
    )
    expect(dutch.reason({ code: 'not_sent timeout', sentence: 'TikTok was not reached.' })).toBe(
      'TikTok is niet bereikt; er is niets verstuurd.',
    )
  })

  test('with a code that nobody knows stands in the server’s words', () => {
    expect(dutch.reason({ code: 'slideshows.from_the_future', sentence: 'New.' })).toBe('New.')
    expect(dutch.note({ code: 'constructor', sentence: 'New.', values: {} })).toBe('New.')
  })
})
