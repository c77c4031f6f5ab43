import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { captionWishes, hashtag, postCaption, slideCaption } from '@greenroom/contract/captions.ts'
import {
  checkedPost,
  checkedSlide,
  cutText,
  fileNameWords,
  plainLine,
  plainText,
  tidyHashtags,
} from './caption-text.ts'

const graphemes = (text: string): string[] =>
  [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment)
/** Text as it may come from outside: emoji families, joined scripts, lone surrogates, addresses, signs. */
const piece = fc.constantFrom(
  ...[
    '👩‍👩‍👧‍👦',
    '🇳🇱',
    'e\u0301',
    'नमस्ते',
    'سلام',
    '日本語',
    'word',
    'https://a.example/x?y=1',
    'www.b.nl',
    'c@d.org',
    '@me',
    '#tag',
  ],
  ...['shop.com', '\ud800', '\udfff', '\u202e', '\u200d', ' ', '\n', '#', '.', ',', '(', ')', '://', 'http', '@', 'a'],
)
const wild = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 300 }),
)
const none = { keepWords: [] }

describe('cutting a text', () => {
  it('leaves a text that fits alone, and never gives more than it may', () => {
    fc.assert(
      fc.property(wild, fc.integer({ min: 1, max: 120 }), (text, longest) => {
        const cut = cutText(text, longest)
        expect(cut.length).toBeLessThanOrEqual(longest)
        const whole = text.toWellFormed().trim()
        if (whole.length <= longest) expect(cut).toBe(whole)
      }),
    )
  })

  it('cuts between what a reader sees as characters', () => {
    fc.assert(
      fc.property(wild, fc.integer({ min: 2, max: 60 }), (text, longest) => {
        const cut = cutText(text, longest)
        expect(cut.isWellFormed()).toBe(true)
        if (!cut.endsWith('…')) return
        const kept = cut.slice(0, -1)
        // Every character of the rest is one of the whole, in its place.
        expect(graphemes(text.toWellFormed().trim()).slice(0, graphemes(kept).length).join('')).toBe(kept)
      }),
    )
  })

  it('ends after a word where there is one', () => {
    expect(cutText('A quiet kitchen, with morning light', 20)).toBe('A quiet kitchen…')
    expect(cutText('x'.repeat(40), 10)).toBe(`${'x'.repeat(9)}…`)
    expect(cutText('👩‍👩‍👧‍👦'.repeat(9), 30)).toBe(`${'👩‍👩‍👧‍👦'.repeat(2)}…`)
    expect(cutText('これは長い文章です', 6)).toBe('これは長い…')
  })
})

