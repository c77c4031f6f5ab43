import { afterAll, expect, test } from 'vitest'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import { makeLocalEmbedder } from '#providers/local/local.embedder.ts'
import { starterScenarios } from '../scenarios/scenarios.starters.ts'
import { houseTechniques } from '../techniques/techniques.catalogue.ts'
import { play, readCall, traineeLines } from './fixtures/calls.ts'
import { listenForMeaning } from './roleplays.meaning.ts'
import { meantSightings } from './roleplays.meaning.rules.ts'
import { freezeRubric, scoreCall, type Scoring } from './roleplays.scoring.rules.ts'

const embedder = makeLocalEmbedder()
afterAll(() => embedder.close())
const { signal } = new AbortController()
const scenario = starterScenarios.find(({ slug }) => slug === 'first-five-minutes') as Scenario
/** A few of them: each costs the model a moment. */
const techniques = houseTechniques.filter(({ id }) =>
  ['permission_opener', 'agenda_contract', 'budget_frame', 'choice_close', 'proof_story'].includes(id),
)
const check = 'opens-well'
const groundOf = (opening: string): Scoring => {
  const lines = traineeLines(readCall('first-five-minutes.pass.en'))
  lines[1] = opening
  lines[2] = 'Thank you. There are some things I am curious about.'
  return {
    frozen: freezeRubric(scenario, 1),
    scenario,
    call: play(scenario, 'en', lines),
    language: 'en',
    techniques,
  }
}
const resultOf = (scoring: Scoring) => scoreCall(scoring).results.find((one) => one.check.id === check)

test('what is said in other words goes to a person with its quote, and counts for nothing before', async () => {
  const alone = groundOf('Good morning Sanne. Is it all right if I take a minute of your time?')
  expect(resultOf(alone)?.verdict).toBe('not_met')
  const heard = await listenForMeaning(embedder, alone, signal)
  expect(resultOf(heard)).toMatchObject({
    verdict: 'needs_review',
    quotes: [{ turnId: 't1', quote: 'Is it all right if I take a minute of your time?' }],
  })
  expect(scoreCall(heard).countedWeight).toBeLessThan(scoreCall(alone).countedWeight)
  // Heard again it is the same: a call has one score.
  expect(await listenForMeaning(embedder, alone, signal)).toEqual(heard)
})

test('what means something else stays unheard', async () => {
  const alone = groundOf('Good morning Sanne. Our office is in the second street on the left, is it not?')
  const heard = await listenForMeaning(embedder, alone, signal)
  expect(resultOf(heard)?.verdict).toBe('not_met')
  expect(heard.call.found).toEqual(alone.call.found)
})

test('nobody is asked where meaning is not understood, leaves the house, or nothing is missing', async () => {
  const alone = groundOf('Good morning Sanne. Is it all right if I take a minute of your time?')
  const asked = { ...embedder, embed: () => Promise.reject(new Error('Nobody was to be asked.')) }
  expect(await listenForMeaning(null, alone, signal)).toBe(alone)
  expect(await listenForMeaning({ ...asked, leavesHouse: true }, alone, signal)).toBe(alone)
  const dutch: Scoring = { ...alone, language: 'nl' }
  expect(await listenForMeaning(asked, dutch, signal)).toBe(dutch)
  const whole: Scoring = { ...alone, call: play(scenario, 'en', traineeLines(readCall('first-five-minutes.pass.en'))) }
  expect(await listenForMeaning(asked, whole, signal)).toBe(whole)
})

test('a technique that is a question is heard in questions only', () => {
  const vector = Float32Array.of(1, 0)
  const budget = houseTechniques.filter(({ id }) => id === 'budget_frame')
  const meant = (asks: boolean) =>
    meantSightings({
      candidates: [{ candidate: { turnId: 't1', text: 'Money was put aside for this', asks }, vector }],
      prototypes: [{ techniqueId: 'budget_frame', vector }],
      wanted: budget,
      language: 'en',
    })
  expect(meant(true)).toHaveLength(1)
  expect(meant(false)).toEqual([])
})
