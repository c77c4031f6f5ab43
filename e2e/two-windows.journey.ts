import { photoGrid, photoTile, projectWith, sceneTiles, type Scene } from './desk.ts'
import { expect, test } from './journey.ts'
import { picture } from './pictures.ts'
import { signUp, somebody } from './people.ts'

test('two windows of one person show the same, without a reload', async ({ page, person, house, openWindow }) => {
  const project = await projectWith(
    house,
    person,
    'Two windows',
    await Promise.all([11, 12].map((seed) => picture(seed))),
  )
  const other = await openWindow(person)
  await page.goto(`/projects/${project.id}`)
  await other.goto(`/projects/${project.id}`)
  await expect(photoTile(other, 'two-windows1.jpeg')).toBeVisible()
  await expect(other.getByRole('heading', { name: 'No scenes yet' })).toBeVisible()

  await test.step('a new scene, and how far it is', async () => {
    await photoTile(page, 'two-windows1.jpeg').click()
    await page.keyboard.press('s')
    // Its key does nothing before models and shot types are known.
    await expect(page.getByRole('button', { name: /^Generate/ }).first()).toBeEnabled()
    await page.keyboard.press('g')
    await expect(sceneTiles(page)).toHaveCount(1)
    await expect(sceneTiles(other)).toHaveCount(1)
    await expect(sceneTiles(page).first()).toHaveAccessibleName(/Ready/, { timeout: 120_000 })
    await expect(sceneTiles(other).first()).toHaveAccessibleName(/Ready/)
  })

  await test.step('another take, chosen by itself or by hand', async () => {
    await sceneTiles(page).first().focus()
    await page.keyboard.press('r')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('r')
    await expect(sceneTiles(other).first()).toHaveAccessibleName(/2 takes/)
    await expect(sceneTiles(other).first()).toHaveAccessibleName(/Ready/, { timeout: 120_000 })
    const { scenes } = await person.call<{ scenes: Scene[] }>('GET', `/api/projects/${project.id}/scenes`)
    const [scene] = scenes
    const [now, next] = scene?.pinnedVersion === 2 ? [2, 1] : [1, 2]
    await expect(sceneTiles(other).first()).toContainText(`v${now}`)
    await page.goto(`/projects/${project.id}/scenes/${scene?.id ?? ''}?take=${next}`)
    await page.getByRole('button', { name: 'Choose this take' }).click()
    await expect(sceneTiles(other).first()).toContainText(`v${next}`)
  })

  await test.step('a photo that is deleted and brought back, a name that is changed', async () => {
    await page.goto(`/projects/${project.id}`)
    await photoTile(page, 'two-windows2.jpeg').focus()
    await page.keyboard.press('Delete')
    // The other window may hear of it before this one has its answer, and only then there is something to undo.
    await expect(photoGrid(page).getByRole('gridcell')).toHaveCount(1)
    await expect(photoGrid(other).getByRole('gridcell')).toHaveCount(1)
    await page.keyboard.press('Control+z')
    await expect(photoGrid(other).getByRole('gridcell')).toHaveCount(2)
    await person.call('PATCH', `/api/projects/${project.id}`, { name: 'Both windows' })
    await expect(other.getByRole('heading', { name: 'Both windows' })).toBeVisible()
  })

  await test.step('a scene that is deleted', async () => {
    await sceneTiles(page).first().focus()
    await page.keyboard.press('Delete')
    await expect(other.getByRole('heading', { name: 'No scenes yet' })).toBeVisible()
  })
})

test('somebody else finds nothing of it, neither by the address of a page nor of a picture', async ({
  person,
  house,
  openWindow,
}) => {
  const project = await projectWith(house, person, 'Mine alone', [await picture(13)])
  const stranger = await signUp(house, somebody('Mallory'))
  const photoId = project.photos[0]?.id ?? ''
  const page = await openWindow(stranger)
  for (const path of [`/projects/${project.id}`, `/projects/${project.id}/scenes/${crypto.randomUUID()}`]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
  }
  await page.goto('/projects')
  await expect(page.getByRole('heading', { name: 'No projects yet' })).toBeVisible()

  const asked = async (path: string, init?: RequestInit): Promise<number> => (await stranger.fetch(path, init)).status
  const json = { 'content-type': 'application/json' }
  expect(await asked(`/api/projects/${project.id}`)).toBe(404)
  expect(await asked(`/api/projects/${project.id}/photos`)).toBe(404)
  expect(await asked(`/api/projects/${project.id}/scenes`)).toBe(404)
  expect(await asked(`/api/photos/${photoId}`)).toBe(404)
  for (const variant of ['small', 'large', 'original'])
    expect(await asked(`/media/photos/${photoId}/${variant}`)).toBe(404)
  expect(await asked(`/api/projects/${project.id}`, { method: 'DELETE' })).toBe(404)
  expect(await asked(`/api/projects/${project.id}`, { method: 'PATCH', headers: json, body: '{"name":"Taken"}' })).toBe(
    404,
  )
  expect((await person.fetch(`/media/photos/${photoId}/original`)).status).toBe(200)
})
