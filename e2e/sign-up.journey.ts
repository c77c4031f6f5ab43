import type { Page } from '@playwright/test'
import { expect, expectAccessible, outside as test } from './journey.ts'
import { codeIn, linkIn, mailTo, signIn, somebody, type Names } from './people.ts'

// Approval stays on: the first account of a fresh house needs nobody's approval, and that is one of the promises.
test.use({ environment: {} })
test.describe.configure({ mode: 'serial' })

const first = somebody('Ada')
const resender = somebody('Rene')

const fillSignUp = async (page: Page, names: Names): Promise<void> => {
  await page.goto('/sign-up')
  await page.getByLabel('First name').fill(names.firstName)
  await page.getByLabel('Last name').fill(names.lastName)
  await page.getByLabel('Company').fill(names.company)
  await page.getByLabel('E-mail address').fill(names.email)
  await page.getByLabel('Password', { exact: true }).fill(names.password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible()
}
const otherDigits = (code: string): string => code.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10))
test('the first account is confirmed by the code from the mail and belongs to the admin', async ({ page, house }) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in$/)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Create an account' }).click()

  // What is missing is said beside the field, before anything is sent.
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText('Fill this in.').first()).toBeVisible()
  await expectAccessible(page)

  await fillSignUp(page, first)
  await expectAccessible(page)
  const code = codeIn(await mailTo(house, first.email, 'confirm-sign-up'))
  await page.getByLabel('Six-digit code').fill(otherDigits(code))
  await expect(page.getByRole('alert')).toContainText('This link or code is used, too old or not right')

  await page.getByLabel('Six-digit code').fill(code)
  await expect(page).toHaveURL(/\/dashboard$/)
  await expect(page.getByRole('heading', { name: 'Hello Ada' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Admin' })).toBeVisible()
  await expectAccessible(page)
})

test('a mail that was sent a moment ago is not sent again', async ({ page, house }) => {
  await page.clock.install()
  await fillSignUp(page, resender)
  await mailTo(house, resender.email, 'confirm-sign-up')
  await expect(page.getByRole('button', { name: /^Send a new mail/ })).toBeDisabled()
  await page.clock.fastForward(61_000)
  await page.getByRole('button', { name: 'Send a new mail', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('A mail was sent a moment ago')
})

test('opening a mailed link uses nothing up, its button does, once', async ({ page, house, openWindow }) => {
  const reader = somebody('Lin')
  await fillSignUp(page, reader)
  const link = linkIn(await mailTo(house, reader.email, 'confirm-sign-up'), 'Confirm address')

  // As mail scanners do, and somebody who looks twice.
  expect((await fetch(link)).status).toBe(200)
  const scanner = await openWindow(null)
  await scanner.goto(link)
  await expect(scanner.getByRole('heading', { name: 'Confirm your e-mail address' })).toBeVisible()
  await expectAccessible(scanner)

  await page.goto(link)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page).toHaveURL(/\/waiting$/)

  await scanner.getByRole('button', { name: 'Confirm' }).click()
  await expect(scanner.getByRole('alert')).toContainText('This link or code is used, too old or not right')
})

test('a wrong password is refused without saying which half is wrong, the right one opens, signing out closes', async ({
  page,
}) => {
  await signIn(page, first.email, 'not-the-password-at-all')
  await expect(page.getByRole('alert')).toContainText('The e-mail address or the password is not right.')
  await signIn(page, 'nobody@example.test', first.password)
  await expect(page.getByRole('alert')).toContainText('The e-mail address or the password is not right.')

  await signIn(page, first.email, first.password)
  await expect(page).toHaveURL(/\/dashboard$/)
  await page.getByRole('button', { name: 'You' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await page.goto('/projects')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fprojects$/)
})

test('a session that is ended in one window is out at once in the other, media and live changes included', async ({
  page,
  openWindow,
}) => {
  await signIn(page, first.email, first.password)
  await expect(page).toHaveURL(/\/dashboard$/)
  const other = await openWindow(null)
  await signIn(other, first.email, first.password)
  await expect(other).toHaveURL(/\/dashboard$/)
  // The cookie of a browser reads media and live changes without a token; kept aside as a thief would.
  const cookie = (await other.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  await page.goto('/settings/sessions')
  await expectAccessible(page)
  const stream = await fetch(new URL('/api/events', page.url()), { headers: { cookie } })
  expect(stream.status).toBe(200)
  const rest = readAll(stream)
  const others = page.getByRole('button', { name: /^End the session/ })
  await expect(others.first()).toBeVisible()
  const before = await others.count()
  // Newest first: the window that was opened last.
  await others.first().click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End session' }).click()

  await expect(other).toHaveURL(/\/sign-in/)
  await expect(other.getByText('Your session was ended.')).toBeVisible()
  expect(await rest).toContain('event: ended')
  const media = `/media/photos/${crypto.randomUUID()}/small`
  expect((await fetch(new URL(media, page.url()), { headers: { cookie } })).status).toBe(401)
  expect((await fetch(new URL('/api/events', page.url()), { headers: { cookie } })).status).toBe(401)
  await expect(others).toHaveCount(before - 1)
})

/** Everything a stream still says until the house closes it. */
const readAll = async (answer: Response): Promise<string> => {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of answer.body ?? []) text += decoder.decode(chunk, { stream: true })
  return text
}
