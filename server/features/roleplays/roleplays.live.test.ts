import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { startLiveAvatarContract } from '#testing/liveavatar-contract/liveavatar-contract.ts'
import type { TestPerson } from '#testing/people.ts'
import { agree, startCall } from '#testing/roleplay-house.ts'

const vendor = await startLiveAvatarContract()
let house: TestHouse
let anna: TestPerson
let sessionId: string
beforeAll(async () => {
  house = await makeHouse({
    environment: {
      LIVEAVATAR_API_KEY: 'la-secret-of-the-house',
      LIVEAVATAR_API_BASE: vendor.origin,
      LIVEAVATAR_AVATAR_ID: '0190aaaa-0000-4000-8000-000000000001',
      LIVEAVATAR_CREDIT_USD: '0.1',
      OUTBOUND_ALLOW: vendor.origin,
    },
  })
  anna = await house.people.add()
  await agree(anna, 'transcript', 'provider')
  sessionId = (await startCall(anna)).roleplay.id
})
beforeEach(() => vendor.reset())
afterAll(async () => {
  await house.stop()
  await vendor.close()
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

test('many faces that are asked for at once are no way around how many somebody may have', async () => {
  const bo = await house.people.add()
  await agree(bo, 'transcript', 'provider')
  const { id } = (await startCall(bo)).roleplay
  const answers = await Promise.all(Array.from({ length: 9 }, () => open(bo, id)))
  const refused = answers.filter(({ status }) => status !== 201)
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
    Array.from({ length: 3 }, () => [429, 'roleplays.too_many_faces']),
  )
  expect(refused[0]?.body.retryAfterSeconds).toBeGreaterThan(0)
  expect(vendor.sessions()).toHaveLength(6)
})
