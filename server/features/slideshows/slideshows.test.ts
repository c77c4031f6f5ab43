import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MediaSession } from '@greenroom/contract/slideshows.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { newSession, sessionWithPhotos } from '#testing/slideshow-house.ts'

let house: TestHouse
let anna: TestPerson
let other: TestPerson
beforeAll(async () => {
  house = await makeHouse({ working: false })
  anna = await house.people.add()
  other = await house.people.add()
})
afterAll(() => house.stop())

const read = async (person: TestPerson, id: string): Promise<MediaSession> =>
  (await person.call('GET', `/api/media-sessions/${id}`)).body.session
const activate = (person: TestPerson, id: string, insteadOf: string | null = null) =>
  person.call('POST', `/api/media-sessions/${id}/activate`, { insteadOf })
const active = async (person: TestPerson): Promise<string[]> =>
  ((await person.call('GET', '/api/media-sessions')).body.sessions as MediaSession[])
    .filter(({ isActive }) => isActive)
    .map(({ id }) => id)

describe('a session', () => {
  test('is made with a good rhythm and look, switched off', async () => {
    const session = await newSession(anna, { name: '  Garden  ' })
    expect(session).toMatchObject({
      name: 'Garden',
      isActive: false,
      frequency: 1,
      maxPerDay: 3,
      timeZone: 'UTC',
      nextDueAt: null,
      createdToday: 0,
      itemCount: 0,
      style: { slidesPerGroup: 7, render: { format: '9:16' } },
    })
    expect(await read(anna, session.id)).toEqual(session)
  })

  test('changes only what was sent, and what is planned follows', async () => {
    const session = await newSession(anna, { frequency: 2, timeZone: 'Europe/Amsterdam' })
    const { body } = await anna.call('PATCH', `/api/media-sessions/${session.id}`, { frequency: 5 })
    expect(body).toMatchObject({ frequency: 5, timeZone: 'Europe/Amsterdam', name: session.name })
  })

  test.each([
    ['a zone that does not exist', { timeZone: 'Mars/Olympus' }, 'timeZone'],
    [
      'a window that ends before it begins',
      { postingHours: { weekdays: [1], from: '18:00', until: '09:00' } },
      'postingHours.until',
    ],
    ['a weekday twice', { postingHours: { weekdays: [1, 1], from: '09:00', until: '10:00' } }, 'postingHours.weekdays'],
    ['no slot a day', { frequency: 0 }, 'frequency'],
    ['a setting nobody knows', { colour: 'red' }, ''],
  ])('refuses %s and names the field', async (_, settings, field) => {
    const session = await newSession(anna)
    const { status, body } = await anna.call('PATCH', `/api/media-sessions/${session.id}`, settings)
    expect([status, body.code]).toEqual([422, 'request.invalid'])
    if (field !== '') expect(body.fields.map(({ path }: { path: string }) => path)).toContain(field)
  })

  test('takes only music and accounts of one’s own', async () => {
    const session = await newSession(anna)
    const change = (body: object) => anna.call('PATCH', `/api/media-sessions/${session.id}`, body)
    expect(await change({ style: { render: { musicId: newId() } } })).toMatchObject({
      status: 422,
      body: { code: 'slideshows.music_not_found' },
    })
    expect(await change({ posting: { accountId: newId(), mode: 'inbox', form: 'video' } })).toMatchObject({
      status: 422,
      body: { code: 'slideshows.account_not_found' },
    })
  })

  test('comes back within ten seconds after it was deleted, paused', async () => {
    const session = await newSession(anna)
    await activate(anna, session.id)
    expect(await anna.call('POST', '/api/media-sessions/delete', { ids: [session.id] })).toMatchObject({
      body: { changed: 1 },
    })
    expect(await anna.call('GET', `/api/media-sessions/${session.id}`)).toMatchObject({ status: 404 })
    await anna.call('POST', '/api/media-sessions/restore', { ids: [session.id] })
    expect(await read(anna, session.id)).toMatchObject({ isActive: false })
    await house.tools.db.driver.query(
      "update media_sessions set deleted_at = now() - interval '1 minute' where id = $1",
      [session.id],
    )
    expect(await anna.call('POST', '/api/media-sessions/restore', { ids: [session.id] })).toMatchObject({
      status: 410,
      body: { code: 'slideshows.undo_over' },
    })
  })

  test('of somebody else is not there, whatever is asked of it', async () => {
    const { session, items } = await sessionWithPhotos(house, anna)
    const path = `/api/media-sessions/${session.id}`
    const item = items[0]?.id ?? ''
    for (const [method, address, body] of [
      ['GET', path, undefined],
      ['PATCH', path, { frequency: 2 }],
      ['POST', `${path}/activate`, {}],
      ['POST', `${path}/pause`, undefined],
      ['POST', `${path}/project`, undefined],
      ['POST', `${path}/items`, { media: [{ fileId: newId() }] }],
      ['POST', `${path}/items/remove`, { ids: [item] }],
      ['POST', `${path}/items/restore`, { items }],
      ['POST', `${path}/items/move`, { ids: [item], before: null }],
      ['PATCH', `${path}/items/${item}`, { caption: 'mine' }],
      ['POST', '/api/media-sessions/delete', { ids: [session.id] }],
    ] as const) {
      expect([address, (await other.call(method, address, body)).status]).toEqual([address, 404])
    }
    expect(await read(anna, session.id)).toMatchObject({ itemCount: 3, frequency: 1 })
  })
})

