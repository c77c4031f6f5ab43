import { voicePath, voiceTokenHeader } from '@greenroom/contract/rehearsal-live.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { makeIdentifier, mediaCookieName } from '#kernel/http/identify.ts'
import { newId } from '#kernel/id.ts'
import { makePasses } from '#kernel/passes.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { startOpenAiContract } from '#testing/openai-contract/openai-contract.ts'
import type { TestPerson } from '#testing/people.ts'
import { agree, readCall, say, startCall } from '#testing/roleplay-house.ts'

const openai = await startOpenAiContract()
let house: TestHouse
let anna: TestPerson
beforeAll(async () => {
  house = await makeHouse({
    // The page is there first, however slow this machine is: what is not heard at once is made by a job.
    working: false,
    environment: {
      OUTBOUND_ALLOW: openai.origin,
      OPENAI_API_KEY: 'sk-contract',
      OPENAI_BASE_URL: openai.baseUrl,
      COACH_VOICE: 'live',
      ...{ COACH_PHRASING: 'off', COACH_JUDGE: 'rules', COACH_TRANSCRIBER: 'off' },
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

const passes = (aheadMs = 0) => makePasses(house.secrets.cookieKey, 'voice-token', () => Date.now() + aheadMs)
const mint = (id: string, person = anna) => person.call('POST', `/api/sessions/${id}/voice-token`)
const tokenOf = async (id: string, person = anna): Promise<string> => {
  const { status, body } = await mint(id, person)
  expect([status, body.code]).toEqual([201, undefined])
  return body.token
}
const voiceOf = (id: string, turnId: string, headers: Record<string, string>, person = anna) =>
  person.fetch(voicePath(id, turnId), { headers })
/** With a token that is good for this call. */
const hear = (id: string, turnId: string) =>
  voiceOf(id, turnId, { [voiceTokenHeader]: passes().give([anna.id, anna.sessionId, id], 120).value })
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]
const recorded = async (id: string, turnId: string) =>
  (await readCall(anna, id)).turns.find((turn) => turn.id === turnId)?.audioUrl ?? null
const spokenLine = async (mode = 'spoken') => {
  const { id } = (await startCall(anna, { mode })).roleplay
  const { said, answer } = await say(anna, id, 0, 'My goal for this call: a meeting.')
  return { id, said: said.id, line: answer?.id ?? '' }
}

const cookieOf = ({ id, sessionId: signIn }: TestPerson): string =>
  makeIdentifier({ ...house.signer, cookieSecret: house.secrets.cookieKey }).cookieFor({
    userId: id,
    sessionId: signIn,
  }).value

/** What was asked of the vendor, and what the ledger says of voices of this call. */
const madeFor = async (id: string) => [
  openai.log.paid().length,
  await actingAsConnection(house.tools.db, async (transaction) =>
    transaction.rows(sql`select state from public.coach_calls where session_id = ${id} and kind = 'voice'`),
  ),
]

test('the customer is heard while the voice is made, which is made once, and kept as it was heard', async () => {
  openai.settings.liveSpeed = 10
  const { id, line } = await spokenLine()
  const answers = await Promise.all([1, 2].map(() => hear(id, line)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
  const sound = answers.find(({ ok }) => ok)
  expect(sound?.headers.get('content-type')).toBe('audio/pcm')
  const heard = Buffer.from((await sound?.arrayBuffer()) ?? new ArrayBuffer())
  await expect.poll(() => recorded(id, line)).not.toBeNull()
  const kept = Buffer.from(await (await fetch(`${house.url}${await recorded(id, line)}`)).arrayBuffer())
  expect([heard.length > 0, kept.subarray(44).equals(heard)]).toEqual([true, true])
  expect(await codeOf(await hear(id, line))).toEqual([409, 'roleplays.voice_elsewhere'])
  expect(openai.log.paid()).toHaveLength(1)
})

test('who interrupts the customer leaves the voice whole', async () => {
  openai.settings.liveSpeed = 10
  const { id, line } = await spokenLine()
  const reader = (await hear(id, line)).body?.getReader()
  await reader?.read()
  await reader?.cancel()
  await expect.poll(() => recorded(id, line)).not.toBeNull()
  expect(openai.log.paid()).toHaveLength(1)
})

test('no voice is made for others, without consent, for one’s own words, or twice when it said something else', async () => {
  const { id, said, line } = await spokenLine()
  openai.inject({ kind: 'says', text: 'Of course, it is a deal!', path: 'realtime' })
  const dan = await house.people.add()
  await agree(dan, 'transcript', 'provider')
  expect((await mint(id, dan)).status).toBe(404)
  expect((await hear(id, said)).status).toBe(404)
  expect(await codeOf(await hear(id, line))).toEqual([503, 'roleplays.voice_unavailable'])
  expect(await codeOf(await hear(id, line))).toEqual([503, 'roleplays.voice_unavailable'])
  expect(openai.log.paid()).toHaveLength(1)
  const told = await actingAsConnection(house.tools.db, (transaction) =>
    transaction.rows(sql<{ state: string; charged: number; code: string }>`
      select state, price_charged::float8 as charged, failure->>'code' as code from public.coach_calls where about = ${line}`),
  )
  expect(told).toEqual([{ state: 'failed', charged: openai.log.costMicroUsd(), code: 'unreadable' }])
  const typed = await spokenLine('typed')
  expect(await codeOf(await hear(typed.id, typed.line))).toEqual([409, 'roleplays.voice_elsewhere'])
  expect((await mint(typed.id)).body.code).toBe('roleplays.no_live_voice')
  const next = await spokenLine()
  await anna.call('POST', '/api/coach/consents/withdraw', { purpose: 'provider' })
  expect(await codeOf(await hear(next.id, next.line))).toEqual([409, 'roleplays.consent_needed'])
  expect((await mint(next.id)).body.code).toBe('roleplays.consent_needed')
  await agree(anna, 'provider')
  expect(openai.log.paid()).toHaveLength(1)
})

test('without a token of this person, this sign-in and this call nothing is made and nothing is booked', async () => {
  const { id, line } = await spokenLine()
  const dan = await house.people.add()
  await agree(dan, 'transcript', 'provider')
  const dans = await tokenOf((await startCall(dan, { mode: 'spoken' })).roleplay.id, dan)
  const token = await tokenOf(id)
  const wrong = {
    none: '',
    'another call’s': await tokenOf((await spokenLine()).id),
    'another person’s': dans,
    'another sign-in’s': passes().give([anna.id, newId(), id], 120).value,
    'one letter of the signature': token.slice(0, -1) + (token.endsWith('A') ? 'Q' : 'A'),
    'a later end': token.replace(/\.(\d+)\./, (_, end: string) => `.${Number(end) + 1}.`),
    'another key’s': makePasses(house.secrets.linkKey, 'voice-token').give([anna.id, anna.sessionId, id], 120).value,
    'the media cookie’s': cookieOf(anna),
  }
  for (const [why, given] of Object.entries(wrong))
    expect
      .soft(await codeOf(await voiceOf(id, line, given === '' ? {} : { [voiceTokenHeader]: given })), why)
      .toEqual([403, 'roleplays.voice_token_refused'])
  // In the address it opens nothing.
  expect((await anna.fetch(`${voicePath(id, line)}?token=${token}&${voiceTokenHeader}=${token}`)).status).toBe(403)
  const old = passes(-121_000).give([anna.id, anna.sessionId, id], 120).value
  expect(await codeOf(await voiceOf(id, line, { [voiceTokenHeader]: old }))).toEqual([
    403,
    'roleplays.voice_token_expired',
  ])
  // Whoever has somebody's token is still somebody else.
  expect(await codeOf(await voiceOf(id, line, { [voiceTokenHeader]: token }, dan))).toEqual([
    403,
    'roleplays.voice_token_refused',
  ])
  const looked = await anna.fetch(voicePath(id, line), { method: 'HEAD', headers: { [voiceTokenHeader]: token } })
  expect(looked.status).toBe(404)
  expect(await madeFor(id)).toEqual([0, []])
  await (await voiceOf(id, line, { [voiceTokenHeader]: token })).arrayBuffer()
  expect(await madeFor(id)).toEqual([1, [{ state: 'ready' }]])
})

test('the media cookie says who listens and is not enough to listen; after signing out both are worth nothing', async () => {
  const eve = await house.people.add()
  await agree(eve, 'transcript', 'provider')
  const { id } = (await startCall(eve, { mode: 'spoken' })).roleplay
  const [first, second] = [await say(eve, id, 0, 'My goal: a meeting.'), await say(eve, id, 2, 'How do you plan?')]
  const { body } = await mint(id, eve)
  const ends = Date.parse(body.expiresAt) - Date.now()
  expect([ends > 0, ends <= 120_000]).toEqual([true, true])
  const cookie = { cookie: `${mediaCookieName}=${cookieOf(eve)}` }
  const asked = (turnId = '', headers = {}) =>
    fetch(house.url + voicePath(id, turnId), { headers: { ...cookie, ...headers } })
  expect(await codeOf(await asked(first.answer?.id))).toEqual([403, 'roleplays.voice_token_refused'])
  const heard = await asked(first.answer?.id, { [voiceTokenHeader]: body.token })
  expect(heard.status).toBe(200)
  await heard.arrayBuffer()
  await eve.call('DELETE', `/api/me/sessions/${eve.sessionId}`)
  expect(await codeOf(await asked(second.answer?.id, { [voiceTokenHeader]: body.token }))).toEqual([
    401,
    'auth.session_ended',
  ])
  expect((await mint(id, eve)).body.code).toBe('auth.session_ended')
  expect((await madeFor(id))[0]).toBe(1)
})

test('nobody listens to three lines at once, and who stops listening makes place', async () => {
  const said = [await spokenLine(), await spokenLine(), await spokenLine(), await spokenLine()] as const
  openai.settings.liveHeld = true
  const [one, two] = [await hear(said[0].id, said[0].line), await hear(said[1].id, said[1].line)]
  expect([one.status, two.status]).toEqual([200, 200])
  expect(await codeOf(await hear(said[2].id, said[2].line))).toEqual([429, 'roleplays.too_many_voices'])
  expect(await madeFor(said[2].id)).toEqual([2, []])
  await one.body?.cancel()
  // That nobody listens any more, the house hears a moment later.
  let three: Response | undefined
  await expect
    .poll(async () => {
      three = await hear(said[2].id, said[2].line)
      return three.status
    })
    .toBe(200)
  openai.settings.liveHeld = false
  await Promise.all([two.arrayBuffer(), three?.arrayBuffer()])
  const four = await hear(said[3].id, said[3].line)
  expect([four.status, (await four.arrayBuffer()).byteLength > 0]).toEqual([200, true])
  await expect.poll(() => recorded(said[0].id, said[0].line)).not.toBeNull()
})

test('a token is for one’s own call that is open, asked for by this house’s pages, and there are so many in ten minutes', async () => {
  const gus = await house.people.add()
  await agree(gus, 'transcript', 'provider')
  const { id } = (await startCall(gus, { mode: 'spoken' })).roleplay
  expect((await mint(id)).status).toBe(404)
  expect((await mint(newId(), gus)).status).toBe(404)
  const over = (await startCall(gus, { mode: 'spoken' })).roleplay.id
  await say(gus, over, 0, 'My goal: a meeting.')
  for (const way of ['end', 'process']) await gus.call('POST', `/api/sessions/${over}/${way}`)
  expect((await mint(over, gus)).body.code).toBe('roleplays.call_ended')
  const foreign = await gus.fetch(`/api/sessions/${id}/voice-token`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect(await codeOf(foreign)).toEqual([403, 'request.foreign_origin'])
  const asked = await Promise.all(Array.from({ length: 31 }, () => mint(id, gus)))
  const refused = asked.filter(({ status }) => status !== 201)
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual([[429, 'roleplays.too_many_voice_tokens']])
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  // Others have their own.
  expect((await mint((await startCall(anna, { mode: 'spoken' })).roleplay.id)).status).toBe(201)
})
