import { sql } from 'kysely'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Scorecard } from '@greenroom/contract/roleplays.ts'
import { actingAsConnection } from '#kernel/db/acting.ts'
import type { Answered } from '#providers/paid-call.ts'
import type { Judge, JudgeAnswer } from '#providers/judge.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { agree, readCall, sayAll, scoreIt, startCall } from '#testing/roleplay-house.ts'
import { starterScenarios } from '../scenarios/scenarios.starters.ts'
import { houseTechniques } from '../techniques/techniques.catalogue.ts'
import { play, readCall as script, traineeLines } from './fixtures/calls.ts'
import { settleLost } from './roleplays.ledger.ts'
import { freezeRubric, scoreCall } from './roleplays.scoring.rules.ts'
import { scoreNow } from './roleplays.scoring.ts'
import type { RehearsalTools } from './roleplays.ts'

let house: TestHouse
let anna: TestPerson
const five = starterScenarios[0]!
const lines = traineeLines(script('first-five-minutes.pass.en'))
beforeAll(async () => {
  house = await makeHouse()
  anna = await house.people.add({ firstName: 'Anna' })
  await agree(anna, 'transcript', 'provider')
})
afterAll(() => house.stop())

const rowOf = (id: string): Promise<Record<string, unknown> & { seed: number; transcript_url: string | null }> =>
  actingAsConnection(house.tools.db, (transaction) =>
    transaction.one(sql<Record<string, unknown> & { seed: number; transcript_url: string | null }>`
      select *, seed::float8 as seed from public.sessions where id = ${id}`),
  )
const scoreOf = async (person: TestPerson, id: string) => (await person.call('GET', `/api/sessions/${id}/score`)).body
const spoken = async () => {
  const { roleplay } = await startCall(anna)
  await sayAll(anna, roleplay.id, lines)
  return roleplay.id
}
/** Marked for scoring without a job that would come first. */
const queue = (id: string): Promise<unknown> =>
  actingAsConnection(house.tools.db, (transaction) =>
    transaction.run(sql`
      update public.sessions set status = 'completed', completed_at = now(), call_ended_at = coalesce(call_ended_at, now()), score_state = 'queued'
       where id = ${id}`),
  )

test('a call is scored exactly as the rules alone score it, and twice the same', async () => {
  const ids = [await spoken(), await spoken()]
  const cards: Scorecard[] = []
  for (const id of ids) {
    expect(await scoreIt(anna, id)).toMatchObject({ status: 'completed', scoreState: 'scored', judgedBy: 'rules' })
    const played = play(five, 'en', lines, (await rowOf(id)).seed)
    const { turns } = await readCall(anna, id)
    const wanted = scoreCall({
      frozen: freezeRubric(five, 1),
      scenario: five,
      call: {
        turns: played.turns.map((turn, at) => ({ ...turn, id: turns[at]!.id })),
        found: played.found.map((one) => ({
          ...one,
          turnId: turns[played.turns.findIndex(({ id: turnId }) => turnId === one.turnId)]!.id,
        })),
        state: played.state,
      },
      language: 'en',
      techniques: houseTechniques,
    })
    const { card, judged, trouble } = await scoreOf(anna, id)
    expect(trouble).toBe(null)
    expect(judged).toEqual(card)
    // A silence after the ask is looked for again once everything is said, so the whole call is looked at anew.
    expect({
      ...card,
      feedback: [],
      results: card.results.map(({ check, verdict }: Scorecard['results'][0]) => [check.id, verdict]),
    }).toEqual({
      ...wanted,
      feedback: [],
      results: wanted.results.map(({ check, verdict }) => [check.id, verdict]),
    })
    cards.push(card)
  }
  expect(cards.map(({ overall }) => overall)).toEqual([cards[0]?.overall, cards[0]?.overall])
  expect((await anna.call('GET', '/api/sessions')).body.sessions[0].techniques).toContain('open_question')
})

