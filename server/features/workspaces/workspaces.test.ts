import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { planSeats, type Invitation } from '@greenroom/contract/workspaces.ts'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { arrived, codeOf, linkOf, mailsTo } from '#testing/mails.ts'
import type { TestPerson } from '#testing/people.ts'

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

const run = (query: ReturnType<typeof sql>): Promise<number> =>
  actingAsConnection(house.tools.db, (transaction) => transaction.run(query))
const made = async (owner: TestPerson, name = 'Team'): Promise<string> =>
  (await owner.call('POST', '/api/workspaces', { name })).body.id
const invite = (by: TestPerson, id: string, emails: string[], role = 'member', language = 'en') =>
  by.call('POST', `/api/workspaces/${id}/invitations`, { emails, role, language })
/** The token of the newest letter to this address, the `count`-th. */
const tokenFor = async (email: string, count = 1): Promise<string> =>
  linkOf(await arrived(house, email, { kind: 'workspace-invitation', count })).searchParams.get('token') ?? ''
const join = (person: TestPerson, token: string) => person.call('POST', `/api/invitations/${token}`, {})
const whole = async (person: TestPerson, id: string) => (await person.call('GET', `/api/workspaces/${id}`)).body
/** Somebody in it, by a letter. */
const member = async (id: string, owner: TestPerson, role = 'member'): Promise<TestPerson> => {
  const person = await house.people.add()
  await invite(owner, id, [person.email], role)
  expect((await join(person, await tokenFor(person.email))).status).toBe(200)
  return person
}
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
    const id = await made(anna)
    const mia = await member(id, anna)
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
    const id = await made(anna)
    const lea = await member(id, anna, 'admin')
    const mia = await member(id, anna)
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
    const id = await made(anna, 'Gone soon')
    const mia = await member(id, anna)
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

