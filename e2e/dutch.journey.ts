import { photoTile, projectWith } from './desk.ts'
import { expect, expectAccessible, test } from './journey.ts'
import { picture } from './pictures.ts'

test('the whole way goes in Dutch, in the light theme and without a mouse', async ({ page, person, house }) => {
  test.slow()
  await person.call('PATCH', '/api/me/preferences', { language: 'nl', theme: 'light' })
  const pictures = await Promise.all([41, 42].map((seed) => picture(seed)))
  await projectWith(house, person, 'Voorbeeld', pictures)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/projects')
  // The person's own wish wins over that of the machine.
  await expect(page.locator('html')).toHaveAttribute('lang', 'nl')
  await expect(page.locator('html')).not.toHaveClass(/\bdark\b/)

  await test.step('N makes a project', async () => {
    await expect(page.getByRole('heading', { name: 'Projecten' })).toBeVisible()
    await page.keyboard.press('n')
    await expect(page.getByLabel('Naam', { exact: true })).toBeFocused()
    // What only the house refuses is said in Dutch too, at its field: here a character that turns the letters behind it round.
    await page.keyboard.type('Zomer\u202ehuis')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Hierin staat een onzichtbaar teken. Haal het weg.')).toBeVisible()
    await expect(page.getByLabel('Naam', { exact: true })).toBeFocused()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Zomerhuis')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Zomerhuis' })).toBeVisible()
  })

  await test.step('Ctrl+K finds the other one', async () => {
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox')).toBeFocused()
    await page.keyboard.type('Voorb')
    await expect(page.getByRole('option', { name: 'Voorbeeld' })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Voorbeeld' })).toBeVisible()
  })

  await test.step('arrows, S, E, a number and G make a scene', async () => {
    const photos = page.getByRole('grid').first()
    await expect(photos.getByRole('gridcell')).toHaveCount(2)
    await page.keyboard.press('ArrowRight')
    await expect(photos.getByRole('gridcell').first()).toBeFocused()
    await page.keyboard.press('s')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('e')
    // Keys for what is not known yet, as the shot types, do nothing.
    await expect(page.getByRole('button', { name: /^Genereren/ }).first()).toBeEnabled()
    await page.keyboard.press('2')
    await page.keyboard.press('g')
    const scene = page.getByRole('grid').nth(1).getByRole('gridcell').first()
    await expect(scene).toHaveAccessibleName(/Medium/)
    await expect(scene).toHaveAccessibleName(/Klaar/, { timeout: 120_000 })
    await expectAccessible(page, 'a project in Dutch', ['light'])
  })

  await test.step('Tab reaches the scene, Enter opens it, P and Escape do what they say', async () => {
    const scene = page.getByRole('grid').nth(1).getByRole('gridcell').first()
    await photoTile(page, 'voorbeeld2.jpeg')
      .or(page.getByRole('gridcell', { name: /^voorbeeld2/ }))
      .first()
      .focus()
    const reached = (): Promise<boolean> => scene.evaluate((tile) => tile === document.activeElement)
    for (let stops = 0; stops < 60 && !(await reached()); stops += 1) await page.keyboard.press('Tab')
    await expect(scene).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/scenes\//)
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page, 'the list of keys in Dutch', ['light'])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expectAccessible(page, 'a scene in Dutch', ['light'])
  })
})
