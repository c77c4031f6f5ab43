import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Rehearsal } from '@greenroom/contract/rehearsals.ts'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { startOpenAiContract, type OpenAiContract } from '#testing/openai-contract/openai-contract.ts'
import type { TestPerson } from '#testing/people.ts'
import { starterScenarios } from '../scenarios/scenarios.starters.ts'
import { play } from './fixtures/calls.ts'
import { agree, heard, readCall, recording, say, sayRaw, startCall, upload } from '#testing/roleplay-house.ts'

let openai: OpenAiContract
let house: TestHouse
let anna: TestPerson
let ben: TestPerson
beforeAll(async () => {
  openai = await startOpenAiContract()
  house = await makeHouse({
    environment: {
      OPENAI_API_KEY: 'sk-contract',
      OPENAI_BASE_URL: openai.baseUrl,
      OUTBOUND_ALLOW: openai.origin,
      // Which one auto takes depends on the day.
      COACH_VOICE: 'speech',
    },
  })
  anna = await house.people.add()
  ben = await house.people.add()
  await agree(anna, 'transcript', 'audio', 'provider')
  await agree(ben, 'transcript')
})
afterAll(async () => {
  await house.stop()
  await openai.close()
})
beforeEach(() => openai.reset())

const begun = async (person = anna): Promise<string> => {
  const { roleplay } = await startCall(person, { mode: 'spoken' })
  await say(person, roleplay.id, 0, 'My goal for this call: a meeting.')
  openai.reset()
  return roleplay.id
}
const listened = () => openai.log.paid().filter(({ path }) => path === 'audio/transcriptions')
const stored = async (): Promise<string[]> => {
  const keys: string[] = []
  for await (const { key } of house.tools.storage.list('audio-uploads', '')) keys.push(key)
  // Without the voices of customers, which come by themselves: a recording is named with its hash.
  return keys.filter((key) => /-[0-9a-f]{16}\.\w+$/.test(key))
}

test('a recording is kept whole, listened to once, and said as a turn that can be heard again', async () => {
  const id = await begun()
  const clipId = newId()
  const bytes = recording(3, 7)
  const sent = await upload(anna, id, clipId, { turn: 2, bytes })
  expect(sent).toMatchObject({
    status: 200,
    body: { id: clipId, turnNumber: 2, bytes: bytes.length, startMs: 0, endMs: 3000 },
  })
  const clip = await heard(anna, id, clipId)
  expect(clip).toMatchObject({ state: 'ready', transcriber: 'openai', failure: null })
  expect(clip.text?.length).toBeGreaterThan(10)
  const [open] = (await readCall(anna, id)).openClips
  expect(open).toMatchObject({ id: clipId, text: clip.text })
  // Whoever has to type what was said can hear it, also on another day.
  expect(Buffer.from(await (await fetch(`${house.url}${open?.audioUrl}`)).arrayBuffer()).equals(bytes)).toBe(true)
  // Sent again it is the same clip, and nobody listens twice.
  expect(await upload(anna, id, clipId, { turn: 2, bytes })).toMatchObject({ status: 200, body: { state: 'ready' } })
  expect(await upload(anna, id, clipId, { turn: 2, bytes: recording(3, 8) })).toMatchObject({
    status: 409,
    body: { code: 'roleplays.clip_differs' },
  })
  expect(listened()).toHaveLength(1)
  const { said } = await say(anna, id, 2, clip.text ?? '', { clipId, source: 'openai' })
  expect(said).toMatchObject({ startMs: 0, endMs: 3000, source: 'openai' })
  const played = await fetch(`${house.url}${said.audioUrl}`)
  expect([
    played.status,
    played.headers.get('content-type'),
    Buffer.from(await played.arrayBuffer()).equals(bytes),
  ]).toEqual([200, 'audio/wav', true])
  expect((await readCall(anna, id)).openClips).toEqual([])
  // Only once a turn, and not left out once it was said.
  expect(await sayRaw(anna, id, 4, 'x', { clipId })).toMatchObject({
    status: 409,
    body: { code: 'roleplays.clip_used' },
  })
  expect((await anna.call('POST', `/api/sessions/${id}/clips/${clipId}/drop`)).body.code).toBe('roleplays.clip_used')
})

