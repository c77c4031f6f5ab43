import type { Page } from '@playwright/test'
import { expect, expectAccessible, outside as test } from './journey.ts'
import { askForAccount, codeIn, linkIn, mailTo, signIn, signUp, somebody, type Person } from './people.ts'

// New people have to be approved here, so the way from an invitation into the workspace is as long as it can be.
test.use({ environment: {} })
test.describe.configure({ mode: 'serial' })

let admin: Person
/** Asked for an account and did not confirm the address. */
const resender = somebody('Rene')
test.beforeAll(async ({ house }) => {
  admin = await signUp(house, somebody('Ada'))
  await askForAccount(house, resender)
})

test('somebody without an account comes in by an invitation, becomes an admin of the workspace, and leaves it', async ({
  house,
  openWindow,
}) => {
  test.slow()
  const theirs = await openWindow(admin)
  await theirs.goto('/settings/workspaces')
  await expect(theirs.getByText('No workspace yet')).toBeVisible()
  await theirs.getByRole('button', { name: 'New workspace' }).click()
  await theirs.getByRole('dialog').getByLabel('Name').fill('North team')
  await theirs.keyboard.press('Enter')
  await theirs.getByRole('link', { name: 'North team' }).click()
  await expect(theirs.getByRole('heading', { level: 1, name: 'North team' })).toBeVisible()

  // What is none is told before anything is sent.
  const names = somebody('Noor')
  const addresses = theirs.getByLabel('E-mail addresses')
  await addresses.fill('noor at example')
  await theirs.getByRole('button', { name: 'Send invitations' }).click()
  await expect(theirs.getByText('This is not an address: noor, at, example')).toBeVisible()
  await addresses.fill(`Noor <${names.email}>`)
  await theirs.getByRole('button', { name: 'Send invitations' }).click()
  await expect(theirs.getByText(`Sent to ${names.email}.`)).toBeVisible()
  await expect(theirs.getByRole('list', { name: 'Invitations' }).getByText('Open')).toBeVisible()
  await expectAccessible(theirs, '/settings/workspaces/:id')

  // Nobody is signed in where the letter is read.
  const letter = await mailTo(house, names.email, 'workspace-invitation')
  expect(letter.subject).toBe('Ada Person invites you to North team')
  const link = linkIn(letter, 'Look at the invitation')
  const noor = await openWindow(null, { viewport: { width: 390, height: 844 } })
  await noor.goto(link)
  await expect(noor.getByRole('heading', { name: 'You are invited to North team' })).toBeVisible()
  await expect(noor.getByText('n***@example.test')).toBeVisible()
  await expectAccessible(noor, '/join')
  await noor.getByRole('button', { name: 'Create an account' }).click()
  await noor.getByLabel('First name').fill(names.firstName)
  await noor.getByLabel('Last name').fill(names.lastName)
  await noor.getByLabel('E-mail address').fill(names.email)
  await noor.getByLabel('Password', { exact: true }).fill(names.password)
  await noor.getByRole('button', { name: 'Create account' }).click()
  await noor
    .getByRole('textbox')
    .first()
    .fill(codeIn(await mailTo(house, names.email, 'confirm-sign-up')))

  // Back at the invitation, which goes on by itself once the account is approved.
  await expect(noor.getByRole('heading', { name: 'Almost there' })).toBeVisible()
  await expect(noor).toHaveURL(/\/join\?token=/)
  await expectAccessible(noor, '/join while waiting', ['light'])
  const approval = await openWindow(null)
  await approval.goto(linkIn(await mailTo(house, admin.email, 'approval-wanted'), 'Approve'))
  await approval.getByRole('button', { name: 'Approve' }).click()
  await noor.getByRole('button', { name: 'Join North team' }).click()
  await expect(noor).toHaveURL(/\/settings\/workspaces\/[0-9a-f-]{36}$/)
  await expect(noor.getByRole('heading', { level: 1, name: 'North team' })).toBeVisible()
  await expect(noor.getByRole('heading', { name: 'Invite people' })).toBeHidden()
  await expectAccessible(noor, '/settings/workspaces/:id of a member', ['dark'])

  // The owner sees it happen, and makes an admin, who may invite at once.
  const people = theirs.getByRole('list', { name: 'People' })
  const row = people.getByRole('listitem').filter({ hasText: 'Noor Person' })
  await expect(theirs.getByRole('list', { name: 'Invitations' }).getByText('Accepted')).toBeVisible()
  await row.getByRole('combobox', { name: 'Role of Noor Person' }).click()
  await theirs.getByRole('option', { name: 'Admin' }).click()
  await expect(noor.getByRole('heading', { name: 'Invite people' })).toBeVisible()

  await noor.getByRole('button', { name: 'Leave' }).click()
  await noor.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click()
  await expect(noor).toHaveURL(/\/settings\/workspaces$/)
  await expect(noor.getByText('No workspace yet')).toBeVisible()
  await expect(row).toBeHidden()
  await noor.goto(link)
  await expect(noor.getByRole('heading', { name: 'This invitation has been used' })).toBeVisible()
})