describe('an invitation', () => {
  test('goes to several addresses at once in the language that was chosen, and says what came of each', async () => {
    const id = await made(anna, 'Oefenen & zo')
    const mia = await member(id, anna)
    const { status, body } = await invite(
      anna,
      id,
      ['One@Example.test', 'one@example.test', mia.email, 'two@example.test'],
      'member',
      'nl',
    )
    expect(status).toBe(200)
    expect(body.outcomes).toEqual([
      { email: 'one@example.test', outcome: 'sent' },
      { email: mia.email, outcome: 'already_member' },
      { email: 'two@example.test', outcome: 'sent' },
    ])
    const mail = await arrived(house, 'one@example.test')
    expect(mail.subject).toBe('Anna Person nodigt je uit voor Oefenen & zo')
    expect(mail.html).toContain('Oefenen &amp; zo')
    expect(linkOf(mail).pathname).toBe('/join')
    expect((await mailsTo(house, mia.email)).filter(({ kind }) => kind === 'workspace-invitation')).toHaveLength(1)
    expect((await whole(anna, id)).workspace.invited).toBe(2)
    expect((await whole(mia, id)).invitations).toEqual([])
    // Two seats are left open by nobody: 2 in, 2 invited, one more fits.
    expect((await invite(anna, id, ['three@example.test', 'four@example.test'])).body.outcomes).toEqual([
      { email: 'three@example.test', outcome: 'sent' },
      { email: 'four@example.test', outcome: 'full' },
    ])
    expect(await mailsTo(house, 'four@example.test')).toEqual([])
    expect((await invite(anna, id, ['not an address'])).status).toBe(422)
    expect((await invite(mia, id, ['five@example.test'])).body.code).toBe('workspaces.not_leader')
  })

  test('is read without an account, joined by the person it was sent to, once, and its token is nowhere in the database', async () => {
    const id = await made(anna)
    const eve = await house.people.add()
    await invite(anna, id, [eve.email], 'admin')
    const token = await tokenFor(eve.email)
    const read = async (given = token) => {
      const answer = await fetch(`${house.url}/api/invitations/${given}`)
      return { status: answer.status, body: JSON.parse(await answer.text()) }
    }
    expect(await read()).toMatchObject({
      status: 200,
      body: { workspaceName: 'Team', role: 'admin', state: 'open', maskedEmail: `${eve.email[0]}***@example.test` },
    })
    expect(JSON.stringify((await read()).body)).not.toContain(eve.email)
    expect(await read(`${token.slice(0, -1)}!`)).toMatchObject({
      status: 404,
      body: { code: 'workspaces.invite_unknown' },
    })
    expect((await fetch(`${house.url}/api/invitations/${token}`, { method: 'POST', body: '{}' })).status).toBe(401)
    expect((await join(ben, token)).body.code).toBe('workspaces.invite_other_address')
    expect((await join(eve, token)).body).toEqual({ workspaceId: id })
    expect((await read()).body.state).toBe('used')
    expect((await join(eve, token)).body).toEqual({ workspaceId: id })
    expect((await whole(anna, id)).invitations).toMatchObject([
      { email: eve.email, state: 'used', invitedBy: 'Anna Person' },
    ])
    const { rows } = await house.tools.db.driver.query(
      `select 1 from public.workspace_invites where token_hash like '%${token}%'`,
    )
    expect(rows).toEqual([])
  })

  test('sent again voids the first letter; taken back or too old it opens nothing', async () => {
    const id = await made(anna)
    const eve = await house.people.add()
    await invite(anna, id, [eve.email])
    const first = await tokenFor(eve.email)
    const open = async (): Promise<Invitation> => (await whole(anna, id)).invitations[0]
    const again =
      (by = anna) =>
      async () =>
        await by.call('POST', `/api/workspaces/${id}/invitations/${(await open()).id}/letter`, { language: 'en' })
    expect((await again(ben)()).status).toBe(404)
    expect((await again()()).status).toBe(200)
    const second = await tokenFor(eve.email, 2)
    expect(second).not.toBe(first)
    expect((await join(eve, first)).body.code).toBe('workspaces.invite_gone')
    expect((await whole(anna, id)).invitations).toHaveLength(1)

    await run(
      sql`update public.workspace_invites set expires_at = now() where workspace_id = ${id} and revoked_at is null`,
    )
    expect((await open()).state).toBe('expired')
    expect((await join(eve, second)).body.code).toBe('workspaces.invite_gone')
    expect((await again()()).status).toBe(200)
    const third = await tokenFor(eve.email, 3)

    const { id: invitationId } = await open()
    const back = () => anna.call('DELETE', `/api/workspaces/${id}/invitations/${invitationId}`)
    expect((await back()).status).toBe(200)
    expect((await back()).body.code).toBe('workspaces.invite_gone')
    expect((await join(eve, third)).body.code).toBe('workspaces.invite_gone')
    expect((await whole(anna, id)).invitations).toEqual([])
  })

  test('fills no mailbox: the sixth letter within an hour is not written, and one that could not be sent does not count', async () => {
    const id = await made(anna)
    const address = 'often@example.test'
    for (let letter = 0; letter < 3; letter += 1) expect((await invite(ben, id, [address])).status).toBe(404)
    const outcomes: string[] = []
    for (let letter = 0; letter < 6; letter += 1)
      outcomes.push((await invite(anna, id, [address])).body.outcomes[0].outcome)
    expect(outcomes).toEqual(['sent', 'sent', 'sent', 'sent', 'sent', 'too_soon'])
    expect((await whole(anna, id)).invitations).toHaveLength(1)
  })

  test('waits for its person in the house too', async () => {
    const id = await made(anna, 'Waiting')
    const eve = await house.people.add()
    await invite(anna, id, [eve.email])
    const { invitations } = (await eve.call('GET', '/api/me/invitations')).body
    expect(invitations).toMatchObject([{ workspaceName: 'Waiting', role: 'member' }])
    const path = `/api/me/invitations/${invitations[0].id}`
    expect((await ben.call('POST', path, {})).body.code).toBe('workspaces.invite_gone')
    expect((await eve.call('POST', path, {})).body).toEqual({ workspaceId: id })
    expect((await eve.call('GET', '/api/me/invitations')).body.invitations).toEqual([])
  })

  test('leads somebody without an account through sign-up and approval into the workspace', async () => {
    const id = await made(anna, 'New here')
    const email = 'new-here@example.test'
    await invite(anna, id, [email])
    const token = await tokenFor(email)
    const auth = (path: string, body: object) =>
      fetch(`${house.url}/auth/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const back = encodeURIComponent(`${house.url}/join?token=${token}`)
    const signed = await auth(`/signup?redirect_to=${back}`, {
      email,
      password: 'a long enough phrase',
      data: { first_name: 'New' },
    })
    expect(signed.status).toBe(200)
    const confirmation = await arrived(house, email, { kind: 'confirm-sign-up' })
    // The link of the confirmation leads back to the invitation.
    expect(linkOf(confirmation).searchParams.get('redirect_to')).toBe(`${house.url}/join?token=${token}`)
    const verified = await auth('/verify', { type: 'signup', email, token: codeOf(confirmation) })
    const { access_token: accessToken } = JSON.parse(await verified.text())
    const accept = async () => {
      const answer = await fetch(`${house.url}/api/invitations/${token}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
        body: '{}',
      })
      return JSON.parse(await answer.text())
    }
    expect((await accept()).code).toBe('accounts.not_approved')
    const { people } = (await admin.call('GET', `/api/admin/people?search=${email}`)).body
    await admin.call('POST', `/api/admin/people/${people[0].id}/status`, { status: 'approved' })
    expect(await accept()).toEqual({ workspaceId: id })
    expect((await whole(anna, id)).people).toHaveLength(2)
  })
})
