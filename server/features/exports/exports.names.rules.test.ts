import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mostPathBytes, nameBook, safeName } from './exports.names.rules.ts'

describe('a safe name', () => {
  test.each([
    ['Summer House', 'Summer House'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['..', 'x'],
    ['.hidden', 'hidden'],
    ['ends. . ', 'ends'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j'],
    ['NUL', '_NUL'],
    ['con.backup', '_con.backup'],
    ['com¹', '_com¹'],
    ['COM10', 'COM10'],
    ['Console', 'Console'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['zero\u200Bwidth\uFEFF', 'zerowidth'],
    ['line\nbreak\tand  space', 'line break and space'],
    ['bell\u0007\u0000', 'bell'],
    ['e\u0301te\u0301', 'été'],
    ['👩‍👩‍👧 family', '👩‍👩‍👧 family'],
    ['\ud800half', 'half'],
    ['', 'x'],
    [' \u202e. ', 'x'],
  ])('of %j is %j', (given, expected) => {
    expect(safeName(given, 200, 'x')).toBe(expected)
  })

  test('is cut between characters, not inside one', () => {
    expect(safeName('ééééé', 5, 'x')).toBe('éé')
    expect(safeName('ab👩‍👩‍👧', 10, 'x')).toBe('ab')
    expect(safeName('abc. def', 5, 'x')).toBe('abc')
  })

  test('property: any text gives one segment that every system takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 20, max: 240 }), (text, most) => {
        const name = safeName(text, most, 'x')
        expect(name).not.toBe('')
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(most)
        expect(name).toBe(name.normalize('NFC'))
        expect(name.isWellFormed()).toBe(true)
        expect(name).not.toMatch(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\\/:*?"<>|]|^[. ]|[. ]$/u)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a book of names', () => {
  test('tells equal names apart, whatever their case or form', () => {
    const book = nameBook()
    const add = (name: string) => book.add('p/', name, '.mp4')
    expect(['A', 'a', 'a (2)', 'é', 'e\u0301', 'Straße', 'STRASSE', 'a'].map(add)).toEqual([
      'p/A.mp4',
      'p/a (2).mp4',
      'p/a (2) (2).mp4',
      'p/é.mp4',
      'p/é (2).mp4',
      'p/Straße.mp4',
      'p/STRASSE (2).mp4',
      'p/a (3).mp4',
    ])
  })

  test('keeps whole paths within 240 bytes, also when they must be told apart', () => {
    const book = nameBook()
    const paths = Array.from({ length: 120 }, () => book.add(`${'f'.repeat(80)}/frames/`, 'é'.repeat(300), '.jpg'))
    expect(new Set(paths).size).toBe(120)
    expect(Math.max(...paths.map((path) => Buffer.byteLength(path)))).toBeLessThanOrEqual(mostPathBytes)
    expect(paths[119]).toMatch(/ \(120\)\.jpg$/)
  })

  test('property: never gives two equal paths', () => {
    const short = fc.stringMatching(/^[aAbé ()23.]{0,6}$/)
    fc.assert(
      fc.property(fc.array(short, { maxLength: 60 }), (names) => {
        const book = nameBook()
        const paths = names.map((name) => book.add('p/', name, '.mp4').toLowerCase())
        expect(new Set(paths).size).toBe(names.length)
      }),
      { numRuns: 500 },
    )
  })

  test('stays quick with ten thousand equal names', () => {
    const book = nameBook()
    for (let index = 0; index < 10_000; index += 1) book.add('p/', 'same', '.mp4')
    expect(book.add('p/', 'SAME', '.mp4')).toBe('p/SAME (10001).mp4')
  })
})
