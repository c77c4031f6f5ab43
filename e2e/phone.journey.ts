import { expectPlaying, photoGrid, projectWith, sceneTiles } from './desk.ts'
import { expect, expectAccessible, outside as test } from './journey.ts'
import { picture } from './pictures.ts'

test('on a phone one signs in, looks at photos and scenes, and plays a take', async ({ openWindow, person, house }) => {
  test.slow()
  const project = await projectWith(
    house,
    person,
    'On the road',
    await Promise.all([21, 22].map((seed) => picture(seed))),
  )
  const [first, second] = project.photos
  const { models } = await person.call<{ models: { provider: string; model: string }[] }>('GET', '/api/models')
  const { shotTypes } = await person.call<{ shotTypes: { id: string }[] }>('GET', '/api/shot-types')
  await person.call('POST', `/api/projects/${project.id}/scenes`, {
    idempotencyKey: crypto.randomUUID(),
    pairs: [{ startFileId: first?.id, endFileId: second?.id }],
    shotTypeId: shotTypes[0]?.id,
    options: {
      provider: models[0]?.provider,
      model: models[0]?.model,
      durationSeconds: 5,
      resolution: '360p',
      ratio: '16:9',
    },
    agreedPriceMicroUsd: 0,
  })

  const page = await openWindow(null, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await page.goto(`/projects/${project.id}`)
  await expect(page).toHaveURL(/\/sign-in/)
  await expectAccessible(page)
  await page.getByLabel('E-mail address').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).tap()
  // Whoever came by a link is led back to it.
  await expect(page).toHaveURL(new RegExp(`/projects/${project.id}`))
  await expect(photoGrid(page).getByRole('gridcell')).toHaveCount(2)
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  // Composing needs room, and no half of it is shown.
  await expect(page.getByRole('button', { name: 'Upload' })).toBeHidden()
  await expect(page.getByRole('button', { name: /^Generate/ })).toBeHidden()
  await expectAccessible(page, 'a project on a phone')

  await page.getByRole('tab', { name: /^Scenes/ }).tap()
  await expect(sceneTiles(page).first()).toHaveAccessibleName(/Ready/, { timeout: 120_000 })
  await expectAccessible(page, 'scenes on a phone')
  const { scenes } = await person.call<{ scenes: { id: string }[] }>('GET', `/api/projects/${project.id}/scenes`)
  await sceneTiles(page).first().dblclick()
  await expect(page).toHaveURL(new RegExp(`/scenes/${scenes[0]?.id ?? ''}`))
  await expectAccessible(page, 'a scene on a phone')
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.locator('media-play-button').tap()
  await expectPlaying(page.locator('video'))

  await page.getByRole('link', { name: 'Dashboard' }).tap()
  await expect(page.getByRole('heading', { name: 'Hello Robin' })).toBeVisible()
  await expectAccessible(page, 'the dashboard on a phone')
})
