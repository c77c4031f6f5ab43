import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Scorecard } from '@greenroom/contract/roleplays.ts'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { startOpenAiContract } from '#testing/openai-contract/openai-contract.ts'
import type { TestPerson } from '#testing/people.ts'
import { agree, sayAll, scoreIt, startCall } from '#testing/roleplay-house.ts'
import { starterScenarios } from '../scenarios/scenarios.starters.ts'
import { readCall as script, traineeLines } from './fixtures/calls.ts'

const openai = await startOpenAiContract()
const lines = traineeLines(script('first-five-minutes.pass.en'))
let house: TestHouse
let anna: TestPerson
beforeAll(async () => {
  house = await makeHouse({
    environment: {
      OPENAI_API_KEY: 'sk-contract',
      OPENAI_BASE_URL: openai.baseUrl,
      OUTBOUND_ALLOW: openai.origin,
      COACH_JUDGE: 'decisions',
      COACH_PHRASING: 'off',
      COACH_VOICE: 'off',
    },
  })
  anna = await house.people.add()
  await agree(anna, 'transcript', 'provider')
})
beforeEach(() => openai.reset())
afterAll(async () => {
  await house.stop()
  await openai.close()
})

const checks = starterScenarios.find(({ slug }) => slug === 'first-five-minutes')?.rubric.checks ?? []
const judged = async () => {
  // The customer's small talk differs from call to call, and with it what the stand-in would say: it is told to say yes to
  // every question, which travel under short keys.
  const values = Object.fromEntries(checks.map((_, at) => [`q${at + 1}`, 0.95]))
  openai.inject({ kind: 'writes', path: 'decisions', values })
  const { roleplay } = await startCall(anna)
  await sayAll(anna, roleplay.id, lines)
  const { scoreState, judgedBy } = await scoreIt(anna, roleplay.id)
  const { body } = await anna.call('GET', `/api/sessions/${roleplay.id}/score`)
  const rows = await actingAsConnection(house.tools.db, (transaction) =>
    transaction.rows(sql<{ model: string; state: string; charged: number }>`
      select model, state, price_charged::float8 as charged from public.coach_calls
       where session_id = ${roleplay.id} and kind = 'judgement' order by created_at`),
  )
  return { scoreState, judgedBy, card: body.card as Scorecard, rows }
}
const paths = () => openai.log.paid().map(({ path }) => path)

test('a judge of two steps makes two requests, two rows of the ledger, and verdicts with quotes that are there', async () => {
  const { scoreState, judgedBy, card, rows } = await judged()
  expect([scoreState, judgedBy]).toEqual(['scored', 'model'])
  expect(paths()).toEqual(['decisions', 'responses'])
  expect(rows.map(({ state, model }) => [state, model])).toEqual([
    ['ready', 'gpt-6-luna+gpt-5.4-mini'],
    ['ready', 'gpt-6-luna+gpt-5.4-mini'],
  ])
  expect(rows.reduce((sum, { charged }) => sum + charged, 0)).toBe(openai.log.costMicroUsd())
  const met = card.results.filter(({ method, verdict }) => method === 'judge' && verdict === 'met')
  expect(met.length).toBeGreaterThan(0)
  for (const { quotes } of met) expect(quotes.length).toBeGreaterThan(0)
})

test('when the second step fails, what was decided stands unverified and nothing is asked again', async () => {
  openai.inject({ kind: 'refusal', path: 'responses' })
  const { scoreState, card, rows } = await judged()
  expect(scoreState).toBe('scored')
  expect(rows.map(({ state }) => state)).toEqual(['ready', 'failed'])
  const verdicts = card.results.filter(({ method }) => method === 'judge').map(({ verdict }) => verdict)
  expect(verdicts).toContain('unverified')
  expect(verdicts).not.toContain('met')
  expect(paths()).toEqual(['decisions', 'responses'])
})
