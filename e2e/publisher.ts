import { randomUUID } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Locator, Page } from '@playwright/test'
import { projectWith, scenesOf } from './desk.ts'
import { startContractServers, startHouse, type ContractServers, type House } from './house.ts'
import { expect, test as plain } from './journey.ts'
import type { Person } from './people.ts'
import { picture } from './pictures.ts'

interface Log {
  posts: { title: string; privacy: string; delivery: string; form: string; sha256: string[] }[]
  inits: { publishId: string | null; status: number | null }[]
}

// The publisher's stand-in with its real consent page, and a house that has keys of an app there. Nothing leaves this machine.
export const test = plain.extend<{ sent: () => Promise<Log> }, { vendor: ContractServers }>({
  // What reached the publisher since this test began: the stand-in serves every journey of its worker.
  sent: async ({ vendor }, lend) => {
    const { posts, inits } = await logOf(vendor)
    await lend(async () => {
      const now = await logOf(vendor)
      return { posts: now.posts.slice(posts.length), inits: now.inits.slice(inits.length) }
    })
  },
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
      const theirs = Object.entries(vendor.environment).filter(
        ([name]) => name.startsWith('TIKTOK_') || name === 'OUTBOUND_ALLOW',
      )
      const front = await openFront()
      const house: House = await startHouse({
        SIGNUP_APPROVAL: 'off',
        ...Object.fromEntries(theirs),
        TIKTOK_POLL_SECONDS: '0.3',
        TIKTOK_PULL_BASE: front.url,
      })
      front.standBefore(house)
      await order(vendor, { settings: { verified: [`${front.url}/`] } })
      await lend(house)
      await house.stop()
      await front.close()
    },
    { scope: 'worker', timeout: 150_000 },
  ],
})

/** The public address of a house, which the publisher has verified and fetches pictures from. */
const openFront = async () => {
  let behind = ''
  const server = http.createServer((request, response) => {
    const passed = http.request(`${behind}${request.url ?? ''}`, { method: request.method ?? 'GET' }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    passed.on('error', () => response.destroy())
    passed.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    standBefore({ url }: House) {
      behind = url
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const publisherAt = ({ environment }: ContractServers): string => environment['TIKTOK_API_BASE'] ?? ''
const logOf = async (vendor: ContractServers): Promise<Log> =>
  (await (await fetch(`${publisherAt(vendor)}/_log`)).json()) as Log
export const order = async (vendor: ContractServers, body: unknown): Promise<void> => {
  const answer = await fetch(`${publisherAt(vendor)}/_control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.ok, await answer.text()).toBe(true)
}

/** Through the consent page as a person goes through it; `leave` is a box that is not ticked there. */
export const allowOnTheirPage = async (page: Page, leave?: string): Promise<void> => {
  await expect(page.getByRole('heading', { name: 'Connect an app' })).toBeVisible()
  if (leave !== undefined) await page.getByLabel(leave).uncheck()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: /is connected$/ })).toBeVisible()
}
export const connect = async (page: Page): Promise<void> => {
  await page.goto('/settings/publishing')
  await page.getByRole('button', { name: 'Connect a TikTok account' }).click()
  await allowOnTheirPage(page)
}

/** A project with one finished take, which the local renderer makes. */
export const takeOf = async (house: House, person: Person, name: string): Promise<string> => {
  const { id, photos } = await projectWith(
    house,
    person,
    name,
    await Promise.all([51, 52].map((seed) => picture(seed))),
  )
  const { shotTypes } = await person.call<{ shotTypes: { id: string }[] }>('GET', '/api/shot-types')
  await person.call('POST', `/api/projects/${id}/scenes`, {
    idempotencyKey: randomUUID(),
    pairs: [{ startFileId: photos[0]?.id, endFileId: photos[1]?.id }],
    shotTypeId: shotTypes[0]?.id,
    options: { provider: 'local', model: 'local-morph', durationSeconds: 5, resolution: '540p', ratio: '16:9' },
    agreedPriceMicroUsd: 0,
  })
  await expect.poll(async () => (await scenesOf(person, id))[0]?.newest.status, { timeout: 120_000 }).toBe('ready')
  const [scene] = await scenesOf(person, id)
  return `/projects/${id}/scenes/${scene?.id ?? ''}`
}

export const form = (page: Page): Locator => page.getByRole('dialog', { name: 'Post to TikTok' })
export const openForm = async (page: Page): Promise<Locator> => {
  await page.getByRole('button', { name: 'Post to TikTok' }).first().click()
  await expect(form(page).getByText('Posting as')).toBeVisible()
  return form(page)
}
export const choosePrivacy = async (page: Page, within: Locator, name: string): Promise<void> => {
  await within.getByRole('combobox', { name: 'Who can see this post' }).click()
  await page.getByRole('option', { name }).click()
}
export const consentLine = (within: Locator): Locator => within.locator('[data-consent]')
export const cardOf = (page: Page, text: string): Locator =>
  page.getByRole('region', { name: 'History' }).getByRole('listitem').filter({ hasText: text })
