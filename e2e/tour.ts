// A walk through every page with a camera, to look at what was built: node e2e/tour.ts <folder for the pictures> [only]
// `only` is a pattern that the names of the wanted pages match. Needs Node 24 and a built studio (npm start builds it).
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { findChromium } from '../scripts/ground/tools.mjs'
import { photoGrid, photosOf, scenesOf, type Photo } from './desk.ts'
import { startContractServers, startHouse, type House } from './house.ts'
import { signUp, somebody, type Person } from './people.ts'
import { connect } from './publisher.ts'
import { coachStops, furnishCoach, type FurnishedCoach } from './tour-coach.ts'
import { furnishSlideshows, slideshowStops } from './tour-slideshows.ts'

const [folder = 'test-results/tour', only = ''] = process.argv.slice(2)
const sizes = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
]
const themes = ['dark', 'light'] as const

/** One stop of the tour: where it is, and what to do there before the picture. */
interface Stop {
  name: string
  path: string
  /** Whose window it is; the producer's unless said. */
  who?: 'nobody' | 'newcomer' | 'producer'
  /** Widths at which there is anything to see. */
  from?: number
  prepare?: (page: Page) => Promise<unknown>
}

const press =
  (...keys: string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }

const stopsOf = ({ projectId, emptyId, sceneId, sessionId, coach }: Furnished): Stop[] => [
  { name: 'sign-in', path: '/sign-in', who: 'nobody' },
  { name: 'sign-up', path: '/sign-up', who: 'nobody' },
  { name: 'confirm', path: '/confirm?email=robin@example.test', who: 'nobody' },
  { name: 'reset', path: '/reset', who: 'nobody' },
  { name: 'waiting', path: '/waiting', who: 'newcomer' },
  { name: 'dashboard', path: '/dashboard' },
  { name: 'projects', path: '/projects' },
  { name: 'new-project', path: '/projects?new=1' },
  { name: 'project', path: `/projects/${projectId}`, prepare: chooseFrames },
  {
    name: 'project-prompt',
    path: `/projects/${projectId}`,
    from: 768,
    prepare: (page) => page.getByRole('button', { name: 'Prompt' }).click(),
  },
  { name: 'project-scenes', path: `/projects/${projectId}?tab=scenes` },
  { name: 'project-empty', path: `/projects/${emptyId}` },
  { name: 'upload', path: `/projects/${emptyId}`, from: 768, prepare: press('u') },
  {
    name: 'lightbox',
    path: `/projects/${projectId}`,
    prepare: (page) => photoGrid(page).getByRole('gridcell').nth(2).dblclick(),
  },
  { name: 'export', path: `/projects/${projectId}`, prepare: press('Control+e') },
  { name: 'scene', path: `/projects/${projectId}/scenes/${sceneId}` },
  { name: 'compare', path: `/projects/${projectId}/scenes/${sceneId}?compare=newest` },
  { name: 'compare-wipe', path: `/projects/${projectId}/scenes/${sceneId}?compare=newest&mode=wipe` },
  { name: 'palette', path: `/projects/${projectId}`, from: 768, prepare: press('Control+k') },
  { name: 'shortcuts', path: `/projects/${projectId}`, from: 768, prepare: press('?') },
  { name: 'jobs', path: '/dashboard', prepare: (page) => page.getByRole('button', { name: 'Jobs' }).click() },
  { name: 'person-menu', path: '/dashboard', prepare: (page) => page.getByRole('button', { name: 'You' }).click() },
  ...['profile', 'preferences', 'account', 'shots', 'publishing', 'sessions'].map((name) => ({
    name: `settings-${name}`,
    path: `/settings/${name}`,
  })),
  ...['people', 'generations', 'errors', 'jobs'].map((name) => ({ name: `admin-${name}`, path: `/admin/${name}` })),
  ...slideshowStops(sessionId),
  ...coachStops(coach),
  { name: 'nothing-here', path: '/projects/00000000-0000-4000-8000-000000000000' },
]

const chooseFrames = async (page: Page): Promise<void> => {
  if (page.viewportSize()?.width === 390) return
  const photos = photoGrid(page).getByRole('gridcell')
  await photos.nth(0).click()
  await page.keyboard.press('s')
  await photos.nth(1).click()
  await page.keyboard.press('e')
  await page.keyboard.press('2')
  await page.mouse.move(0, 0)
}