describe('of all sessions of a person one is on', () => {
  test('another one asks first, and both change together', async () => {
    const bert = await house.people.add()
    const first = await newSession(bert, { name: 'First' })
    const second = await newSession(bert, { name: 'Second' })
    expect(await activate(bert, first.id)).toMatchObject({ status: 200, body: { isActive: true } })
    const refused = await activate(bert, second.id)
    expect(refused).toMatchObject({ status: 409, body: { code: 'slideshows.other_active' } })
    expect(refused.body.detail).toContain('“First”')
    expect(await active(bert)).toEqual([first.id])
    expect(await activate(bert, second.id, newId())).toMatchObject({ status: 409 })
    expect(await activate(bert, second.id, first.id)).toMatchObject({ status: 200 })
    expect(await active(bert)).toEqual([second.id])
    await bert.call('POST', `/api/media-sessions/${second.id}/pause`)
    expect(await active(bert)).toEqual([])
  })

  test('also when ten are switched on at the same moment', async () => {
    const bert = await house.people.add()
    const sessions = await Promise.all(
      Array.from({ length: 10 }, (_, index) => newSession(bert, { name: `S${index}` })),
    )
    const answers = await Promise.all(sessions.map(({ id }) => activate(bert, id)))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 409),
    ])
    expect(await active(bert)).toHaveLength(1)
  })

  test('and it says when its next slideshow is meant to be seen', async () => {
    const bert = await house.people.add()
    const session = await newSession(bert, { timeZone: 'Asia/Kolkata' })
    const { body } = await activate(bert, session.id)
    const next = new Date(body.nextDueAt)
    expect(next.getTime()).toBeGreaterThan(house.tools.clock.now().getTime())
    // 09:00 in Kolkata
    expect(next.toISOString().slice(11)).toBe('03:30:00.000Z')
  })
})

describe('the project of a session', () => {
  test('has its name, is made once, and anew when it was deleted', async () => {
    const bert = await house.people.add()
    const session = await newSession(bert, { name: 'Garden' })
    const open = async (): Promise<string> =>
      (await bert.call('POST', `/api/media-sessions/${session.id}/project`)).body.projectId
    const first = await open()
    expect((await bert.call('GET', `/api/projects/${first}`)).body.name).toBe('Garden')
    expect(await open()).toBe(first)
    await bert.call('DELETE', `/api/projects/${first}`)
    const second = await open()
    expect(second).not.toBe(first)
    expect((await read(bert, session.id)).projectId).toBe(second)
  })

  test('takes the next number when a project has that name already', async () => {
    const bert = await house.people.add()
    await bert.call('POST', '/api/projects', { name: 'Garden' })
    const session = await newSession(bert, { name: 'Garden' })
    const { body } = await bert.call('POST', `/api/media-sessions/${session.id}/project`)
    expect((await bert.call('GET', `/api/projects/${body.projectId}`)).body.name).toBe('Garden 2')
  })
})
