import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actingAsConnection } from '#kernel/db/acting.ts'
import type { Tools } from '#kernel/tools.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { agree, readCall, recording, say, sayAll, scoreIt, startCall, upload } from '#testing/roleplay-house.ts'
import { addWorkspace } from '#testing/workspaces.ts'
import { readCall as script, traineeLines } from './fixtures/calls.ts'
import { clipFolder } from './roleplays.clips.ts'
import { abandonIdle, purgeOverdue, removeHalfSent, removeStray } from './roleplays.retention.ts'

let house: TestHouse
let anna: TestPerson
let lead: TestPerson
const lines = traineeLines(script('first-five-minutes.pass.en'))
beforeAll(async () => {
  house = await makeHouse()
  anna = await house.people.add()
  lead = await house.people.add()
  await agree(anna, 'transcript', 'audio')
})
afterAll(() => house.stop())

const hour = 3600_000
const day = 24 * hour
/** The house as it is so much later. */
const later = (ms: number): Tools => ({ ...house.tools, clock: { now: () => new Date(Date.now() + ms) } })
const change = (query: ReturnType<typeof sql>) =>
  actingAsConnection(house.tools.db, (transaction) => transaction.run(query))
const keys = async (id: string): Promise<string[]> => {
  const found: string[] = []
  for (const bucket of ['audio-uploads', 'session-transcripts'] as const)
    for await (const { key } of house.tools.storage.list(bucket, '')) if (key.includes(id)) found.push(key)
  return found
}
/** A scored call with a recording. */
const whole = async (workspaceId: string | null = null): Promise<string> => {
  const { roleplay } = await startCall(anna, { workspaceId, mode: 'spoken' })
  await say(anna, roleplay.id, 0, lines[0] ?? '')
  const clipId = newId()
  await upload(anna, roleplay.id, clipId, { turn: 2 })
  await say(anna, roleplay.id, 2, lines[1] ?? '', { clipId, source: 'browser' })
  await sayAll(anna, roleplay.id, lines.slice(2))
  await scoreIt(anna, roleplay.id)
  expect(await keys(roleplay.id)).toHaveLength(2)
  return roleplay.id
}

test('a call without a word for a day is closed, one that was spoken in is not, and nobody is scored for it', async () => {
  const idle = (await startCall(anna)).roleplay.id
  await say(anna, idle, 0, 'notes')
  expect(await abandonIdle(later(23 * hour))).toBe(0)
  expect((await readCall(anna, idle)).roleplay.status).toBe('in_progress')
  const busy = (await startCall(anna)).roleplay.id
  await change(sql`update public.sessions set last_activity_at = now() + interval '2 hours' where id = ${busy}`)
  expect(await abandonIdle(later(25 * hour))).toBe(1)
  expect((await readCall(anna, idle)).roleplay).toMatchObject({
    status: 'abandoned',
    callEnded: true,
    scoreState: 'none',
  })
  expect((await readCall(anna, busy)).roleplay.status).toBe('in_progress')
  expect((await anna.call('POST', `/api/sessions/${idle}/process`)).body.code).toBe('roleplays.over')
  expect(
    (await anna.call('POST', `/api/sessions/${idle}/retry`, { idempotencyKey: newId(), turn: 0, mode: 'typed' }))
      .status,
  ).toBe(201)
})

test('recordings go after 30 days, words after 180, the call after 730, each on its day and not before', async () => {
  const id = await whole()
  const { score } = (await readCall(anna, id)).roleplay
  await purgeOverdue(later(29 * day))
  expect(await keys(id)).toHaveLength(2)
  await purgeOverdue(later(31 * day))
  expect(await keys(id)).toEqual([`${anna.id}/${id}.json`])
  expect((await readCall(anna, id)).roleplay).toMatchObject({ audioGone: true, wordsGone: false, score })
  await purgeOverdue(later(179 * day))
  expect((await readCall(anna, id)).turns[2]?.text).toBe(lines[1])
  await purgeOverdue(later(181 * day))
  expect(await keys(id)).toEqual([])
  const after = await readCall(anna, id)
  expect(after.roleplay).toMatchObject({ wordsGone: true, score, scoreState: 'scored' })
  expect(after.turns.every(({ text }) => text === '')).toBe(true)
  expect(
    (await anna.call('POST', `/api/sessions/${id}/retry`, { idempotencyKey: newId(), turn: 2, mode: 'typed' })).body
      .code,
  ).toBe('roleplays.words_gone')
  await purgeOverdue(later(729 * day))
  expect((await anna.call('GET', `/api/sessions/${id}`)).status).toBe(200)
  await purgeOverdue(later(731 * day))
  expect((await anna.call('GET', `/api/sessions/${id}`)).status).toBe(404)
})

