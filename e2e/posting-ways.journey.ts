import { projectWith } from './desk.ts'
import { expect, expectAccessible } from './journey.ts'
import { picture } from './pictures.ts'
import { cardOf, choosePrivacy, connect, form, test } from './publisher.ts'

test('a photo set goes out by itself at its hour, and a film is sent to the inbox of the app', async ({
  page,
  person,
  house,
  sent,
}) => {
  // Two films are really rendered; on a busy machine that takes its time.
  test.slow()
  const { photos } = await projectWith(house, person, 'Dunes', await Promise.all([71, 72].map((seed) => picture(seed))))
  const session = await person.call<{ id: string }>('POST', '/api/media-sessions', {
    name: 'Dunes',
    style: { slidesPerGroup: 2, writeCaptions: false, render: { format: '1:1', slideSeconds: 1.5, transition: 'cut' } },
  })
  await person.call('POST', `/api/media-sessions/${session.id}/items`, {
    media: photos.map(({ id }) => ({ fileId: id })),
  })
  for (const idempotencyKey of ['journey-first', 'journey-second'])
    await person.call('POST', `/api/media-sessions/${session.id}/run`, { idempotencyKey, itemIds: null })
  await connect(page)
  await page.goto(`/slideshows/${session.id}?tab=made`)
  const made = (number: number) => page.getByRole('article').filter({ hasText: `Slideshow ${number}` })
  await expect(made(1)).toContainText('Ready', { timeout: 120_000 })

  await test.step('a photo set is chosen with its cover, and planned', async () => {
    await made(1).getByRole('button', { name: 'Post to TikTok' }).click()
    const dialog = form(page)
    await dialog.getByRole('radio', { name: 'Photo set' }).check()
    // What only films have is gone.
    await expect(dialog.getByRole('checkbox', { name: 'Duet', exact: true })).toBeHidden()
    await dialog.getByLabel('Title').fill('Dunes in the wind')
    await dialog.getByLabel('Description').fill('Two of them #dunes')
    const cover = page.getByRole('radio', { name: 'Photo 2 as the cover' })
    await dialog.locator('label').filter({ has: cover }).click()
    await expect(cover).toBeChecked()
    await choosePrivacy(page, dialog, 'Everyone')
    await dialog.getByRole('radio', { name: 'At a time' }).check()
    await expect(dialog.getByRole('button', { name: 'Approve and schedule' })).toBeEnabled()
    await expectAccessible(page, 'the post form of a photo set')
    await dialog.getByRole('button', { name: 'Approve and schedule' }).click()
    await expect(dialog).toBeHidden()
    await page.goto('/posts')
    await expect(cardOf(page, 'Dunes in the wind')).toContainText('Goes out')
    expect((await sent()).inits).toHaveLength(0)
  })

  await test.step('when its hour comes it goes out by itself, with what was agreed to', async () => {
    const { publications } = await person.call<{ publications: { id: string }[] }>(
      'GET',
      '/api/publications?states=approved',
    )
    // The form’s clock has no seconds. Only the hour changes, so the approval stands.
    const soon = new Date(Date.now() + 1500).toISOString()
    const post = await person.call<{ state: string }>('PATCH', `/api/publications/${publications[0]?.id ?? ''}`, {
      publishAt: soon,
    })
    expect(post.state).toBe('approved')
    await expect(cardOf(page, 'Dunes in the wind')).toContainText('Published', { timeout: 120_000 })
    const { posts, inits } = await sent()
    expect(posts).toMatchObject([
      { title: 'Dunes in the wind', form: 'photos', delivery: 'direct', privacy: 'PUBLIC_TO_EVERYONE' },
    ])
    expect(posts[0]?.sha256).toHaveLength(2)
    expect(inits).toHaveLength(1)
  })

  await test.step('what goes to the inbox is chosen in the app, and waits there', async () => {
    await page.goto(`/slideshows/${session.id}?tab=made`)
    await expect(made(2)).toContainText('Ready', { timeout: 120_000 })
    await made(2).getByRole('button', { name: 'Post to TikTok' }).click()
    const dialog = form(page)
    await dialog.getByRole('radio', { name: 'Send to the inbox' }).check()
    await expect(dialog.getByText('Words, visibility and everything else are chosen in the TikTok app.')).toBeVisible()
    await expect(dialog.getByRole('combobox', { name: 'Who can see this post' })).toBeHidden()
    await expectAccessible(page, 'the post form of a delivery to the inbox')
    await dialog.getByRole('button', { name: 'Approve and send' }).click()
    await expect(dialog).toBeHidden()
    await page.goto('/posts')
    const card = cardOf(page, 'In the inbox')
    await expect(card).toContainText('It waits in the inbox of the TikTok app.', { timeout: 120_000 })
    await expect(card).toContainText('Dunes · 2')
    const { posts, inits } = await sent()
    expect(posts.map(({ delivery, form: kind }) => `${delivery} ${kind}`)).toEqual(['direct photos', 'inbox video'])
    expect(inits).toHaveLength(2)
  })
})
