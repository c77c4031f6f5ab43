import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Rehearsal } from '@greenroom/contract/rehearsals.ts'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { agree, readCall, say, sayAll, sayRaw, startCall, starter } from '#testing/roleplay-house.ts'
import { starterScenarios } from '../scenarios/scenarios.starters.ts'
import { play, readCall as script, traineeLines } from './fixtures/calls.ts'

let house: TestHouse
let anna: TestPerson
let ben: TestPerson
const lines = traineeLines(script('first-five-minutes.pass.en'))
beforeAll(async () => {
  house = await makeHouse()
  anna = await house.people.add({ firstName: 'Anna' })
  ben = await house.people.add({ firstName: 'Ben' })
  await agree(anna, 'transcript')
  await agree(ben, 'transcript')
})
afterAll(() => house.stop())

const seedOf = (id: string): Promise<number> =>
  actingAsConnection(house.tools.db, async (transaction) => {
    const { seed } = await transaction.one(
      sql<{ seed: number }>`select seed::float8 as seed from public.sessions where id = ${id}`,
    )
    return seed
  })

test('a call begins only after its words may be kept, and the same key begins it once', async () => {
  const cara = await house.people.add()
  const wish = { idempotencyKey: newId(), scenarioId: starter(), language: 'en', mode: 'typed' }
  const refused = await cara.call('POST', '/api/sessions/start', wish)
  expect(refused).toMatchObject({
    status: 409,
    body: { code: 'roleplays.consent_needed', fields: [{ path: 'consents', values: { purpose: 'transcript' } }] },
  })
  await agree(cara, 'transcript')
  const begun = await cara.call('POST', '/api/sessions/start', wish)
  expect(begun).toMatchObject({
    status: 201,
    body: {
      roleplay: {
        scenarioTitle: { en: 'First five minutes' },
        customerName: 'Sanne de Vries',
        userName: 'Test Person',
        status: 'in_progress',
        phase: 'preparation',
        scoreState: 'none',
        turns: 0,
      },
      nextTurn: 0,
      turns: [],
    },
  })
  expect(JSON.stringify(begun.body)).not.toContain('"secret"')
  const again = await cara.call('POST', '/api/sessions/start', wish)
  expect([again.status, again.body.roleplay.id]).toEqual([201, begun.body.roleplay.id])
  expect((await cara.call('GET', '/api/sessions')).body.sessions).toHaveLength(1)
})

test('what is not there, not published or in nobody’s reach cannot be rehearsed', async () => {
  const wish = { idempotencyKey: newId(), scenarioId: newId(), language: 'nl', mode: 'typed' }
  expect(await anna.call('POST', '/api/sessions/start', wish)).toMatchObject({
    status: 404,
    body: { code: 'scenarios.not_found' },
  })
  expect(
    await anna.call('POST', '/api/sessions/start', { ...wish, scenarioId: starter(), workspaceId: newId() }),
  ).toMatchObject({ status: 404, body: { code: 'workspaces.not_found' } })
})

test('a whole call over HTTP goes word for word as the engine alone plays it', async () => {
  const { roleplay } = await startCall(anna)
  const last = await sayAll(anna, roleplay.id, lines)
  const played = play(starterScenarios[0]!, 'en', lines, await seedOf(roleplay.id))
  const { turns, nextTurn, roleplay: after } = await readCall(anna, roleplay.id)
  expect(turns.map(({ speaker, text, aside }) => [speaker, text, aside])).toEqual(
    played.turns.map(({ speaker, text, aside }) => [speaker, text, aside]),
  )
  expect(turns.map(({ number }) => number)).toEqual(turns.map((_, at) => at))
  expect(nextTurn).toBe(turns.length)
  expect(last?.roleplay).toMatchObject({ callEnded: true, outcome: played.state.ended?.outcome, status: 'in_progress' })
  expect(after.phase).toBe(played.state.phase)
  expect(await sayRaw(anna, roleplay.id, nextTurn, 'One more thing')).toMatchObject({
    status: 409,
    body: { code: 'roleplays.call_ended' },
  })
})

