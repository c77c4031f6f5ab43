import { writeFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { dropOnto } from './desk.ts'
import { expect, expectAccessible, test } from './journey.ts'
import { picture } from './pictures.ts'

/** How wide the picture is that has arrived; 0 while there is none. */
const widthOf = (image: Locator): Promise<number> =>
  image.evaluateAll((found) => (found[0] instanceof HTMLImageElement ? found[0].naturalWidth : 0))

test('one gives oneself a picture, replaces it, removes it and takes that back', async ({
  admin,
  page,
  openWindow,
  person,
}, info) => {
  // To see the list of people.
  await admin.call('POST', `/api/admin/people/${person.id}/role`, { role: 'admin' })
  await page.goto('/settings/profile')
  const field = page.getByRole('region', { name: 'Your picture' })
  const portrait = field.locator('img')
  await expect(field.getByRole('button', { name: 'Choose a picture' })).toBeVisible()
  await expect(portrait).toHaveCount(0)
  await expectAccessible(page, 'a profile without a picture')

  const choosing = page.waitForEvent('filechooser')
  await field.getByRole('button', { name: 'Choose a picture' }).click()
  await (await choosing).setFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: await picture(61) })
  await expect(field.getByText('Picture changed')).toBeVisible()
  await expect.poll(() => widthOf(portrait)).toBe(256)
  await expect.poll(() => widthOf(page.getByRole('button', { name: 'You' }).locator('img'))).toBe(256)
  await expectAccessible(page, 'a profile with a picture')
  const first = await portrait.getAttribute('src')

  // Another window of the same person hears of the next one, which is dropped onto the page.
  const other = await openWindow(person)
  await other.goto('/admin/people')
  const row = other.getByRole('listitem').filter({ hasText: person.email })
  await expect(row.locator('img')).toHaveAttribute('src', first ?? '')
  const path = info.outputPath('another.png')
  await writeFile(path, await picture(62, { format: 'png' }))
  await dropOnto(page, [path], field)
  await expect(portrait).not.toHaveAttribute('src', first ?? '')
  const second = (await portrait.getAttribute('src')) ?? ''
  await expect(other.getByRole('button', { name: 'You' }).locator('img')).toHaveAttribute('src', second)
  await expect.poll(async () => (await page.request.get(first ?? '')).status()).toBe(404)

  // Only a picture will do, and what was there stays.
  const lie = info.outputPath('lie.png')
  await writeFile(lie, 'not a picture at all')
  await dropOnto(page, [lie], field)
  await expect(field.getByRole('alert')).toContainText('This kind of file cannot be used')
  await expect(portrait).toHaveAttribute('src', second)
  await expectAccessible(page, 'a refused picture')

  await field.getByRole('button', { name: 'Remove' }).click()
  await expect(portrait).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => widthOf(portrait)).toBe(256)
  await field.getByRole('button', { name: 'Remove' }).click()
  await expect(portrait).toHaveCount(0)
  await page.reload()
  await expect(field.getByRole('button', { name: 'Choose a picture' })).toBeVisible()
  expect((await page.request.get(second)).status()).toBe(404)
})
