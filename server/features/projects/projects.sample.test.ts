import { expect, test } from 'vitest'
import { makeHouse } from '#testing/house.ts'
import { photosOf, settled, whenPhotos } from '#testing/photos.ts'

test('a sample project answers at once, fills itself live with photos made here, and names them in pairs', { timeout: 240_000 }, async () => {
  await using house = await makeHouse()
  const anna = await house.people.add()
  const made = await anna.call('POST', '/api/sample-project', {})
  expect(made).toMatchObject({ status: 201, body: { name: 'Sample project', photoCount: 0 } })
  const projectId = made.body.id as string
  const some = await whenPhotos(house, anna, projectId, (photos) => photos.some(({ state }) => state === 'ready'))
  expect(some.some(({ state }) => state === 'uploading')).toBe(true)
  const photos = await whenPhotos(house, anna, projectId, settled)
  expect(photos.map(({ name }) => name)).toEqual(Array.from({ length: 24 }, (_, index) => `sample-project${index + 1}.jpeg`))
  expect(photos.every(({ state, thumbhash, takenAt }) => state === 'ready' && thumbhash !== null && takenAt !== null)).toBe(true)
  expect(await photosOf(anna, projectId)).toEqual(photos)

  const again = await anna.call('POST', '/api/sample-project', {})
  expect(again).toMatchObject({ status: 201, body: { name: 'Sample project 2' } })
})