test('a turn is said once: sent again it is the same, and who comes second reads anew', async () => {
  const { roleplay } = await startCall(anna)
  const turnId = newId()
  const first = await say(anna, roleplay.id, 0, 'My goal for this call: a meeting.', { turnId })
  expect(first).toMatchObject({ said: { id: turnId, number: 0, aside: true }, answer: { number: 1 }, nextTurn: 2 })
  expect(await say(anna, roleplay.id, 0, 'My goal for this call: a meeting.', { turnId })).toEqual(first)
  // Two windows at once, and the same window twice at once.
  const twice = newId()
  const three = await Promise.all([
    sayRaw(anna, roleplay.id, 2, 'Is now a bad time?', { turnId: twice }),
    sayRaw(anna, roleplay.id, 2, 'Is now a bad time?', { turnId: twice }),
    sayRaw(anna, roleplay.id, 2, 'Hello there, from another window.'),
  ])
  const good = three.filter(({ status }) => status === 200)
  expect(three.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual(
    good.length === 2 ? [200, 200, 409] : [200, 409, 409],
  )
  for (const { body } of three.filter(({ status }) => status === 409)) expect(body.code).toBe('roleplays.turn_taken')
  expect((await readCall(anna, roleplay.id)).turns).toHaveLength(4)
  // An id that is somebody else's turn does not open it.
  const other = await startCall(ben)
  expect(await sayRaw(ben, other.roleplay.id, 0, 'x', { turnId })).toMatchObject({
    status: 409,
    body: { code: 'roleplays.turn_taken' },
  })
})

test('nobody else reads, continues or ends a call', async () => {
  const { roleplay } = await startCall(anna)
  await say(anna, roleplay.id, 0, 'notes')
  const at = (more = '') => `/api/sessions/${roleplay.id}${more}`
  for (const [method, path, body] of [
    ['GET', at()],
    ['GET', at('/hint')],
    ['POST', at('/end')],
    ['POST', at('/pause'), { paused: true, talkMs: 0 }],
    ['POST', at('/share'), { shared: true }],
    ['POST', at('/recordings/delete')],
    ['POST', at('/retry'), { idempotencyKey: newId(), turn: 0, mode: 'typed' }],
    ['POST', at('/turns'), { turnId: newId(), number: 2, text: 'x', source: 'typed', talkMs: 0 }],
    ['POST', '/api/sessions/delete', { ids: [roleplay.id] }],
  ] as const)
    expect([method, path, (await ben.call(method, path, body)).status]).toEqual([method, path, 404])
  expect(
    (await ben.call('GET', '/api/sessions?limit=100')).body.sessions.map((one: { id: string }) => one.id),
  ).not.toContain(roleplay.id)
})

test('pauses are resumed where they were, and the clock of a page counts only as far as time has passed', async () => {
  const { roleplay } = await startCall(anna)
  await say(anna, roleplay.id, 0, 'notes', { talkMs: 20_000_000 })
  const { talkMs } = await readCall(anna, roleplay.id)
  expect(talkMs).toBeLessThan(20_000)
  const path = `/api/sessions/${roleplay.id}/pause`
  expect((await anna.call('POST', path, { paused: true, talkMs })).body.paused).toBe(true)
  expect((await anna.call('POST', path, { paused: false, talkMs: 0 })).body.paused).toBe(false)
  expect((await readCall(anna, roleplay.id)).talkMs).toBe(talkMs)
  const spoken = await say(anna, roleplay.id, 2, 'How do you plan your work today?', {
    startMs: 3_000_000,
    endMs: 1000,
    source: 'browser',
    heard: { startMs: 0, endMs: 500 },
    talkMs: 1000,
  })
  const { startMs, endMs } = spoken.said
  expect(startMs !== null && endMs !== null && startMs <= endMs && endMs < 20_000).toBe(true)
  expect((await readCall(anna, roleplay.id)).turns[1]).toMatchObject({ startMs: 0, endMs: 500 })
})

test('words that were heard wrong can be put right; those of the customer cannot', async () => {
  const { roleplay } = await startCall(anna)
  await say(anna, roleplay.id, 0, 'notes')
  const { said, answer } = await say(anna, roleplay.id, 2, 'Why do you plan in Excel?')
  const path = (id = '') => `/api/sessions/${roleplay.id}/turns/${id}`
  expect((await anna.call('PATCH', path(said.id), { text: 'How do you plan?' })).body).toMatchObject({
    text: 'How do you plan?',
    firstText: 'Why do you plan in Excel?',
  })
  await anna.call('PATCH', path(said.id), { text: 'How do you plan it?' })
  expect((await readCall(anna, roleplay.id)).turns[2]).toMatchObject({ firstText: 'Why do you plan in Excel?' })
  expect(await anna.call('PATCH', path(answer?.id), { text: 'I buy.' })).toMatchObject({
    status: 404,
    body: { code: 'roleplays.no_turn' },
  })
})

test('a hint names techniques that bring the call on, with a line to say, and keeps the customer’s secrets', async () => {
  const { roleplay } = await startCall(anna, { language: 'nl' })
  await say(anna, roleplay.id, 0, '')
  const { hints } = (await anna.call('GET', `/api/sessions/${roleplay.id}/hint`)).body
  expect(hints.length).toBeGreaterThan(0)
  for (const { example, names } of hints) expect([example === '', names.nl === '']).toEqual([false, false])
})

test('a moment is tried again from any turn with everything as it stood then', async () => {
  const { roleplay } = await startCall(anna)
  await sayAll(anna, roleplay.id, lines)
  const whole = await readCall(anna, roleplay.id)
  const mine = whole.turns.filter(({ canRetry }) => canRetry)
  expect(mine.map(({ speaker }) => speaker)).toEqual(
    whole.turns.filter(({ speaker }) => speaker === 'trainee').map(() => 'trainee'),
  )
  for (const turn of [mine[0], mine[2], mine.at(-1)]) {
    const number = turn?.number ?? -1
    const wish = { idempotencyKey: newId(), turn: number, mode: 'typed' }
    const again = await anna.call('POST', `/api/sessions/${roleplay.id}/retry`, wish)
    expect([
      again.status,
      (await anna.call('POST', `/api/sessions/${roleplay.id}/retry`, wish)).body.roleplay.id,
    ]).toEqual([201, again.body.roleplay.id])
    const begun = again.body as Rehearsal
    expect(begun).toMatchObject({ nextTurn: number, roleplay: { retryOf: { sessionId: roleplay.id, turn: number } } })
    // The same words bring the same answer; others need not.
    const same = await say(anna, begun.roleplay.id, number, turn?.text ?? '')
    expect(same.answer?.text).toBe(whole.turns[number + 1]?.text)
    expect((await readCall(anna, begun.roleplay.id)).turns.map(({ text }) => text)).toEqual(
      whole.turns.slice(0, number + 2).map(({ text }) => text),
    )
  }
  expect(
    await anna.call('POST', `/api/sessions/${roleplay.id}/retry`, { idempotencyKey: newId(), turn: 1, mode: 'typed' }),
  ).toMatchObject({ status: 404, body: { code: 'roleplays.no_turn' } })
})

test('lists go on where the page before ended, without gaps or twins', async () => {
  const dora = await house.people.add()
  await agree(dora, 'transcript')
  const begun: string[] = []
  for (let at = 0; at < 5; at += 1) begun.unshift((await startCall(dora)).roleplay.id)
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page = (await dora.call('GET', `/api/sessions?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)).body as {
      sessions: { id: string }[]
      nextCursor: string | null
    }
    seen.push(...page.sessions.map(({ id }) => id))
    cursor = page.nextCursor
  }
  expect(seen).toEqual(begun)
  expect((await dora.call('GET', '/api/sessions?cursor=nonsense')).status).toBe(422)
})

test('a deleted call is gone at once and back when that is undone', async () => {
  const { roleplay } = await startCall(anna)
  const ids = { ids: [roleplay.id] }
  expect((await anna.call('POST', '/api/sessions/delete', ids)).body).toEqual({ changed: 1 })
  expect((await anna.call('GET', `/api/sessions/${roleplay.id}`)).status).toBe(404)
  expect((await sayRaw(anna, roleplay.id, 0, 'x')).status).toBe(404)
  expect((await anna.call('POST', '/api/sessions/restore', ids)).body).toEqual({ changed: 1 })
  expect((await readCall(anna, roleplay.id)).roleplay.id).toBe(roleplay.id)
})

test('who takes back that words are kept loses them, and begins nothing new until agreeing again', async () => {
  const emil = await house.people.add()
  await agree(emil, 'transcript')
  const { roleplay } = await startCall(emil)
  await sayAll(emil, roleplay.id, ['My goal for this call: a meeting.', 'Hello Sanne, is now a bad time?'])
  expect((await emil.call('GET', '/api/coach')).body).toMatchObject({
    abilities: {
      transcriber: 'none',
      voice: 'browser',
      voiceIsLive: false,
      face: 'drawn',
      judge: 'rules',
      phrasing: 'templates',
      audioDays: 30,
    },
    consents: [{ purpose: 'transcript' }],
  })
  const withdrawn = await emil.call('POST', '/api/coach/consents/withdraw', { purpose: 'transcript' })
  expect(withdrawn.body).toEqual({ withdrawn: true })
  await expect.poll(async () => (await readCall(emil, roleplay.id)).roleplay.wordsGone, { timeout: 90_000 }).toBe(true)
  expect((await readCall(emil, roleplay.id)).turns.map(({ text }) => text)).toEqual(['', '', '', ''])
  const wish = { idempotencyKey: newId(), scenarioId: starter(), language: 'en', mode: 'typed' }
  expect((await emil.call('POST', '/api/sessions/start', wish)).body.code).toBe('roleplays.consent_needed')
  expect((await emil.call('POST', '/api/coach/consents/withdraw', { purpose: 'transcript' })).body).toEqual({
    withdrawn: false,
  })
  await agree(emil, 'transcript')
  // Words said from now on are kept in new calls, not in one that was promised to hold none.
  expect(await sayRaw(emil, roleplay.id, 4, 'Hello?')).toMatchObject({
    status: 410,
    body: { code: 'roleplays.words_gone' },
  })
  expect((await startCall(emil)).nextTurn).toBe(0)
})
