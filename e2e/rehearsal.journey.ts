import type { LaunchOptions, Page } from '@playwright/test'
import { expectToSound } from './desk.ts'
import { expect, expectAccessible, test as plain } from './journey.ts'
import type { Person } from './people.ts'

const test = plain.extend<object, { launchOptions: LaunchOptions }>({
  // A microphone that beeps, and a browser that is allowed to use it.
  launchOptions: [
    async ({ launchOptions }, lend) =>
      lend({
        ...launchOptions,
        args: [
          ...(launchOptions.args ?? []),
          '--use-fake-device-for-media-stream',
          '--use-fake-ui-for-media-stream',
          '--autoplay-policy=no-user-gesture-required',
        ],
      }),
    { scope: 'worker' },
  ],
})

const scenario = 'First five minutes'
const customer = 'Sanne de Vries'
const log = (page: Page) => page.getByRole('log', { name: 'What was said' })
const lines = (page: Page) => log(page).getByRole('listitem')

/** From the shelf into the call, with what has to be agreed to for it. */
const startCall = async (page: Page, mode: 'Typed' | 'Spoken', agreements: readonly string[]): Promise<void> => {
  await page.goto('/coach/scenarios')
  await page.getByRole('link', { name: scenario }).first().click()
  await page.getByRole('button', { name: 'Start a call' }).click()
  const dialog = page.getByRole('dialog', { name: 'Start a call' })
  await dialog.getByText(mode, { exact: true }).click()
  await expect(dialog.getByRole('radio', { name: mode })).toBeChecked()
  const begin = dialog.getByRole('button', { name: 'Agree and go on' })
  await expect(begin).toBeDisabled()
  for (const agreement of agreements) await dialog.getByRole('switch', { name: agreement }).click()
  if (mode === 'Spoken') await expectAccessible(page, 'what is agreed to before a call')
  await begin.click()
  await expect(page.getByRole('heading', { name: 'Before the call' })).toBeVisible()
  await expect(page.getByText('You talk with an AI')).toBeVisible()
}

const say = async (page: Page, text: string): Promise<void> => {
  const field = page.getByRole('textbox', { name: `What you say to ${customer}` })
  const before = await lines(page).count()
  await field.fill(text)
  await field.press('Enter')
  await expect(lines(page)).toHaveCount(before + 2)
  // The customer may have ended the call with that.
  await expect(field.or(page.getByRole('button', { name: 'Read it through' }))).toBeVisible()
}
const hangUp = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Hang up' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Hang up' }).click()
  await expect(page.getByRole('heading', { name: 'Read it through' })).toBeVisible()
}
const idOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? ''
const turnsOf = async (person: Person, id: string): Promise<{ number: number; text: string; speaker: string }[]> =>
  (await person.call<{ turns: { number: number; text: string; speaker: string }[] }>('GET', `/api/sessions/${id}`))
    .turns

