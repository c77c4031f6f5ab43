import { expect, expectAccessible, test } from './journey.ts'

test('a page that breaks says so, and the admin finds it under the reference that the person was shown', async ({
  admin,
  page,
  openWindow,
  person,
}) => {
  // An answer that no page can draw.
  await page.route('**/api/me/sessions', (route) => route.fulfill({ json: { sessions: [null] } }))
  const told = page.waitForResponse('**/api/client-errors')
  await page.goto('/settings/sessions')
  await expect(page.getByRole('heading', { name: 'Something in this page broke' })).toBeVisible()
  expect((await told).status()).toBe(202)
  await expectAccessible(page, 'a broken page')
  const [reference] = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/.exec(await page.getByRole('alert').innerText()) ?? [
    'none',
  ]

  const desk = await openWindow(admin)
  await desk.goto(`/admin/errors?search=${reference}`)
  const row = desk.getByRole('listitem').filter({ hasText: reference })
  await expect(row).toContainText('client_crash')
  await expect(row).toContainText('PAGE /settings/sessions')
  await expect(row).toContainText('TypeError')
  await expect(row).toContainText(person.id)
  await row.getByText('Where in the code').click()
  await expect(row.getByText(/^assets\/.+\.js:\d+:\d+$/).first()).toBeVisible()
  await expectAccessible(desk, 'an error of a page, for the admin')
})

test('what nobody caught is told too: once each, a few at most, without what is nobody’s business', async ({
  admin,
  page,
  person,
}) => {
  await page.goto('/settings/profile?from=eva@example.test')
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible()
  const told: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/client-errors')) told.push(request.postData() ?? '')
  })
  const mark = `loose-${person.id.slice(0, 8)}`
  await page.evaluate((text) => {
    for (let count = 0; count < 5; count += 1) {
      setTimeout(() => {
        throw new Error(`${text} for eva@example.test at /api/photos?token=abc123`)
      })
    }
    for (let count = 0; count < 9; count += 1) void Promise.reject(new Error(`${text} rejected ${count}`))
  }, mark)
  const written = async (): Promise<{ message: string; route: string }[]> =>
    (await admin.call<{ errors: { message: string; route: string }[] }>('GET', `/api/admin/errors?search=${mark}`))
      .errors
  await expect.poll(async () => (await written()).length).toBe(3)
  expect(told).toHaveLength(3)
  for (const { message, route } of await written()) {
    expect(route).toBe('/settings/profile')
    expect(message).not.toMatch(/eva@|abc123/)
  }
})
