import { projectWith } from './desk.ts'
import { expect, expectAccessible } from './journey.ts'
import { linkIn, mailTo } from './people.ts'
import { picture } from './pictures.ts'
import {
  allowOnTheirPage,
  cardOf,
  choosePrivacy,
  connect,
  consentLine,
  form,
  openForm,
  order,
  takeOf,
  test,
} from './publisher.ts'

test('an account is connected on the publisher’s own page, and a take goes out by its rules, once', async ({
  page,
  person,
  house,
  sent,
}) => {
  test.slow()
  const take = await takeOf(house, person, 'Harbour')

  await test.step('a box that is left out is told, and can be ticked later', async () => {
    await page.goto('/settings/publishing')
    await expect(page.getByRole('heading', { name: 'No account is connected' })).toBeVisible()
    await page.getByRole('button', { name: 'Connect a TikTok account' }).click()
    await allowOnTheirPage(page, 'Upload content as drafts to your account')
    // The code is nobody's business: it is out of the address before anything is sent.
    expect(page.url()).toBe(`${house.url}/settings/publishing/return`)
    await expect(page.getByRole('listitem').filter({ hasText: 'Send to the inbox of the app' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Connect again' }).click()
    await allowOnTheirPage(page)
    await expect(page.getByText('Some things were not allowed')).toBeHidden()
    await page.getByRole('link', { name: 'Go on' }).click()
    await expect(page.getByRole('article', { name: 'The open account' })).toContainText('0 of about 15 posts')
    await expect(page.getByRole('article')).toHaveCount(1)
    await expectAccessible(page)
    // The way back is good once.
    await page.goto('/settings/publishing/return')
    await expect(page.getByRole('heading', { name: 'There is nothing to finish here' })).toBeVisible()
  })

  await page.goto(take)
  const dialog = await openForm(page)
  const approve = dialog.getByRole('button', { name: 'Approve and post' })

  await test.step('nothing is chosen beforehand, and without a visibility nothing goes out', async () => {
    await expect(dialog.getByRole('combobox', { name: 'Who can see this post' })).toHaveText('Choose who can see it')
    for (const name of ['Comment', 'Duet', 'Stitch'])
      await expect(dialog.getByRole('checkbox', { name, exact: true })).not.toBeChecked()
    for (const name of ['Disclose commercial content', 'AI-generated content'])
      await expect(dialog.getByRole('switch', { name })).not.toBeChecked()
    await expect(dialog.getByText('Posting as The open account')).toBeVisible()
    await expect(consentLine(dialog)).toHaveText("By posting, you agree to TikTok's Music Usage Confirmation")
    await expect(consentLine(dialog).getByRole('link')).toHaveAttribute('href', /^https:\/\/www\.tiktok\.com\/legal/)
    await expect(dialog.getByText('After posting, it may take a few minutes')).toBeVisible()
    await expect(approve).toBeDisabled()
    await expect(dialog.getByText('Before it can be posted: Choose who can see it.')).toBeVisible()
    await approve.click({ force: true })
    await expectAccessible(page, 'the post form')
    await dialog.getByRole('combobox', { name: 'Who can see this post' }).click()
    await expect(page.getByRole('option')).toHaveText(['Everyone', 'Friends', 'Only you'])
    await page.getByRole('option', { name: 'Only you' }).click()
    await expect(approve).toBeEnabled()
    expect((await sent()).inits).toHaveLength(0)
  })

  await test.step('commercial content is disclosed in the publisher’s own words', async () => {
    await dialog.getByRole('switch', { name: 'Disclose commercial content' }).click()
    const undecided = 'You need to indicate if your content promotes yourself, a third party, or both.'
    await expect(dialog.getByText(undecided).first()).toBeVisible()
    await expect(approve).toBeDisabled()
    await dialog.getByRole('checkbox', { name: 'Your brand' }).check()
    await expect(dialog.getByText("Your photo/video will be labeled as 'Promotional content'")).toBeVisible()
    await expect(approve).toBeEnabled()
    await dialog.getByRole('checkbox', { name: 'Branded content' }).check()
    await expect(dialog.getByText("Your photo/video will be labeled as 'Paid partnership'")).toBeVisible()
    await expect(consentLine(dialog)).toHaveText(
      "By posting, you agree to TikTok's Branded Content Policy and Music Usage Confirmation",
    )
    await expect(dialog.getByText('Branded content visibility cannot be set to private.').first()).toBeVisible()
    await expect(approve).toBeDisabled()
    await expectAccessible(page, 'the post form with a disclosure')
    await choosePrivacy(page, dialog, 'Everyone')
    await dialog.getByRole('combobox', { name: 'Who can see this post' }).click()
    await expect(page.getByRole('option', { name: 'Only you' })).toBeDisabled()
    await page.keyboard.press('Escape')
    await dialog.getByRole('switch', { name: 'Disclose commercial content' }).click()
    await expect(consentLine(dialog)).toHaveText("By posting, you agree to TikTok's Music Usage Confirmation")
  })

  await test.step('texts are counted as the publisher counts them', async () => {
    await dialog.getByLabel('Caption').fill(`${'😀'.repeat(1100)}!`)
    await expect(dialog.getByText('1 too many.')).toBeVisible()
    await expect(approve).toBeDisabled()
    await dialog.getByLabel('Caption').fill('Evening in the harbour')
    await expect(dialog.getByText('22 of 2,200')).toBeVisible()
    await dialog.getByRole('slider', { name: 'Cover' }).fill('1200')
    await expect(dialog.getByRole('button', { name: 'Show the cover, 0:01.2' })).toBeVisible()
  })

  await test.step('two clicks are one post', async () => {
    await expect(approve).toBeEnabled()
    await approve.dblclick()
    await expect(dialog).toBeHidden()
    await page.goto('/posts')
    await expect(cardOf(page, 'Evening in the harbour')).toContainText('Published', { timeout: 120_000 })
    await expect(page.getByText('Nothing waits for you.')).toBeVisible()
    await expectAccessible(page)
    const { posts, inits } = await sent()
    expect(posts).toMatchObject([{ title: 'Evening in the harbour', privacy: 'PUBLIC_TO_EVERYONE', form: 'video' }])
    expect(inits).toHaveLength(1)
    await page.goto('/settings/publishing')
    await expect(page.getByRole('article', { name: 'The open account' })).toContainText('1 of about 15 posts')
  })
})

test('slideshows that a session drafts by itself wait, and are looked at and approved together, on a phone', async ({
  page,
  person,
  house,
  sent,
}) => {
  test.slow()
  await connect(page)
  const { accounts } = await person.call<{ accounts: { id: string }[] }>('GET', '/api/publishing/accounts')
  const { photos } = await projectWith(house, person, 'Walks', await Promise.all([61, 62].map((seed) => picture(seed))))
  const session = await person.call<{ id: string }>('POST', '/api/media-sessions', {
    name: 'Autumn walks',
    posting: { accountId: accounts[0]?.id, mode: 'direct', form: 'video' },
  })
  await person.call('POST', `/api/media-sessions/${session.id}/items`, {
    media: photos.map(({ id }) => ({ fileId: id })),
  })
  for (const { id } of photos)
    await person.call('POST', `/api/media-sessions/${session.id}/run`, {
      idempotencyKey: `journey-${id}`,
      itemIds: null,
    })

  await test.step('the mail leads to what waits, and the rail counts it', async () => {
    await page.goto(linkIn(await mailTo(house, person.email, 'post-waiting'), 'Look and approve'))
    await expect(page.getByRole('tab', { name: 'Posts' })).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('link', { name: 'Slideshows (2 posts wait for your approval)' })).toBeVisible({
      timeout: 120_000,
    })
    await expect(page.getByText('Made by the session')).toHaveCount(2)
    await expectAccessible(page, 'what waits of a session')
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('checkbox', { name: /^Choose all/ }).check()
    await page.getByRole('button', { name: 'Review 2 posts' }).click()
  })

  const dialog = page.getByRole('dialog', { name: 'Approve 2 posts' })
  const approve = dialog.getByRole('button', { name: 'Approve 2 posts' })
  await test.step('one set of choices, none made beforehand; each has its own words', async () => {
    await expect(dialog.getByRole('combobox', { name: 'Who can see this post' })).toHaveText('Choose who can see it')
    await expect(approve).toBeDisabled()
    await expectAccessible(page, 'approving several posts')
    await dialog.getByLabel('Caption').first().fill('The first walk')
    await dialog.getByLabel('Caption').last().fill('The last walk')
    await choosePrivacy(page, dialog, 'Only you')
    await expect(dialog.getByText('All of them are approved, or none.')).toBeVisible({ timeout: 30_000 })
    await approve.click()
    await expect(dialog).toBeHidden()
  })

  await test.step('both are published, once each, and nothing waits any more', async () => {
    for (const words of ['The first walk', 'The last walk'])
      await expect(cardOf(page, words)).toContainText('Published', { timeout: 120_000 })
    await expect(page.getByText('Nothing waits for you.')).toBeVisible()
    const mine = (await sent()).posts.filter(({ title }) => title.endsWith(' walk'))
    expect(mine.map(({ title, privacy }) => `${title} ${privacy}`).toSorted()).toEqual([
      'The first walk SELF_ONLY',
      'The last walk SELF_ONLY',
    ])
  })
})

test('what cannot be posted, what failed and what nobody knows are said plainly, and the history stays', async ({
  page,
  person,
  house,
  vendor,
  sent,
}) => {
  test.slow()
  await connect(page)
  const take = await takeOf(house, person, 'Pier')
  const post = async (words: string): Promise<void> => {
    await page.goto(take)
    const dialog = await openForm(page)
    await dialog.getByLabel('Caption').fill(words)
    await choosePrivacy(page, dialog, 'Only you')
    await expect(dialog.getByRole('button', { name: 'Approve and post' })).toBeEnabled()
    await dialog.getByRole('button', { name: 'Approve and post' }).click()
    await expect(dialog).toBeHidden()
    await page.goto('/posts')
  }

  await test.step('an account that cannot post now stops the form with its reason', async () => {
    await order(vendor, { accounts: { open: { banned: true } } })
    await page.goto(take)
    const dialog = await openForm(page)
    await expect(dialog.getByRole('alert')).toContainText('TikTok has barred this account from posting.')
    await expect(dialog.getByRole('combobox', { name: 'Who can see this post' })).toBeHidden()
    await expect(dialog.getByRole('button', { name: 'Approve and post' })).toBeDisabled()
    await expectAccessible(page, 'the post form of an account that cannot post')
    await order(vendor, { accounts: { open: { banned: false, duetDisabled: true } } })
    await dialog.getByRole('button', { name: 'Ask again' }).click()
    await expect(dialog.getByRole('checkbox', { name: 'Duet', exact: true })).toBeDisabled()
    await expect(dialog.getByRole('checkbox', { name: 'Comment', exact: true })).toBeEnabled()
  })

  await test.step('a failure says why, and offers nothing that would not help', async () => {
    await post('[fail:spam_risk] Pier at noon')
    const card = cardOf(page, 'Pier at noon')
    await expect(card).toContainText('TikTok took the post for spam.', { timeout: 120_000 })
    await expect(card).toContainText('Trying again would not help.')
    await expect(card.getByRole('button')).toHaveCount(0)
  })

  await test.step('one with an unknown outcome asks its owner, who looked', async () => {
    await post('[fault:cut_after_accept] Pier at dusk')
    const card = cardOf(page, 'Pier at dusk')
    await expect(card.getByRole('heading', { name: 'Is it there?' })).toBeVisible({ timeout: 120_000 })
    await expect(card.getByRole('button', { name: 'Not there' })).toBeHidden()
    await page.goto(linkIn(await mailTo(house, person.email, 'post-unknown'), 'Say what you found'))
    const shown = page.getByRole('region', { name: 'The post from your link' })
    await expect(shown.getByRole('link', { name: 'Look at the account' })).toHaveAttribute('href', /@open\.account$/)
    await expectAccessible(page, 'a post with an unknown outcome')
    await shown.getByRole('button', { name: 'I have looked already' }).click()
    await shown.getByRole('button', { name: 'Not there' }).click()
    await expect(shown).toContainText('You looked, and it was not there.')
    await shown.getByRole('button', { name: 'Draft it again' }).click()
    await expect(form(page).getByLabel('Caption')).toHaveValue('[fault:cut_after_accept] Pier at dusk')
    await form(page).getByLabel('Caption').fill('Pier at night')
    await form(page).getByRole('button', { name: 'Save as draft' }).click()
    await page.goto('/posts')
    await expect(page.getByRole('button', { name: 'Open Pier · 1' })).toBeVisible()
  })
  const opened = (await sent()).inits.filter(({ publishId }) => publishId !== null).length

  await test.step('what changed elsewhere meanwhile is shown, and not approved unseen', async () => {
    await page.getByRole('button', { name: 'Open Pier · 1' }).click()
    const dialog = form(page)
    const approve = dialog.getByRole('button', { name: 'Approve and post' })
    await expect(approve).toBeEnabled()
    const { publications } = await person.call<{ publications: { id: string; options: object }[] }>(
      'GET',
      '/api/publications?states=draft',
    )
    const [draft] = publications
    await person.call('PATCH', `/api/publications/${draft?.id ?? ''}`, {
      options: { ...draft?.options, title: 'Pier at dawn' },
    })
    await approve.click()
    await expect(dialog.getByRole('alert')).toContainText('This post has changed since you opened it.')
    await expect(dialog.getByLabel('Caption')).toHaveValue('Pier at dawn')
    await expect(approve).toBeEnabled()
    expect((await sent()).inits.filter(({ publishId }) => publishId !== null)).toHaveLength(opened)
  })

  await test.step('a planned post can be taken back, and a draft deleted', async () => {
    const dialog = form(page)
    await dialog.getByRole('radio', { name: 'At a time' }).check()
    await dialog.getByRole('button', { name: 'Approve and schedule' }).click()
    await expect(dialog).toBeHidden()
    const card = cardOf(page, 'Pier at dawn')
    await expect(card).toContainText('Goes out')
    await card.getByRole('button', { name: /^Take the approval/ }).click()
    await page.getByRole('button', { name: 'Delete the draft of Pier · 1' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByText('Nothing waits for you.')).toBeVisible()
  })

  await test.step('the account goes, its history stays', async () => {
    await page.goto('/settings/publishing')
    await page.getByRole('button', { name: 'Disconnect The open account' }).click()
    await expectAccessible(page, 'the question before an account goes')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click()
    await expect(page.getByRole('heading', { name: 'No account is connected' })).toBeVisible()
    await page.goto('/posts')
    await expect(cardOf(page, 'Pier at noon')).toContainText('TikTok took the post for spam.')
  })
})
