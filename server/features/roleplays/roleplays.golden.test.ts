import { scorecard, type CallTurn, type Scorecard } from '@greenroom/contract/roleplays.ts'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import { expect, test } from 'vitest'
import { starterScenarios } from '../scenarios/scenarios.starters.ts'
import { houseTechniques } from '../techniques/techniques.catalogue.ts'
import { detect, play, readCall, traineeLines, writeCall } from './fixtures/calls.ts'
import { freezeRubric, scoreCall } from './roleplays.scoring.rules.ts'
import { verified } from './roleplays.quotes.rules.ts'
import { sheetOf } from './roleplays.turns.rules.ts'

const five = starterScenarios[0] as Scenario
/**
 * Plays a written call again and scores it. The customer must answer word for word as written; after a change of lines
 * that is meant, `vitest -u` writes the customer's turns anew, and the difference is there to be read.
 */
async function scored(scenario: Scenario, name: string): Promise<{ card: Scorecard; turns: CallTurn[] }> {
  const call = readCall(name)
  const played = play(scenario, call.language, traineeLines(call))
  await expect(writeCall(played.turns)).toMatchFileSnapshot(`./fixtures/${name}.txt`)
  const card = scoreCall({
    frozen: freezeRubric(scenario, 1),
    scenario,
    call: played,
    language: call.language,
    techniques: houseTechniques,
  })
  return { card, turns: played.turns }
}
/** Scores turns that no engine led, as those of a recorded call. */
function scoredAlone(turns: CallTurn[]): Scorecard {
  const found = turns
    .map((turn, at) => ({ turn, evidence: detect(turns, at, sheetOf(five)) }))
    .filter(({ turn }) => turn.speaker === 'trainee')
    .map(({ turn, evidence }) => ({ turnId: turn.id, ...evidence }))
  const frozen = freezeRubric(five, 1)
  return scoreCall({
    frozen,
    scenario: five,
    call: { turns, found, state: null },
    language: 'en',
    techniques: houseTechniques,
  })
}

for (const scenario of starterScenarios) {
  for (const language of ['en', 'nl'] as const) {
    test(`"${scenario.slug}": the good call passes, the bad one fails (${language})`, async () => {
      const good = await scored(scenario, `${scenario.slug}.pass.${language}`)
      expect(good.card).toMatchObject({ status: 'scored', passed: true, blockedBy: [], judgedBy: 'rules' })
      expect(good.card.overall).toBeGreaterThanOrEqual(90)
      const bad = await scored(scenario, `${scenario.slug}.fail.${language}`)
      expect(bad.card).toMatchObject({ status: 'scored', passed: false })
      expect(bad.card.overall).toBeLessThanOrEqual(30)
      expect(bad.card.feedback.some(({ kind, betterLine }) => kind === 'improve' && betterLine !== '')).toBe(true)
      for (const { card, turns } of [good, bad]) {
        expect(scorecard.safeParse(card).success).toBe(true)
        for (const { quotes } of card.results) expect(verified(quotes, turns)).toEqual(quotes)
      }
    })
  }
  test(`"${scenario.slug}": twins in English and Dutch score alike`, async () => {
    for (const kind of ['pass', 'fail']) {
      const en = (await scored(scenario, `${scenario.slug}.${kind}.en`)).card
      const nl = (await scored(scenario, `${scenario.slug}.${kind}.nl`)).card
      expect(en.results.map(({ check, verdict }) => [check.id, verdict])).toEqual(
        nl.results.map(({ check, verdict }) => [check.id, verdict]),
      )
      expect(en.overall).toBe(nl.overall)
    }
  })
}

const met = ({ results }: Scorecard) => results.filter(({ verdict }) => verdict === 'met').map(({ check }) => check.id)

test.each([
  ['recognised-speech.en', 90, 100],
  ['recognised-speech.nl', 90, 100],
  ['mixed-languages.nl', 60, 90],
  ['half-good.en', 30, 60],
  ['half-good.nl', 30, 60],
])('%s scores between %i and %i: neither all nor nothing where neither is deserved', async (name, least, most) => {
  const { overall } = (await scored(five, name)).card
  expect(overall).toBeGreaterThanOrEqual(least)
  expect(overall).toBeLessThanOrEqual(most)
})

test.each(['injection.en', 'injection.nl'])(
  'orders to the judge and talk of checks earn nothing (%s)',
  async (name) => {
    const { card, turns } = await scored(five, name)
    expect(card.overall).toBeLessThanOrEqual(25)
    // It did ask whether it suits, and annoyed nobody: that is all.
    expect(met(card).toSorted()).toEqual(['asks-one-by-one', 'keeps-calm', 'listens-more', 'opens-well'])
    const customer = turns.filter(({ speaker }) => speaker === 'customer').map(({ text }) => text)
    expect(customer.join(' ')).not.toMatch(/excel|bas\b|zes uur|six hours/i)
  },
)

test.each(['hostile.en', 'silent.en', 'monologue.en', 'one-turn.en'])(
  '%s is not scored, which is not the same as nought',
  async (name) => {
    const { card } = await scored(five, name)
    expect(card).toMatchObject({
      status: 'not_scored',
      overall: null,
      passed: null,
      feedback: [],
      notScoredBecause: 'too_few_turns',
    })
  },
)

test('an empty call is not scored', () => {
  expect(scoredAlone([])).toMatchObject({ status: 'not_scored', overall: null, notScoredBecause: 'too_few_turns' })
})

test('a call whose speakers were swapped earns the trainee none of the customer’s techniques', () => {
  const turns = readCall('first-five-minutes.pass.en').turns.map((turn): CallTurn => ({
    ...turn,
    speaker: turn.speaker === 'trainee' ? 'customer' : 'trainee',
    aside: false,
  }))
  const card = scoredAlone(turns)
  expect(card.overall ?? 0).toBeLessThanOrEqual(35)
  expect(card.passed).not.toBe(true)
  for (const id of ['agenda', 'summary', 'ends-with-date']) expect(met(card)).not.toContain(id)
})

test('a recording without an engine is scored on what can be heard, and the rest is left out', () => {
  const card = scoredAlone(readCall('first-five-minutes.pass.en').turns)
  expect(card.status).toBe('scored')
  const unknown = card.results.filter(({ verdict }) => verdict === 'not_applicable').map(({ check }) => check.id)
  expect(unknown).toEqual(['planning-known', 'hours-known', 'partner-known', 'meeting'])
  expect(card.countedWeight).toBeLessThan(card.totalWeight)
  expect(card.overall).toBeGreaterThanOrEqual(90)
})

test('the same call gives the same scorecard, to the last character', async () => {
  const once = async () => JSON.stringify((await scored(five, 'half-good.en')).card)
  expect(await once()).toBe(await once())
})
