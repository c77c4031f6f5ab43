import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Scorecard } from '@greenroom/contract/roleplays.ts'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { agree, readCall, sayAll, scoreIt, startCall } from '#testing/roleplay-house.ts'
import { addWorkspace } from '#testing/workspaces.ts'
import { starterScenarios } from '../scenarios/scenarios.starters.ts'
import { houseTechniques } from '../techniques/techniques.catalogue.ts'
import { play, readCall as script, traineeLines } from './fixtures/calls.ts'
import { freezeRubric, scoreCall } from './roleplays.scoring.rules.ts'

let house: TestHouse
let anna: TestPerson
let lead: TestPerson
let stranger: TestPerson
let workspaceId: string
const five = starterScenarios[0]!
const lines = traineeLines(script('first-five-minutes.pass.en'))
beforeAll(async () => {
  house = await makeHouse()
  anna = await house.people.add({ firstName: 'Anna' })
  lead = await house.people.add({ firstName: 'Lea' })
  stranger = await house.people.add()
  await agree(anna, 'transcript')
  workspaceId = await addWorkspace(house, lead, { members: [anna] })
})
afterAll(() => house.stop())

const rowOf = (id: string): Promise<Record<string, unknown> & { seed: number; transcript_url: string | null }> =>
  actingAsConnection(house.tools.db, (transaction) =>
    transaction.one(sql<Record<string, unknown> & { seed: number; transcript_url: string | null }>`
      select *, seed::float8 as seed from public.sessions where id = ${id}`),
  )
const scoreOf = async (person: TestPerson, id: string) => (await person.call('GET', `/api/sessions/${id}/score`)).body
const spoken = async (settings: object = {}) => {
  const { roleplay } = await startCall(anna, settings)
  await sayAll(anna, roleplay.id, lines)
  return roleplay.id
}
test('leaders see a call once it is shared, and only while it is; who read its words is written down', async () => {
  const id = await spoken({ workspaceId })
  expect(await anna.call('POST', `/api/sessions/${id}/share`, { shared: true })).toMatchObject({
    status: 409,
    body: { code: 'roleplays.not_finished' },
  })
  await scoreIt(anna, id)
  for (const path of [`/api/sessions/${id}`, `/api/sessions/${id}/score`, `/api/sessions/${id}/notes`])
    expect([path, (await lead.call('GET', path)).status]).toEqual([path, 404])
  expect((await anna.call('POST', `/api/sessions/${id}/share`, { shared: true })).body.shared).toBe(true)
  const listed = (await lead.call('GET', `/api/sessions?workspace=${workspaceId}`)).body.sessions
  expect(listed.map((one: { id: string; userName: string }) => [one.id, one.userName])).toEqual([[id, 'Anna Person']])
  expect((await lead.call('GET', '/api/sessions')).body.sessions).toEqual([])
  const read = await readCall(lead, id)
  expect([read.turns.length > 4, read.turns.some(({ canRetry }) => canRetry)]).toEqual([true, false])
  const { readers } = await scoreOf(anna, id)
  expect(readers).toMatchObject([{ reader: 'Lea Person', as: 'leader' }])
  expect((await scoreOf(lead, id)).readers).toEqual([])
  expect((await stranger.call('GET', `/api/sessions/${id}`)).status).toBe(404)
  const admin = await house.people.add({ role: 'admin', firstName: 'Ada' })
  expect((await admin.call('GET', `/api/sessions/${id}`)).body.code).toBe('roleplays.say_why')
  const why = 'A complaint about this call'
  expect((await readCall(admin, id, `?reason=${encodeURIComponent(why)}`)).turns.length).toBe(read.turns.length)
  expect((await scoreOf(anna, id)).readers[0]).toMatchObject({ reader: 'Ada Person', as: 'admin', reason: why })
  await anna.call('POST', `/api/sessions/${id}/share`, { shared: false })
  expect((await lead.call('GET', `/api/sessions/${id}`)).status).toBe(404)
  // The list that an admin chooses from tells of the call and gives no words.
  const listing = async (query: string) => (await admin.call('GET', `/api/admin/calls${query}`)).body
  expect(await listing(`?workspace=${workspaceId}`)).toMatchObject({
    calls: [{ id, userName: 'Anna Person', status: 'completed', words: true, readings: 2, shared: false }],
    nextCursor: null,
  })
  expect(JSON.stringify(await listing(''))).not.toContain(read.turns.at(-1)?.text)
  expect((await listing('?search=ANNA%20PERSON&words=there&status=completed&days=1')).calls).toHaveLength(1)
  for (const query of ['?search=lea%25person', '?words=gone', '?workspace=none', '?status=in_progress'])
    expect([query, (await listing(query)).calls]).toEqual([query, []])
  expect((await lead.call('GET', '/api/admin/calls')).status).toBe(403)
  const other = (await startCall(anna)).roleplay.id
  const first = await listing('?limit=1')
  const second = await listing(`?limit=1&cursor=${first.nextCursor}`)
  expect([first, second].flatMap(({ calls }) => calls.map((one: { id: string }) => one.id))).toEqual([other, id])
  expect((await admin.call('GET', '/api/admin/calls?cursor=nowhere')).status).toBe(422)
})

