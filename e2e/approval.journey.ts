import { expect, expectAccessible, outside as test } from './journey.ts'
import { linkIn, mailTo, signUp, somebody, type Person } from './people.ts'

// In this house people have to be approved, and its first account is the admin who does it.
test.use({ environment: {} })
test.describe.configure({ mode: 'serial' })

let admin: Person
test.beforeAll(async ({ house }) => {
  admin = await signUp(house, somebody('Ada'))
})

const statusOf = async (person: Person): Promise<string> =>
  (await person.call<{ status: string }>('GET', '/api/me')).status

test('somebody new waits until the admin approves through the mailed link, and the waiting page moves on by itself', async ({
  house,
  openWindow,
}) => {
  const noor = await signUp(house, somebody('Noor'))
  const waiting = await openWindow(noor)
  await waiting.goto('/dashboard')
  await expect(waiting).toHaveURL(/\/waiting$/)
  await expect(waiting.getByRole('heading', { name: 'Almost there' })).toBeVisible()
  await expect(waiting.getByText(noor.email)).toBeVisible()
  await expectAccessible(waiting)
  expect((await noor.fetch('/api/projects')).status).toBe(403)

  const letter = await mailTo(house, admin.email, 'approval-wanted')
  expect(letter.plain).toContain(noor.email)
  const link = linkIn(letter, 'Approve')
  // A scanner that opens the link decides nothing.
  expect((await fetch(link)).status).toBe(200)
  expect(await statusOf(noor)).toBe('pending')

  // The admin need not be signed in on the machine where the mail is read.
  const mailbox = await openWindow(null)
  await mailbox.goto(link)
  await expect(mailbox.getByRole('heading', { name: 'Approve this account?' })).toBeVisible()
  await expectAccessible(mailbox, '/approve')
  await mailbox.getByRole('button', { name: 'Approve' }).click()
  await expect(mailbox.getByText(`${noor.email} is approved and has been told by mail.`)).toBeVisible()

  await expect(waiting).toHaveURL(/\/dashboard$/)
  await expect(waiting.getByRole('heading', { name: 'Hello Noor' })).toBeVisible()
  await mailTo(house, noor.email, 'account-approved')

  await mailbox.goto(link)
  await expect(mailbox.getByText('This has been decided already.')).toBeVisible()
})

test('somebody who is rejected reads the reason', async ({ house, openWindow }) => {
  const sam = await signUp(house, somebody('Sam'))
  const waiting = await openWindow(sam)
  await waiting.goto('/waiting')
  await expect(waiting.getByRole('heading', { name: 'Almost there' })).toBeVisible()

  const letter = await mailTo(house, admin.email, 'approval-wanted', 2)
  expect(letter.plain).toContain(sam.email)
  const mailbox = await openWindow(null)
  await mailbox.goto(linkIn(letter, 'Reject'))
  await expect(mailbox.getByRole('heading', { name: 'Reject this account?' })).toBeVisible()
  await expectAccessible(mailbox, '/approve')
  await mailbox.getByLabel('Reason').fill('We only know people of Example Films by their work address.')
  await mailbox.getByRole('button', { name: 'Reject' }).click()
  await expect(mailbox.getByText(`${sam.email} is rejected.`)).toBeVisible()

  await expect(waiting.getByRole('heading', { name: 'Your account was not approved' })).toBeVisible()
  await expect(waiting.getByText('We only know people of Example Films by their work address.')).toBeVisible()
  await expectAccessible(waiting)
})

test('on the people page the admin finds, approves, suspends and restores, and a suspended person is out at once', async ({
  house,
  openWindow,
}) => {
  const page = await openWindow(admin)
  await page.goto('/admin/people?status=pending')
  await expect(page.getByText('Nobody waits for you')).toBeVisible()
  await expectAccessible(page)

  // Somebody who signs up shows while the page is open.
  const kim = await signUp(house, somebody('Kim'))
  const row = page.getByRole('listitem').filter({ hasText: kim.email })
  await expect(row).toBeVisible()
  await row.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText('Kim Person is approved.')).toBeVisible()
  await expect(page.getByText('Nobody waits for you')).toBeVisible()

  const theirs = await openWindow(kim)
  await theirs.goto('/dashboard')
  await expect(theirs.getByRole('heading', { name: 'Hello Kim' })).toBeVisible()

  await page.getByRole('radio', { name: 'Everybody' }).click()
  await page.getByLabel('Find by name, address or company').fill('kim')
  await expect(page.getByRole('listitem').filter({ hasText: '@example.test' })).toHaveCount(1)
  await expectAccessible(page)
  await row.getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('alertdialog').getByLabel('Reason').fill('Until the contract is signed.')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Suspend' }).click()
  await expect(row.getByText('Suspended')).toBeVisible()

  expect((await kim.fetch('/api/projects')).status).toBe(403)
  await expect(theirs.getByRole('heading', { name: 'Your account is suspended' })).toBeVisible()
  await expectAccessible(theirs)
  await theirs.reload()
  await expect(theirs.getByRole('heading', { name: 'Your account is suspended' })).toBeVisible()

  await row.getByRole('button', { name: 'Restore' }).click()
  await expect(theirs).toHaveURL(/\/dashboard$/)
})

test('who is no admin finds nothing at the addresses of the admin', async ({ house, openWindow }) => {
  const lee = await signUp(house, somebody('Lee'))
  const people = await admin.call<{ people: { id: string; email: string }[] }>('GET', '/api/admin/people')
  const { id = '' } = people.people.find(({ email }) => email === lee.email) ?? {}
  await admin.call('POST', `/api/admin/people/${id}/status`, { status: 'approved' })
  const page = await openWindow(lee)
  await page.goto('/admin/people')
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Admin' })).toBeHidden()
  expect((await lee.fetch('/api/admin/people')).status).toBe(403)

  // A new role counts from the next request on.
  await admin.call('POST', `/api/admin/people/${id}/role`, { role: 'admin' })
  expect((await lee.fetch('/api/admin/people')).status).toBe(200)
  await expect(page.getByRole('heading', { name: 'People' })).toBeVisible()
})
