import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MeasuredCall } from '@greenroom/contract/practice.ts'
import { tableOf } from './practice.csv.rules.ts'
import {
  coverageOf,
  measuresOf,
  middleOf,
  nextDrill,
  standingsOf,
  streakOf,
  triesOf,
  type CallEvidence,
} from './practice.rules.ts'
import { peopleCells, trendOf } from './practice.team.rules.ts'

const day = (number: number, hour = 12): Date => new Date(Date.UTC(2026, 10, number, hour))
const call = (number: number, more: Partial<CallEvidence>): CallEvidence => ({
  scenarioId: 'one',
  userId: 'anna',
  at: day(number),
  heard: [],
  required: [],
  checks: [],
  ...more,
})
const technique = (id: string) => ({ id, names: { en: id, nl: id }, phase: 1 })
const asks = (...anyOf: string[]) => ({ kind: 'technique' as const, anyOf, times: 1 })

describe('a technique in a call', () => {
  test('is used when it was heard, missed when something asked for it in vain, and otherwise nothing', () => {
    expect(
      triesOf(
        call(1, {
          heard: ['a'],
          required: ['a', 'b'],
          checks: [
            { rule: asks('c', 'd'), verdict: 'not_met' },
            { rule: asks('e'), verdict: 'not_applicable' },
            { rule: asks('f'), verdict: 'needs_review' },
          ],
        }),
      ),
    ).toEqual({ used: ['a'], missed: ['b', 'c', 'd'] })
  })

  test('counts as used when a person said so and only one can be meant', () => {
    expect(triesOf(call(1, { checks: [{ rule: asks('a'), verdict: 'met' }] })).used).toEqual(['a'])
    expect(triesOf(call(1, { checks: [{ rule: asks('a', 'b'), verdict: 'met' }] }))).toEqual({ used: [], missed: [] })
    expect(
      triesOf(
        call(1, { checks: [{ rule: { kind: 'order', techniques: ['a', 'b'] }, verdict: 'not_met' }], heard: ['a'] }),
      ),
    ).toEqual({ used: ['a'], missed: ['b'] })
  })
})

describe('what to practise next', () => {
  const techniques = ['a', 'b', 'c'].map(technique)
  const standing = (calls: CallEvidence[]) => standingsOf(calls, techniques)

  test('is what was missed, at once; what was heard comes back later each time', () => {
    const calls = [1, 2, 3, 4].map((number) => call(number, { heard: number === 2 ? [] : ['a'], required: ['a'] }))
    const due = (count: number) => standing(calls.slice(0, count))[0]?.dueAt
    expect(due(1)).toBe(day(2).toISOString())
    expect(due(2)).toBe(day(2).toISOString())
    expect(due(3)).toBe(day(4).toISOString())
    expect(due(4)).toBe(day(7).toISOString())
  })

  test('is the weakest of what is due, then what waits longest', () => {
    const calls = [
      call(1, { heard: ['a', 'b'], required: ['c'] }),
      call(2, { heard: ['b'], required: ['a', 'c'] }),
      call(3, { heard: ['c'], required: [] }),
    ]
    expect(nextDrill(standing(calls), day(4, 11))).toMatchObject({
      standing: { techniqueId: 'a', used: 1, missed: 1 },
      because: 'missed',
    })
    expect(nextDrill(standing(calls), day(5))).toMatchObject({
      standing: { techniqueId: 'c', strength: 1 / 3 },
      because: 'due',
    })
    expect(nextDrill(standing([call(1, { heard: ['a'] })]), day(1, 18))).toBeNull()
    expect(nextDrill([], day(1))).toBeNull()
  })

  test('forgets what is long ago: only the last five count as strength', () => {
    const calls = Array.from({ length: 10 }, (_, index) =>
      call(index + 1, { required: ['a'], heard: index < 5 ? [] : ['a'] }),
    )
    expect(standing(calls)).toMatchObject([{ strength: 1, used: 5, missed: 5 }])
  })

  test('does not depend on the order in which calls are read', () => {
    const evidence = fc.record({
      at: fc.integer({ min: 1, max: 28 }),
      heard: fc.subarray(['a', 'b', 'c']),
      required: fc.subarray(['a', 'b', 'c']),
    })
    fc.assert(
      fc.property(fc.uniqueArray(evidence, { selector: ({ at }) => at, maxLength: 8 }), (list) => {
        const calls = list.map(({ at, heard, required }) => call(at, { heard, required }))
        expect(standing(calls.toReversed())).toEqual(standing(calls))
      }),
    )
  })
})

