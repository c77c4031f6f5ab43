import type { Locator } from '@playwright/test'
import { photoGrid, projectWith } from './desk.ts'
import { expect, expectAccessible, test } from './journey.ts'
import { picture } from './pictures.ts'

const offline = 'No live connection. Trying again…'

/** What of these is under the box of `above`, by its text or name. Measured at one moment: a toast does not stay for long. */
const covered = async (above: Locator, others: Locator): Promise<string[]> => {
  const top = await above.elementHandle()
  return others.evaluateAll((found, toast) => {
    if (toast === null) throw new Error('There is nothing that could cover anything.')
    const { left, right, top: first, bottom } = toast.getBoundingClientRect()
    return found
      .filter((other) => {
        const box = other.getBoundingClientRect()
        const shown = box.width > 0 && box.height > 0
        return shown && box.left < right && left < box.right && box.top < bottom && first < box.bottom
      })
      .map((other) => other.ariaLabel ?? other.textContent)
  }, top)
}

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
]) {
  test(`at ${viewport.width} pixels neither a toast nor the word that changes do not arrive covers a control`, async ({
    openWindow,
    person,
    house,
  }) => {
    const project = await projectWith(house, person, 'Far away', await Promise.all([1, 2, 3, 4].map((n) => picture(n))))
    const page = await openWindow(person, { viewport, reducedMotion: 'reduce' })
    await page.route('**/api/events*', (route) => route.abort())
    await page.goto(`/projects/${project.id}`)
    const note = page.getByText(offline)
    await expect(note).toBeVisible({ timeout: 30_000 })

    const tiles = photoGrid(page).getByRole('gridcell')
    await tiles.first().click()
    await page.keyboard.press('Delete')
    const toast = page.getByRole('listitem').filter({ hasText: '1 photo deleted' })
    await expect(toast).toBeVisible()
    await tiles.first().click()
    await tiles.nth(1).click({ modifiers: ['ControlOrMeta'] })
    await expect(page.getByRole('toolbar', { name: '2 selected' })).toBeVisible()

    const controls = page.locator(
      'header button, header a, nav a, nav button, [role=toolbar], [aria-label="Compose a scene"]',
    )
    await expect.poll(() => covered(toast, controls)).toEqual([])
    expect(await controls.count()).toBeGreaterThan(8)
    expect(await covered(note, controls)).toEqual([])
    expect(await covered(toast, note)).toEqual([])
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(tiles).toHaveCount(4)
    await expectAccessible(page, 'a project without live changes')
    await page.unroute('**/api/events*')
    await expect(note).toBeHidden({ timeout: 120_000 })
  })
}

test('on a phone the word that changes do not arrive stands above the bar, and a toast above both', async ({
  openWindow,
  person,
}) => {
  await person.fetch('/api/me/avatar', { method: 'PUT', body: new Uint8Array(await picture(9)) })
  const page = await openWindow(person, { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
  await page.route('**/api/events*', (route) => route.abort())
  await page.goto('/settings/profile')
  const note = page.getByText(offline)
  await expect(note).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Remove' }).click()
  const toast = page.getByRole('listitem').filter({ hasText: 'Picture removed' })
  await expect(toast).toBeVisible()

  const bar = page.locator('nav[aria-label="Rooms"]')
  await expect.poll(() => covered(toast, note)).toEqual([])
  expect(await covered(toast, bar)).toEqual([])
  expect(await covered(note, bar)).toEqual([])
  await expectAccessible(page, 'a profile without live changes')
})