test('a leader decides a check otherwise: code counts anew, the judged card stays, and nobody reviews themselves', async () => {
  const id = await spoken({ workspaceId })
  const { score } = await scoreIt(anna, id)
  await anna.call('POST', `/api/sessions/${id}/share`, { shared: true })
  const before = (await scoreOf(anna, id)).card as Scorecard
  const met = before.results.find(({ verdict }) => verdict === 'met')!
  const path = `/api/sessions/${id}`
  const said = await anna.call('POST', `${path}/disputes`, { checkId: met.check.id, reason: 'I said it otherwise.' })
  expect(said.status).toBe(201)
  expect((await anna.call('POST', `${path}/disputes`, { checkId: met.check.id, reason: 'Again.' })).body.code).toBe(
    'roleplays.disputed_already',
  )
  const wish = { checkId: met.check.id, verdict: 'not_met', reason: 'It was said to nobody.' }
  expect((await anna.call('POST', `${path}/reviews`, wish)).status).toBe(404)
  expect((await lead.call('POST', `${path}/reviews`, { ...wish, reason: '' })).body.code).toBe('roleplays.say_why')
  expect((await lead.call('POST', `${path}/reviews`, { ...wish, checkId: 'no-such-check' })).status).toBe(404)
  const reviewed = await lead.call('POST', `${path}/reviews`, wish)
  expect(reviewed).toMatchObject({ status: 200, body: { judgedScore: score } })
  expect(reviewed.body.score).toBeLessThan(score ?? 0)
  const { card, judged, reviews, disputes } = await scoreOf(anna, id)
  expect(judged).toEqual(before)
  expect(card.overall).toBe(reviewed.body.score)
  expect(reviews).toMatchObject([{ checkId: met.check.id, judged: 'met', verdict: 'not_met', reviewer: 'Lea Person' }])
  expect(disputes).toMatchObject([{ checkId: met.check.id, settled: true }])
  // Exactly what the scoring itself makes of it.
  const played = play(five, 'en', lines, (await rowOf(id)).seed)
  const overrides = [{ checkId: met.check.id, verdict: 'not_met' as const, by: 'Lea Person', note: wish.reason }]
  const wanted = scoreCall({
    frozen: freezeRubric(five, 1),
    scenario: five,
    call: played,
    language: 'en',
    techniques: houseTechniques,
    overrides,
  })
  expect([card.overall, card.phases, card.passed]).toEqual([wanted.overall, wanted.phases, wanted.passed])
  // And back: who decides last decides.
  const back = await lead.call('POST', `${path}/reviews`, { ...wish, verdict: 'met', reason: 'I listened again.' })
  expect(back.body.score).toBe(score)
})

test('notes are read by whom the call is shown to, and changed by who wrote them', async () => {
  const id = await spoken({ workspaceId })
  await scoreIt(anna, id)
  await anna.call('POST', `/api/sessions/${id}/share`, { shared: true })
  const path = `/api/sessions/${id}/notes`
  const { turns } = await readCall(anna, id)
  const mine = await anna.call('POST', path, { turnId: turns[2]!.id, atMs: null, body: 'Here I was lost.' })
  expect(mine).toMatchObject({ status: 201, body: { author: 'Anna Person', mine: true, turnId: turns[2]!.id } })
  const hers = await lead.call('POST', path, { turnId: null, atMs: 4000, body: 'Breathe here.' })
  expect(
    (await anna.call('GET', path)).body.notes.map((note: { body: string; mine: boolean }) => [note.body, note.mine]),
  ).toEqual([
    ['Here I was lost.', true],
    ['Breathe here.', false],
  ])
  expect((await anna.call('PATCH', `${path}/${hers.body.id}`, { body: 'x' })).status).toBe(404)
  expect((await anna.call('DELETE', `${path}/${hers.body.id}`)).status).toBe(404)
  expect((await lead.call('PATCH', `${path}/${hers.body.id}`, { body: 'Breathe.' })).body.body).toBe('Breathe.')
  expect((await lead.call('DELETE', `${path}/${hers.body.id}`)).body).toEqual({ changed: 1 })
  expect((await stranger.call('GET', path)).status).toBe(404)
  expect((await anna.call('POST', path, { turnId: newId(), atMs: null, body: 'x' })).status).toBe(404)
})

test('who takes back that words are kept takes them out of the score too, and keeps the score', async () => {
  const emma = await house.people.add()
  await agree(emma, 'transcript')
  const { roleplay } = await startCall(emma)
  await sayAll(emma, roleplay.id, lines)
  const { score } = await scoreIt(emma, roleplay.id)
  const { transcript_url: key } = await rowOf(roleplay.id)
  await emma.call('POST', '/api/coach/consents/withdraw', { purpose: 'transcript' })
  await expect.poll(async () => (await readCall(emma, roleplay.id)).roleplay.wordsGone, { timeout: 90_000 }).toBe(true)
  expect(await house.tools.storage.head('session-transcripts', key ?? '')).toBe(null)
  const after = await scoreOf(emma, roleplay.id)
  expect(after.roleplay.score).toBe(score)
  const row = JSON.stringify([await rowOf(roleplay.id), await readCall(emma, roleplay.id), after])
  for (const line of lines.filter(({ length }) => length > 20)) expect(row).not.toContain(line.slice(0, 20))
  expect(after.card.results.length).toBe(five.rubric.checks.length)
})
