import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { dropOnto, photoGrid, photosOf, photoTile } from './desk.ts'
import { expect, expectAccessible, test } from './journey.ts'
import { mixedFolder, picture, writeFiles } from './pictures.ts'

test('a folder of mixed files becomes photos with gapless names, and what cannot be used says why', async ({
  page,
  person,
}) => {
  await page.goto('/dashboard')
  await page.getByRole('link', { name: 'Create project' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Summer House')
  await expectAccessible(page, 'the dialog for a new project')
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('heading', { name: 'No photos in this project' })).toBeVisible()
  await expectAccessible(page, 'an empty project')
  const projectId = basename(new URL(page.url()).pathname)

  const folder = await mkdtemp(join(tmpdir(), 'greenroom-photos-'))
  const { files, good, refused } = await mixedFolder()
  await writeFiles(join(folder, 'Seaside'), files)
  await dropOnto(page, [join(folder, 'Seaside')])
  await expect(page.getByRole('heading', { name: 'Upload to this project' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Upload to this project' })).toContainText('10 photos uploaded', {
    timeout: 120_000,
  })
  await expect(page.getByText('2 files were refused.')).toBeVisible()
  await expectAccessible(page, 'a project after an upload')

  // Gapless, in the natural order of a folder: parents before what is in them, IMG_2 before IMG_10.
  const photos = await photosOf(person, projectId)
  const named = photos.filter(({ number }) => number !== null)
  expect(named.map(({ number }) => number)).toEqual(Array.from({ length: good }, (_, place) => place + 1))
  expect(named.map(({ name }) => name.replace(/\.\w+$/, ''))).toEqual(
    named.map(({ number }) => `summer-house${number}`),
  )
  expect(named.map(({ originalName }) => originalName)).toEqual([
    'copy of the beach.jpg',
    'Été à la plage – 海岸 🌅.jpg',
    'IMG_1.jpg',
    'IMG_2.jpg',
    'IMG_10.jpg',
    'IMG_11.jpg',
    'DJI_0001.png',
    'DJI_0002.webp',
  ])
  await expect(photoGrid(page).getByRole('gridcell')).toHaveCount(10)
  await expect(photoTile(page, 'summer-house7.png')).toBeVisible()

  // Turned photos stand upright.
  const turned = named.find(({ originalName }) => originalName === 'IMG_2.jpg')
  expect([turned?.width, turned?.height]).toEqual([1200, 800])

  // What was refused says what is wrong and how to mend it.
  const sentences = photos.filter(({ state }) => state === 'rejected')
  expect(sentences.map(({ originalName }) => originalName).toSorted()).toEqual(refused)
  await page.getByRole('button', { name: 'Show why' }).click()
  await expect(photoGrid(page)).toContainText('The file ends too early: a part of it is missing.')
  await expect(photoGrid(page)).toContainText('This kind of file cannot be used.')
  await page.getByRole('button', { name: 'Remove all' }).click()
  await expect(page.getByText('2 photos deleted')).toBeVisible()
  await expect(page.getByText('2 files were refused.')).toBeHidden()

  // The copy is offered to be one photo.
  await expect(page.getByText('1 photo is in this project already, byte for byte.')).toBeVisible()
  await page.getByRole('button', { name: 'Use the one you have' }).click()
  await expect.poll(async () => (await photosOf(person, projectId)).length).toBe(good - 1)

  // The next upload goes on counting.
  await writeFiles(folder, [{ path: 'later.jpg', bytes: await picture(20) }])
  await page.goto(`/projects/${projectId}`)
  await expect(photoGrid(page)).toBeVisible()
  await dropOnto(page, [join(folder, 'later.jpg')])
  await expect(photoTile(page, 'summer-house9.jpeg')).toBeVisible({ timeout: 120_000 })
  await rm(folder, { recursive: true, force: true })
})
