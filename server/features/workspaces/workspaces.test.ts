import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { planSeats } from '@greenroom/contract/workspace-plans.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { addWorkspace } from '#testing/workspaces.ts'

let house: TestHouse
let anna: TestPerson
let ben: TestPerson
let admin: TestPerson
beforeAll(async () => {
  house = await makeHouse()
  admin = await house.people.add({ role: 'admin' })
  anna = await house.people.add({ firstName: 'Anna', email: 'anna@example.test' })
  ben = await house.people.add({ firstName: 'Ben', email: 'ben@example.test' })
})
afterAll(() => house.stop())

const made = async (owner: TestPerson, name = 'Team'): Promise<string> =>
  (await owner.call('POST', '/api/workspaces', { name })).body.id
const whole = async (person: TestPerson, id: string) => (await person.call('GET', `/api/workspaces/${id}`)).body
const wakeUps = async (person: TestPerson): Promise<unknown[]> =>
  (
    await house.tools.db.driver.query(
      `select data from public.events where user_id = '${person.id}' and type = 'workspaces.changed'`,
    )
  ).rows

describe('a workspace', () => {
  test('is made, listed, renamed and read by who is in it, and is not there for anybody else', async () => {
    expect((await anna.call('POST', '/api/workspaces', { name: '  ' })).status).toBe(422)
    const created = await anna.call('POST', '/api/workspaces', { name: ' North ' })
    expect(created).toMatchObject({
      status: 201,
      body: {
        name: 'North',
        role: 'owner',
        plan: 'starter',
        people: 1,
        invited: 0,
        ownerName: 'Anna Person',
        legalHold: false,
      },
    })
    const { id } = created.body
    expect((await anna.call('PATCH', `/api/workspaces/${id}`, { name: 'South' })).body.name).toBe('South')
    expect((await anna.call('GET', '/api/workspaces')).body.workspaces).toMatchObject([{ id, name: 'South' }])
    expect((await ben.call('GET', '/api/workspaces')).body.workspaces).toEqual([])
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { name: 'x' }],
      ['POST', '/deletion', { name: 'South' }],
      ['POST', '/owner', { userId: ben.id }],
      ['POST', '/invitations', { emails: ['x@example.test'], role: 'member', language: 'en' }],
      ['DELETE', `/people/${anna.id}`, undefined],
    ] as const) {
      const answer = await ben.call(method, `/api/workspaces/${id}${path}`, body)
      expect([answer.status, answer.body.code], path).toEqual([404, 'workspaces.not_found'])
    }
    const pending = await house.people.add({ status: 'pending' })
    expect((await pending.call('GET', '/api/workspaces')).body.code).toBe('accounts.not_approved')
  })

  test('says what is kept for how long, changes it one by one, and for ever is possible', async () => {
    const mia = await house.people.add()
    const id = await addWorkspace(house, anna, { members: [mia] })
    const set = async (person: TestPerson, body: object) => await person.call('PATCH', `/api/workspaces/${id}`, body)
    expect((await set(anna, { audioDays: 7 })).body).toMatchObject({
      audioDays: 7,
      transcriptDays: 180,
      scoreDays: 730,
    })
    expect((await set(anna, { transcriptDays: null, legalHold: true })).body).toMatchObject({
      audioDays: 7,
      transcriptDays: null,
      legalHold: true,
    })
    expect((await set(anna, { legalHold: false })).body).toMatchObject({ transcriptDays: null, legalHold: false })
    expect((await set(anna, { scoreDays: 0 })).status).toBe(422)
    expect((await set(mia, { audioDays: 1 })).body.code).toBe('workspaces.not_leader')
    expect(await wakeUps(mia)).toContainEqual({ data: { workspaceId: id } })
  })

  test('has people with roles, who change by its owner alone, and who leave or are taken out', async () => {
    const lea = await house.people.add()
    const mia = await house.people.add()
    const id = await addWorkspace(house, anna, { admins: [lea], members: [mia] })
    const { people } = await whole(mia, id)
    expect(people.map(({ role }: { role: string }) => role)).toEqual(['owner', 'admin', 'member'])
    expect(people.map(({ email }: { email: string | null }) => email)).toEqual([null, null, mia.email])
    expect((await whole(lea, id)).people.map(({ email }: { email: string }) => email)).toContain(anna.email)

    const role = (by: TestPerson, of: TestPerson, to: string) =>
      by.call('PATCH', `/api/workspaces/${id}/people/${of.id}`, { role: to })
    expect((await role(lea, mia, 'admin')).body.code).toBe('workspaces.not_owner')
    expect((await role(anna, anna, 'member')).body.code).toBe('workspaces.hand_over')
    expect((await role(anna, mia, 'owner')).status).toBe(422)
    expect((await role(anna, mia, 'admin')).status).toBe(200)
    expect((await whole(mia, id)).workspace.role).toBe('admin')

    const out = (by: TestPerson, of: TestPerson) => by.call('DELETE', `/api/workspaces/${id}/people/${of.id}`)
    expect((await out(lea, mia)).body.code).toBe('workspaces.not_owner')
    expect((await out(anna, anna)).body.code).toBe('workspaces.hand_over')
    expect((await out(mia, mia)).status).toBe(200)
    expect((await mia.call('GET', `/api/workspaces/${id}`)).status).toBe(404)
    expect((await out(anna, lea)).status).toBe(200)
    expect((await whole(anna, id)).people).toHaveLength(1)
  })

  test('is handed to somebody in it, and deleted by its owner who types its name', async () => {
    const mia = await house.people.add()
    const id = await addWorkspace(house, anna, { members: [mia] })
    await anna.call('PATCH', `/api/workspaces/${id}`, { name: 'Gone soon' })
    expect((await anna.call('POST', `/api/workspaces/${id}/owner`, { userId: ben.id })).body.code).toBe(
      'workspaces.no_member',
    )
    expect((await anna.call('POST', `/api/workspaces/${id}/owner`, { userId: mia.id })).status).toBe(200)
    expect((await whole(anna, id)).workspace).toMatchObject({ role: 'admin', ownerName: 'Test Person' })
    const gone = (by: TestPerson, name: string) => by.call('POST', `/api/workspaces/${id}/deletion`, { name })
    expect((await gone(anna, 'Gone soon')).body.code).toBe('workspaces.not_owner')
    expect(await gone(mia, 'gone soon')).toMatchObject({ status: 422, body: { code: 'workspaces.other_name' } })
    expect((await gone(mia, ' Gone soon ')).status).toBe(200)
    expect((await whole(anna, id)).code).toBe('workspaces.not_found')
  })

  test('of plans the contract and the database say the same, and only an admin of the house gives one', async () => {
    for (const [plan, seats] of Object.entries(planSeats)) {
      const { rows } = await house.tools.db.driver.query(`select private.plan_people('${plan}') as seats`)
      expect(rows).toEqual([{ seats }])
    }
    const id = await made(anna, 'Planned')
    const set = (by: TestPerson, plan: string) => by.call('PUT', `/api/admin/workspaces/${id}/plan`, { plan })
    expect((await set(anna, 'team')).body.code).toBe('accounts.not_admin')
    expect((await anna.call('GET', '/api/admin/workspaces')).status).toBe(403)
    expect((await set(admin, 'pro')).status).toBe(200)
    const { workspaces } = (await admin.call('GET', '/api/admin/workspaces')).body
    expect(workspaces).toContainEqual(
      expect.objectContaining({ id, name: 'Planned', plan: 'pro', ownerEmail: anna.email, people: 1 }),
    )
    expect((await whole(anna, id)).workspace.plan).toBe('pro')
  })
})
