import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { likenessOf, marked, meanVector, piecesOf, textOfCall } from './search.rules.ts'

describe('the words of a call', () => {
  const call = { language: 'nl' as const, scenarioTitle: { en: 'Price', nl: 'Prijs' }, lines: ['Hallo', '  ', 'Dag '] }

  test('are what was said, under the title in the language of the call', () => {
    expect(textOfCall(call)).toMatchObject({ title: 'Prijs', body: 'Hallo\nDag', language: 'nl' })
  })

  test('have a hash that changes with any of them and with nothing else', () => {
    expect(textOfCall({ ...call, lines: ['Hallo', 'Dag'] }).hash).toBe(textOfCall(call).hash)
    expect(textOfCall({ ...call, lines: ['Hallo', 'Dat'] }).hash).not.toBe(textOfCall(call).hash)
    expect(textOfCall({ ...call, scenarioTitle: { en: 'Price', nl: 'Prijzen' } }).hash).not.toBe(textOfCall(call).hash)
  })
})

describe('pieces', () => {
  test('are never longer than asked, lose no word, and end where a word does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 60 }),
        fc.integer({ min: 20, max: 80 }),
        (words, size) => {
          const text = words.join(' ')
          const pieces = piecesOf(text, size)
          expect(pieces.every((piece) => piece.length <= size && piece.length > 0)).toBe(true)
          if (text.length < size * 6) expect(pieces.join(' ')).toBe(text)
        },
      ),
    )
  })

  test('of a very long text are from all over it', () => {
    const pieces = piecesOf(Array.from({ length: 4000 }, (_, index) => `w${index}`).join(' '), 100)
    expect(pieces).toHaveLength(12)
    expect(Number(/\d+/.exec(pieces.at(-1) ?? '')?.[0])).toBeGreaterThan(3000)
  })

  test('of what has no gaps are cut hard', () => {
    expect(piecesOf('x'.repeat(25), 10)).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)])
  })
})

describe('a vector', () => {
  test('is the middle of its pieces at length 1, with zeros behind', () => {
    const mean = meanVector([new Float32Array([1, 0, 0]), new Float32Array([0, 1, 0])])
    expect(mean).toHaveLength(1536)
    expect(mean[0]).toBeCloseTo(Math.SQRT1_2)
    expect(mean[1]).toBeCloseTo(Math.SQRT1_2)
    expect(mean.slice(2).every((value) => value === 0)).toBe(true)
  })

  test('without a direction or with more places than there are is refused', () => {
    expect(() => meanVector([new Float32Array([1]), new Float32Array([-1])])).toThrow('without a direction')
    expect(() => meanVector([new Float32Array(1537)])).toThrow('does not fit')
    expect(() => meanVector([])).toThrow('without a direction')
  })
})

describe('a snippet', () => {
  test('shows the words that were asked for where they stand, in compounds too', () => {
    expect(marked('Het prijsbezwaar, en de Prijs.', 'prijs')).toEqual([
      { text: 'Het ', hit: false },
      { text: 'prijs', hit: true },
      { text: 'bezwaar, en de ', hit: false },
      { text: 'Prijs', hit: true },
      { text: '.', hit: false },
    ])
  })

  test('is the same text again, whatever was asked', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, asked) => {
        expect(
          marked(text, asked)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })
})

test('calls are alike by their scenario and by the techniques that both have', () => {
  const call = (scenarioId: string, ...techniques: string[]) => ({ scenarioId, techniques })
  expect(likenessOf(call('a', 'x', 'y'), call('a', 'x', 'y'))).toBeCloseTo(1)
  expect(likenessOf(call('a', 'x', 'y'), call('b', 'x', 'y'))).toBeCloseTo(2 / 3)
  expect(likenessOf(call('a', 'x'), call('a', 'y'))).toBeCloseTo(1 / 3)
  expect(likenessOf(call('a'), call('b'))).toBe(0)
})
