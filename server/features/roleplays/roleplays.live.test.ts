import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { startLiveAvatarContract } from '#testing/liveavatar-contract/liveavatar-contract.ts'
import { startOpenAiContract } from '#testing/openai-contract/openai-contract.ts'
import type { TestPerson } from '#testing/people.ts'
import { agree, readCall, say, startCall } from '#testing/roleplay-house.ts'

const vendor = await startLiveAvatarContract()
const openai = await startOpenAiContract()
let house: TestHouse
let anna: TestPerson
let sessionId: string
beforeAll(async () => {
  house = await makeHouse({
    // The page is there first, however slow this machine is: what is not heard at once is made by a job.
    working: false,
    environment: {
      LIVEAVATAR_API_KEY: 'la-secret-of-the-house',
      LIVEAVATAR_API_BASE: vendor.origin,
      LIVEAVATAR_AVATAR_ID: '0190aaaa-0000-4000-8000-000000000001',
      LIVEAVATAR_CREDIT_USD: '0.1',
      OUTBOUND_ALLOW: `${vendor.origin},${openai.origin}`,
      OPENAI_API_KEY: 'sk-contract',
      OPENAI_BASE_URL: openai.baseUrl,
      COACH_VOICE: 'live',
      ...{ COACH_PHRASING: 'off', COACH_JUDGE: 'rules', COACH_TRANSCRIBER: 'off', SEARCH_EMBEDDER: 'off' },
    },
  })
  anna = await house.people.add()
  await agree(anna, 'transcript', 'provider')
  sessionId = (await startCall(anna)).roleplay.id
})
beforeEach(() => {
  vendor.reset()
  openai.reset()
})
afterAll(async () => {
  await house.stop()
  await vendor.close()
  await openai.close()
})

const open = (person = anna, id = sessionId) => person.call('POST', `/api/sessions/${id}/face`)
const end = (faceId: string) => anna.call('POST', `/api/sessions/${sessionId}/face/end`, { faceId })
const rows = () =>
  actingAsConnection(house.tools.db, (transaction) =>
    transaction.rows(sql<{ about: string; state: string; charged: number | null; result: unknown }>`
      select about, state, price_charged::float8 as charged, result from public.coach_calls where kind = 'avatar_session' order by created_at`),
  )

test('a face has a token of its own, is counted at its longest and settled when it ends', async () => {
  const { status, body } = await open()
  expect([status, body.sandbox]).toEqual([201, false])
  expect(body).toMatchObject({ apiUrl: vendor.origin, seconds: 1200 })
  expect(JSON.stringify(body)).not.toContain('la-secret')
  expect(await rows()).toMatchObject([{ about: body.faceId, state: 'ready', charged: 2_000_000 }])
  // The ledger can end a session and not begin one.
  expect(JSON.stringify(await rows())).not.toContain(body.token)
  await fetch(`${vendor.origin}/v1/sessions/start`, {
    method: 'POST',
    headers: { authorization: `Bearer ${body.token}` },
  })
  expect((await end(body.faceId)).body).toEqual({ ended: true })
  expect(vendor.sessions()).toMatchObject([{ endedBecause: 'stopped' }])
  expect(await rows()).toMatchObject([{ charged: 100_000 }])
  expect((await end(body.faceId)).body).toEqual({ ended: true })
  expect((await end(newId())).body).toEqual({ ended: false })
})

test('pages may connect to where the face is, and nowhere else', async () => {
  const policy = (await anna.fetch('/api/coach')).headers.get('content-security-policy') ?? ''
  const connect = /connect-src ([^;]*)/.exec(policy)?.[1] ?? ''
  expect(connect).toContain(`'self' ${vendor.origin} ${vendor.origin.replace('http', 'ws')}`)
  expect(connect).toContain('wss://*.livekit.cloud')
})

test('nobody has a face without consent, for another’s call, or when the call is over', async () => {
  const bo = await house.people.add()
  await agree(bo, 'transcript')
  expect((await open(bo)).status).toBe(404)
  const own = (await startCall(bo)).roleplay.id
  expect((await open(bo, own)).body).toMatchObject({ code: 'roleplays.consent_needed' })
  await agree(bo, 'provider')
  await bo.call('POST', `/api/sessions/${own}/end`)
  expect((await open(bo, own)).body.code).toBe('roleplays.call_ended')
})

test('a face that cannot be opened leaves nothing open, and too many are refused', async () => {
  vendor.inject({ on: 'token', kind: 'error', status: 402 })
  expect((await open()).body).toMatchObject({ code: 'roleplays.face_unavailable' })
  vendor.inject({ on: 'token', kind: 'error', status: 429 })
  expect((await open()).status).toBe(409)
  vendor.inject({ on: 'token', kind: 'cut_after' })
  expect((await open()).status).toBe(409)
  expect((await rows()).map(({ state }) => state)).toEqual(['ready', 'failed', 'failed', 'unknown'])
  expect((await open()).status).toBe(201)
  expect((await open()).status).toBe(201)
  expect((await open()).body).toMatchObject({ code: 'roleplays.too_many_faces' })
})

const hear = (id: string, turnId: string, person = anna) => person.fetch(`/api/sessions/${id}/turns/${turnId}/voice`)
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]
const recorded = async (id: string, turnId: string) =>
  (await readCall(anna, id)).turns.find((turn) => turn.id === turnId)?.audioUrl ?? null
const spokenLine = async (mode = 'spoken') => {
  const { id } = (await startCall(anna, { mode })).roleplay
  const { said, answer } = await say(anna, id, 0, 'My goal for this call: a meeting.')
  return { id, said: said.id, line: answer?.id ?? '' }
}

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
  expect((await hear(id, line, dan)).status).toBe(404)
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
  const next = await spokenLine()
  await anna.call('POST', '/api/coach/consents/withdraw', { purpose: 'provider' })
  expect(await codeOf(await hear(next.id, next.line))).toEqual([409, 'roleplays.consent_needed'])
  expect(openai.log.paid()).toHaveLength(1)
})
