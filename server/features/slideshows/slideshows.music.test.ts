import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { wav } from '#testing/openai-contract/sounds.ts'
import type { TestPerson } from '#testing/people.ts'
import { newSession, run, sessionWithPhotos, untilGroup } from '#testing/slideshow-house.ts'
import { purgeMusic } from './slideshows.recovery.ts'

let house: TestHouse
let anna: TestPerson
let other: TestPerson
beforeAll(async () => {
  house = await makeHouse({ environment: { QUOTA_GB: '0.002' } })
  anna = await house.people.add()
  other = await house.people.add()
})
afterAll(() => house.stop())

/** A tone as a WAV file, mono, 16 bits. */
const tone = (seconds: number, rate = 8000): Buffer => {
  const samples = Buffer.alloc(seconds * rate * 2)
  for (let index = 0; index < seconds * rate; index += 1)
    samples.writeInt16LE(Math.round(8000 * Math.sin((index * 2 * Math.PI * 440) / rate)), index * 2)
  return wav(samples, rate)
}
const add = async (person: TestPerson, bytes: Buffer, { name = 'Tone', type = 'audio/wav', stream = false } = {}) => {
  // A stream does not say beforehand how long it is.
  const body = stream ? new Blob([new Uint8Array(bytes)]).stream() : new Uint8Array(bytes)
  const answer = await person.fetch(`/api/music?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { 'content-type': type },
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const list = async (person: TestPerson): Promise<{ id: string; name: string }[]> =>
  (await person.call('GET', '/api/music')).body.tracks

test('music is played through once, kept, and heard again by its owner only', async () => {
  const made = await add(anna, tone(3))
  expect(made).toMatchObject({ status: 201, body: { name: 'Tone', durationSeconds: 3 } })
  expect(await list(anna)).toMatchObject([{ name: 'Tone' }])
  const heard = await anna.fetch(String(made.body['url']), { headers: { range: 'bytes=0-3' } })
  expect([heard.status, heard.headers.get('content-type'), await heard.text()]).toEqual([206, 'audio/wav', 'RIFF'])
  expect((await other.fetch(String(made.body['url']))).status).toBe(404)
  expect(await list(other)).toEqual([])
})

test('what cannot be played, is no music, has no name or no room, is refused in words', async () => {
  expect(await add(anna, Buffer.alloc(5000, 7))).toMatchObject({
    status: 422,
    body: { code: 'media.sound_unreadable' },
  })
  expect(await add(anna, Buffer.alloc(0))).toMatchObject({ status: 422, body: { code: 'media.sound_unreadable' } })
  expect(await add(anna, tone(1), { type: 'text/html' })).toMatchObject({
    status: 415,
    body: { code: 'music.type_not_supported' },
  })
  expect(await add(anna, tone(1), { name: ' ' })).toMatchObject({ status: 422, body: { code: 'request.invalid' } })
  expect(await add(anna, tone(200), { stream: true })).toMatchObject({
    status: 413,
    body: { code: 'music.quota_full' },
  })
  expect(await list(anna)).toHaveLength(1)
})

test('it goes and comes back, and a slideshow whose music went is made without it and says so', async () => {
  const { body } = await add(other, tone(2))
  const musicId = String(body['id'])
  const style = { slidesPerGroup: 1, render: { format: '1:1', slideSeconds: 1, musicId } }
  const { session } = await sessionWithPhotos(house, other, { count: 1, style })
  expect(await anna.call('POST', '/api/music/delete', { ids: [musicId] })).toMatchObject({ status: 404 })
  expect(await other.call('POST', '/api/music/delete', { ids: [musicId] })).toMatchObject({ body: { changed: 1 } })
  expect(await list(other)).toEqual([])
  const without = await untilGroup(other, (await run(other, session.id)).body.id, ({ state }) => state === 'ready')
  expect(without.findings).toContainEqual(expect.objectContaining({ code: 'slideshows.music_gone' }))
  // However long the slideshow took: what is deleted just now can be brought back.
  await house.tools.db.driver.query('update music_tracks set deleted_at = now() where id = $1', [musicId])
  expect(await other.call('POST', '/api/music/restore', { ids: [musicId] })).toMatchObject({ body: { changed: 1 } })
  const along = await untilGroup(other, (await run(other, session.id)).body.id, ({ state }) => state === 'ready')
  expect(along.findings.map(({ code }) => code)).not.toContain('slideshows.music_gone')
}, 120_000)

describe('the file of deleted music', () => {
  let musicId: string
  let key: string
  const ask = (statement: string, values: unknown[]): Promise<{ rows: unknown[] }> =>
    house.tools.db.driver.query(statement, values)
  const fileIsThere = async (): Promise<boolean> => (await house.tools.storage.head('media', key)) !== null
  const deletedLongAgo = async (): Promise<void> => {
    await other.call('POST', '/api/music/delete', { ids: [musicId] })
    await ask(`update music_tracks set deleted_at = now() - interval '2 hours' where id = $1`, [musicId])
  }
  beforeEach(async () => {
    musicId = String((await add(other, tone(1))).body['id'])
    const { rows } = await ask('select file_path from music_tracks where id = $1', [musicId])
    key = (rows[0] as { file_path: string }).file_path
  })

  test('goes with its row, once nobody can undo it any more', async () => {
    expect(await purgeMusic(house.tools)).toBe(0)
    await other.call('POST', '/api/music/delete', { ids: [musicId] })
    expect([await purgeMusic(house.tools), await fileIsThere()]).toEqual([0, true])
    await deletedLongAgo()
    expect([await purgeMusic(house.tools), await fileIsThere()]).toEqual([1, false])
    expect((await ask('select 1 from music_tracks where id = $1', [musicId])).rows).toEqual([])
    expect(await purgeMusic(house.tools)).toBe(0)
  })

  test('that went before a crash takes its row along the next time', async () => {
    await deletedLongAgo()
    await house.tools.storage.remove('media', [key])
    expect(await purgeMusic(house.tools)).toBe(1)
    expect((await ask('select 1 from music_tracks where id = $1', [musicId])).rows).toEqual([])
  })

  test('stays while a session or an unfinished slideshow names it', async () => {
    const session = await newSession(other, { style: { render: { musicId } } })
    await ask(
      `insert into slide_groups (session_id, user_id, number, day, due_at, style, state)
       select id, user_id, 1, current_date, now(), style, 'waiting' from media_sessions where id = $1`,
      [session.id],
    )
    const state = (now: string) => ask('update slide_groups set state = $2 where session_id = $1', [session.id, now])
    await deletedLongAgo()
    await state('failed')
    expect([await purgeMusic(house.tools), await fileIsThere()]).toEqual([0, true])
    await other.call('PATCH', `/api/media-sessions/${session.id}`, { style: { render: { musicId: null } } })
    for (const open of ['waiting', 'writing', 'rendering']) {
      await state(open)
      expect([open, await purgeMusic(house.tools), await fileIsThere()]).toEqual([open, 0, true])
    }
    await state('failed')
    expect([await purgeMusic(house.tools), await fileIsThere()]).toEqual([1, false])
  })
})
