import type { Page } from '@playwright/test'
import { expect, outside as test } from './journey.ts'
import { linkIn, mailTo, somebody, type Names } from './people.ts'

const fillIn = async (page: Page, names: Names): Promise<void> => {
  await page.getByLabel('First name').fill(names.firstName)
  await page.getByLabel('Last name').fill(names.lastName)
  await page.getByLabel('E-mail address').fill(names.email)
  await page.getByLabel('Password', { exact: true }).fill(names.password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible()
}

test('somebody new comes out where they were going, by the link of the mail, and never at another site', async ({
  page,
  openWindow,
  house,
}) => {
  const lin = somebody('Lin')
  await page.goto('/settings/preferences')
  await page.getByRole('link', { name: 'Create an account' }).click()
  await fillIn(page, lin)

  const link = new URL(linkIn(await mailTo(house, lin.email, 'confirm-sign-up'), 'Confirm address'))
  expect(link.searchParams.get('redirect_to')).toBe(`${house.url}/settings/preferences`)
  await page.goto(link.href)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page).toHaveURL(`${house.url}/settings/preferences`)
  await expect(page.getByRole('heading', { name: 'Preferences' })).toBeVisible()

  // Whoever changes the link, as a forged mail would, leads nobody away.
  const forged = await openWindow(null)
  const mia = somebody('Mia')
  await forged.goto('/sign-up')
  await fillIn(forged, mia)
  const changed = new URL(linkIn(await mailTo(house, mia.email, 'confirm-sign-up'), 'Confirm address'))
  changed.searchParams.set('redirect_to', 'https://elsewhere.example/projects')
  await forged.goto(changed.href)
  await forged.getByRole('button', { name: 'Confirm' }).click()
  await expect(forged).toHaveURL(`${house.url}/dashboard`)
})
