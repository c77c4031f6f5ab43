import { expectPlaying, photoTile, projectWith, sceneTiles } from './desk.ts'
import { startContractServers, startHouse, type ContractServers, type House } from './house.ts'
import { expect, expectAccessible, test as plain } from './journey.ts'
import { mailTo, signUp, somebody, type Person } from './people.ts'
import { picture } from './pictures.ts'

interface Accepted {
  generationId: string
  bodySha256: string
  priceMicroUsd: number
  request: { prompt: string; video: { duration: string } }
  frames: unknown[]
}

// The vendor's stand-in and a house that has its key. Nothing here costs money.
const test = plain.extend<{ person: Person }, { vendor: ContractServers; admin: Person }>({
  vendor: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, lend) => {
      const vendor = await startContractServers(50)
      await lend(vendor)
      await vendor.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  house: [
    async ({ vendor }, lend) => {
      const { LUMA_AGENTS_API_KEY = '', LUMA_AGENTS_API_BASE = '', OUTBOUND_ALLOW = '' } = vendor.environment
      const house: House = await startHouse({
        SIGNUP_APPROVAL: 'off',
        LUMA_AGENTS_API_KEY,
        LUMA_AGENTS_API_BASE,
        OUTBOUND_ALLOW,
        LUMA_POLL_SECONDS: '0.3',
      })
      await lend(house)
      await house.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  admin: [async ({ house }, lend) => lend(await signUp(house, somebody('Ada'))), { scope: 'worker' }],
  // The first account is the admin, so the admin comes first.
  person: async ({ house, admin: _first }, lend) => lend(await signUp(house, somebody('Robin'))),
})

const originOf = ({ environment }: ContractServers): string => new URL(environment['LUMA_AGENTS_API_BASE'] ?? '').origin
const acceptedBy = async (vendor: ContractServers): Promise<Accepted[]> =>
  ((await (await fetch(`${originOf(vendor)}/_log`)).json()) as { accepted: Accepted[] }).accepted

test('with a key Ray 3.2 is offered with its price, and what it makes arrives; what fails or stays unknown is said plainly', async ({
  admin,
  page,
  person,
  house,
  vendor,
  openWindow,
}) => {
  test.slow()
  const project = await projectWith(house, person, 'Coast', await Promise.all([31, 32].map((seed) => picture(seed))))
  await page.goto(`/projects/${project.id}`)
  const generate = page.getByRole('button', { name: /^Generate/ }).first()
  const newest = sceneTiles(page).last()

  await test.step('the model, ten seconds from one photo to another, and the price of it', async () => {
    await page.getByRole('combobox', { name: 'Model' }).click()
    await expect(page.getByRole('option', { name: /Local preview/ })).toBeVisible()
    await page.getByRole('option', { name: /Luma Ray 3\.2/ }).click()
    await photoTile(page, 'coast1.jpeg').click()
    await page.keyboard.press('s')
    await photoTile(page, 'coast2.jpeg').click()
    await page.keyboard.press('e')
    await page.getByRole('button', { name: /^Length, size and shape/ }).click()
    await page.getByRole('radio', { name: '10 s' }).click()
    await page.getByRole('radio', { name: '540p' }).click()
    await expect(page.getByText(/^Prices as of/)).toBeVisible()
    await expectAccessible(page, 'the settings of a paid model')
    await page.keyboard.press('Escape')
    await expect(page.getByLabel(/^Price: .*0\.45/)).toBeVisible()
  })

  await test.step('the generation arrives and plays', async () => {
    await generate.click()
    await expect(newest).toHaveAccessibleName(/^Scene 1, .*, Ready, .*Luma Ray 3\.2/, { timeout: 120_000 })
    await newest.dblclick()
    await expect(page.getByRole('heading', { name: /Scene 1/ })).toBeVisible()
    await expect(page.locator('video')).toBeVisible()
    await page.keyboard.press('Space')
    await expectPlaying(page.locator('video'))
    await expectAccessible(page, 'a scene of a paid model')
    const [first] = await acceptedBy(vendor)
    expect(first?.request.video.duration).toBe('10s')
    expect(first?.frames).toHaveLength(2)
    expect(first?.priceMicroUsd).toBe(450_000)
    await page.getByRole('link', { name: 'Back to the project' }).click()
  })

  await test.step('what the maker’s rules refuse is told in a sentence, with the money', async () => {
    await page.getByLabel('Notes').fill('[fail:content_moderated]')
    await generate.click()
    await expect(newest).toHaveAccessibleName(/^Scene 2, .*Failed, The maker’s content rules refused this/, {
      timeout: 120_000,
    })
    await newest.dblclick()
    await expect(page.getByText('The price was refunded.')).toBeVisible()
    await expectAccessible(page, 'a scene that failed')
    await page.getByRole('link', { name: 'Back to the project' }).click()
  })

  await test.step('an outcome that nobody knows is shown as that, and nothing is sent again', async () => {
    await page.getByLabel('Notes').fill('[fault:cut_after_accept]')
    await generate.click()
    await expect(newest).toHaveAccessibleName(
      /^Scene 3, .*Outcome unknown, Nobody knows whether the maker took this request/,
      { timeout: 120_000 },
    )
    await mailTo(house, admin.email, 'generation-unknown')
    await expectAccessible(page, 'a scene with an unknown outcome')
  })

  await test.step('the admin looks it up at the maker and settles it', async () => {
    const theirs = await openWindow(admin)
    await theirs.goto('/admin/generations')
    const card = theirs.getByRole('article').filter({ hasText: 'Coast, scene 3, take 1' })
    await expect(card).toContainText(person.email)
    await expectAccessible(theirs)
    await card.getByRole('button', { name: 'It was taken', exact: true }).click()
    const taken = (await acceptedBy(vendor)).find(({ request }) => request.prompt.includes('[fault:cut_after_accept]'))
    await theirs.getByLabel('Job id at the maker').fill(taken?.generationId ?? '')
    await expectAccessible(theirs, 'the dialog that settles an outcome')
    await theirs.getByRole('button', { name: 'Pick up the result' }).click()
    await expect(theirs.getByText('Every outcome is known')).toBeVisible()
    await expect(newest).toHaveAccessibleName(/^Scene 3, .*Ready/, { timeout: 120_000 })
  })

  await test.step('what the admin does not find at the maker is free again', async () => {
    // Cut before it was taken: to Greenroom it looks the same.
    await fetch(`${originOf(vendor)}/_control`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ inject: [{ on: 'create', kind: 'cut_before_accept' }] }),
    })
    await page.getByLabel('Notes').fill('a gull')
    await generate.click()
    await expect(newest).toHaveAccessibleName(/^Scene 4, .*Outcome unknown/, { timeout: 120_000 })
    const theirs = await openWindow(admin)
    await theirs.goto('/admin/generations')
    await theirs.getByRole('button', { name: 'It was not taken', exact: true }).click()
    await theirs.getByRole('alertdialog').getByRole('button', { name: 'It was not taken' }).click()
    await expect(theirs.getByText('Every outcome is known')).toBeVisible()
    await expect(newest).toHaveAccessibleName(/^Scene 4, .*Failed/)
  })

  await test.step('the maker’s own list says that each was paid once', async () => {
    const accepted = await acceptedBy(vendor)
    expect(accepted).toHaveLength(3)
    expect(new Set(accepted.map(({ bodySha256 }) => bodySha256)).size).toBe(3)
  })
})
