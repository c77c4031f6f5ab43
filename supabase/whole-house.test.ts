import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeHouse, type TestHouse } from '../server/testing/house.ts'
import { postgresFolder, startPostgres, type TestPostgres } from '../server/testing/postgres.ts'

// The rest of the suite runs on the embedded engine; this shows that the same house comes up on a Postgres of its own.
describe.skipIf(postgresFolder === null)('A whole house on Postgres', () => {
  let postgres: TestPostgres
  let url: string
  let house: TestHouse
  beforeAll(async () => {
    postgres = await startPostgres()
    url = (await postgres.createDatabase('house')).ownerUrl
    house = await makeHouse({ environment: { DATABASE_URL: url } })
  })
  afterAll(async () => {
    await house?.stop()
    await postgres?.close()
  })

  test('migrates, proves its row security, serves and keeps people apart', async () => {
    const anna = await house.people.add()
    const ben = await house.people.add()
    const pending = await house.people.add({ status: 'pending' })
    const made = await anna.call('POST', '/api/shot-types', {
      name: 'Crane',
      promptTemplate: 'Crane shot of {subject}',
    })
    expect(made.status).toBe(201)
    const names = async (person: typeof anna): Promise<string[]> =>
      (await person.call('GET', '/api/shot-types')).body.shotTypes.map((shot: { name: string }) => shot.name)
    expect(await names(anna)).toContain('Crane')
    expect(await names(ben)).not.toContain('Crane')
    expect((await pending.call('GET', '/api/shot-types')).status).toBe(403)
  })

  test('tells its listeners what was committed', async () => {
    const anna = await house.people.add()
    const reader = (await anna.fetch('/api/events')).body!.pipeThrough(new TextDecoderStream()).getReader()
    let heard = ''
    const until = async (text: string): Promise<void> => {
      while (!heard.includes(text)) {
        const { done, value } = await reader.read()
        if (done) throw new Error(`The stream ended: ${heard}`)
        heard += value
      }
    }
    await until('event: hello')
    await anna.call('POST', '/api/shot-types', { name: 'Dolly', promptTemplate: 'Dolly shot of {subject}' })
    await until('event: shots.changed')
    await reader.cancel()
  })

  test('is joined by a second one on the same database, and each hears of the other’s changes', async () => {
    await using second = await makeHouse({ environment: { DATABASE_URL: url }, working: false })
    const anna = await second.people.add()
    const woken = new Promise<void>((resolve) => {
      const leave = house.tools.events.subscribe(anna.id, {
        wake: () => {
          leave()
          resolve()
        },
        passing: () => undefined,
      })
    })
    expect(
      (await anna.call('POST', '/api/shot-types', { name: 'Jib', promptTemplate: 'Jib shot of {subject}' })).status,
    ).toBe(201)
    await woken
  })
})
