import { describe, expect, test } from 'vitest'
import { agreementsOf, countsOf, fallenBy, mondayOf } from './practice.agreement.rules.ts'

const pair = (
  judged: 'met' | 'not_met' | 'needs_review',
  verdict: 'met' | 'not_met' | 'not_applicable',
  week = '2026-11-16',
) => ({
  scenarioId: 'one',
  checkId: 'why',
  question: { en: 'Why?', nl: 'Waarom?' },
  judged,
  verdict,
  week,
})
const times = <T>(count: number, thing: T): T[] => Array.from({ length: count }, () => thing)
const poor = [
  ...times(10, pair('met', 'not_met')),
  ...times(10, pair('met', 'met')),
  ...times(9, pair('not_met', 'not_met')),
]

describe('agreement', () => {
  test('is counted for each check and week, and what one of both left open is left out', () => {
    const [check] = agreementsOf(
      countsOf([
        pair('met', 'met'),
        pair('not_met', 'not_met'),
        pair('met', 'not_met', '2026-11-23'),
        pair('needs_review', 'met'),
        pair('met', 'not_applicable'),
      ]),
      new Map(),
    )
    expect(check).toMatchObject({ pairs: 3, same: 2, rewrite: false })
    expect(check?.weeks).toEqual([
      { week: '2026-11-16', pairs: 2, kappa: 1 },
      { week: '2026-11-23', pairs: 1, kappa: null },
    ])
    expect(countsOf([pair('needs_review', 'met')])).toEqual([])
  })

  test('keeps in four numbers all that it is made from', () => {
    expect(countsOf([...poor, pair('not_met', 'met')])).toEqual([
      {
        scenarioId: 'one',
        checkId: 'why',
        question: { en: 'Why?', nl: 'Waarom?' },
        week: '2026-11-16',
        bothMet: 10,
        judgeMet: 10,
        personMet: 1,
        bothNot: 9,
      },
    ])
  })

  test('asks to write a check anew after thirty pairs that agree too little, and not before', () => {
    expect(agreementsOf(countsOf(poor), new Map())).toMatchObject([{ pairs: 29, rewrite: false }])
    expect(agreementsOf(countsOf([...poor, pair('met', 'not_met')]), new Map())).toMatchObject([
      { pairs: 30, rewrite: true },
    ])
    const good = [...times(20, pair('met', 'met')), ...times(20, pair('not_met', 'not_met'))]
    expect(agreementsOf(countsOf(good), new Map())).toMatchObject([{ kappa: 1, rewrite: false }])
  })

  describe('of a check that is worded anew', () => {
    const question = { en: 'Was it asked why?', nl: 'Is gevraagd waarom?' }
    const asking = (now: typeof question) =>
      new Map([['one', { title: { en: 'Call', nl: 'Gesprek' }, rubric: { checks: [{ id: 'why', question: now }] } }]])
    const old = countsOf([...poor, pair('met', 'not_met')])
    const anew = countsOf([{ ...pair('met', 'met'), question }])

    test('is counted for each wording by itself, also within a week, and the old one asks for nothing', () => {
      expect(countsOf([pair('met', 'met'), { ...pair('met', 'met'), question }])).toHaveLength(2)
      expect(agreementsOf([...old, ...anew], asking(question))).toMatchObject([
        { question, current: true, pairs: 1, rewrite: false },
        { question: { en: 'Why?' }, current: false, pairs: 30, rewrite: false },
      ])
      // Nobody has reviewed the new one yet.
      expect(agreementsOf(old, asking(question))).toMatchObject([{ current: false, rewrite: false }])
      expect(agreementsOf(old, asking({ en: 'Why?', nl: 'Waarom?' }))).toMatchObject([{ current: true, rewrite: true }])
    })

    test('does not fall by what was said of the old one', () => {
      const last = countsOf([pair('met', 'not_met', '2026-11-23')])
      expect(fallenBy(countsOf(poor), last, asking(question))).toEqual([])
      const other = countsOf([{ ...pair('met', 'not_met', '2026-11-23'), question }])
      expect(fallenBy(countsOf(poor), other, asking(question))).toEqual([])
    })
  })

  test('has fallen in the week that made it too little, and is not told of again in the next', () => {
    const before = countsOf(poor)
    const added = countsOf([pair('met', 'not_met', '2026-11-23')])
    expect(fallenBy(before, added, new Map())).toEqual(added)
    expect(fallenBy([...before, ...added], countsOf([pair('met', 'not_met', '2026-11-30')]), new Map())).toEqual([])
    expect(fallenBy([], before, new Map())).toEqual([])
    expect(fallenBy([], added, new Map())).toEqual([])
  })
})

test('a week begins on Monday', () => {
  expect(
    ['2026-11-16T00:00:00Z', '2026-11-21T12:00:00Z', '2026-11-22T23:59:59Z', '2026-11-23T00:00:00Z'].map((at) =>
      mondayOf(new Date(at)),
    ),
  ).toEqual(['2026-11-16', '2026-11-16', '2026-11-16', '2026-11-23'])
})
