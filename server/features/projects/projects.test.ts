import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { newId } from '#kernel/id.ts'
import { freeName, nameKey } from './projects.rules.ts'

let house: TestHouse
let anna: TestPerson
let other: TestPerson
beforeAll(async () => {
  house = await makeHouse({ working: false })
  anna = await house.people.add()
  other = await house.people.add()
})
afterAll(() => house.stop())

const create = (person: TestPerson, name: string) => person.call('POST', '/api/projects', { name })
const names = async (person: TestPerson): Promise<string[]> =>
  (await person.call('GET', '/api/projects')).body.projects.map(({ name }: { name: string }) => name)

describe('projects', () => {
  test('are created, read, renamed and described', async () => {
    const made = await anna.call('POST', '/api/projects', { name: '  Summer House ', description: 'By the sea' })
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'Summer House',
        description: 'By the sea',
        photoCount: 0,
        sceneCount: 0,
        runningCount: 0,
        makingCount: 0,
        coverFileIds: [],
      },
    })
    const path = `/api/projects/${made.body.id}`
    expect(await anna.call('GET', path)).toMatchObject({ status: 200, body: made.body })
    expect(await anna.call('PATCH', path, { name: 'Winter House' })).toMatchObject({
      status: 200,
      body: { name: 'Winter House', description: 'By the sea' },
    })
    expect(await anna.call('PATCH', path, { description: '' })).toMatchObject({
      status: 200,
      body: { name: 'Winter House', description: '' },
    })
  })

  test('stand in the order in which they were last changed', async () => {
    const person = await house.people.add()
    const first = await create(person, 'First')
    await create(person, 'Second')
    expect(await names(person)).toEqual(['Second', 'First'])
    await person.call('PATCH', `/api/projects/${first.body.id}`, { description: 'touched' })
    expect(await names(person)).toEqual(['First', 'Second'])
  })

  test.each([
    ['Straßenfest', 'STRASSENFEST'],
    ['Café', 'Cafe\u0301'],
    ['Ｗｉｄｅ', 'wide'],
    ['Été', 'ÉTÉ'],
    ['Two  words', 'two words'],
    ['ΟΔΟΣ', 'οδος'],
  ])('of one person cannot be called %j and %j', async (one, two) => {
    const person = await house.people.add()
    expect((await create(person, one)).status).toBe(201)
    const refused = await create(person, two)
    expect(refused).toMatchObject({ status: 409, body: { code: 'projects.name_taken', fields: [{ path: 'name' }] } })
    expect(refused.body.detail).toContain(two)
  })

  test('of two people may have one name', async () => {
    expect((await create(anna, 'Shared name')).status).toBe(201)
    expect((await create(other, 'Shared name')).status).toBe(201)
  })

  test('asked for twice at the same time under one name become one', async () => {
    const person = await house.people.add()
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(person, 'Race')))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201,
      ...Array.from({ length: 9 }, () => 409),
    ])
    expect(await names(person)).toEqual(['Race'])
  })

  test('cannot be renamed to a name that is taken, but to their own in other letters', async () => {
    const person = await house.people.add()
    await create(person, 'Taken')
    const mine = await create(person, 'Mine')
    expect(await person.call('PATCH', `/api/projects/${mine.body.id}`, { name: 'TAKEN' })).toMatchObject({
      status: 409,
      body: { code: 'projects.name_taken' },
    })
    expect(await person.call('PATCH', `/api/projects/${mine.body.id}`, { name: 'MINE' })).toMatchObject({
      status: 200,
      body: { name: 'MINE' },
    })
  })

  test.each(['', '   ', 'x'.repeat(121), 'a\u202eb', 'a\u0000b'])(
    'are not called %j, and the field is named',
    async (name) => {
      const refused = await create(anna, name)
      expect(refused).toMatchObject({ status: 422, body: { code: 'request.invalid', fields: [{ path: 'name' }] } })
    },
  )

  test('can be deleted and brought back within ten seconds', async () => {
    const person = await house.people.add()
    const { body } = await create(person, 'Gone')
    const path = `/api/projects/${body.id}`
    expect((await person.call('DELETE', path)).status).toBe(200)
    expect(await names(person)).toEqual([])
    expect(await person.call('GET', path)).toMatchObject({ status: 404, body: { code: 'projects.not_found' } })
    expect(await person.call('PATCH', path, { name: 'x' })).toMatchObject({ status: 404 })
    expect(await person.call('DELETE', path)).toMatchObject({ status: 404 })
    expect(await person.call('POST', `${path}/restore`)).toMatchObject({ status: 200, body: { name: 'Gone' } })
    expect(await names(person)).toEqual(['Gone'])
    expect(await person.call('POST', `${path}/restore`)).toMatchObject({ status: 200, body: { name: 'Gone' } })
  })

  test('cannot be brought back after ten seconds', async () => {
    const person = await house.people.add()
    const { body } = await create(person, 'Long gone')
    await person.call('DELETE', `/api/projects/${body.id}`)
    await house.tools.db.driver.query(
      "update public.projects set deleted_at = now() - interval '11 seconds' where id = $1",
      [body.id],
    )
    expect(await person.call('POST', `/api/projects/${body.id}/restore`)).toMatchObject({
      status: 410,
      body: { code: 'projects.too_late' },
    })
  })

  test('whose name was taken meanwhile are not brought back over it, and it is said', async () => {
    const person = await house.people.add()
    const { body } = await create(person, 'Wanted')
    await person.call('DELETE', `/api/projects/${body.id}`)
    expect((await create(person, 'wanted')).status).toBe(201)
    const refused = await person.call('POST', `/api/projects/${body.id}/restore`)
    expect(refused).toMatchObject({ status: 409, body: { code: 'projects.name_taken' } })
    expect(refused.body.detail).toContain('Rename')
    expect(await names(person)).toEqual(['wanted'])
  })

  test('of others do not exist', async () => {
    const { body } = await create(anna, 'Private')
    const path = `/api/projects/${body.id}`
    for (const [method, where, sent] of [
      ['GET', path, undefined],
      ['PATCH', path, { name: 'Mine now' }],
      ['DELETE', path, undefined],
      ['POST', `${path}/restore`, undefined],
      ['GET', `/api/projects/${newId()}`, undefined],
    ] as const) {
      expect(await other.call(method, where, sent)).toMatchObject({ status: 404, body: { code: 'projects.not_found' } })
    }
    expect((await anna.call('GET', path)).body.name).toBe('Private')
  })

  test('are for approved people only', async () => {
    const pending = await house.people.add({ status: 'pending' })
    expect(await pending.call('GET', '/api/projects')).toMatchObject({ status: 403 })
    expect(await create(pending, 'Not yet')).toMatchObject({ status: 403 })
    expect((await fetch(`${house.url}/api/projects`)).status).toBe(401)
  })

  test('tell the windows of their owner when they change', async () => {
    const person = await house.people.add()
    const { body } = await create(person, 'Told')
    await person.call('DELETE', `/api/projects/${body.id}`)
    const { rows } = await house.tools.db.driver.query(
      'select type, data from public.events where user_id = $1 order by id',
      [person.id],
    )
    expect(rows).toEqual([
      { type: 'projects.changed', data: { projectId: body.id } },
      { type: 'projects.changed', data: { projectId: body.id } },
    ])
  })
})

test('a free name is found by counting on', () => {
  const taken = new Set(['sample project', 'sample project 2'].map(nameKey))
  expect(freeName('Sample project', taken)).toBe('Sample project 3')
  expect(freeName('Sample project', new Set())).toBe('Sample project')
  expect(freeName('x'.repeat(120), new Set(['x'.repeat(120)])).length).toBe(120)
})
