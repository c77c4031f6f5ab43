import type { Page } from '@playwright/test'
import { photoGrid, projectWith } from './desk.ts'
import { expect, expectAccessible, outside, test } from './journey.ts'
import { picture } from './pictures.ts'

/** Widths of a desk, a tablet held upright and a phone. */
const widths = [1440, 768, 390]

/** Nothing on the page has to be pushed aside to be read. */
const expectItFits = async (page: Page, where: string): Promise<void> => {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    // Asked again for a moment: the page lays itself out anew after its width has changed.
    const tooWide = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    await expect.poll(tooWide, { message: `${where} at ${width} pixels` }).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}

const walk = async (page: Page, places: Readonly<Record<string, string>>): Promise<void> => {
  const troubles: string[] = []
  page.on('pageerror', ({ message }) => troubles.push(message))
  // Not even of a browser whose cookie is gone: it is asked for first.
  page.on('response', (answer) => answer.status() === 401 && troubles.push(`401 ${answer.url()}`))
  await page.context().clearCookies()
  for (const [path, heading] of Object.entries(places)) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await expectAccessible(page, path)
    await expectItFits(page, path)
  }
  expect(troubles).toEqual([])
}

test('every page of the house is accessible in both themes and fits desk, tablet and phone', async ({
  admin,
  page,
  person,
}) => {
  test.slow()
  // An admin, to whom every page opens.
  await admin.call('POST', `/api/admin/people/${person.id}/role`, { role: 'admin' })
  await walk(page, {
    '/dashboard': 'Hello Robin',
    '/projects': 'Projects',
    '/settings/profile': 'Profile',
    '/settings/preferences': 'Preferences',
    '/settings/publishing': 'Publishing',
    '/settings/publishing/return': 'There is nothing to finish here',
    '/posts': 'Posts',
    '/coach': 'Practice',
    '/coach/analytics': 'Analytics',
    '/coach/team': 'Team',
    '/coach/techniques': 'Techniques',
    '/settings/workspaces': 'Workspaces',
    '/settings/account': 'Account',
    '/settings/shots': 'Shot types',
    '/settings/sessions': 'Sessions',
    '/admin/people': 'People',
    '/admin/workspaces': 'Workspaces and plans',
    '/admin/generations': 'Unknown outcomes',
    '/admin/errors': 'Errors',
    '/admin/jobs': 'Background jobs',
    '/nowhere': 'There is nothing at this address',
  })
})

outside(
  'every page outside the house is accessible in both themes and fits desk, tablet and phone',
  async ({ page }) => {
    await walk(page, {
      '/sign-in': 'Sign in',
      '/sign-up': 'Create your account',
      '/reset': 'Forgot your password?',
      '/join': 'This link is not known',
      '/confirm?email=somebody@example.test': 'Check your mail',
    })
  },
)

test('what opens above a project is accessible too: uploader, large view, palette, keys, many scenes at once', async ({
  page,
  person,
  house,
}) => {
  test.slow()
  const { id } = await projectWith(house, person, 'Above', [await picture(1), await picture(2), await picture(3)])
  await page.goto(`/projects/${id}`)
  const photos = photoGrid(page).getByRole('gridcell')
  await expect(photos).toHaveCount(3)

  await photos.first().click()
  await page.keyboard.press('Space')
  await expect(page.getByRole('dialog', { name: 'above1.jpeg' })).toBeVisible()
  await expectAccessible(page, 'a photo seen large')
  await page.keyboard.press('Escape')

  await page.keyboard.press('u')
  await expect(page.getByRole('region', { name: 'Upload to this project' })).toBeVisible()
  await expectAccessible(page, 'the uploader')

  await page.keyboard.press('Control+k')
  await expect(page.getByPlaceholder('Type a page, a project or an action')).toBeVisible()
  await expectAccessible(page, 'the palette')
  await page.keyboard.press('Escape')

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expectAccessible(page, 'the list of keys')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Generate many' }).click()
  await expectAccessible(page, 'the menu for many scenes', ['light'])
  await page.getByRole('menuitem').first().click()
  await expect(page.getByRole('alertdialog', { name: /^Make 2 scenes/ })).toBeVisible()
  await expectAccessible(page, 'the dialog for many scenes', ['light'])
})