interface Furnished {
  projectId: string
  emptyId: string
  sceneId: string
  sessionId: string
  coach: FurnishedCoach
}
/** The sample project with scenes of several kinds, one of them with two takes, an empty project beside it, and slideshows. */
const furnish = async (person: Person): Promise<Furnished> => {
  const empty = await person.call<{ id: string }>('POST', '/api/projects', {
    name: 'Winter campaign',
    description: 'Not shot yet.',
  })
  const { id: projectId } = await person.call<{ id: string }>('POST', '/api/sample-project', {})
  const isNamed = ({ state, number }: Photo): boolean => state === 'ready' && number !== null
  const photos = await until(
    () => photosOf(person, projectId),
    (all) => all.length === 24 && all.every(isNamed),
  )
  const { shotTypes } = await person.call<{ shotTypes: { id: string }[] }>('GET', '/api/shot-types')
  const options = { provider: 'local', model: 'local-morph', durationSeconds: 5, resolution: '540p', ratio: '16:9' }
  const wide = photos.filter(({ width, height }) => (width ?? 0) > (height ?? 0))
  for (const [place, shot] of [0, 1, 2, 4, 3, 5].entries()) {
    await person.call('POST', `/api/projects/${projectId}/scenes`, {
      idempotencyKey: crypto.randomUUID(),
      pairs: [{ startFileId: wide[place * 2]?.id, endFileId: wide[place * 2 + 1]?.id }],
      shotTypeId: shotTypes[shot]?.id,
      options,
      agreedPriceMicroUsd: 0,
    })
  }
  const done = () =>
    until(
      () => scenesOf(person, projectId),
      (all) => all.every(({ newest }) => newest.status === 'ready'),
    )
  const [scene] = await done()
  const sceneId = scene?.id ?? ''
  const again = { idempotencyKey: crypto.randomUUID(), shotTypeId: shotTypes[4]?.id, agreedPriceMicroUsd: 0 }
  await person.call('POST', `/api/scenes/${sceneId}/versions`, again)
  await done()
  const sessionId = await furnishSlideshows(
    person,
    photos.map(({ id }) => id),
  )
  return { projectId, emptyId: empty.id, sceneId, sessionId, coach: await furnishCoach(person) }
}

const until = async <T>(look: () => Promise<T>, good: (found: T) => boolean): Promise<T> => {
  for (;;) {
    const found = await look()
    if (good(found)) return found
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}

const photograph = async (browser: Browser, house: House, stop: Stop, who: Person | null): Promise<void> => {
  for (const viewport of sizes.filter(({ width }) => width >= (stop.from ?? 0))) {
    for (const colorScheme of themes) {
      const context = await browser.newContext({
        baseURL: house.url,
        viewport,
        colorScheme,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        ...(who === null ? {} : { storageState: who.storageState }),
      })
      const page = await context.newPage()
      const name = `${stop.name}-${viewport.width}-${colorScheme}.png`
      try {
        await page.goto(stop.path, { waitUntil: 'load' })
        await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => 'live changes keep the network busy')
        await stop.prepare?.(page)
        await page.waitForTimeout(600)
        await page.screenshot({ path: join(folder, name) })
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        console.log(overflow > 0 ? `${name}  is ${overflow} pixels too wide` : name)
      } catch (error) {
        console.log(`${name}  ${String(error).split('\n')[0]}`)
      }
      await context.close()
    }
  }
}

await mkdir(folder, { recursive: true })
const executablePath = await findChromium()
// Posting needs somebody to post to: the publisher's stand-in, with the keys it takes. Everything else is as it comes.
const vendor = await startContractServers(20)
const theirs = Object.entries(vendor.environment).filter(([name]) => /^TIKTOK_|^OUTBOUND_ALLOW$/.test(name))
const house = await startHouse({ ...Object.fromEntries(theirs), SEARCH_EMBEDDER: 'auto' })
const browser = await chromium.launch({
  ...(executablePath === null ? {} : { executablePath }),
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  const producer = await signUp(house, somebody('Robin'))
  const newcomer = await signUp(house, somebody('Noor'))
  const furnished = await furnish(producer)
  const own = await browser.newContext({ baseURL: house.url, storageState: producer.storageState })
  await connect(await own.newPage())
  await own.close()
  console.log(`${house.url}/projects/${furnished.projectId}`)
  const people = { nobody: null, newcomer, producer }
  for (const stop of stopsOf(furnished)) {
    if (new RegExp(only).test(stop.name)) await photograph(browser, house, stop, people[stop.who ?? 'producer'])
  }
} finally {
  await browser.close()
  await house.stop()
  await vendor.stop()
}