test('asking for a score twice is asking once, and a scored call is not said on or put right', async () => {
  const id = await spoken()
  const twice = await Promise.all([1, 2].map(() => anna.call('POST', `/api/sessions/${id}/process`)))
  expect(twice.map(({ status }) => status)).toEqual([202, 202])
  const { score } = await scoreIt(anna, id)
  const before = await rowOf(id)
  expect((await anna.call('POST', `/api/sessions/${id}/process`)).body.score).toBe(score)
  expect(await rowOf(id)).toEqual({ ...before, updated_at: expect.anything() })
  const { turns } = await readCall(anna, id)
  expect(await anna.call('PATCH', `/api/sessions/${id}/turns/${turns[2]!.id}`, { text: 'x' })).toMatchObject({
    status: 409,
    body: { code: 'roleplays.scored_already' },
  })
})

test('the words lie in a file of their own, with what was found in each turn', async () => {
  const id = await spoken()
  await scoreIt(anna, id)
  const { transcript_url: key } = await rowOf(id)
  expect(key).toBe(`${anna.id}/${id}.json`)
  const file = JSON.parse(await text(await house.tools.storage.read('session-transcripts', key ?? ''))) as {
    turns: { text: string; found: { techniques: { techniqueId: string }[] } | null }[]
  }
  const { turns } = await readCall(anna, id)
  expect(file.turns.map((turn) => turn.text)).toEqual(turns.map((turn) => turn.text))
  expect(file.turns[0]?.found?.techniques.map(({ techniqueId }) => techniqueId)).toContain('goal_setting')
})

test('words that were put right count as they stand when the call is scored', async () => {
  const { roleplay } = await startCall(anna)
  const last = await sayAll(anna, roleplay.id, [
    '',
    ...lines.slice(1, 7).map(() => 'Hm, well, I see, go on please, fine.'),
  ])
  const { turns } = await readCall(anna, roleplay.id)
  expect(last?.nextTurn).toBe(turns.length)
  await anna.call('PATCH', `/api/sessions/${roleplay.id}/turns/${turns[2]!.id}`, {
    text: 'How do you plan your work at the moment, and who is involved in that?',
  })
  await scoreIt(anna, roleplay.id)
  const { found } = await scoreOf(anna, roleplay.id)
  expect(found.find(({ turnId }: { turnId: string }) => turnId === turns[2]!.id)?.techniques.length).toBeGreaterThan(0)
})

test('a call that is too short is not scored, which is not the same as nought', async () => {
  const { roleplay } = await startCall(anna)
  await sayAll(anna, roleplay.id, ['My goal for this call: a meeting.', 'Hello, is now a bad time?'])
  expect(await scoreIt(anna, roleplay.id)).toMatchObject({
    scoreState: 'not_scored',
    score: null,
    passed: null,
    outcome: 'hung_up',
  })
  expect((await scoreOf(anna, roleplay.id)).card).toMatchObject({ notScoredBecause: 'too_few_turns', overall: null })
})

/** A judge that answers as it is told, and counts how often it was asked. */
const judgeWho = (answer: (questions: string[]) => Answered<JudgeAnswer[]>): Judge & { asked: number } => ({
  id: 'openai',
  model: 'a-model',
  disclosure: 'A model',
  steps: ['whole'],
  limits: { questions: 100, transcriptCharacters: 200_000, callsPerMinute: 60 },
  asked: 0,
  promptHash: () => 'prompt-1',
  estimateMicroUsd: () => 700,
  ask(_step, { questions }) {
    this.asked += 1
    return Promise.resolve(answer(questions.map(({ checkId }) => checkId)))
  },
})
const withJudge = (judge: Judge): RehearsalTools => ({
  ...house.tools,
  coach: { transcriber: null, judge, phraser: null, voice: null, avatar: null, embedder: null },
})
const ledgerOf = (id: string) =>
  actingAsConnection(house.tools.db, (transaction) =>
    transaction.rows(sql<{ state: string; price_charged: number | null }>`
      select state, price_charged::float8 as price_charged from public.coach_calls where session_id = ${id}`),
  )
const never = new AbortController().signal