describe('a plain text', () => {
  it('has no addresses, handles, hash tags or unseen characters left, and is at rest', () => {
    fc.assert(
      fc.property(wild, (text) => {
        for (const plain of [plainText(text, none), plainLine(text, none)]) {
          expect(plain.isWellFormed()).toBe(true)
          expect(plain).not.toMatch(/https?:\/\/|\bwww\.\S|[\u202a-\u202e]/i)
          expect(plain).not.toMatch(/(?<![\p{L}\p{N}_])@[\p{L}\p{N}_]|(?<![\p{L}\p{N}_&])#\p{L}/u)
          expect(plain).not.toMatch(/(?<![\p{L}\p{N}.-])[a-z0-9-]+\.(com|org|nl)(?![\p{L}\p{N}-])/iu)
        }
        expect(plainText(plainText(text, none), none)).toBe(plainText(text, none))
        expect(plainLine(text, none)).not.toContain('\n')
      }),
    )
  })

  it('takes out what is an address and leaves what only looks like one', () => {
    const says: [given: string, plain: string][] = [
      ['See https://a.example/x, now.', 'See, now.'],
      ['Go (www.x.nl) to a@b.com or @me!', 'Go to or!'],
      ['Buy at shop.com/sale today', 'Buy at today'],
      ['htthttps://a.example ps://b.example', ''],
      ['C# and AT&T, #1 of 3.5 e.g. v1.2', 'C# and AT&T, #1 of 3.5 e.g. v1.2'],
      ['#sale for #everyone', 'sale for everyone'],
      ['one\r\n\r\n\r\ntwo\u2028three', 'one\n\ntwo\nthree'],
    ]
    for (const [given, plain] of says) expect(plainText(given, none)).toBe(plain)
  })

  it('keeps names that look like an address', () => {
    expect(plainText('Booking.com and @Studio, not other.com.', { keepWords: ['booking.com', '@studio'] })).toBe(
      'Booking.com and @Studio, not.',
    )
  })

  it('is made in moderate time of a text without an end', () => {
    for (const endless of [
      'a'.repeat(1e6),
      '@'.repeat(1e6),
      'a.'.repeat(5e5),
      '#'.repeat(1e6),
      ' \n'.repeat(5e5),
      '('.repeat(1e6),
    ])
      expect(plainLine(endless, none).length).toBeLessThanOrEqual(10_000)
  })
})

describe('hashtags', () => {
  it('are letters, digits and underscores, each once, and no more than wished for', () => {
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 12 }), fc.integer({ min: 0, max: 5 }), (given, most) => {
        const tags = tidyHashtags(given, most)
        expect(tags.length).toBeLessThanOrEqual(most)
        for (const tag of tags) expect(hashtag.parse(tag)).toMatch(/\p{L}/u)
        expect(new Set(tags.map((tag) => tag.toLowerCase())).size).toBe(tags.length)
        expect(tidyHashtags(tags, most)).toEqual(tags)
      }),
    )
  })

  it('are joined, split and dropped as a reader would', () => {
    expect(tidyHashtags(['# Slow Living', 'SLOWLIVING', '#one#two', '2026', '👍', 'te\u0301', 'नमस्ते'], 9)).toEqual([
      'SlowLiving',
      'one',
      'two',
      'té',
      'नमस्ते',
    ])
  })
})

describe('the words of a file name', () => {
  it.each([
    ['IMG_1234.JPG'],
    ['DSC01234.jpg'],
    ['PXL_20261121_101500123.MP.jpg'],
    ['WhatsApp Image 2026-11-21 at 10.15.00.jpeg'],
    ['Screenshot 2026-01-02 at 10.11.12 PM.png'],
    ['f47ac10b-58cc-4372-a567-0e02b2c3d479.png'],
    ['20261121_101500.jpg'],
    ['_MG_0001 (copy).heic'],
    ['.jpg'],
  ])('are none for %s', (name) => {
    expect(fileNameWords(name)).toEqual([])
  })

  it.each([
    ['kitchenWindow-02.jpg', 'kitchen Window'],
    ['house_at_sea v2 (copy).jpeg', 'house at sea'],
    ['台所の窓.jpg', '台所の窓'],
    ['Jan’s café.webp', 'Jan’s café'],
    ['no extension', 'no extension'],
  ])('of %s are "%s"', (name, words) => {
    expect(fileNameWords(name).join(' ')).toBe(words)
  })

  it('are few and readable whatever the file is called', () => {
    fc.assert(
      fc.property(wild, (name) => {
        const words = fileNameWords(name)
        expect(words.length).toBeLessThanOrEqual(8)
        for (const word of words) expect(word).toMatch(/^[\p{L}\p{M}'’]{1,40}$/u)
      }),
    )
  })
})

describe('a checked caption', () => {
  it('has the agreed shape whatever was written', () => {
    const long = fc.array(wild, { maxLength: 40 }).map((texts) => texts.join(' '))
    const raw = fc.record({
      overlay: long,
      caption: long,
      hashtags: fc.array(wild, { maxLength: 20 }),
      altText: long,
      language: fc.oneof(wild, fc.constantFrom('nl', 'nl-NL', 'EN', 'pt-BR')),
      confidence: fc.double(),
      unsure: fc.array(long, { maxLength: 9 }),
    })
    const wishes = captionWishes.parse({ language: 'nl-BE' })
    fc.assert(
      fc.property(raw, long, (given, title) => {
        const slide = slideCaption.parse(checkedSlide(given, wishes))
        if (['nl', 'nl-NL', 'EN'].includes(given.language)) expect(slide.language).toBe('nl-BE')
        postCaption.parse(checkedPost({ title, caption: title, hashtags: given.hashtags }, wishes))
      }),
      { numRuns: 60 },
    )
  })
})
