import fc from 'fast-check'
import { expect, it, describe } from 'vitest'
import { layoutCaption } from './caption-layout.ts'
import type { Measure } from './caption-shapes.ts'
import { captionStyle, screen } from './caption-style.ts'
import { graphemes, piecesOf, preparedText } from './caption-words.ts'
import { typewriter, type StyleWish } from './fixtures/typewriter.ts'

describe('for any text and style', () => {
  const parts = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        'a',
        'word',
        'Straße',
        ' ',
        '  ',
        '\n',
        ',',
        '.',
        '!',
        '(',
        ')',
        '“',
        '”',
        '«',
        '»',
        '"',
        '-',
      ),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        '「',
        '」',
        '。',
        '日本',
        'テスト',
        '你好',
        'สวัสดี',
        'مرحبا',
        'שלום',
        '한국',
        'हिन्दी',
        '12',
        '\u00a0',
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom('👨‍👩‍👧‍👦', '🇳🇱', '👍🏽', 'x'.repeat(40), 'e\u0301', '\u00ad', '\u200b') },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  )
  const text = fc.array(parts, { maxLength: 40 }).map((all) => all.join(''))
  const colour = '#000000'
  const style = fc.record({
    size: fc.double({ min: 0.02, max: 0.2, noNaN: true }),
    align: fc.constantFrom('start', 'center', 'end'),
    treatment: fc.constantFrom<StyleWish['treatment']>(
      { kind: 'none' },
      { kind: 'outline', colour, width: 0.1 },
      { kind: 'box' },
      { kind: 'shade' },
    ),
    vertical: fc.record({
      anchor: fc.constantFrom('top', 'middle', 'bottom'),
      offset: fc.double({ min: -1, max: 1, noNaN: true }),
    }),
    safeArea: fc.constantFrom('standard', 'strict'),
    mirrored: fc.boolean(),
    uppercase: fc.boolean(),
  })
  const frame = fc.constantFrom(
    screen,
    { width: 540, height: 960 },
    { width: 1080, height: 1350 },
    { width: 720, height: 1280 },
  )
  const visible = (all: string) => graphemes(all.replace(/[\s\u00ad\u200b\u2010]/gu, ''))
  const options = { numRuns: 300 }

  it('every grapheme is there once and in order', () =>
    fc.assert(
      fc.property(text, style, frame, (said, wish, size) => {
        const layout = layoutCaption(said, captionStyle.parse(wish), size, typewriter)
        expect(visible(layout.lines.map((line) => line.text).join('\n'))).toEqual(
          visible(preparedText(said, wish.uppercase)),
        )
      }),
      options,
    ))

  it('what fits is inside of the safe box, line by line and as a whole', () =>
    fc.assert(
      fc.property(text, style, frame, (said, wish, size) => {
        const { lines, fits, bounds, safeBox, boxes } = layoutCaption(said, captionStyle.parse(wish), size, typewriter)
        const inside =
          bounds === null ||
          (bounds.left >= safeBox.left &&
            bounds.right <= safeBox.right &&
            bounds.top >= safeBox.top &&
            bounds.bottom <= safeBox.bottom)
        expect(inside).toBe(fits)
        if (!fits) return
        for (const line of lines) expect(line.width).toBeLessThanOrEqual(safeBox.right - safeBox.left)
        for (const box of boxes) expect(box.left >= safeBox.left && box.right <= safeBox.right).toBe(true)
      }),
      options,
    ))

  it('the same question has the same answer, and a layout is plain JSON', () =>
    fc.assert(
      fc.property(text, style, frame, (said, wish, size) => {
        const one = layoutCaption(said, captionStyle.parse(wish), size, typewriter)
        expect(layoutCaption(said, captionStyle.parse(wish), size, typewriter)).toEqual(one)
        expect(JSON.parse(JSON.stringify(one))).toEqual(one)
        expect(preparedText(preparedText(said, wish.uppercase), wish.uppercase)).toBe(
          preparedText(said, wish.uppercase),
        )
      }),
      options,
    ))

  it('no closing mark begins a line, unless the writer or a word as long as a line put it there', () =>
    fc.assert(
      fc.property(text, style, (said, wish) => {
        const prepared = preparedText(said, false)
        const paragraphs = prepared.split('\n')
        // Places where a word may be parted are no letters of a line.
        const ends = paragraphs.map((one) => one.replaceAll(/[\u00ad\u200b]/g, ''))
        const words = paragraphs.flatMap((paragraph) => piecesOf(paragraph))
        // The narrowest line at this size has room for thirteen wide letters.
        fc.pre(words.every((word) => graphemes(word.text).length < 13))
        const { lines } = layoutCaption(
          said,
          captionStyle.parse({ ...wish, size: 0.051, uppercase: false }),
          screen,
          typewriter,
        )
        const begun = paragraphs.filter((paragraph) => /^[,.!)」。]/.test(paragraph)).length
        expect(lines.filter((line) => /^[,.!)」。]/.test(line.text))).toHaveLength(begun)
        expect(
          lines
            .slice(0, -1)
            .filter((line, at) => /[(「]$/.test(line.text) && !ends.some((one) => one.endsWith(lines[at]?.text ?? ''))),
        ).toEqual([])
      }),
      options,
    ))

  it('an engine that measures a hair differently breaks at the same places', () =>
    fc.assert(
      fc.property(text, style, fc.double({ min: -0.3, max: 0.3, noNaN: true }), (said, wish, noise) => {
        const other: Measure = (...asked) => {
          const measured = typewriter(...asked)
          return { ...measured, width: measured.width + noise }
        }
        expect(layoutCaption(said, captionStyle.parse(wish), screen, other)).toEqual(
          layoutCaption(said, captionStyle.parse(wish), screen, typewriter),
        )
      }),
      options,
    ))
})