test('a workspace has days of its own, or none, and a hold keeps everything', async () => {
  const short = await addWorkspace(house, lead, { members: [anna] })
  const never = await addWorkspace(house, lead, { members: [anna] })
  const held = await addWorkspace(house, lead, { members: [anna] })
  await change(
    sql`update public.workspaces set audio_days = 2, transcript_days = 3, score_days = 4 where id = ${short}`,
  )
  await change(
    sql`update public.workspaces set audio_days = null, transcript_days = null, score_days = null where id = ${never}`,
  )
  await change(
    sql`update public.workspaces set audio_days = 2, transcript_days = 3, score_days = 4, legal_hold = true where id = ${held}`,
  )
  const calls = { short: await whole(short), never: await whole(never), held: await whole(held) }
  expect(await purgeOverdue(later(2.5 * day))).toMatchObject({ audio: 1, words: 0, calls: 0 })
  expect(await keys(calls.short)).toHaveLength(1)
  await purgeOverdue(later(5000 * day))
  expect((await anna.call('GET', `/api/sessions/${calls.short}`)).status).toBe(404)
  for (const id of [calls.never, calls.held]) expect([id, (await keys(id)).length]).toEqual([id, 2])
  // The hold is over: what is due goes with the next round.
  await change(sql`update public.workspaces set legal_hold = false where id = ${held}`)
  await purgeOverdue(later(5000 * day))
  expect(await keys(calls.held)).toEqual([])
})

test('the files of a deleted call go once nobody can undo it any more; a purge that died half-way is gone on with', async () => {
  const id = await whole()
  await anna.call('POST', '/api/sessions/delete', { ids: [id] })
  await purgeOverdue(later(0))
  expect(await keys(id)).toHaveLength(2)
  let removed = 0
  const dies: Tools = {
    ...later(2 * hour),
    storage: {
      ...house.tools.storage,
      remove: async (bucket, some) => {
        if (removed === 1) throw new Error('killed')
        removed += 1
        await house.tools.storage.remove(bucket, some)
      },
    },
  }
  await expect(purgeOverdue(dies)).rejects.toThrow('killed')
  expect(await keys(id)).toHaveLength(1)
  await purgeOverdue(later(2 * hour))
  expect(await keys(id)).toEqual([])
})

test('files that no row names are found and removed, those of running calls and of rows are not', async () => {
  const id = await whole()
  const open = (await startCall(anna)).roleplay.id
  const put = (key: string) => house.tools.storage.put('audio-uploads', key, recording(1), 'audio/wav')
  const strays = [`${anna.id}/${newId()}/${newId()}-aa.wav`, `${newId()}/${newId()}/${newId()}-bb.wav`]
  const fresh = `${anna.id}/${open}/${newId()}-cc.wav`
  for (const key of [...strays, fresh]) await put(key)
  expect(await removeStray(house.tools)).toBe(2)
  for (const key of strays) expect(await house.tools.storage.head('audio-uploads', key)).toBe(null)
  expect(await house.tools.storage.head('audio-uploads', fresh)).not.toBe(null)
  expect(await keys(id)).toHaveLength(2)
  // What was half sent when a process died lies in the folder of work, and goes a day later.
  const half = join(clipFolder(house.tools), 'body-half')
  await mkdir(half, { recursive: true })
  expect([await removeHalfSent(house.tools), await removeHalfSent(later(25 * hour))]).toEqual([0, 1])
  expect(await readdir(clipFolder(house.tools))).toEqual([])
})

/** Names and contents of a ZIP whose files are stored. */
const unpack = (zip: Buffer): Map<string, Buffer> => {
  const files = new Map<string, Buffer>()
  let at = 0
  while (zip.readUInt32LE(at) === 0x04034b50) {
    const method = zip.readUInt16LE(at + 8)
    const size = zip.readUInt32LE(at + 18)
    const nameLength = zip.readUInt16LE(at + 26)
    const from = at + 30 + nameLength + zip.readUInt16LE(at + 28)
    const bytes = zip.subarray(from, from + size)
    files.set(zip.toString('utf8', at + 30, at + 30 + nameLength), method === 0 ? bytes : inflateRawSync(bytes))
    at = from + size
  }
  return files
}

test('a call is taken away as a ZIP of words, score and recordings, by nobody but its owner', async () => {
  const id = await whole()
  const answer = await anna.fetch(`/api/sessions/${id}/file`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip'])
  expect(answer.headers.get('content-disposition')).toContain('First-five-minutes-')
  const zip = Buffer.from(await answer.arrayBuffer())
  const files = unpack(zip)
  expect([...files.keys()]).toEqual(['call.json', 'transcript.json', 'audio/002-trainee.wav'])
  expect(files.get('audio/002-trainee.wav')?.equals(recording())).toBe(true)
  const transcript = JSON.parse(String(files.get('transcript.json'))) as { turns: { text: string }[] }
  expect(transcript.turns.map(({ text }) => text)).toEqual((await readCall(anna, id)).turns.map(({ text }) => text))
  expect(JSON.parse(String(files.get('call.json')))).toMatchObject({
    greenroom: 'call',
    score: (await readCall(anna, id)).roleplay.score,
  })
  // Broken off and gone on with, it is the same file.
  const rest = await anna.fetch(`/api/sessions/${id}/file`, { headers: { range: 'bytes=1000-' } })
  expect([rest.status, Buffer.from(await rest.arrayBuffer()).equals(zip.subarray(1000))]).toEqual([206, true])
  expect((await lead.fetch(`/api/sessions/${id}/file`)).status).toBe(404)
  expect((await fetch(`${house.url}/api/sessions/${id}/file`)).status).toBe(401)
})
