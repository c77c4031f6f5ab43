import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CheckAgreement } from '@greenroom/contract/team.ts'
import { clockAhead } from '#kernel/clock.ts'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { arrived, mailsTo } from '#testing/mails.ts'
import type { TestPerson } from '#testing/people.ts'
import { agree, sayAll, scoreIt, startCall, starter } from '#testing/roleplay-house.ts'
import { addWorkspace } from '#testing/workspaces.ts'
import { readCall as script, traineeLines } from '../roleplays/fixtures/calls.ts'
import { keepAgreements } from './practice.agreement.ts'

let house: TestHouse
let lead: TestPerson
let other: TestPerson
let quiet: TestPerson
let anna: TestPerson
let workspaceId: string
/** Anna's call, scored and shared. */
let good: string

const get = async (person: TestPerson, path: string) => {
  const answer = await person.call('GET', path)
  expect([answer.status, answer.body?.code]).toEqual([200, undefined])
  return answer.body
}
const change = (text: ReturnType<typeof sql>): Promise<number> =>
  actingAsConnection(house.tools.db, (transaction) => transaction.run(text))
const agreements = async (): Promise<CheckAgreement[]> =>
  (await get(lead, `/api/team/agreement?workspace=${workspaceId}`)).checks
/** Letters about a week that were handed to the post, to whomever. */
const posted = async (): Promise<number> =>
  actingAsConnection(house.tools.db, async (transaction) => {
    const { count } = await transaction.one(sql<{ count: number }>`
      select count(*)::int as count from jobs.job where name = 'mail.send' and data ->> 'kind' = 'agreement-week'`)
    return count
  })
const letters = async (person: TestPerson) =>
  (await mailsTo(house, person.email)).filter(({ kind }) => kind === 'agreement-week')

beforeAll(async () => {
  house = await makeHouse()
  lead = await house.people.add({ firstName: 'Lea' })
  other = await house.people.add({ firstName: 'Otto' })
  quiet = await house.people.add({ firstName: 'Quin' })
  anna = await house.people.add({ firstName: 'Anna' })
  await agree(anna, 'transcript')
  workspaceId = await addWorkspace(house, lead, { members: [anna], admins: [other, quiet] })
})
afterAll(() => house.stop())

describe('checks that wait for a person', () => {
  const waiting = async () => (await get(lead, `/api/team/reviews?workspace=${workspaceId}`)).waiting
  const results = async (): Promise<{ check: { id: string }; verdict: string }[]> =>
    (await anna.call('GET', `/api/sessions/${good}/score`)).body.card.results

  test('are those that a trainee disputes and those the judge was unsure of, until a leader has decided', async () => {
    good = (await startCall(anna, { workspaceId })).roleplay.id
    await sayAll(anna, good, traineeLines(script('first-five-minutes.pass.en')))
    await scoreIt(anna, good)
    await anna.call('POST', `/api/sessions/${good}/share`, { shared: true })
    expect(await waiting()).toEqual([])
    const [met, other] = (await results()).filter((result) => result.verdict === 'met')
    await anna.call('POST', `/api/sessions/${good}/disputes`, {
      checkId: met?.check.id,
      reason: 'I said it differently.',
    })
    await change(sql`
      update public.sessions set scorecard = jsonb_set(scorecard, '{results}', (
        select jsonb_agg(case when r #>> '{check,id}' = ${other?.check.id} then jsonb_set(r, '{verdict}', '"needs_review"') else r end)
          from jsonb_array_elements(scorecard -> 'results') r)) where id = ${good}`)
    expect(await waiting()).toMatchObject([
      {
        sessionId: good,
        checkId: met?.check.id,
        why: 'disputed',
        reason: 'I said it differently.',
        userName: 'Anna Person',
      },
      { sessionId: good, checkId: other?.check.id, why: 'unsure', question: { en: expect.any(String) } },
    ])
    for (const checkId of [met?.check.id, other?.check.id])
      expect(
        await lead.call('POST', `/api/sessions/${good}/reviews`, {
          checkId,
          verdict: 'not_met',
          reason: 'It is not there.',
        }),
      ).toMatchObject({ status: 200 })
    expect(await waiting()).toEqual([])
  })

  test('count for how far judge and people agree, where the judge had said yes or no', async () => {
    const { checks, pairsNeeded, kappaNeeded } = await get(lead, `/api/team/agreement?workspace=${workspaceId}`)
    expect({ pairsNeeded, kappaNeeded }).toEqual({ pairsNeeded: 30, kappaNeeded: 0.6 })
    expect(checks).toMatchObject([{ scenarioId: starter(), pairs: 1, same: 0, kappa: null, rewrite: false }])
  })

  test('are told of once a week by mail, to leaders who want it; what a week came to stays when the call goes', async () => {
    const [, , third] = await results()
    const disputed = await anna.call('POST', `/api/sessions/${good}/disputes`, {
      checkId: third?.check.id,
      reason: 'I said that as well.',
    })
    expect(disputed.status).toBe(201)
    const [reviewed] = await agreements()
    // What was kept earlier of the same check lacks one pair, and agrees too little; worded otherwise it did so long before.
    await change(sql`
      insert into public.check_agreements (workspace_id, scenario_id, check_id, week, question, both_met, judge_met, both_not)
      values (${workspaceId}, ${starter()}, ${reviewed?.checkId}, '2026-01-05', ${JSON.stringify(reviewed?.question)}, 10, 10, 9),
             (${workspaceId}, ${starter()}, ${reviewed?.checkId}, '2026-01-05', '{"en":"Why?","nl":"Waarom?"}', 10, 10, 11)`)
    const earlier = { checkId: reviewed?.checkId, question: { en: 'Why?' }, current: false, pairs: 31, rewrite: false }
    await other.call('PATCH', '/api/me/preferences', { language: 'nl' })
    await quiet.call('PATCH', '/api/me/preferences', { weeklyMail: false })
    const after = (weeks: number) =>
      keepAgreements({ ...house.tools, clock: clockAhead(weeks * 7 * 24) }, AbortSignal.timeout(60_000))
    await after(1)
    await after(1)
    expect(await posted()).toBe(2)
    for (const [leader, words] of [
      [lead, ['One dispute waits for you', 'On one check', reviewed?.question.en]],
      [other, ['Eén betwist punt wacht', 'Over één punt', reviewed?.question.nl]],
    ] as const) {
      await arrived(house, leader.email, { kind: 'agreement-week' })
      const mails = await letters(leader)
      expect(mails).toHaveLength(1)
      for (const word of words) expect(`${mails[0]?.subject} ${mails[0]?.plain}`).toContain(word)
    }
    expect(await agreements()).toMatchObject([
      {
        ...reviewed,
        current: true,
        pairs: 30,
        same: 19,
        kappa: 0.35,
        rewrite: true,
        weeks: [{ pairs: 29 }, { pairs: 1 }],
      },
      earlier,
    ])
    // Of the next week there is the dispute alone.
    await after(2)
    expect(await posted()).toBe(4)
    expect((await arrived(house, lead.email, { kind: 'agreement-week', count: 2 })).plain).not.toContain('On one check')

    expect(await anna.call('POST', `/api/sessions/${good}/share`, { shared: false })).toMatchObject({ status: 200 })
    expect(await agreements()).toMatchObject([{ pairs: 30, weeks: [{ week: '2026-01-05' }, { pairs: 1 }] }, earlier])
    await after(3)
    expect(await posted()).toBe(4)
  })
})
