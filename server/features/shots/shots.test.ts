import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShotType } from '@greenroom/contract/shots.ts'
import { actingAs } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { shotTypeFor } from './shots.ts'

let house: TestHouse
let anna: TestPerson
let other: TestPerson
beforeAll(async () => {
  house = await makeHouse({ working: false })
})
afterAll(() => house.stop())

const draft = {
  name: 'Crane',
  promptTemplate: 'Crane shot of {subject}. {notes}',
  key: null as number | null,
  motion: 'tilt-up',
}
const listed = async (person: TestPerson): Promise<ShotType[]> =>
  (await person.call('GET', '/api/shot-types')).body.shotTypes
const named = async (person: TestPerson): Promise<string[]> =>
  (await listed(person)).filter((shot) => !shot.isDefault).map((shot) => shot.name)
const defaultId = '6f0a2c1e-0001-4c1a-9a00-000000000001'

describe('shot types', () => {
  beforeAll(async () => {
    anna = await house.people.add()
    other = await house.people.add()
  })

  test('begin with the six defaults on keys 1 to 6', async () => {
    const shots = await listed(anna)
    expect(shots.map(({ name, key, isDefault }) => [name, key, isDefault])).toEqual([
      ['Wide', 1, true],
      ['Medium', 2, true],
      ['Close-up', 3, true],
      ['Extreme Close-up', 4, true],
      ['Over Shoulder', 5, true],
      ['POV', 6, true],
    ])
  })

  test('of one’s own can be added, changed and deleted, and nobody else sees them', async () => {
    const made = await anna.call('POST', '/api/shot-types', { ...draft, key: 7 })
    expect(made).toMatchObject({ status: 201, body: { name: 'Crane', key: 7, isDefault: false, motion: 'tilt-up' } })
    const path = `/api/shot-types/${made.body.id}`
    expect(await anna.call('PATCH', path, { name: 'Jib', key: null })).toMatchObject({
      status: 200,
      body: { name: 'Jib', key: null, promptTemplate: draft.promptTemplate },
    })
    expect(await named(other)).toEqual([])
    expect(await other.call('PATCH', path, { name: 'Mine' })).toMatchObject({
      status: 404,
      body: { code: 'shots.not_found' },
    })
    expect(await other.call('DELETE', path)).toMatchObject({ status: 404, body: { code: 'shots.not_found' } })
    expect(await other.call('POST', `${path}/copy`)).toMatchObject({ status: 404 })
    expect(await anna.call('DELETE', path)).toMatchObject({ status: 200 })
    expect(await named(anna)).toEqual([])
  })

  test('that everybody shares are read-only, and say what to do instead', async () => {
    for (const [method, body] of [
      ['PATCH', { name: 'Mine' }],
      ['DELETE', undefined],
    ] as const) {
      const refused = await anna.call(method, `/api/shot-types/${defaultId}`, body)
      expect(refused).toMatchObject({ status: 403, body: { code: 'shots.default_read_only' } })
      expect(refused.body.detail).toContain('Copy it')
    }
    expect((await listed(anna))[0]?.name).toBe('Wide')
  })

  test('can be copied; the copy is one’s own, has a free name and no key', async () => {
    const first = await anna.call('POST', `/api/shot-types/${defaultId}/copy`)
    const second = await anna.call('POST', `/api/shot-types/${defaultId}/copy`)
    expect(first).toMatchObject({
      status: 201,
      body: { name: 'Wide copy', key: null, isDefault: false, motion: 'pull-out' },
    })
    expect(second.body.name).toBe('Wide copy 2')
    expect(
      await anna.call('PATCH', `/api/shot-types/${first.body.id}`, { promptTemplate: 'Mine {subject}' }),
    ).toMatchObject({ status: 200 })
    expect((await listed(anna))[0]?.promptTemplate).toContain('Wide establishing')
  })

  test('announce every change to the person', async () => {
    const before = await events(anna)
    await anna.call('POST', '/api/shot-types', { ...draft, name: 'Announced' })
    await anna.call('POST', '/api/shot-types', { ...draft, name: 'Refused', promptTemplate: '{nope} nope' })
    expect((await events(anna)).slice(before.length)).toEqual(['shots.changed'])
    expect(await events(other)).toEqual([])
  })
})

describe('keys', () => {
  test('belong to one shot type of a person; the fault names which', async () => {
    const person = await house.people.add()
    await person.call('POST', '/api/shot-types', { ...draft, name: 'Dolly', key: 8 })
    const refused = await person.call('POST', '/api/shot-types', { ...draft, key: 8 })
    expect(refused).toMatchObject({ status: 409, body: { code: 'shots.key_taken', fields: [{ path: 'key' }] } })
    expect(refused.body.detail).toContain('“Dolly”')
    const free = await person.call('POST', '/api/shot-types', draft)
    expect(await person.call('PATCH', `/api/shot-types/${free.body.id}`, { key: 8 })).toMatchObject({
      status: 409,
      body: { code: 'shots.key_taken' },
    })
    expect(await other.call('POST', '/api/shot-types', { ...draft, key: 8 })).toMatchObject({ status: 201 })
  })

  test('stay when a shot type is saved with the key it has', async () => {
    const person = await house.people.add()
    const made = await person.call('POST', '/api/shot-types', { ...draft, key: 9 })
    expect(await person.call('PATCH', `/api/shot-types/${made.body.id}`, { key: 9, name: 'Again' })).toMatchObject({
      status: 200,
      body: { key: 9 },
    })
  })

  test('of one’s own take the key from a default, for this person only and until given back', async () => {
    const person = await house.people.add()
    const made = await person.call('POST', '/api/shot-types', { ...draft, key: 1 })
    expect((await listed(person)).filter((shot) => shot.key === 1).map((shot) => shot.name)).toEqual(['Crane'])
    expect((await listed(other)).find((shot) => shot.key === 1)?.name).toBe('Wide')
    await person.call('DELETE', `/api/shot-types/${made.body.id}`)
    expect((await listed(person)).find((shot) => shot.key === 1)?.name).toBe('Wide')
  })

  test('go to one of twenty who want the same at the same time', async () => {
    const person = await house.people.add()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        person.call('POST', '/api/shot-types', { ...draft, name: `Shot ${index}`, key: 5 }),
      ),
    )
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(19)
  })
})