test('what a model says counts where its quotes stand in the call; it is asked once, whatever happens afterwards', async () => {
  const id = await spoken()
  await queue(id)
  const words = (await readCall(anna, id)).turns
  const judge = judgeWho((checks) => ({
    kind: 'done',
    value: checks.map((checkId, at) => ({
      checkId,
      probability: 0.95,
      evidence: [{ turn: 3, quote: at === 0 ? 'words that nobody has said anywhere' : words[2]!.text.slice(0, 40) }],
      reason: 'So it is.',
    })),
    usage: { costMicroUsd: 650, counts: {} },
    requestId: null,
  }))
  // It dies after the answer was kept and before the score was: the next try reads the answer from the ledger.
  const dies = {
    ...withJudge(judge),
    storage: { ...house.tools.storage, put: () => Promise.reject(new Error('dead')) },
  }
  await expect(scoreNow(dies, id, never)).rejects.toThrow('dead')
  expect(await scoreNow(withJudge(judge), id, never)).toEqual({ kind: 'done' })
  expect(judge.asked).toBe(1)
  expect(await ledgerOf(id)).toEqual([{ state: 'ready', price_charged: 650 }])
  const { card, roleplay } = await scoreOf(anna, id)
  expect(roleplay.judgedBy).toBe('model')
  const asked = (card as Scorecard).results.filter(({ method }) => method === 'judge')
  expect(asked[0]?.verdict).toBe('unverified')
  expect(asked.slice(1).every(({ verdict }) => verdict === 'met')).toBe(true)
  expect(await scoreNow(withJudge(judge), id, never)).toEqual({ kind: 'done' })
})

test.each([
  [
    'refused',
    { kind: 'refused', code: 'moderated', sentence: 'No.', vendorCode: 'no', retry: false, charged: 'no', usage: null },
    'moderated',
    'failed',
  ],
  ['lost on the way', { kind: 'unknown', reason: 'The line broke.' }, 'unknown', 'unknown'],
] as const)(
  'a judgement that was %s leaves the score of the rules, says so, and is not paid again',
  async (_name, answer, code, state) => {
    const id = await spoken()
    await queue(id)
    const judge = judgeWho(() => answer)
    expect(await scoreNow(withJudge(judge), id, never)).toEqual({ kind: 'done' })
    const { trouble, roleplay, card } = await scoreOf(anna, id)
    expect([trouble, roleplay.judgedBy, roleplay.scoreState, judge.asked]).toEqual([code, 'rules', 'scored', 1])
    expect((card as Scorecard).results.every(({ method }) => method !== 'judge')).toBe(true)
    expect((await ledgerOf(id)).map((row) => row.state)).toEqual([state])
  },
)

test('a judge that is asked too often is asked later; a process that died while asking has lost the call, not the score', async () => {
  const id = await spoken()
  await queue(id)
  const busy = judgeWho(() => ({
    kind: 'refused',
    code: 'rate_limited',
    sentence: 'Later.',
    vendorCode: '429',
    retry: true,
    retryAfterSeconds: 3,
    charged: 'no',
    usage: null,
  }))
  expect(await scoreNow(withJudge(busy), id, never)).toEqual({ kind: 'later', delayMs: 3000, owner: anna.id })
  expect((await ledgerOf(id)).map((row) => row.state)).toEqual(['reserved'])
  const dead = { ...judgeWho(() => ({ kind: 'unknown', reason: '' })), ask: () => Promise.reject(new Error('killed')) }
  await expect(scoreNow(withJudge(dead), id, never)).rejects.toThrow('killed')
  expect((await ledgerOf(id)).map((row) => row.state)).toEqual(['submitted'])
  expect((await settleLost(house.tools, true)).map(({ session_id }) => session_id)).toEqual([id])
  expect(await scoreNow(withJudge(dead), id, never)).toEqual({ kind: 'done' })
  expect((await scoreOf(anna, id)).trouble).toBe('unknown')
})

test('without the agreement that calls are sent to a provider no model is asked', async () => {
  await anna.call('POST', '/api/coach/consents/withdraw', { purpose: 'provider' })
  const id = await spoken()
  await queue(id)
  const judge = judgeWho(() => ({ kind: 'unknown', reason: '' }))
  expect(await scoreNow(withJudge(judge), id, never)).toEqual({ kind: 'done' })
  expect([judge.asked, (await scoreOf(anna, id)).roleplay.judgedBy, await ledgerOf(id)]).toEqual([0, 'rules', []])
  await agree(anna, 'provider')
})
