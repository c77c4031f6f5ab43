import { describe, expect, it } from 'vitest'
import { layoutCaption, safeBoxOf } from './caption-layout.ts'
import type { CaptionLayout } from './caption-shapes.ts'
import { captionStyle, screen } from './caption-style.ts'
import { directionOf, piecesOf, preparedText } from './caption-words.ts'
import { typewriter, type StyleWish } from './fixtures/typewriter.ts'

const lay = (text: string, wish: StyleWish = {}, frame = screen): CaptionLayout =>
  layoutCaption(text, captionStyle.parse(wish), frame, typewriter)
/** The typewriter's 27.5 px a letter make 30 letters in a line of the standard box. */
const texts = (text: string, wish: StyleWish = {}): string[] => lay(text, wish).lines.map((line) => line.text)

describe('where lines break', () => {
  it('as few lines as possible, and evenly', () => {
    expect(texts('one two three four five six seven')).toEqual(['one two three four', 'five six seven'])
  })

  it('where the writer says so, with empty lines kept inside and dropped outside', () => {
    expect(texts('\n\r\none\r\n\n two  \r\n\n')).toEqual(['one', '', 'two'])
  })

  it.each([
    ['a closing mark stays with its word', 'abcdefghijklmnopqrstuvwxyz123 , and', ','],
    ['a French mark stays with its word', 'vingt-huit lettres ici et la voi !', '!'],
    ['a closing bracket stays with its word', 'abcdefghijklmnopqrstuvwxyz (12 ) and', ')'],
    ['a Japanese full stop never begins a line', 'これはとても長い文章なので二行になる。そして', '。'],
    ['small kana never begin a line', 'あいうえおかきくけこさしすせシャッターチャンス', 'ッ'],
  ])('%s', (_, text, mark) => {
    for (const line of texts(text).slice(1)) expect(line.startsWith(mark)).toBe(false)
  })

  it('never leaves an opening mark behind', () => {
    for (const text of [
      'abcdefghijklmnopqrstuvwxyz ( bracket',
      'これはとても長い文章です「引用はここからである」と',
      'twenty-seven letters here « et la »',
    ])
      for (const line of texts(text).slice(0, -1)) expect(line).not.toMatch(/[(「«]$/)
  })

  it('knows by its neighbours what a quotation mark does', () => {
    const ends = (paragraph: string) => piecesOf(paragraph).map(({ text }) => text)
    expect(ends('er sagte »nein« und „doch“ heute')).toEqual(['er', 'sagte', '»nein«', 'und', '„doch“', 'heute'])
    expect(ends('elle dit « non » ici')).toEqual(['elle', 'dit', '« non »', 'ici'])
    expect(ends('he said "no" today')).toEqual(['he', 'said', '"no"', 'today'])
    expect(ends('hij zei ’s ochtends')).toEqual(['hij', 'zei', '’s', 'ochtends'])
  })

  it('between words in scripts without spaces, and not inside of them', () => {
    const thai = 'วิธีทำต้มยำกุ้งที่บ้านให้อร่อยเหมือนร้านดังมากที่สุดในโลกนี้เลยนะ'
    const words = [...new Intl.Segmenter('th', { granularity: 'word' }).segment(thai)].map(({ index }) => index)
    const [first = ''] = texts(thai)
    expect(first.length).toBeLessThan(thai.length)
    expect(words).toContain(first.length)
  })

  it('keeps a number with what it counts, and a hyphenated word breaks after its hyphen only between letters', () => {
    expect(piecesOf('約20分で').map(({ text }) => text)).toEqual(['約', '20分', 'で'])
    expect(piecesOf('well-known 2020-21 a/b').map(({ text }) => text)).toEqual(['well-', 'known', '2020-21', 'a/', 'b'])
  })

  it('shows a soft hyphen only where a line ends with it', () => {
    expect(texts('un\u00adbreak\u00adable')).toEqual(['unbreakable'])
    expect(texts('Rindfleischetiket\u00adtierungsüber\u00adwachungsaufgaben')).toEqual([
      'Rindfleischetiket‐',
      'tierungsüberwachungsaufgaben',
    ])
  })

  it('cuts what is longer than a line, in addresses after what separates their parts', () => {
    expect(texts('a'.repeat(70))).toEqual(['a'.repeat(30), 'a'.repeat(30), 'a'.repeat(10)])
    expect(texts('https://example.com/some/where/else')).toEqual(['https://example.com/', 'some/where/else'])
    expect(texts(`https://a.com?${'b'.repeat(16)}=${'c'.repeat(20)}`)).toEqual([
      `https://a.com?${'b'.repeat(16)}`,
      `=${'c'.repeat(20)}`,
    ])
  })

  it('shrinks rather than cutting a word', () => {
    const layout = lay('abcdefghijklmnopqrstuvwxyz0123456')
    expect(layout.lines).toHaveLength(1)
    expect(layout.fontSize).toBeLessThan(55)
  })

  it('is told apart from what cannot be seen: composed letters, apostrophes, controls, lone halves', () => {
    expect(preparedText('e\u0301 п\u02bcять \u0007\ud800x ❤\ufe0e', false)).toBe('é п’ять \ufffdx ❤')
    expect(preparedText('straße ŉ', true)).toBe('STRASSE ’N')
  })
})

describe('where lines stand', () => {
  const [across, down] = [540, 960]

  it('in the middle of the picture when they are short, and inside of the box when they are long', () => {
    const short = lay('Hi').lines[0]!
    expect(Math.abs(short.x + short.width / 2 - across)).toBeLessThanOrEqual(0.5)
    const { bounds, safeBox } = lay('one two three four five six 7')
    expect(bounds?.right).toBeLessThanOrEqual(safeBox.right)
  })

  it('at the right for a right-to-left paragraph that starts', () => {
    const { lines, safeBox } = lay('שלום\nHello', { align: 'start', treatment: { kind: 'none' } })
    expect(lines.map(({ direction }) => direction)).toEqual(['rtl', 'ltr'])
    expect(lines[0]!.x + lines[0]!.width).toBeCloseTo(safeBox.right, 0)
    expect(lines[1]!.x).toBe(safeBox.left)
  })

  it('takes the direction of the first letter that has one', () => {
    expect(directionOf('123 — مرحبا hello')).toBe('rtl')
    expect(directionOf('24: hello שלום')).toBe('ltr')
    expect(directionOf('🎉 123')).toBe('ltr')
  })

  it('at the top, in the middle and at the bottom of the safe box, and never outside of it', () => {
    const at = (anchor: 'top' | 'middle' | 'bottom', offset: number) =>
      lay('Hello', { vertical: { anchor, offset }, treatment: { kind: 'none' } })
    const { safeBox } = at('top', 0)
    expect(at('top', 0).bounds!.top).toBeLessThan(safeBox.top + 10)
    expect(at('bottom', 0).bounds!.bottom).toBeGreaterThan(safeBox.bottom - 10)
    expect(
      Math.abs((at('middle', 0).bounds!.top + at('middle', 0).bounds!.bottom) / 2 - (250 + 1470) / 2),
    ).toBeLessThan(5)
    expect(at('top', 0.5).bounds!.top - at('top', 0).bounds!.top).toBeCloseTo(0.5 * 1220, -1)
    for (const layout of [at('top', -1), at('bottom', 1), at('middle', 0.9)]) expect(layout.fits).toBe(true)
    expect(down).toBeGreaterThan(safeBox.top)
  })

  it('mirrors the box of an account that runs right to left', () => {
    expect(safeBoxOf({ safeArea: 'standard', mirrored: false }, screen)).toEqual({
      left: 60,
      right: 900,
      top: 250,
      bottom: 1470,
    })
    expect(safeBoxOf({ safeArea: 'standard', mirrored: true }, screen)).toEqual({
      left: 180,
      right: 1020,
      top: 250,
      bottom: 1470,
    })
    expect(safeBoxOf({ safeArea: 'strict', mirrored: false }, screen)).toEqual({
      left: 120,
      right: 888,
      top: 288,
      bottom: 1248,
    })
  })

  it('joins boxes without a gap, and makes edges meet that nearly do', () => {
    const { boxes } = lay('aaaa\naaaaa\n\naaaa', { treatment: { kind: 'box' } })
    expect(boxes).toHaveLength(3)
    expect(boxes[0]!.bottom).toBe(boxes[1]!.top)
    expect(boxes[0]!.left).toBe(boxes[1]!.left)
    expect(boxes[1]!.bottom).toBeLessThan(boxes[2]!.top)
  })

  it('says that a text does not fit, and cuts nothing off', () => {
    const layout = lay('word '.repeat(600))
    expect(layout.fits).toBe(false)
    expect(layout.fontSize).toBeCloseTo(0.034 * 1080, 0)
    expect(layout.lines.map(({ text }) => text).join(' ')).toBe('word '.repeat(600).trim())
  })
})
