import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { projectWith } from './desk.ts'
import { expect, expectAccessible, test } from './journey.ts'
import { picture } from './pictures.ts'

const strip = (page: Page): Locator => page.getByRole('grid', { name: 'Media of the session, in order' })
const slides = (page: Page): Locator => strip(page).getByRole('gridcell')
const words = (page: Page): Locator => page.getByRole('textbox', { name: 'Words on the slide' })
const newest = (page: Page): Locator => page.getByRole('article').first()

test('photos become a captioned slideshow, which is planned, moved, made at once, watched and downloaded', async ({
  page,
  person,
  house,
  openWindow,
}) => {
  // A film is really rendered; on a busy machine that takes its time.
  test.slow()
  await projectWith(house, person, 'Harbour', await Promise.all([21, 22, 23].map((seed) => picture(seed))))

  await test.step('a session is made with the zone of the browser', async () => {
    await page.goto('/slideshows')
    await expect(page.getByRole('heading', { name: 'No sessions yet' })).toBeVisible()
    await expectAccessible(page, 'no sessions')
    await page.keyboard.press('n')
    const dialog = page.getByRole('dialog', { name: 'New session' })
    await expect(dialog.getByRole('button', { name: 'Time zone: UTC' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Create session' }).click()
    await expect(dialog.getByText('Give the session a name.')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Evening harbour')
    await expectAccessible(page, 'the dialog for a new session')
    await dialog.getByRole('button', { name: 'Create session' }).click()
  })

  await test.step('photos are picked in an order, and stand in it', async () => {
    const dialog = page.getByRole('dialog', { name: 'Add media' })
    const picks = dialog.getByRole('group', { name: 'Photos and clips of Harbour' })
    await picks.getByRole('button', { name: 'harbour2.jpeg' }).click()
    // One tab stop: the arrows lead to the others.
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await picks.getByRole('button', { name: 'harbour1.jpeg' }).click()
    await expectAccessible(page, 'the dialog that adds media')
    await dialog.getByRole('button', { name: 'Add 3 items' }).click()
    await expect(slides(page)).toHaveCount(3)
    await expect(slides(page).nth(0)).toHaveAccessibleName(/harbour2\.jpeg, no caption yet/)
    await expect(slides(page).nth(1)).toHaveAccessibleName(/harbour3\.jpeg/)
    await expect(slides(page).nth(2)).toHaveAccessibleName(/harbour1\.jpeg/)
    await expect(page).toHaveURL(/item=/)
  })
  const sessionUrl = new URL(page.url()).pathname

  const other = await openWindow(person)
  await other.goto(sessionUrl)

  await test.step('keys put a slide elsewhere, take it out and bring it back; another window follows', async () => {
    await slides(page).nth(2).click()
    // Said when it is in the hand: arrows before that would only walk, which nobody's fingers are fast enough for.
    await page.keyboard.press('m')
    await expect(page.getByText(/^(Took hold of|Place \d)/)).toBeAttached()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('m')
    await expect(slides(page).nth(0)).toHaveAccessibleName(/harbour1\.jpeg/)
    await expect(slides(other).nth(0)).toHaveAccessibleName(/harbour1\.jpeg/)
    await page.keyboard.press('Delete')
    await expect(slides(page)).toHaveCount(2)
    await expect(slides(other)).toHaveCount(2)
    await page.keyboard.press('Control+z')
    await expect(slides(page)).toHaveCount(3)
    await expect(slides(page).nth(0)).toHaveAccessibleName(/harbour1\.jpeg/)
  })

  await test.step('a person’s words are kept by themselves, and stay when templates write the others', async () => {
    await slides(page).nth(0).click()
    await page.keyboard.press('Enter')
    await expect(words(page)).toBeFocused()
    await page.keyboard.type('Boats come home')
    await expect(page.getByText('Written by you')).toBeVisible()
    await expect(page.getByRole('img', { name: 'Boats come home' })).toBeVisible()
    await other.bringToFront()
    // What was taken out is back there too, or the first one would be another.
    await expect(slides(other).nth(0)).toHaveAccessibleName(/harbour1\.jpeg/)
    await slides(other).nth(0).click()
    await expect(words(other)).toHaveValue('Boats come home')
    await page.bringToFront()
    await page.getByRole('button', { name: /^Write all missing/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Write 2 captions?' })
    await expect(dialog.getByText('Template, not AI')).toBeVisible()
    await expect(dialog.getByText('Free')).toBeVisible()
    await expectAccessible(page, 'who writes, and for how much')
    await dialog.getByRole('button', { name: 'Write 2 captions' }).click()
    await expect(slides(page).nth(1)).toHaveAccessibleName(/has a caption/, { timeout: 30_000 })
    await expect(slides(page).nth(2)).toHaveAccessibleName(/has a caption/)
    await slides(page).nth(1).click()
    await expect(page.getByText('Template, not AI')).toBeVisible()
    await slides(page).nth(0).click()
    await expect(words(page)).toHaveValue('Boats come home')
  })

  await test.step('the preview steps with arrow keys, plays, and shows what the app covers', async () => {
    const preview = page.getByRole('group', { name: /^Preview of the slideshow/ })
    await preview.focus()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByText('2 of 3')).toBeVisible()
    await page.keyboard.press('Space')
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
    await expect(page.getByText('3 of 3')).toBeVisible()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Safe area' }).click()
    await expect(page).toHaveURL(/safe=1/)
    await expectAccessible(page, 'the session')
  })

  await test.step('looks, writing, video and schedule are all reached, kept, and clean', async () => {
    await page.getByRole('tab', { name: 'Look' }).click()
    await page.getByRole('radio', { name: 'Box' }).click()
    await expectAccessible(page, 'the look of captions')
    await page.getByRole('tab', { name: 'Writing' }).click()
    await page.getByRole('textbox', { name: 'What it is about' }).fill('An evening at the harbour')
    await expectAccessible(page, 'what captions should be like')
    await page.getByRole('tab', { name: 'Video' }).click()
    await page.getByRole('spinbutton', { name: 'Seconds for each photo' }).fill('1')
    await page.keyboard.press('Enter')
    await expect(page.getByText('0:02 long')).toBeVisible()
    await expectAccessible(page, 'how it is drawn and heard')
    await page.getByRole('tab', { name: 'Schedule' }).click()
    await expectAccessible(page, 'the schedule')
    await expect(page.getByText('Saving…')).toBeHidden()
    await page.reload()
    await expect(page.getByRole('tab', { name: 'Schedule' })).toHaveAttribute('data-state', 'active')
    await page.getByRole('tab', { name: 'Look' }).click()
    await expect(page.getByRole('radio', { name: 'Box' })).toBeChecked()
  })

  await test.step('switched on, its slots stand in the calendar, and one is moved by keys and skipped', async () => {
    await page.getByRole('switch', { name: '“Evening harbour” is active' }).click()
    await expect(page.getByText(/^Next: /)).toBeVisible()
    // Where the next week stands: at the end of a month its own page shows nothing of the days to come.
    const inAWeek = new Date(Date.now() + 7 * 24 * 3600_000).toISOString().slice(0, 10)
    await page.goto(`/calendar?date=${inAWeek}`)
    const planned = page.getByRole('button', { name: /Evening harbour.*Planned/ })
    await expect(planned.first()).toBeVisible()
    await expectAccessible(page, 'the month')
    // The day after tomorrow's: it can go a day later without meeting the present.
    await planned.nth(1).focus()
    await page.keyboard.press('Shift+ArrowRight')
    // In a word that goes away, and in the slot's own.
    await expect(page.getByText(/^Moved to /).first()).toBeVisible()
    await expect(page.getByRole('button', { name: /Planned, Moved/ })).toBeFocused()
    await page.keyboard.press('Enter')
    await expectAccessible(page, 'what can be done with a slot')
    await page.getByRole('button', { name: 'Skip it' }).click()
    await expect(page.getByRole('button', { name: /Evening harbour.*Skipped/ })).toBeVisible()
    await page.keyboard.press('w')
    await expect(page).toHaveURL(/view=week/)
    await expectAccessible(page, 'the week')
  })

  await test.step('run now makes a film, and both windows see it come', async () => {
    await page.goto(sessionUrl)
    await expect(slides(page)).toHaveCount(3)
    await other.goto(`${sessionUrl}?tab=made`)
    await page.keyboard.press('r')
    await expect(newest(page)).toContainText('Slideshow 1')
    await expect(newest(other)).toContainText('Slideshow 1')
    await expect(newest(page)).toContainText('Ready', { timeout: 120_000 })
    await expect(newest(other)).toContainText('Ready')
    await expectAccessible(page, 'what was made')
  })

  await test.step('it plays, its text can be changed, and it is downloaded', async () => {
    await page.getByRole('button', { name: 'Play slideshow 1' }).click()
    const film = newest(page).locator('video')
    await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.readyState)).toBeGreaterThan(1)
    await newest(page).getByText('Text of the post').click()
    await newest(page).getByRole('textbox', { name: 'Title' }).fill('Home before dark')
    await newest(page).getByRole('textbox', { name: 'Hashtags' }).fill('not-a-tag')
    await newest(page).getByRole('button', { name: 'Save the text' }).click()
    await expect(newest(page).getByText(/letters, digits and underscores/)).toBeVisible()
    await newest(page).getByRole('textbox', { name: 'Hashtags' }).fill('#harbour #evening')
    await newest(page).getByRole('button', { name: 'Save the text' }).click()
    await expect(newest(page).getByText('Home before dark')).toBeVisible()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      newest(page).getByRole('link', { name: 'Download video' }).click(),
    ])
    const bytes = await readFile(await download.path())
    expect(bytes.subarray(4, 8).toString('latin1')).toBe('ftyp')
  })

  await test.step('deleted by mistake, it comes back', async () => {
    await newest(page).getByRole('button', { name: 'Delete slideshow 1' }).click()
    await expect(page.getByRole('heading', { name: 'No slideshows yet' })).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(newest(page)).toContainText('Slideshow 1')
  })
})

test('only one session is active at a time, and a phone is enough to look at one and run it', async ({
  person,
  house,
  openWindow,
  page,
}) => {
  test.slow()
  const { photos } = await projectWith(
    house,
    person,
    'Market',
    await Promise.all([31, 32].map((seed) => picture(seed))),
  )
  const make = (name: string): Promise<{ id: string }> =>
    person.call('POST', '/api/media-sessions', { name, style: { render: { slideSeconds: 1 } } })
  const [evening, morning] = [await make('Evening harbour'), await make('Morning market')]
  await person.call('POST', `/api/media-sessions/${morning.id}/items`, {
    media: photos.map(({ id }) => ({ fileId: id })),
  })
  await person.call('POST', `/api/media-sessions/${evening.id}/activate`, {})

  await test.step('a second session takes over only when it is told to', async () => {
    await page.goto('/slideshows')
    await page.getByRole('switch', { name: '“Morning market” is active' }).click()
    const question = page.getByRole('alertdialog', { name: 'Switch to “Morning market”?' })
    await expect(question).toContainText('“Evening harbour” is active')
    await expectAccessible(page, 'the question which session is to be active')
    await question.getByRole('button', { name: 'Switch over' }).click()
    await expect(page.getByRole('switch', { name: '“Morning market” is active' })).toBeChecked()
    await expect(page.getByRole('switch', { name: '“Evening harbour” is active' })).not.toBeChecked()
    await expectAccessible(page, 'the sessions')
  })

  await test.step('a deleted session comes back', async () => {
    await page.getByRole('button', { name: 'Actions for Evening harbour' }).click()
    await page.getByRole('menuitem', { name: 'Delete session' }).click()
    await expect(page.getByRole('heading', { name: 'Evening harbour' })).toBeHidden()
    await page.keyboard.press('Control+z')
    await expect(page.getByRole('heading', { name: 'Evening harbour' })).toBeVisible()
  })

  await test.step('on a phone one runs it, looks at what comes, and nothing sticks out', async () => {
    const phone = await openWindow(person, { viewport: { width: 390, height: 844 } })
    const fits = async (where: string): Promise<void> => {
      const width = (): Promise<number> => phone.evaluate(() => document.documentElement.scrollWidth)
      await expect.poll(width, { message: where }).toBeLessThanOrEqual(390)
      await expectAccessible(phone, `${where} on a phone`)
    }
    await phone.goto('/slideshows')
    await phone.getByRole('link', { name: 'Morning market' }).click()
    await expect(phone.getByText('1 of 2')).toBeVisible()
    await fits('a session')
    await phone.getByRole('button', { name: 'Run now' }).click()
    await expect(newest(phone)).toContainText('Ready', { timeout: 120_000 })
    await fits('what was made')
    await phone.goto('/calendar')
    await expect(phone.getByRole('button', { name: /Morning market.*Ready/ })).toBeVisible()
    // The list begins at today, and what is above it stays where it is.
    await expect(phone.getByRole('button', { name: 'Today' })).toBeInViewport()
    await fits('the calendar')
  })
})