test('the same recording sent twenty times at once is one clip, one file and one call that is paid', async () => {
  const id = await begun()
  const clipId = newId()
  const before = (await stored()).length
  const all = await Promise.all(Array.from({ length: 20 }, () => upload(anna, id, clipId, { turn: 2 })))
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]))
  await heard(anna, id, clipId)
  expect([listened().length, (await stored()).length - before]).toEqual([1, 1])
})

test('what is no recording, too much, not agreed to or out of turn is refused in words, and leaves nothing behind', async () => {
  const id = await begun()
  const before = await stored()
  const send = (more: Partial<Parameters<typeof upload>[3]>, person = anna) =>
    upload(person, id, newId(), { turn: 2, ...more })
  expect(await send({ type: 'video/mp4' })).toMatchObject({
    status: 415,
    body: { code: 'roleplays.type_not_supported' },
  })
  expect(await send({ type: 'audio/webm' })).toMatchObject({ status: 422, body: { code: 'roleplays.not_a_recording' } })
  expect(await send({ bytes: Buffer.alloc(0) })).toMatchObject({ status: 422 })
  expect(await send({ bytes: Buffer.concat([recording(1), Buffer.alloc(25_000_001)]) })).toMatchObject({ status: 413 })
  expect(await send({ turn: 0 })).toMatchObject({ status: 409, body: { code: 'roleplays.turn_taken' } })
  expect(await send({ end: -1 })).toMatchObject({ status: 422, body: { code: 'request.invalid' } })
  expect(await send({}, ben)).toMatchObject({ status: 404 })
  const his = await begun(ben)
  expect(await upload(ben, his, newId(), { turn: 2 })).toMatchObject({
    status: 409,
    body: { code: 'roleplays.consent_needed' },
  })
  expect(await stored()).toEqual(before)
  // More than a form of words may hold, less than a recording may.
  expect(await send({ bytes: Buffer.concat([recording(1), Buffer.alloc(9_000_000)]) })).toMatchObject({ status: 200 })
})

test('a recording that was left out is gone, and another one takes its place', async () => {
  const id = await begun()
  const first = newId()
  await upload(anna, id, first, { turn: 2, bytes: recording(2, 3) })
  await heard(anna, id, first)
  const kept = await stored()
  expect((await anna.call('POST', `/api/sessions/${id}/clips/${first}/drop`)).status).toBe(200)
  expect((await stored()).length).toBe(kept.length - 1)
  expect(await sayRaw(anna, id, 2, 'x', { clipId: first })).toMatchObject({
    status: 404,
    body: { code: 'roleplays.no_clip' },
  })
  expect((await upload(anna, id, newId(), { turn: 2, bytes: recording(2, 4) })).status).toBe(200)
})

test('a call that waits with a recording is not scored before that is said or left out', async () => {
  const id = await begun()
  const clipId = newId()
  await upload(anna, id, clipId, { turn: 2 })
  expect((await anna.call('POST', `/api/sessions/${id}/process`)).body.code).toBe('roleplays.clip_waits')
  await anna.call('POST', `/api/sessions/${id}/clips/${clipId}/drop`)
  expect((await anna.call('POST', `/api/sessions/${id}/process`)).status).toBe(202)
})

test('when nobody knows how listening ended, only a person has it done again; a refusal is said', async () => {
  const id = await begun()
  const clipId = newId()
  openai.inject({ kind: 'cut_after_accept', path: 'audio/transcriptions' })
  await upload(anna, id, clipId, { turn: 2, bytes: recording(3, 11) })
  expect(await heard(anna, id, clipId)).toMatchObject({ state: 'unknown', failure: 'unknown', text: null })
  expect(listened()).toHaveLength(1)
  await upload(anna, id, clipId, { turn: 2, bytes: recording(3, 11) })
  expect((await heard(anna, id, clipId)).state).toBe('unknown')
  const again = () => anna.call('POST', `/api/sessions/${id}/clips/${clipId}/transcribe`)
  const asked = await Promise.all([again(), again(), again()])
  expect(asked.map(({ status }) => status)).toEqual([200, 200, 200])
  expect((await heard(anna, id, clipId)).state).toBe('ready')
  expect(listened()).toHaveLength(2)
  const other = newId()
  openai.inject({ kind: 'error', status: 400, code: 'invalid_value', path: 'audio/transcriptions' })
  await anna.call('POST', `/api/sessions/${id}/clips/${clipId}/drop`)
  await upload(anna, id, other, { turn: 2, bytes: recording(3, 12) })
  expect((await heard(anna, id, other)).state).toBe('failed')
})

