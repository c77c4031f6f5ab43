import AxeBuilder from '@axe-core/playwright'
import { expect, test as plain, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { startHouse, type House } from './house.ts'
import { signUp, somebody, type Person } from './people.ts'

export { expect } from '@playwright/test'

interface OwnForEachFile {
  /** Settings of the house of this file; a file that sets them has a house of its own. */
  environment: Record<string, string>
  house: House
  /** The admin of the house of all files that set nothing of their own. */
  admin: Person
}
interface OwnForEachTest {
  /** Somebody who is signed up, confirmed and approved; nobody else uses this account. */
  person: Person
  /** A browser window in which `person` is signed in. */
  page: Page
  /** One more window, of the same person, of another one, or of nobody. */
  openWindow: (who: Person | null, options?: Parameters<Browser['newContext']>[0]) => Promise<Page>
}

const adminEmail = 'ada@example.test'

export const test = plain.extend<OwnForEachTest & { houseLog: void }, OwnForEachFile>({
  environment: [
    { SIGNUP_APPROVAL: 'off', ADMIN_EMAIL: adminEmail },
    { scope: 'worker', option: true },
  ],
  house: [
    async ({ environment }, lend) => {
      const house = await startHouse(environment)
      await lend(house)
      await house.stop()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  admin: [
    async ({ house }, lend) => lend(await signUp(house, { ...somebody('Ada'), email: adminEmail })),
    { scope: 'worker' },
  ],
  houseLog: [
    async ({ house }, lend, testInfo) => {
      const before = house.printed().length
      await lend()
      if (testInfo.status !== testInfo.expectedStatus)
        await testInfo.attach('what the house printed', { body: house.printed().slice(before) || '(nothing)' })
    },
    { auto: true },
  ],
  baseURL: async ({ house }, lend) => lend(house.url),
  person: async ({ house }, lend) => lend(await signUp(house, somebody('Robin'))),
  storageState: async ({ person }, lend) => lend(person.storageState),
  openWindow: async ({ browser, house, contextOptions }, lend) => {
    const open: BrowserContext[] = []
    await lend(async (who, options) => {
      const context = await browser.newContext({
        ...contextOptions,
        baseURL: house.url,
        viewport: { width: 1440, height: 900 },
        locale: 'en-GB',
        timezoneId: 'UTC',
        ...(who === null ? {} : { storageState: who.storageState }),
        ...options,
      })
      open.push(context)
      return context.newPage()
    })
    for (const context of open) await context.close()
  },
})

/** For journeys that begin outside: the window belongs to nobody yet. */
export const outside = test.extend({ storageState: { cookies: [], origins: [] } })

/** What another theme can change: everything else is the same page. */
const ofColour = ['color-contrast', 'link-in-text-block']

/** axe finds nothing serious on the page as it is now, in the dark theme and in the light one; for somebody who chose one, in that one. */
export const expectAccessible = async (
  page: Page,
  where = new URL(page.url()).pathname,
  themes: readonly ('dark' | 'light')[] = ['dark', 'light'],
): Promise<void> => {
  for (const [place, colorScheme] of themes.entries()) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveClass(colorScheme === 'dark' ? /\bdark\b/ : /^(?!.*\bdark\b)/)
    await settled(page)
    const violations = await violationsOf(page, place === 0 ? null : ofColour)
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    const told = serious.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n  ${nodes.map(({ html, failureSummary }) => `${html}\n  ${failureSummary ?? ''}`).join('\n  ')}`,
    )
    expect(told, `${where} in the ${colorScheme} theme`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: null })
}

type Results = Awaited<ReturnType<AxeBuilder['analyze']>>

/** Of these rules, or of all. A page that was looked at before has axe already: bringing it takes as long as most of its rules. */
const violationsOf = async (page: Page, rules: string[] | null): Promise<Results['violations']> => {
  const options = { resultTypes: ['violations' as const], ...(rules === null ? {} : { runOnly: rules }) }
  const again = await page.evaluate(async (how) => {
    const { axe } = globalThis as { axe?: { run: (options: object) => Promise<Results> } }
    return axe === undefined ? null : (await axe.run(how)).violations
  }, options)
  // All frames are of the page itself, so nothing has to be gathered in a window of its own, as newer axe does it.
  return again ?? (await new AxeBuilder({ page }).options(options).setLegacyMode(true).analyze()).violations
}

/**
 * Colours in the middle of a transition are nobody's choice: waits for everything that moves and comes to an end, and for
 * what begins to move because of that: a part that inherits its colour follows when its parent has arrived.
 */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (;;) {
      const ending = document
        .getAnimations()
        .filter(
          ({ playState, effect }) => playState !== 'finished' && Number.isFinite(effect?.getComputedTiming().endTime),
        )
      if (ending.length === 0) return
      await Promise.allSettled(ending.map((one) => one.finished))
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    }
  })
