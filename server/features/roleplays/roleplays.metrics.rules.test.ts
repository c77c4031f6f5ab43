import type { CallTurn, FoundInTurn } from '@greenroom/contract/roleplays.ts'
import { expect, test } from 'vitest'
import { measure } from './roleplays.metrics.rules.ts'

const turn = (
  speaker: CallTurn['speaker'],
  text: string,
  startMs: number | null = null,
  endMs: number | null = null,
  aside = false,
): CallTurn => ({
  id: `${speaker}${startMs ?? text}`,
  speaker,
  text,
  startMs,
  endMs,
  aside,
})

const spoken = [
  turn('customer', 'Hello, this is the office.', 0, 4000),
  turn('trainee', 'Um, good morning. How do you plan, um, the week?', 5000, 25_000),
  turn('customer', 'In a sheet, and it takes far too long, to be honest.', 26_000, 46_000),
  turn('trainee', 'You know, the price is 900 euros.', 45_000, 55_000),
  turn('customer', 'Right.', 58_000, 60_000),
  turn('trainee', 'Shall we meet on Tuesday?', 62_000, 70_000),
]

test('shares, pace and pauses are counted from the times of the turns', () => {
  const found: FoundInTurn[] = [
    {
      turnId: 'trainee62000',
      faults: [],
      techniques: [{ techniqueId: 'assumptive_next', quote: 'x', method: 'cue', confidence: 0.9 }],
    },
  ]
  expect(measure(spoken, found)).toMatchObject({
    traineeTurns: 3,
    customerTurns: 3,
    seconds: 70,
    timed: true,
    talkShareOf: 'time',
    // 38 of the 64 seconds in which somebody speaks.
    talkShare: 59.4,
    wordsPerMinute: 35,
    longestMonologueSeconds: 20,
    questions: 2,
    openQuestions: 1,
    questionsPerTenMinutes: 17.1,
    interruptions: 1,
    replyPauseMs: 1500,
    silenceAfterPriceMs: 3000,
    firstNextStepSeconds: 62,
  })
})

test('a silence after a price comes after a price, not after a question what something costs or the damage said back', () => {
  const asked = [
    turn('customer', 'It takes my evenings.', 0, 2000),
    turn('trainee', 'So it costs you your evenings, is that right?', 3000, 8000),
    turn('customer', 'Yes.', 9000, 70_000),
  ]
  expect(measure(asked, []).silenceAfterPriceMs).toBeNull()
  const saidBack = [
    turn('customer', 'The fines come to 9,000 a year.', 0, 2000),
    turn('trainee', 'And that costs you 9,000 a year.', 3000, 6000),
    turn('customer', 'Yes.', 9000, 10_000),
    turn('trainee', 'For you the system is 4,000 euros.', 11_000, 14_000),
    turn('customer', 'Hm.', 15_000, 16_000),
  ]
  expect(measure(saidBack, []).silenceAfterPriceMs).toBe(1000)
})

test('lines of the customer that nobody heard to their end do not take the times of a spoken call away', () => {
  const last = turn('customer', 'Good, Tuesday it is. Until then.')
  expect(measure([turn('customer', 'Hello?'), ...spoken, last], [])).toMatchObject({
    timed: true,
    seconds: 70,
    wordsPerMinute: 35,
    talkShareOf: 'time',
    interruptions: 1,
  })
  const muted = spoken.map((one) => (one.speaker === 'customer' ? { ...one, startMs: null, endMs: null } : one))
  expect(measure(muted, [])).toMatchObject({
    timed: true,
    seconds: 65,
    talkShareOf: 'words',
    wordsPerMinute: 35,
    replyPauseMs: null,
  })
  const typedOnce = spoken.map((one, at) => (at === 3 ? { ...one, startMs: null, endMs: null } : one))
  expect(measure(typedOnce, [])).toMatchObject({ timed: false, wordsPerMinute: null })
})

test('typed calls are measured by their words, and say so', () => {
  const typed = [turn('trainee', 'word '.repeat(100)), turn('customer', 'word '.repeat(100))]
  expect(measure(typed, [])).toMatchObject({
    timed: false,
    talkShareOf: 'words',
    talkShare: 50,
    seconds: 83,
    wordsPerMinute: null,
    longestMonologueSeconds: 40,
    replyPauseMs: null,
  })
})

test('a call of less than a minute has counts and no rates', () => {
  expect(measure(spoken.slice(0, 3), [])).toMatchObject({
    talkShare: null,
    wordsPerMinute: null,
    questionsPerTenMinutes: null,
    fillersPerHundredWords: null,
    fillers: 2,
  })
})

test('fillers are words that fill, not the same words that mean something', () => {
  const count = (text: string) =>
    Object.fromEntries(measure([turn('trainee', text)], []).fillerWords.map(({ word, count: times }) => [word, times]))
  expect(count('Um, I mean, it is, like, sort of done, right?')).toEqual({
    um: 1,
    'i mean': 1,
    like: 1,
    'sort of': 1,
    'right?': 1,
  })
  expect(count('I like it. Your sheet is right. The summit was actual news.')).toEqual({})
  expect(count('Nou ja, zeg maar, dus, eigenlijk wel, toch?')).toEqual({
    'nou ja': 1,
    'zeg maar': 1,
    dus: 1,
    eigenlijk: 1,
    'toch?': 1,
  })
  expect(count('Dus u plant zelf. Het is toch laat geworden.')).toEqual({})
})

test('notes before the call are no talk, and a call without turns has nothing to count', () => {
  expect(measure([turn('trainee', 'My goal is a meeting.', null, null, true)], [])).toMatchObject({
    traineeTurns: 0,
    traineeWords: 0,
    seconds: 0,
  })
  expect(measure([], [])).toMatchObject({
    timed: false,
    talkShare: null,
    replyPauseMs: null,
    firstNextStepSeconds: null,
  })
})

test('turns of the trainee in a row are one monologue', () => {
  const row = [
    turn('trainee', 'a', 0, 20_000),
    turn('trainee', 'b', 21_000, 41_000),
    turn('customer', 'c', 42_000, 43_000),
  ]
  expect(measure(row, []).longestMonologueSeconds).toBe(40)
})