describe('order', () => {
  test('is kept, and what was not named follows', async () => {
    const person = await house.people.add()
    const ids: string[] = []
    for (const name of ['A', 'B', 'C', 'D'])
      ids.push((await person.call('POST', '/api/shot-types', { ...draft, name })).body.id)
    expect(await named(person)).toEqual(['A', 'B', 'C', 'D'])
    expect(await person.call('PUT', '/api/shot-types/order', { ids: [ids[2], ids[0]] })).toMatchObject({
      status: 200,
      body: { changed: 4 },
    })
    expect(await named(person)).toEqual(['C', 'A', 'B', 'D'])
    expect(await person.call('PUT', '/api/shot-types/order', { ids: [ids[0], ids[0]] })).toMatchObject({
      status: 422,
      body: { code: 'shots.order_doubled' },
    })
    expect(await person.call('PUT', '/api/shot-types/order', { ids: [defaultId] })).toMatchObject({ status: 403 })
    expect(await other.call('PUT', '/api/shot-types/order', { ids: [ids[0]] })).toMatchObject({ status: 404 })
  })
})

describe('a file of shot types', () => {
  test('holds one’s own and comes back the same at somebody else’s', async () => {
    const giver = await house.people.add()
    const taker = await house.people.add()
    await giver.call('POST', '/api/shot-types', { ...draft, key: 2 })
    await giver.call('POST', '/api/shot-types', { ...draft, name: 'Dolly', motion: 'push-in' })
    const file = await giver.call('GET', '/api/shot-types/export')
    expect(file).toMatchObject({ status: 200, body: { greenroom: 'shot-types', version: 1 } })
    const added = await taker.call('POST', '/api/shot-types/import', file.body)
    expect(added.status).toBe(201)
    expect((await taker.call('GET', '/api/shot-types/export')).body).toEqual(file.body)
  })

  test('is added whole or not at all, with every fault named by its place', async () => {
    const person = await house.people.add()
    await person.call('POST', '/api/shot-types', { ...draft, name: 'Dolly', key: 3 })
    const refused = await person.call('POST', '/api/shot-types/import', {
      greenroom: 'shot-types',
      version: 1,
      shotTypes: [
        draft,
        { ...draft, promptTemplate: 'Of {who}' },
        { ...draft, key: 3 },
        { ...draft, key: 4 },
        { ...draft, key: 4 },
      ],
    })
    expect(refused).toMatchObject({ status: 422, body: { code: 'shots.template_refused' } })
    expect(refused.body.fields.map((field: { path: string }) => field.path)).toEqual([
      'shotTypes.1.promptTemplate',
      'shotTypes.2.key',
      'shotTypes.4.key',
    ])
    expect(await named(person)).toEqual(['Dolly'])
  })

  test('does not grow past what a person may keep', async () => {
    const person = await house.people.add()
    const file = {
      greenroom: 'shot-types',
      version: 1,
      shotTypes: Array.from({ length: 150 }, (_, index) => ({ ...draft, name: `Shot ${index}` })),
    }
    expect(await person.call('POST', '/api/shot-types/import', file)).toMatchObject({ status: 201 })
    expect(await person.call('POST', '/api/shot-types/import', file)).toMatchObject({
      status: 422,
      body: { code: 'shots.too_many' },
    })
    expect(await named(person)).toHaveLength(150)
  })
})

test('a template with an unknown word is refused at its field', async () => {
  const refused = await other.call('POST', '/api/shot-types', { ...draft, promptTemplate: 'Shot of {thing}' })
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'shots.template_refused', fields: [{ path: 'promptTemplate' }] },
  })
  expect(refused.body.detail).toContain('{subject}, {project}, {notes}')
})

test('people who wait for approval see none', async () => {
  const pending = await house.people.add({ status: 'pending' })
  expect(await pending.call('GET', '/api/shot-types')).toMatchObject({
    status: 403,
    body: { code: 'accounts.not_approved' },
  })
})

test('another room asks for one inside its own transaction', async () => {
  const mine = await anna.call('POST', '/api/shot-types', draft)
  const ask = (person: TestPerson, id: string) =>
    actingAs(house.tools.db, person.actor, (transaction) => shotTypeFor(transaction, person.actor, id))
  await expect(ask(anna, mine.body.id)).resolves.toMatchObject({ name: 'Crane' })
  await expect(ask(other, defaultId)).resolves.toMatchObject({ name: 'Wide' })
  await expect(ask(other, mine.body.id)).rejects.toMatchObject({ code: 'shots.not_found' })
})

const events = async (person: TestPerson): Promise<string[]> => {
  const { rows } = await house.tools.db.driver.query('select type from public.events where user_id = $1 order by id', [
    person.id,
  ])
  return (rows as { type: string }[]).map((row) => row.type)
}