test('a typed call is prepared, held, put right, scored with quotes, and a moment of it is tried again', async ({
  page,
  person,
}) => {
  await startCall(page, 'Typed', ['Keep the words of my calls'])
  await page
    .getByLabel('What do you want to reach')
    .fill('My goal for this call is half an hour with everyone who decides. My guess is that planning takes hours.')
  await page.getByRole('button', { name: `Call ${customer}` }).click()
  await expect(lines(page)).toHaveCount(2)
  const id = idOf(page)

  // A turn that the house did not get is kept over a reload and said once.
  await page.route('**/api/sessions/*/turns', (route) => route.abort())
  const first = 'Hello Sanne, this is Robin of Planner. Is now a bad time, or can I have two minutes?'
  const field = page.getByRole('textbox', { name: `What you say to ${customer}` })
  await field.fill(first)
  await field.press('Enter')
  await field.press('Enter')
  await expect(page.getByText('Not sent yet.')).toBeVisible()
  // From here on this window is told nothing; a stream that is open already would go on telling.
  await page.route('**/api/events*', (route) => route.abort())
  await page.reload()
  await expect(log(page).getByText(first)).toBeVisible()
  await page.unroute('**/api/sessions/*/turns')
  // The page waits longer after each attempt.
  await expect(lines(page)).toHaveCount(4, { timeout: 120_000 })
  expect((await turnsOf(person, id)).filter(({ text }) => text === first)).toHaveLength(1)

  // Another window goes on with the same call: nothing is said twice, and nothing that was typed is lost.
  const other = 'How do you currently plan the work of your fitters?'
  await person.call('POST', `/api/sessions/${id}/turns`, {
    turnId: crypto.randomUUID(),
    number: 4,
    text: other,
    source: 'typed',
    talkMs: 1000,
  })
  await field.fill('Where does it get stuck?')
  await field.press('Enter')
  await expect(page.getByRole('alert')).toContainText('went on in another window')
  await expect(field).toHaveValue('Where does it get stuck?')
  await expect(log(page).getByText(other)).toBeVisible()
  await page.getByRole('button', { name: 'Understood' }).click()
  await page.unroute('**/api/events*')

  await say(page, 'Where does it get stuck?')
  await page.keyboard.press('Escape')
  await page.keyboard.press('h')
  await expect(page.getByRole('complementary', { name: 'What could help now' }).getByRole('listitem')).not.toHaveCount(
    0,
  )
  await expectAccessible(page, 'a typed call')
  await page.keyboard.press('p')
  await expect(page.getByText('The clock stands still.')).toBeVisible()
  await expect(field).toBeDisabled()
  await page.keyboard.press('p')
  for (const line of [
    'What happens when somebody is ill, and how many hours does that cost you in a week?',
    'So what you are saying is that it costs you your evenings, did I get that right?',
    'Who else decides about this, and by when do you want it solved?',
    'You mentioned the evenings, which is why I want to show you how others plan. Shall we book Tuesday at ten?',
  ])
    if (await field.isVisible()) await say(page, line)
  if (await page.getByRole('button', { name: 'Hang up' }).isVisible()) await hangUp(page)
  else await page.getByRole('button', { name: 'Read it through' }).click()

  await page.getByRole('button', { name: 'Put right' }).nth(1).click()
  await page.getByLabel('What you really said').fill(`${first} Thank you.`)
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByText('First:')).toContainText(first)
  await expectAccessible(page, 'the words of a call')
  await page.getByRole('button', { name: 'Have it scored' }).first().click()

  await expect(page.getByRole('region', { name: 'Score' })).toContainText('70 is needed to pass.', { timeout: 120_000 })
  await expect(page.getByText('Rule-based')).toBeVisible()
  const quote = page.getByRole('button', { name: /^Go to “How do you currently plan/ }).first()
  await expect(quote).toBeVisible()
  await expectAccessible(page, 'a score')
  await page.getByRole('button', { name: 'Is this wrong?' }).first().click()
  await page.getByRole('dialog').getByLabel('Why it is wrong').fill('I did say what I wanted.')
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('It waits for a decision.')).toBeVisible()
  await page.getByRole('link', { name: 'How it is done' }).first().click()
  await expect(page).toHaveURL(/\/coach\/techniques\?technique=/)
  await expect(page.getByRole('main').locator('[aria-expanded=true]')).toHaveCount(1)
  await page.goBack()

  await quote.click()
  await expect(page).toHaveURL(/tab=replay&turn=4/)
  const moment = page.getByRole('list', { name: 'Transcript' }).locator('[aria-current=true]')
  await expect(moment).toContainText(other)
  await expect(moment).toContainText('Open question')
  await page.keyboard.press('n')
  await page.getByLabel('Note', { exact: true }).fill('Ask this earlier.')
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(moment).toContainText('Ask this earlier.')
  // What is typed while the form is open is not for keys.
  await expect(page.getByLabel('Note', { exact: true })).toBeHidden()
  await expectAccessible(page, 'the replay of a typed call')
  await page.keyboard.press('t')
  await page.getByRole('dialog', { name: 'Try this moment again?' }).getByRole('button', { name: 'Typed' }).click()
  await expect(page).not.toHaveURL(new RegExp(id))
  await expect(lines(page).filter({ hasText: first })).toBeVisible()
  await expect(log(page).getByText(other)).toBeHidden()
  await say(page, 'Tell me, what does a day of planning look like?')
  await hangUp(page)
  await page.getByRole('button', { name: 'Have it scored' }).first().click()
  await page.getByRole('tab', { name: 'Replay' }).click()
  const attempts = page.getByRole('region', { name: 'Two attempts, side by side' })
  await expect(attempts).toContainText(other)
  await expect(attempts).toContainText('Tell me, what does a day of planning look like?')
  await expectAccessible(page, 'two attempts side by side')

  await page.goto('/coach/sessions')
  await expect(page.getByRole('listitem').filter({ hasText: scenario })).toHaveCount(2)
  await expectAccessible(page)
  await page
    .getByRole('button', { name: `Actions for ${scenario}` })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Delete this call' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Again from turn' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Again from turn' })).toHaveCount(1)
})

