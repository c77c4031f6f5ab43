import { randomUUID } from 'node:crypto'
import { expect, type Locator, type Page } from '@playwright/test'
import type { House } from './house.ts'
import type { Person } from './people.ts'

/** What the journeys read of a photo, a take and a scene; the API says more. */
export interface Photo {
  id: string
  name: string
  originalName: string
  folder: string
  number: number | null
  state: string
  width: number | null
  height: number | null
  rejection: { code: string; sentence: string } | null
  duplicateOf: string | null
}
export interface Take {
  id: string
  version: number
  status: string
  generationState: string
  prompt: string
  sha256: string | null
}
export interface Scene {
  id: string
  ordinal: number
  status: string
  pinnedVersion: number | null
  pinnedVersionId: string | null
  newest: Take
}

export const photosOf = async (person: Person, projectId: string): Promise<Photo[]> =>
  (await person.call<{ photos: Photo[] }>('GET', `/api/projects/${projectId}/photos`)).photos
export const scenesOf = async (person: Person, projectId: string): Promise<Scene[]> =>
  (await person.call<{ scenes: Scene[] }>('GET', `/api/projects/${projectId}/scenes`)).scenes

/** A project with these photos in it, ready and named, for journeys that are not about uploading. */
export const projectWith = async (
  house: House,
  person: Person,
  name: string,
  pictures: readonly Buffer[],
): Promise<{ id: string; photos: Photo[] }> => {
  const { id } = await person.call<{ id: string }>('POST', '/api/projects', { name })
  const { upload } = (await (await fetch(`${house.url}/api/house`)).json()) as { upload: { endpoint: string } }
  const announced = await person.call<{ files: { clientId: string; bucket: string; objectName: string }[] }>(
    'POST',
    `/api/projects/${id}/uploads`,
    {
      batchId: randomUUID(),
      order: 'name',
      files: pictures.map(({ length }, place) => ({
        clientId: String(place),
        name: `IMG_${place + 1}.jpg`,
        bytes: length,
      })),
    },
  )
  for (const { clientId, bucket, objectName } of announced.files) {
    const bytes = pictures[Number(clientId)] ?? Buffer.alloc(0)
    const answer = await person.fetch(new URL(upload.endpoint, house.url).pathname, {
      method: 'POST',
      headers: {
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-length': String(bytes.length),
        'upload-metadata': metadata({ bucketName: bucket, objectName, contentType: 'image/jpeg' }),
      },
      body: new Uint8Array(bytes),
    })
    if (answer.status !== 201) throw new Error(`Not taken: ${answer.status} ${await answer.text()}`)
  }
  await expect
    .poll(async () => (await photosOf(person, id)).filter(isNamed).length, { timeout: 120_000 })
    .toBe(pictures.length)
  return { id, photos: await photosOf(person, id) }
}
const isNamed = ({ state, number }: Photo): boolean => state === 'ready' && number !== null
const metadata = (pairs: Record<string, string>): string =>
  Object.entries(pairs)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')

/** Files and folders of this machine, dragged onto the page as from a file manager. */
export const dropOnto = async (page: Page, paths: readonly string[], onto?: Locator): Promise<void> => {
  const browser = await page.context().newCDPSession(page)
  const box = (await onto?.boundingBox()) ?? null
  const { width, height } = page.viewportSize() ?? { width: 800, height: 600 }
  const place = box === null ? { x: width / 3, y: height / 2 } : { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await browser.send('Input.dispatchDragEvent', { type, ...place, data })
  await browser.detach()
}

export const photoGrid = (page: Page): Locator => page.getByRole('grid', { name: 'Photos of the project' })
export const sceneGrid = (page: Page): Locator => page.getByRole('grid', { name: 'Scenes of the project' })
/** The tile of a photo; its spoken name begins with the name that is shown. */
export const photoTile = (page: Page, name: string): Locator =>
  photoGrid(page).getByRole('gridcell', { name: new RegExp(`^${name.replaceAll('.', '\\.')}(,|$)`) })
export const sceneTiles = (page: Page): Locator => sceneGrid(page).getByRole('gridcell')

/** Whether a clip moves: its time goes on and its pictures have a size. */
export const expectPlaying = async (video: Locator): Promise<void> => {
  const place = (): Promise<number> =>
    video.evaluate((element) =>
      element instanceof HTMLVideoElement && element.videoWidth > 0 ? element.currentTime : -1,
    )
  await expect.poll(place).toBeGreaterThanOrEqual(0)
  const begin = await place()
  await expect.poll(place).not.toBe(begin)
}

/**
 * Presses what begins a sound and sees that it began, by the button that is there for as long as it sounds. It is looked for by
 * the page itself: a short sound may be over before anybody else looks.
 */
export const expectToSound = async (page: Page, press: Locator, button: string): Promise<void> => {
  const seen = page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const look = (): void => {
          const shown = [...document.querySelectorAll('button')]
          if (!shown.some(({ ariaLabel, textContent }) => (ariaLabel ?? textContent).trim() === name)) return
          watch.disconnect()
          resolve()
        }
        const watch = new MutationObserver(look)
        watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
        setTimeout(() => reject(new Error(`"${name}" was never shown`)), 60_000)
      }),
    button,
  )
  await Promise.all([seen, press.click()])
}
