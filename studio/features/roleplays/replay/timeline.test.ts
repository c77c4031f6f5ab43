import type { SpokenTurn } from '@greenroom/contract/rehearsals.ts'
import { describe, expect, test } from 'vitest'
import { highlighted } from './marks.ts'
import { mixDown, peaksOf, placeTurns, soundAt, turnAt, wavOf } from './timeline.ts'

const turn = (
  number: number,
  text: string,
  at: readonly [number, number] | null = null,
  aside = false,
): SpokenTurn => ({
  id: `t${number}`,
  number,
  speaker: number % 2 === 0 ? 'trainee' : 'customer',
  text,
  startMs: at?.[0] ?? null,
  endMs: at?.[1] ?? null,
  aside,
  firstText: null,
  source: 'typed',
  audioUrl: null,
  canRetry: false,
})

describe('where turns lie', () => {
  test('measured ones lie where they were said; notes from before the call lie nowhere', () => {
    const placed = placeTurns([
      turn(0, 'Notes', null, true),
      turn(1, 'Yes?', [0, 1000]),
      turn(2, 'Hello', [1500, 4000]),
    ])
    expect(placed.map(({ from, to, guessed }) => [from, to, guessed])).toEqual([
      [0, 1, false],
      [1.5, 4, false],
    ])
  })

  test('others lie in the gap, squeezed when it is smaller than they are', () => {
    const long = 'word '.repeat(50)
    const placed = placeTurns([turn(1, long), turn(2, 'Hello', [2000, 3000]), turn(3, 'five words of the customer')])
    expect(placed.map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [2, 3],
      [3, 5],
    ])
  })

  test('a turn that was talked over keeps its own times', () => {
    const placed = placeTurns([turn(1, 'I was saying', [0, 3000]), turn(2, 'But', [2500, 4000]), turn(3, 'No')])
    expect(placed[2]).toMatchObject({ from: 4, guessed: true })
  })

  test('the turn at a time is the last that has begun', () => {
    const placed = placeTurns([turn(1, 'Yes?', [500, 1000]), turn(2, 'Hello', [1500, 4000])])
    expect([0.1, 0.6, 1.2, 1.5, 9].map((at) => turnAt(placed, at)?.turn.number)).toEqual([undefined, 1, 1, 2, 2])
  })
})

describe('one track', () => {
  test('a recording that is longer than its turn is heard from the beginning of the turn', () => {
    const [placed] = placeTurns([turn(2, 'Hello', [3000, 5000])])
    if (placed === undefined) throw new Error('Nothing was placed.')
    const room = (seconds: number): number[] => Array.from({ length: seconds * 100 }, () => 0.01)
    const word = Array.from({ length: 200 }, () => 0.5)
    // Half a second before the first word, and a pause after the last.
    const recorded = new Float32Array([...room(0.5), ...word, ...room(1.4)])
    expect(soundAt(placed, recorded, 100).from).toBeCloseTo(2.5, 1)
    // The silence after it does not move it.
    expect(soundAt(placed, new Float32Array([...word, ...room(1.4)]), 100).from).toBe(3)
  })

  test('a recording in which nobody speaks ends where its turn ends', () => {
    const [placed] = placeTurns([turn(2, 'Hello', [3000, 5000])])
    if (placed === undefined) throw new Error('Nothing was placed.')
    expect(soundAt(placed, new Float32Array(25), 10).from).toBe(2.5)
    // A recorder that stopped early does not move the beginning.
    expect(soundAt(placed, new Float32Array(10), 10).from).toBe(3)
  })

  test('sounds are mixed at their times and never clip', () => {
    const track = mixDown(
      [
        { samples: new Float32Array([0.5, 0.5]), from: 0 },
        { samples: new Float32Array([0.75, 0.25]), from: 0.1 },
      ],
      0.4,
      10,
    )
    expect([...track]).toEqual([0.5, 1, 0.25, 0])
    expect([...peaksOf(track, 2)]).toEqual([1, 0.25])
  })

  test('the file says what it is', async () => {
    const bytes = new DataView(await wavOf(new Float32Array([0, 1, -1]), 16_000).arrayBuffer())
    expect([bytes.byteLength, bytes.getUint32(24, true), bytes.getUint32(40, true)]).toEqual([50, 16_000, 6])
    expect([bytes.getInt16(44, true), bytes.getInt16(46, true), bytes.getInt16(48, true)]).toEqual([0, 32_767, -32_767])
  })
})

test('found words are shown in the text, overlaps as one and strangers not at all', () => {
  const text = 'Can I ask how you plan now?'
  expect(highlighted(text, ['how you plan', 'you plan now?', 'nowhere']).filter(({ found }) => found)).toEqual([
    { text: 'how you plan', found: true },
    { text: ' now?', found: true },
  ])
  expect(
    highlighted(text, ['Can I'])
      .map((part) => part.text)
      .join(''),
  ).toBe(text)
})