test('a spoken call is recorded turn by turn, nothing of it is lost on the way, and it can be heard again', async ({
  page,
  person,
}) => {
  await startCall(page, 'Spoken', ['Keep the words of my calls', 'Record my voice'])
  await page.getByRole('button', { name: 'Use the microphone' }).click()
  await expect(page.getByText('the bar should move')).toBeVisible()
  await expectAccessible(page, 'before a spoken call')
  await page.getByRole('button', { name: `Call ${customer}` }).click()
  await expect(lines(page)).toHaveCount(1)
  const id = idOf(page)
  const talk = page.getByRole('button', { name: 'Hold to talk' })
  const words = page.getByLabel('What did you say here?')
  const seconds = async (): Promise<number> => {
    const [minutes = 0, rest = 0] = (await page.getByRole('timer').innerText()).split(':').map(Number)
    return minutes * 60 + rest
  }
  const speak = async (): Promise<void> => {
    await expect(talk).toBeEnabled()
    const told = page.getByText('Listening to you')
    await page.keyboard.down('Space')
    await expect(told).toBeVisible()
    // Less than a third of a second is a slip of the finger.
    const began = await seconds()
    await expect.poll(seconds).toBeGreaterThan(began + 1)
    await page.keyboard.up('Space')
    await expect(told).toBeHidden()
  }
  await page.getByRole('heading', { name: customer }).click()
  await speak()
  await words.fill('Hello Sanne, this is Robin. Is now a bad time?')
  await words.press('Enter')
  await expect(lines(page)).toHaveCount(3)

  // A recording that the house did not get is kept by the browser, over a reload too.
  await page.route('**/api/sessions/*/clips/*', (route) => route.abort())
  await page.getByRole('heading', { name: customer }).click()
  await speak()
  await expect(page.getByText('One recording is on its way.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('One recording is on its way.')).toBeVisible()
  await page.unroute('**/api/sessions/*/clips/*')
  await words.fill('How do you plan your week?', { timeout: 120_000 })
  await expectAccessible(page, 'a spoken call')
  await words.press('Enter')
  await expect(lines(page)).toHaveCount(5)
  expect((await turnsOf(person, id)).filter(({ speaker }) => speaker === 'trainee').map(({ text }) => text)).toEqual([
    '',
    'Hello Sanne, this is Robin. Is now a bad time?',
    'How do you plan your week?',
  ])

  await hangUp(page)
  await page.getByRole('button', { name: 'Have it scored' }).first().click()
  // Two turns say too little: that is told, and is no zero.
  await expect(page.getByRole('heading', { name: 'Not scored' })).toBeVisible({ timeout: 120_000 })
  await page.getByRole('tab', { name: 'Replay' }).click()
  const play = page.getByRole('button', { name: 'Play', exact: true })
  await expect(play).toBeEnabled()
  await expectAccessible(page, 'the replay of a spoken call')
  await expectToSound(page, page.getByRole('button', { name: /^Play from/ }).first(), 'Pause')

  // Who takes the agreement back has no recordings any more.
  await page.goto('/coach/sessions')
  await page.getByRole('button', { name: 'What I agreed to' }).click()
  const recording = page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Record my voice' })
  await recording.getByRole('button', { name: 'Take back' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click()
  await expect(recording).toBeHidden()
  await page.goto(`/coach/sessions/${id}?tab=replay`)
  await expect(page.getByText('The recordings of this call are gone.')).toBeVisible()
})
