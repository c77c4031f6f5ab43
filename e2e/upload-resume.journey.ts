import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dropOnto, photosOf } from './desk.ts'
import { expect, test } from './journey.ts'
import { heavyPicture, picture, writeFiles } from './pictures.ts'
import type { Person } from './people.ts'

// A house of its own: it is killed.
test.use({ environment: { SIGNUP_APPROVAL: 'off' } })

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const panel = (page: Page) => page.getByRole('region', { name: 'Upload to this project' })

/** A slow line, so that there is a middle to be interrupted in. */
const limitUpload = async (page: Page, bytesPerSecond: number): Promise<void> => {
  const browser = await page.context().newCDPSession(page)
  await browser.send('Network.enable')
  const limits = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytesPerSecond }
  await browser.send('Network.emulateNetworkConditions', limits)
}

/** Four photos of three megabytes in a folder, and their hashes in the order of their names. */
const heavyFolder = async (): Promise<{ folder: string; hashes: string[] }> => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-heavy-'))
  const files = await Promise.all(
    [1, 2, 3, 4].map(async (seed) => ({ path: `big/IMG_${seed}.png`, bytes: await heavyPicture(seed, 3) })),
  )
  await writeFiles(folder, files)
  return { folder, hashes: files.map(({ bytes }) => sha256(bytes)) }
}

const expectAllThere = async (person: Person, projectId: string, hashes: readonly string[]): Promise<void> => {
  await expect
    .poll(async () => (await photosOf(person, projectId)).map(({ state, number }) => `${state} ${number ?? '-'}`), {
      timeout: 120_000,
    })
    .toEqual(hashes.map((_, place) => `ready ${place + 1}`))
  const photos = await photosOf(person, projectId)
  const kept = await Promise.all(
    photos.map(async ({ id }) =>
      sha256(new Uint8Array(await (await person.fetch(`/media/photos/${id}/original`)).arrayBuffer())),
    ),
  )
  expect(kept).toEqual(hashes)
}

/** Three hundred small photos of several kinds in folders, and the hash of each by its path. */
const mixedShoot = async (): Promise<{ folder: string; hashes: ReadonlyMap<string, string> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-shoot-'))
  const endings = { jpeg: 'jpg', png: 'png', webp: 'webp' } as const
  const files = await Promise.all(
    Array.from({ length: 300 }, async (_, place) => {
      const format = (['jpeg', 'png', 'webp'] as const)[place % 3] ?? 'jpeg'
      const bytes = await picture(place + 1, { format, width: 240, height: 160 })
      return { path: `big/day ${1 + (place % 4)}/IMG_${place + 1}.${endings[format]}`, bytes }
    }),
  )
  await writeFiles(folder, files)
  return { folder, hashes: new Map(files.map(({ path, bytes }) => [path, sha256(bytes)])) }
}

const begin = async (page: Page, person: Person, name: string, folder: string): Promise<string> => {
  const { id } = await person.call<{ id: string }>('POST', '/api/projects', { name })
  await page.goto(`/projects/${id}`)
  await expect(page.getByRole('heading', { name: 'No photos in this project' })).toBeVisible()
  await dropOnto(page, [join(folder, 'big')])
  return id
}
/** Some bytes have gone and some have not. */
const inTheMiddle = (page: Page): Promise<void> =>
  expect(panel(page)).toContainText(/[1-9][\d.,]* (kB|MB) of [\d.,]+ MB/, { timeout: 30_000 })

test('an upload that a reload cuts off goes on by itself', async ({ page, person }) => {
  test.slow()
  const { folder, hashes } = await heavyFolder()
  await limitUpload(page, 2_000_000)
  const projectId = await begin(page, person, 'Reloaded', folder)
  await inTheMiddle(page)
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await expect(page.getByRole('progressbar').first()).toBeVisible({ timeout: 30_000 })
  await expectAllThere(person, projectId, hashes)
  await rm(folder, { recursive: true, force: true })
})

test('a folder of three hundred photos goes on by itself after a reload in the middle', async ({ page, person }) => {
  test.slow()
  const { folder, hashes } = await mixedShoot()
  await limitUpload(page, 500_000)
  const projectId = await begin(page, person, 'Shoot', folder)
  const arrived = async (): Promise<number> =>
    (await photosOf(person, projectId)).filter(({ state }) => state !== 'uploading').length
  await expect.poll(arrived, { timeout: 120_000 }).toBeGreaterThanOrEqual(40)
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  expect(await arrived()).toBeLessThan(300)
  // Nobody touches anything: the line above the photos tells, also of those that came before.
  await expect(page.getByText(/^\d+ of 300 files$/).last()).toBeVisible({ timeout: 30_000 })
  await expect.poll(arrived, { timeout: 120_000 }).toBe(300)
  await expect(page.getByText(/to be picked again/)).toHaveCount(0)
  const numbers = async (): Promise<unknown[]> =>
    (await photosOf(person, projectId)).map(({ state, number }) => `${state} ${number ?? '-'}`)
  await expect
    .poll(numbers, { timeout: 120_000 })
    .toEqual(Array.from({ length: 300 }, (_, place) => `ready ${place + 1}`))
  const photos = await photosOf(person, projectId)
  expect(photos.map(({ folder: inside, originalName }) => `${inside}/${originalName}`).toSorted()).toEqual(
    [...hashes.keys()].toSorted(),
  )
  for (const { id, folder: inside, originalName } of photos.filter((_, place) => place % 20 === 0)) {
    const original = await person.fetch(`/media/photos/${id}/original`)
    expect(sha256(new Uint8Array(await original.arrayBuffer()))).toBe(hashes.get(`${inside}/${originalName}`))
  }
  await rm(folder, { recursive: true, force: true })
})

test('whoever signs out in the middle leaves no files in the browser', async ({ page, person }) => {
  const { folder } = await heavyFolder()
  await limitUpload(page, 1_000_000)
  await begin(page, person, 'Left', folder)
  await inTheMiddle(page)
  const kept = (): Promise<(string | undefined)[]> =>
    page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
  expect(await kept()).toContain('greenroom-uploads')
  await page.getByRole('button', { name: 'You' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect.poll(kept).not.toContain('greenroom-uploads')
  await rm(folder, { recursive: true, force: true })
})

test('an upload goes on when the server is killed in the middle and started again', async ({ page, person, house }) => {
  test.slow()
  const { folder, hashes } = await heavyFolder()
  await limitUpload(page, 2_000_000)
  const projectId = await begin(page, person, 'Killed', folder)
  await inTheMiddle(page)
  await house.killHard()
  await expect(page.getByText('No live connection. Trying again…')).toBeVisible({ timeout: 30_000 })
  await house.start()
  await expectAllThere(person, projectId, hashes)
  await expect(panel(page)).toContainText('4 photos uploaded', { timeout: 120_000 })
  await expect(page.getByText('No live connection. Trying again…')).toBeHidden({ timeout: 120_000 })
  await rm(folder, { recursive: true, force: true })
})
