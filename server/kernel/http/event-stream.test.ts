import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actingAs, actingAsConnection } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'

let house: TestHouse
beforeAll(async () => {
  house = await makeHouse()
})
afterAll(() => house.stop())

const projectId = '0b0e9a52-5f0a-4d0e-9d55-0f6a1f4f8a11'
const tell = (person: TestPerson) =>
  actingAs(house.tools.db, { kind: 'house', reason: 'test' }, (transaction) =>
    announce(transaction, person.id, { type: 'projects.changed', projectId }),
  )

/** Reads a stream until `enough` says so. */
const listen = async (
  person: TestPerson,
  enough: (text: string) => boolean,
  { headers = {}, query = '', onOpen }: { headers?: Record<string, string>; query?: string; onOpen?: () => void } = {},
): Promise<string> => {
  const stop = new AbortController()
  const answer = await person.fetch(`/api/events${query}`, { headers, signal: stop.signal })
  expect(answer.status).toBe(200)
  let text = ''
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    if (text.includes('event: hello')) onOpen?.()
    if (enough(text)) break
  }
  stop.abort()
  return text
}
/** Opens a stream and answers once it is open; `text` resolves when enough was heard. */
const open = (person: TestPerson, enough: (text: string) => boolean): Promise<{ text: Promise<string> }> =>
  new Promise((resolve, reject) => {
    const text = listen(person, enough, { onOpen: () => resolve({ text }) })
    text.catch(reject)
  })
const lastId = (text: string): string => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? ''

test('an event reaches its person and nobody else', async () => {
  const [anna, bo] = [await house.people.add(), await house.people.add()]
  const heardByAnna = await open(anna, (text) => text.includes('projects.changed'))
  const heardByBo = await open(bo, (text) => text.includes('account.changed'))
  await tell(anna)
  await actingAs(house.tools.db, { kind: 'house', reason: 'test' }, (transaction) =>
    announce(transaction, bo.id, { type: 'account.changed' }),
  )
  expect(await heardByAnna.text).toContain(projectId)
  expect(await heardByBo.text).not.toContain('projects.changed')
})

test('what was missed while away is replayed after the last id heard', async () => {
  const anna = await house.people.add()
  const first = await listen(anna, (text) => text.includes('event: hello'))
  for (let index = 0; index < 3; index += 1) await tell(anna)
  const missed = await listen(anna, (text) => text.split('event: projects.changed').length === 4, {
    headers: { 'Last-Event-ID': lastId(first) },
  })
  expect(missed.split('event: projects.changed')).toHaveLength(4)
})

test('what happens between the first request of a page and its stream is replayed', async () => {
  const anna = await house.people.add()
  await tell(anna)
  const { newestEvent } = (await anna.call('POST', '/api/session', {})).body as { newestEvent: number }
  await tell(anna)
  const heard = await listen(anna, (text) => text.includes('projects.changed'), { query: `?after=${newestEvent}` })
  expect(heard.split('event: projects.changed')).toHaveLength(2)
})

test('an ended session closes its stream at the next event, and a new one is refused', async () => {
  const anna = await house.people.add()
  const heard = await open(anna, (text) => text.includes('event: ended'))
  await actingAsConnection(house.tools.db, (transaction) =>
    transaction.run(sql`delete from auth.sessions where id = ${anna.sessionId}`),
  )
  await tell(anna)
  expect(await heard.text).toContain('auth.session_ended')
  expect((await anna.fetch('/api/events')).status).toBe(401)
})

test('a browser that leaves while the house finds out that its session is over harms nobody', async () => {
  for (let turns = 0; turns < 16; turns += 1) {
    const anna = await house.people.add()
    // Without a network between, so that leaving is told at once.
    const answer = await house.app.request('/api/events', { headers: { authorization: `Bearer ${anna.accessToken}` } })
    expect(answer.status).toBe(200)
    const reader = answer.body?.getReader()
    await reader?.read()
    await actingAsConnection(house.tools.db, (transaction) =>
      transaction.run(sql`delete from auth.sessions where user_id = ${anna.id}`),
    )
    await tell(anna)
    // Each time a little later, so that one of them leaves while the database is asked.
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
    await reader?.cancel()
    await new Promise(setImmediate)
  }
  // A closed stream that is closed once more would have ended this process.
  const bo = await house.people.add()
  const heard = await open(bo, (text) => text.includes('projects.changed'))
  await tell(bo)
  expect(await heard.text).toContain(projectId)
})

test('an event of a rolled-back transaction is never heard', async () => {
  const anna = await house.people.add()
  await actingAs(house.tools.db, { kind: 'house', reason: 'test' }, async (transaction) => {
    await announce(transaction, anna.id, { type: 'account.changed' })
    throw new Error('no')
  }).catch(() => undefined)
  const { count } = await actingAs(house.tools.db, anna.actor, (transaction) =>
    transaction.one(sql<{ count: number }>`select count(*) as count from public.events where type = 'account.changed'`),
  )
  expect(count).toBe(0)
})
