import { expect, expectAccessible, outside as test } from './journey.ts'
import { codeIn, linkIn, mailTo, signUp, somebody, type Person } from './people.ts'

// New people have to be approved here, so the way from an invitation into the workspace is as long as it can be.
test.use({ environment: {} })
test.describe.configure({ mode: 'serial' })

let admin: Person
test.beforeAll(async ({ house }) => {
  admin = await signUp(house, somebody('Ada'))
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
  const { people } = await admin.call<{ people: { id: string }[] }>('GET', '/api/admin/people?status=pending')
  for (const { id } of people) await admin.call('POST', `/api/admin/people/${id}/status`, { status: 'approved' })
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

  const plans = await openWindow(admin)
  await plans.goto('/admin/workspaces')
  await expect(plans.getByText('2 of 5 people')).toBeVisible()
  await expectAccessible(plans, '/admin/workspaces', ['dark'])
  await plans.getByRole('combobox', { name: 'Plan of South team' }).click()
  await plans.getByRole('option', { name: 'Pro' }).click()
  await expect(plans.getByText('2 of 25 people')).toBeVisible()
})