test('an invitation waits in the house too, another person’s opens nothing, and the plan says how many come in', async ({
  house,
  openWindow,
}) => {
  const kim = await signUp(house, somebody('Kim'))
  const lee = await signUp(house, somebody('Lee'))
  const { people } = await admin.call<{ people: { id: string; email: string }[] }>(
    'GET',
    '/api/admin/people?status=pending',
  )
  // Whoever has not confirmed the address yet goes on waiting.
  for (const { id } of people.filter(({ email }) => [kim.email, lee.email].includes(email)))
    await admin.call('POST', `/api/admin/people/${id}/status`, { status: 'approved' })
  const { id } = await admin.call<{ id: string }>('POST', '/api/workspaces', { name: 'South team' })

  const page = await openWindow(kim)
  await page.goto('/settings/workspaces')
  await expect(page.getByText('No workspace yet')).toBeVisible()
  await admin.call('POST', `/api/workspaces/${id}/invitations`, { emails: [kim.email], role: 'member', language: 'nl' })
  // It shows while the page is open.
  await expect(page.getByText('You are invited to South team')).toBeVisible()
  await expectAccessible(page, '/settings/workspaces with an invitation', ['dark'])

  const letter = await mailTo(house, kim.email, 'workspace-invitation')
  const link = linkIn(letter, 'Bekijk de uitnodiging')
  const other = await openWindow(lee)
  await other.goto(link)
  await expect(other.getByRole('heading', { name: 'This invitation is for somebody else' })).toBeVisible()
  await expectAccessible(other, '/join of somebody else', ['light'])

  await page.getByRole('button', { name: 'Join South team' }).click()
  await expect(page.getByRole('link', { name: 'South team' })).toBeVisible()

  // Who does not want to says so, in the house or from the letter without an account, and the inviter sees it.
  const nobody = `nobody-${lee.email}`
  await admin.call('POST', `/api/workspaces/${id}/invitations`, {
    emails: [lee.email, nobody],
    role: 'member',
    language: 'en',
  })
  await other.goto('/settings/workspaces')
  await other.getByRole('button', { name: 'Decline the invitation to South team' }).click()
  await other.getByRole('alertdialog').getByRole('button', { name: 'Decline' }).click()
  await expect(other.getByText('No workspace yet')).toBeVisible()
  const outside = await openWindow(null)
  await outside.goto(linkIn(await mailTo(house, nobody, 'workspace-invitation'), 'Look at the invitation'))
  await outside.getByRole('button', { name: 'Decline' }).click()
  await expectAccessible(outside, '/join, declining', ['light'])
  await outside.getByRole('alertdialog').getByRole('button', { name: 'Decline' }).click()
  await expect(outside.getByRole('heading', { name: 'You have said no' })).toBeVisible()
  const desk = await openWindow(admin)
  await desk.goto(`/settings/workspaces/${id}`)
  await expect(desk.getByRole('list', { name: 'Invitations' }).getByText('Declined')).toHaveCount(2)

  const plans = await openWindow(admin)
  await plans.goto('/admin/workspaces')
  await expect(plans.getByText('2 of 5 people')).toBeVisible()
  await expectAccessible(plans, '/admin/workspaces', ['dark'])
  await plans.getByRole('combobox', { name: 'Plan of South team' }).click()
  await plans.getByRole('option', { name: 'Pro' }).click()
  await expect(plans.getByText('2 of 25 people')).toBeVisible()
})