describe('days in a row', () => {
  test('end at midnight where the person is', () => {
    const late = [new Date('2026-11-19T23:30:00Z'), new Date('2026-11-20T22:30:00Z')]
    const now = new Date('2026-11-21T12:00:00Z')
    expect(streakOf(late, now, 'UTC')).toEqual({ days: 2, today: false, longest: 2 })
    expect(streakOf(late, now, 'Europe/Amsterdam')).toEqual({ days: 1, today: false, longest: 1 })
    expect(streakOf([...late, now], now, 'UTC')).toEqual({ days: 3, today: true, longest: 3 })
  })

  test('last through the change of the clocks, and are over after a day without', () => {
    const days = [24, 25, 26].map((number) => new Date(Date.UTC(2026, 9, number, 10)))
    expect(streakOf(days, new Date(Date.UTC(2026, 9, 26, 20)), 'Europe/Amsterdam').days).toBe(3)
    expect(streakOf(days, new Date(Date.UTC(2026, 9, 28, 10)), 'Europe/Amsterdam')).toEqual({
      days: 0,
      today: false,
      longest: 3,
    })
    expect(streakOf([], day(1), 'UTC')).toEqual({ days: 0, today: false, longest: 0 })
  })
})

const measuredCall = (more: Partial<MeasuredCall>): MeasuredCall => ({
  id: 'x',
  scenarioId: 'one',
  title: { en: 'One', nl: 'Een' },
  language: 'en',
  mode: 'typed',
  status: 'completed',
  turns: 8,
  at: day(1).toISOString(),
  score: 50,
  passed: false,
  shared: false,
  judgedScore: 50,
  judgedBy: 'rules',
  seconds: 120,
  timed: false,
  words: 100,
  talkShare: 60,
  talkShareOf: 'words',
  wordsPerMinute: null,
  fillersPerHundredWords: 2,
  fillers: 2,
  questionsPerTenMinutes: 20,
  openShare: 50,
  questions: 4,
  longestMonologueSeconds: 20,
  ...more,
})

describe('measures', () => {
  test('are middles with the number of calls behind them, and say nothing of calls under a minute', () => {
    const measures = measuresOf([
      measuredCall({ talkShare: 40 }),
      measuredCall({ talkShare: 60, score: null }),
      measuredCall({ talkShare: 90, seconds: 59 }),
      measuredCall({ talkShare: null }),
    ])
    expect(measures.talkShare).toEqual({ middle: 50, calls: 2 })
    expect(measures.score).toEqual({ middle: 50, calls: 3 })
    expect(measures.wordsPerMinute).toEqual({ middle: null, calls: 0 })
  })

  test('a middle is between the least and the most', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1 }), (numbers) => {
        const middle = middleOf(numbers) ?? Number.NaN
        expect(middle).toBeGreaterThanOrEqual(Math.min(...numbers))
        expect(middle).toBeLessThanOrEqual(Math.max(...numbers))
      }),
    )
  })
})

test('coverage counts each technique in each scenario, and leaves out what no catalogue knows', () => {
  const calls = [
    call(1, { heard: ['a', 'gone'], required: ['b'] }),
    call(2, { heard: ['a', 'b'] }),
    call(3, { heard: ['a'], scenarioId: 'two' }),
  ]
  const { scenarios, cells } = coverageOf(
    calls,
    ['a', 'b'].map(technique),
    new Map([['one', { en: 'One', nl: 'Een' }]]),
  )
  expect(scenarios).toEqual([
    { id: 'one', title: { en: 'One', nl: 'Een' }, calls: 2 },
    { id: 'two', title: { en: '', nl: '' }, calls: 1 },
  ])
  expect(cells).toEqual([
    { techniqueId: 'a', scenarioId: 'one', used: 2, missed: 0 },
    { techniqueId: 'b', scenarioId: 'one', used: 1, missed: 1 },
    { techniqueId: 'a', scenarioId: 'two', used: 1, missed: 0 },
  ])
  expect(peopleCells([...calls, call(4, { userId: 'ben', required: ['a'] })])).toContainEqual({
    userId: 'ben',
    techniqueId: 'a',
    used: 0,
    missed: 1,
  })
})

test('a table keeps commas and quotes, and gives no spreadsheet a formula', () => {
  const table = tableOf([
    { ...measuredCall({ title: { en: '=HYPERLINK("x"), he said', nl: '' }, score: null }), person: '+31 6, Piet' },
  ])
  expect(table.startsWith('\uFEFFcall,person,')).toBe(true)
  const [, line = ''] = table.split('\r\n')
  expect(line).toContain(`"'=HYPERLINK(""x""), he said"`)
  expect(line).toContain(`"'+31 6, Piet"`)
  expect(line).toContain(',typed,,50,')
})

test('a trend compares the last five scores with the five before', () => {
  const scores = [10, 20, 30, 40, 50, 60, 70, 80].map((score, index) => ({
    sessionId: `${index}`,
    at: day(index + 1).toISOString(),
    score,
  }))
  expect(trendOf(scores)).toMatchObject({ lately: 60, before: 20, scores: 8 })
  expect(trendOf([])).toEqual({ lately: null, before: null, scores: 0, trend: [] })
})
