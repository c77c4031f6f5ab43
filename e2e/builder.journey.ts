import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, test } from './journey.ts'

const node = (page: Page, id: string): Locator => page.locator(`.react-flow__node[data-id="${id}"]`)
const saved = (page: Page): Locator => page.getByRole('status').filter({ hasText: 'Draft saved' })

test('who leads a workspace copies a scenario, breaks it, mends it, tries it out, publishes it and finds it on the shelf', async ({
  page,
  person,
  openWindow,
}) => {
  const { id } = await person.call<{ id: string }>('POST', '/api/workspaces', { name: 'Field sales' })

  await test.step('the shelf and a sheet say what counts', async () => {
    await page.goto('/coach/scenarios')
    await expect(page.getByRole('link', { name: 'Too expensive' })).toBeVisible()
    await page.getByRole('combobox', { name: 'Difficulty' }).click()
    await page.getByRole('option', { name: 'Hard' }).click()
    await expect(page).toHaveURL(/difficulty=hard/)
    await expect(page.getByRole('link', { name: 'Too expensive' })).toBeHidden()
    await page.getByRole('searchbox', { name: 'Search scenarios' }).fill('nobody sells this')
    await expect(page.getByRole('heading', { name: 'No scenario fits' })).toBeVisible()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect(page.getByRole('link', { name: 'Too expensive' })).toBeVisible()
    await expectAccessible(page, 'the shelf')
    await page.getByRole('link', { name: 'First five minutes' }).click()
    await expect(page.getByText('Was there a goal for the call before it began?')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Start a call' })).toBeVisible()
    await expectAccessible(page, 'the sheet of a scenario')
  })

  await test.step('a copy opens in the builder', async () => {
    await page.getByRole('button', { name: 'Actions for First five minutes' }).click()
    await page.getByRole('menuitem', { name: 'Copy and edit' }).click()
    const dialog = page.getByRole('dialog', { name: 'New scenario' })
    await expect(dialog.getByRole('combobox', { name: 'Where it stands' })).toHaveText('Field sales')
    await expectAccessible(page, 'the dialog for a new scenario')
    await dialog.getByRole('button', { name: 'Create draft' }).click()
    await expect(page.getByRole('heading', { name: 'First five minutes' })).toBeVisible()
    await expect(node(page, 'picks-up')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Nothing wrong' })).toBeVisible()
    await expectAccessible(page, 'the flow')
  })

  await test.step('what breaks it is said beside the node and in the list; undo mends it', async () => {
    await node(page, 'picks-up').click()
    await expect(page.getByRole('textbox', { name: 'Short name' })).toHaveValue('picks-up')
    await page.keyboard.press('Escape')
    await node(page, 'picks-up').focus()
    await page.keyboard.press('Delete')
    await expect(node(page, 'picks-up')).toBeHidden()
    const wrong = page.getByRole('button', { name: /things? to mend/ })
    await expect(wrong).toBeVisible()
    await expect(node(page, 'opening').getByText(/Error/)).toBeAttached()
    await wrong.click()
    await page.getByRole('button', { name: /No way leads to "opening"/ }).click()
    await expect(page.getByRole('textbox', { name: 'Short name' })).toHaveValue('opening')
    await page.getByRole('button', { name: 'Publish' }).click()
    await expect(page.getByRole('dialog').getByText(/must be mended first/)).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.keyboard.press('Control+z')
    await expect(node(page, 'picks-up')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Nothing wrong' })).toBeVisible()
  })

  await test.step('keys add a node, connect it, and move it; arrows show their condition in words', async () => {
    await node(page, 'closing').click()
    await page.keyboard.press('a')
    await page.keyboard.type('customer says')
    await page.keyboard.press('Enter')
    await expect(node(page, 'say')).toBeVisible()
    await expect(page.getByRole('button', { name: /things? to mend/ })).toBeVisible()
    await node(page, 'say').focus()
    // Where it stands in the flow, not on the screen: the flow may still glide to the new node.
    const place = () => node(page, 'say').evaluate((element) => Number(/-?[\d.]+/.exec(element.style.transform)?.[0]))
    const before = await place()
    await page.keyboard.press('ArrowRight')
    await expect.poll(place).toBeGreaterThan(before)
    await page.keyboard.press('c')
    await page.keyboard.type('polite-no')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Arrow from say to polite-no' })).toBeVisible()
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await page.getByRole('menuitem', { name: 'Trust, below' }).click()
    await expect(page.getByText('trust < 50').first()).toBeVisible()
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Control+z')
    await expect(node(page, 'say')).toBeHidden()
    await expect(page.getByRole('button', { name: 'Nothing wrong' })).toBeVisible()
  })

  await test.step('every part can be edited in both languages', async () => {
    for (const part of ['Customer', 'Facts', 'Objections', 'Small talk', 'Brief', 'Score']) {
      await page.getByRole('tab', { name: part }).click()
      await expect(page).toHaveURL(/view=/)
    }
    await expectAccessible(page, 'the checks of the score')
    await page.getByRole('tab', { name: 'Scenario' }).click()
    await page.getByRole('textbox', { name: 'Title, English' }).fill('Five minutes of ours')
    await page.getByRole('textbox', { name: 'Title, Dutch' }).fill('Vijf minuten van ons')
    await expect(saved(page)).toBeVisible()
  })

  await test.step('the try-out answers, and shows what the customer thinks', async () => {
    await page.getByRole('tab', { name: 'Flow' }).click()
    await page.getByRole('button', { name: 'Try out' }).click()
    await page.getByRole('button', { name: 'Pick up the phone' }).click()
    await page.getByRole('textbox', { name: 'What do you say?' }).fill('Hi, do you have two minutes for me?')
    await page.keyboard.press('Enter')
    // The arrows speak of permission too: this is what was found in the sentence.
    await expect(page.getByText(/· Permission/)).toBeVisible()
    await page.getByRole('textbox', { name: 'What do you say?' }).fill('How do you plan the work of your people?')
    await page.keyboard.press('Enter')
    await expect(page.getByText('planning', { exact: true })).toBeVisible()
    await expectAccessible(page, 'the try-out')
    await page.getByRole('button', { name: 'Close try-out' }).click()
  })

  await test.step('another window that is late is told, and either can stay', async () => {
    const other = await openWindow(person)
    await other.goto(new URL(page.url()).pathname)
    await expect(node(other, 'picks-up')).toBeVisible()
    await page.getByRole('tab', { name: 'Brief' }).click()
    await page.getByRole('textbox', { name: 'The goal, English' }).fill('A meeting with both owners.')
    await expect(saved(page)).toBeVisible()
    await expect(other.getByRole('alertdialog', { name: 'Changed in another window' })).toBeVisible()
    await other.getByRole('button', { name: 'Show the other one' }).click()
    await other.getByRole('tab', { name: 'Brief' }).click()
    await expect(other.getByRole('textbox', { name: 'The goal, English' })).toHaveValue('A meeting with both owners.')
    await other.close()
  })

  await test.step('it is published and stands on the shelf', async () => {
    await page.getByRole('button', { name: 'Publish' }).click()
    const dialog = page.getByRole('dialog', { name: 'Publish' })
    await dialog.getByRole('textbox', { name: 'What changed' }).fill('Our own words')
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await expect(dialog).toBeHidden()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Versions' }).click()
    await expect(page.getByRole('dialog').getByText('Our own words')).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Scenarios' }).click()
    await page.getByRole('tab', { name: 'Field sales' }).click()
    await page.getByRole('link', { name: 'Five minutes of ours' }).click()
    await expect(page.getByText('A meeting with both owners.')).toBeVisible()
  })

  await test.step('a phone shows the flow and changes nothing', async () => {
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.setViewportSize({ width: 390, height: 844 })
    await expect(page.getByText('Editing needs a wider screen.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Publish' })).toBeHidden()
    await expectAccessible(page, 'the builder on a phone')
  })

  await test.step('a technique gets words of their own, and goes back', async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto('/coach/techniques?q=label')
    await page.getByRole('tab', { name: 'Field sales' }).click()
    await expect(page).toHaveURL(new RegExp(`workspace=${id}`))
    await page.getByRole('button', { name: /^Label/ }).click()
    await page.getByRole('button', { name: 'Copy and edit' }).click()
    const dialog = page.getByRole('dialog')
    const cues = dialog.getByRole('textbox', { name: 'Cues (English)' })
    await cues.fill('purple elephant*\n(pink)')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByText(/^Line 2: .*brackets/)).toBeVisible()
    await expect(cues).toBeFocused()
    await expectAccessible(page, 'the editor of a technique')
    await cues.fill('purple elephant*')

    // Somebody else is faster.
    const { techniques } = await person.call<{
      techniques: { technique: { id: string; summary: { en: string } }; revision: number }[]
    }>('GET', `/api/techniques?workspace=${id}`)
    const label = techniques.find(({ technique }) => technique.id === 'label')
    await person.call('PUT', `/api/workspaces/${id}/techniques/label`, {
      revision: label?.revision,
      technique: { ...label?.technique, summary: { en: 'Other words.', nl: 'Andere woorden.' } },
    })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByText(/Yours differs in: .*Cues \(English\)/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Keep mine' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('button', { name: /^Label Own copy/ })).toBeVisible()
    await expect(page.getByText('purple elephant*')).toBeVisible()
    await page.getByText('Try a sentence').click()
    await page.getByRole('textbox', { name: 'You say' }).fill('Purple elephants everywhere.')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Show Label' })).toBeVisible()
    await expectAccessible(page, 'what is heard in a sentence')
    await page.getByRole('button', { name: 'Back to Greenroom’s' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Back to Greenroom’s' }).click()
    await expect(page.getByText('Own copy')).toBeHidden()
    await expect(page.getByText('purple elephant*')).toBeHidden()
  })
})
