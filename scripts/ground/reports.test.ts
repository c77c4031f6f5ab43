import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest, judge, lastLine, sum } from './reports.mjs'

const vitest = (files: object[], more: object = {}) =>
  JSON.stringify({
    numPassedTests: 2,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: files,
    ...more,
  })
const good = { status: 'passed', assertionResults: [{}, {}] }

describe('a report of unit tests', () => {
  it('is counted', () => {
    const text = vitest([good], { numFailedTests: 1, numPendingTests: 3, numTodoTests: 1 })
    expect(countVitest(text)).toEqual({ passed: 2, failed: 1, skipped: 4 })
  })
  it('has one failure more for each file that does not load', () => {
    expect(countVitest(vitest([good, { status: 'failed', assertionResults: [] }]))).toEqual({
      passed: 2,
      failed: 1,
      skipped: 0,
    })
  })
  it('is none when it breaks off', () => {
    expect(countVitest('{"numPassed')).toBeNull()
    expect(countVitest(null)).toBeNull()
  })
})

describe('a report of journeys', () => {
  it('counts what passes only sometimes, and what breaks outside of a journey, as failed', () => {
    const text = JSON.stringify({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] })
    expect(countPlaywright(text)).toEqual({ passed: 5, failed: 3, skipped: 2 })
  })
})

describe('a phase', () => {
  const ran = { passed: 3, failed: 0, skipped: 0 }
  const none = { passed: 0, failed: 0, skipped: 0 }

  it('is what its report says when it ended well', () => {
    expect(judge(ran, { code: 0, mayBeEmpty: false })).toEqual(ran)
    expect(judge({ ...ran, failed: 2 }, { code: 1, mayBeEmpty: false })).toEqual({ ...ran, failed: 2 })
  })
  it.each([
    ['crashed with a good report', ran, { code: 1, mayBeEmpty: false }],
    ['left no report', null, { code: 0, mayBeEmpty: true }],
    ['ran no test', none, { code: 0, mayBeEmpty: false }],
  ])('has failed when it %s', (_name, told, end) => {
    expect(judge(told, end).failed).toBe(1)
  })
  it('may be empty when a filter left nothing for it', () => {
    expect(judge(none, { code: 0, mayBeEmpty: true })).toEqual(none)
  })
})

it('the last line counts everything and names skipped tests only when there are some', () => {
  const total = sum([
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 2, failed: 1, skipped: 0 },
  ])
  expect(lastLine(total)).toBe('3 passed, 1 failed')
  expect(lastLine({ ...total, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
})