test('an admin chooses a call from the list, by keyboard, and reads its words with a reason that is written down', async ({
  house,
  openWindow,
}) => {
  const una = await signUp(house, somebody('Una'))
  const { people } = await admin.call<{ people: { id: string }[] }>('GET', `/api/admin/people?search=${una.email}`)
  await admin.call('POST', `/api/admin/people/${people[0]?.id}/status`, { status: 'approved' })
  await una.call('POST', '/api/coach/consents', { purposes: ['transcript'], textVersion: '2026-11' })
  const { scenarios } = await una.call<{ scenarios: { id: string; slug: string }[] }>('GET', '/api/scenarios')
  const begun = await una.call<{ roleplay: { id: string } }>('POST', '/api/sessions/start', {
    idempotencyKey: crypto.randomUUID(),
    scenarioId: scenarios.find(({ slug }) => slug === 'first-five-minutes')?.id,
    language: 'en',
    mode: 'typed',
  })
  await una.call('POST', `/api/sessions/${begun.roleplay.id}/turns`, {
    ...{ turnId: crypto.randomUUID(), number: 0, source: 'typed', talkMs: 0 },
    text: 'My goal is a purple elephant.',
  })

  const page = await openWindow(admin)
  await page.goto('/admin/calls')
  await expect(page.getByRole('link', { name: 'Una Person' })).toBeVisible()
  await expectAccessible(page, '/admin/calls')
  await expect(page.getByText('purple elephant')).toBeHidden()
  await page.keyboard.press('/')
  await page.keyboard.type('nobody is called that')
  await expect(page.getByText('No call fits')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(page.getByRole('link', { name: 'Una Person' })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: 'Una Person' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByLabel('Reason').fill('She asked for it.')
  await page.getByRole('button', { name: 'Read the call' }).click()
  await expect(page.getByText('My goal is a purple elephant.')).toBeVisible()
  await expectAccessible(page, 'the words of somebody else’s call')
  await page.getByRole('link', { name: 'All calls' }).click()
  await expect(page.getByText('Read 1 time by somebody else')).toBeAttached()
})

/**
 * The house lets one mail a minute go to an address. What needs a second one stands at the end of a long file, whose first
 * ones left at its beginning: so there is little left to wait for.
 */
const oneMailAMinute = (page: Page, path: string, press: () => Promise<void>): Promise<void> =>
  expect(async () => {
    const asked = page.waitForResponse((answer) => new URL(answer.url()).pathname === path)
    const [answer] = await Promise.all([asked, press()])
    expect(answer.status()).toBe(200)
  }).toPass({ timeout: 110_000 })

test('a forgotten password is replaced by mail, and every other window is signed out', async ({
  page,
  openWindow,
  house,
}) => {
  const elsewhere = await openWindow(null)
  await signIn(elsewhere, admin.email, admin.password)
  await expect(elsewhere).toHaveURL(/\/dashboard$/)

  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await expectAccessible(page)
  await page.getByLabel('E-mail address').fill(admin.email)
  await oneMailAMinute(page, '/auth/v1/recover', () => page.getByRole('button', { name: 'Send the link' }).click())
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible()
  await page.getByLabel('Six-digit code').fill(codeIn(await mailTo(house, admin.email, 'reset-password')))
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible()
  await expectAccessible(page, '/reset?step=new')
  const fresh = `${admin.password}-and-new`
  await page.getByLabel('New password').fill(fresh)
  await page.getByRole('button', { name: 'Save and go on' }).click()
  await expect(page).toHaveURL(/\/dashboard$/)
  await expect(elsewhere).toHaveURL(/\/sign-in/)

  await signIn(elsewhere, admin.email, admin.password)
  await expect(elsewhere.getByRole('alert')).toContainText('is not right')
  await signIn(elsewhere, admin.email, fresh)
  await expect(elsewhere).toHaveURL(/\/dashboard$/)
})

test('a new mail replaces the old one: its code works, the old code does not', async ({ page, house }) => {
  const old = codeIn(await mailTo(house, resender.email, 'confirm-sign-up'))
  await page.clock.install()
  // Not by the page of the sign-up: whoever comes back signs in and is led to the code.
  await signIn(page, resender.email, resender.password)
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible()
  await oneMailAMinute(page, '/auth/v1/resend', async () => {
    await page.clock.fastForward(61_000)
    await page.getByRole('button', { name: 'Send a new mail', exact: true }).click()
  })
  await expect(page.getByText('A new mail is on its way.')).toBeVisible()
  const fresh = codeIn(await mailTo(house, resender.email, 'confirm-sign-up', 2))
  expect(fresh).not.toBe(old)
  await page.getByLabel('Six-digit code').fill(old)
  await expect(page.getByRole('alert')).toContainText('This link or code is used, too old or not right')
  await page.getByLabel('Six-digit code').fill(fresh)
  await expect(page).toHaveURL(/\/waiting$/)
})
