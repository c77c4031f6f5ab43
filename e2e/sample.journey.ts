import { photoGrid } from './desk.ts'
import { expect, expectAccessible, test } from './journey.ts'

// Drawing is measured elsewhere; here 24 photographs must come, whatever their size.
test.use({ environment: { SIGNUP_APPROVAL: 'off', SAMPLE_LONG_SIDE: '900' } })

test('an empty dashboard offers a sample project, and its 24 photos arrive while one looks', async ({ page }) => {
  test.slow()
  await page.goto('/dashboard')
  await expect(page.getByRole('heading', { name: 'Turn photos into scenes' })).toBeVisible()
  const others = page.getByRole('region', { name: 'Or begin somewhere else' }).getByRole('link')
  await expect(others).toHaveText([/^Make a slideshow/, /^Rehearse a sales call/])
  await expectAccessible(page, 'the dashboard of somebody new')
  await page.getByRole('button', { name: 'Make a sample project' }).click()
  await expect(page).toHaveURL(/\/projects\//)
  await expect(page.getByRole('heading', { name: 'Sample project' })).toBeVisible()
  // The house says what it does: nobody uploads anything.
  await expect(
    photoGrid(page)
      .getByRole('gridcell', { name: /, Being made$/ })
      .first(),
  ).toBeVisible({ timeout: 120_000 })
  await expect(photoGrid(page)).not.toContainText('Uploading')
  await page.getByRole('button', { name: 'Jobs' }).click()
  await expect(page.getByRole('dialog', { name: 'Being made now' })).toContainText(/\d+ photos being made/)
  await page.keyboard.press('Escape')
  // The first ones are there long before the last one is drawn.
  await expect(photoGrid(page).getByRole('img').or(photoGrid(page).locator('img')).first()).toBeVisible({
    timeout: 120_000,
  })
  await expect(page.getByRole('region', { name: 'Photos' })).toContainText('24 photos', { timeout: 240_000 })
  await expect(photoGrid(page)).not.toContainText(/Being made|Uploading|Being prepared/, { timeout: 480_000 })
  await expect(photoGrid(page).getByRole('gridcell', { name: /^sample-project1\./ })).toBeVisible()
  await expectAccessible(page, 'the sample project')

  await page.goto('/dashboard')
  await expect(page.getByRole('link', { name: /Sample project/ })).toContainText('24 photos')
  await expectAccessible(page, 'a dashboard with a project')
})