test('without the agreement that calls are sent to a provider nothing leaves the house', async () => {
  await agree(ben, 'audio')
  const id = await begun(ben)
  const clipId = newId()
  expect(await upload(ben, id, clipId, { turn: 2 })).toMatchObject({ status: 200, body: { state: 'none' } })
  expect((await ben.call('POST', `/api/sessions/${id}/clips/${clipId}/transcribe`)).body.code).toBe(
    'roleplays.consent_needed',
  )
  await say(ben, id, 2, 'How do you plan your work?', { clipId, source: 'browser' })
  expect(openai.log.paid()).toEqual([])
})

test('the customer’s words are a model’s only where they keep to what may be said, and its voice comes by itself', async () => {
  const { roleplay } = await startCall(anna, { mode: 'spoken' })
  openai.inject({
    kind: 'says',
    text: JSON.stringify({ text: 'As an AI language model I am happy to agree: we have a deal!' }),
    path: 'responses',
  })
  const refused = await say(anna, roleplay.id, 0, 'My goal for this call: a meeting.')
  expect(refused.answer?.source).toBe('engine')
  const { seed } = await actingAsConnection(house.tools.db, (transaction) =>
    transaction.one(sql<{ seed: number }>`select seed::float8 as seed from public.sessions where id = ${roleplay.id}`),
  )
  const { acts } = play(starterScenarios[0]!, 'en', ['My goal for this call: a meeting.', 'Hello Sanne.'], seed)
  const words = `${acts[1]?.text ?? ''} So.`
  openai.inject({ kind: 'writes', values: { text: words }, path: 'responses' })
  const { answer } = await say(anna, roleplay.id, 2, 'Hello Sanne.')
  expect(answer).toMatchObject({ source: 'model', text: words })
  openai.inject({ kind: 'cut_after_accept', path: 'responses' })
  const lost = await say(anna, roleplay.id, 4, 'Is now a bad time?')
  expect(lost.answer?.source).toBe('engine')
  expect(openai.log.paid().filter(({ path }) => path === 'responses')).toHaveLength(3)
  const voices = async () =>
    ((await readCall(anna, roleplay.id)) as Rehearsal).turns.filter(
      ({ speaker, audioUrl }) => speaker === 'customer' && audioUrl !== null,
    )
  await expect.poll(async () => (await voices()).length, { timeout: 90_000 }).toBe(3)
  const sound = await fetch(`${house.url}${(await voices())[0]?.audioUrl}`)
  expect([sound.status, sound.headers.get('content-type')]).toEqual([200, 'audio/mpeg'])
  expect(openai.log.paid().filter(({ path }) => path === 'audio/speech')).toHaveLength(3)
  // Each call to the vendor has a row of its own, and each row was sent once.
  const rows = await actingAsConnection(house.tools.db, (transaction) =>
    transaction.rows(
      sql<{
        state: string
        attempts: number
      }>`select state, attempts from public.coach_calls where session_id = ${roleplay.id}`,
    ),
  )
  expect(rows.map(({ attempts }) => attempts)).toEqual(rows.map(() => 1))
  expect(rows.filter(({ state }) => state === 'unknown')).toHaveLength(1)
})

test('who takes back the agreement to be recorded loses every recording, and keeps words and score', async () => {
  const cara = await house.people.add()
  await agree(cara, 'transcript', 'audio')
  const id = await begun(cara)
  const clipId = newId()
  await upload(cara, id, clipId, { turn: 2 })
  const { said } = await say(cara, id, 2, 'How do you plan your work?', { clipId, source: 'browser' })
  expect((await stored()).some((key) => key.startsWith(cara.id))).toBe(true)
  await cara.call('POST', '/api/coach/consents/withdraw', { purpose: 'audio' })
  await expect.poll(async () => (await readCall(cara, id)).roleplay.audioGone, { timeout: 90_000 }).toBe(true)
  expect((await stored()).some((key) => key.startsWith(cara.id))).toBe(false)
  expect((await readCall(cara, id)).turns[2]).toMatchObject({ text: 'How do you plan your work?', audioUrl: null })
  expect((await fetch(`${house.url}${said.audioUrl}`)).status).toBe(404)
})
