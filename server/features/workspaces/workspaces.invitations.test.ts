import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Invitation } from '@greenroom/contract/workspaces.ts'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { arrived, codeOf, linkOf, mailsTo } from '#testing/mails.ts'
import type { TestPerson } from '#testing/people.ts'
import { browserOf, goodPassword } from '#testing/supabase.ts'
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

const run = (query: ReturnType<typeof sql>): Promise<number> =>
  actingAsConnection(house.tools.db, (transaction) => transaction.run(query))
const invite = (by: TestPerson, id: string, emails: string[], role = 'member', language = 'en') =>
  by.call('POST', `/api/workspaces/${id}/invitations`, { emails, role, language })
/** The token of the newest letter to this address, the `count`-th. */
const tokenFor = async (email: string, count = 1): Promise<string> =>
  linkOf(await arrived(house, email, { kind: 'workspace-invitation', count })).searchParams.get('token') ?? ''
const join = (person: TestPerson, token: string) => person.call('POST', `/api/invitations/${token}`, {})
const whole = async (person: TestPerson, id: string) => (await person.call('GET', `/api/workspaces/${id}`)).body

describe('an invitation', () => {
  test('goes to several addresses at once in the language that was chosen, and says what came of each', async () => {
    const mia = await house.people.add()
    const id = await addWorkspace(house, anna, { members: [mia] })
    await anna.call('PATCH', `/api/workspaces/${id}`, { name: 'Oefenen & zo' })
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
    expect(await mailsTo(house, mia.email)).toEqual([])
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
    const id = await addWorkspace(house, anna)
    const eve = await house.people.add()
    await invite(anna, id, [eve.email], 'admin')
    const token = await tokenFor(eve.email)
    const read = async (given = token) => {
      const answer = await fetch(`${house.url}/api/invitations/${given}`)
      return { status: answer.status, body: JSON.parse(await answer.text()) }
    }
    expect(await read()).toMatchObject({
      status: 200,
      body: {
        workspaceName: 'A workspace',
        role: 'admin',
        state: 'open',
        maskedEmail: `${eve.email[0]}***@example.test`,
      },
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
    const id = await addWorkspace(house, anna)
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
    const id = await addWorkspace(house, anna)
    const address = 'often@example.test'
    for (let letter = 0; letter < 3; letter += 1) expect((await invite(ben, id, [address])).status).toBe(404)
    const outcomes: string[] = []
    for (let letter = 0; letter < 6; letter += 1)
      outcomes.push((await invite(anna, id, [address])).body.outcomes[0].outcome)
    expect(outcomes).toEqual(['sent', 'sent', 'sent', 'sent', 'sent', 'too_soon'])
    expect((await whole(anna, id)).invitations).toHaveLength(1)
  })

  test('waits for its person in the house too', async () => {
    const id = await addWorkspace(house, anna)
    const eve = await house.people.add()
    await invite(anna, id, [eve.email])
    const { invitations } = (await eve.call('GET', '/api/me/invitations')).body
    expect(invitations).toMatchObject([{ workspaceName: 'A workspace', role: 'member' }])
    const path = `/api/me/invitations/${invitations[0].id}`
    expect((await ben.call('POST', path, {})).body.code).toBe('workspaces.invite_gone')
    expect((await eve.call('POST', path, {})).body).toEqual({ workspaceId: id })
    expect((await eve.call('GET', '/api/me/invitations')).body.invitations).toEqual([])
  })

  test('is declined by who holds its letter, also without an account, or in the house; the inviter sees it, and no is no', async () => {
    const id = await addWorkspace(house, anna)
    const eve = await house.people.add()
    await invite(anna, id, [eve.email, 'no-account@example.test'])
    const token = await tokenFor('no-account@example.test')
    const decline = (given: string) =>
      fetch(`${house.url}/api/invitations/${given}/decline`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
    expect([(await decline(token)).status, (await decline(token)).status]).toEqual([200, 200])
    expect((await decline('x'.repeat(43))).status).toBe(404)
    const letter = await (await fetch(`${house.url}/api/invitations/${token}`)).text()
    expect(JSON.parse(letter)).toMatchObject({ state: 'declined' })

    const own = (await eve.call('GET', '/api/me/invitations')).body.invitations[0].id
    const path = `/api/me/invitations/${own}`
    expect((await ben.call('POST', `${path}/decline`, {})).body.code).toBe('workspaces.invite_gone')
    expect((await eve.call('POST', `${path}/decline`, {})).status).toBe(200)
    expect((await eve.call('GET', '/api/me/invitations')).body.invitations).toEqual([])
    expect((await eve.call('POST', path, {})).body.code).toBe('workspaces.invite_gone')
    expect((await join(eve, await tokenFor(eve.email))).body.code).toBe('workspaces.invite_gone')
    const states = async () =>
      (await whole(anna, id)).invitations.map(({ email, state }: Invitation) => `${email} ${state}`).toSorted()
    expect(await states()).toEqual([`${eve.email} declined`, 'no-account@example.test declined'].toSorted())
    // Asked once more, there is one line, and the seat is taken again.
    await invite(anna, id, [eve.email])
    expect(await states()).toEqual([`${eve.email} open`, 'no-account@example.test declined'].toSorted())
  })

  test('leads somebody without an account through sign-up and approval into the workspace', async () => {
    const id = await addWorkspace(house, anna)
    const email = 'new-here@example.test'
    await invite(anna, id, [email])
    const token = await tokenFor(email)
    const browser = browserOf(house)
    const back = `${house.url}/join?token=${token}`
    await browser.auth.signUp({ email, password: goodPassword, options: { emailRedirectTo: back } })
    const confirmation = await arrived(house, email, { kind: 'confirm-sign-up' })
    // The link of the confirmation leads back to the invitation.
    expect(linkOf(confirmation).searchParams.get('redirect_to')).toBe(back)
    const { data } = await browser.auth.verifyOtp({ email, token: codeOf(confirmation), type: 'email' })
    const accessToken = data.session?.access_token ?? ''
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

  test('is not found by guessing: who reads many letters has to wait', async () => {
    const guess = () => fetch(`${house.url}/api/invitations/${'x'.repeat(43)}`)
    const answers = await Promise.all(Array.from({ length: 125 }, guess))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(5)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404, 429]))
  })
})
