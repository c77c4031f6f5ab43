import type { Photo } from '@greenroom/contract/photos.ts'
import { describe, expect, test } from 'vitest'
import {
  countsOf,
  everyPhoto,
  foldersOf,
  isCutOff,
  isFrame,
  mergePhotos,
  shownPhotos,
  tileAspect,
} from './photos.rules.ts'

let made = 0
const photo = (given: Partial<Photo>): Photo => {
  made += 1
  return {
    id: `id-${String(made).padStart(4, '0')}`,
    projectId: null,
    folder: '',
    name: `house${made}.jpeg`,
    originalName: `IMG_${made}.JPG`,
    number: made,
    kind: 'image',
    mime: 'image/jpeg',
    bytes: 1000,
    width: 3000,
    height: 2000,
    durationSeconds: null,
    thumbhash: null,
    takenAt: null,
    uploadedAt: `2026-11-21T08:00:${String(made % 60).padStart(2, '0')}Z`,
    state: 'ready',
    rejection: null,
    duplicateOf: null,
    usedAsStart: 0,
    usedAsEnd: 0,
    position: made,
    ...given,
  }
}
const names = (photos: readonly Photo[]): string[] => photos.map(({ name }) => name)

describe('what is shown', () => {
  const photos = [
    photo({ name: 'b10.jpeg', usedAsStart: 1, position: 3, takenAt: '2026-01-02T00:00:00Z' }),
    photo({ name: 'b2.jpeg', usedAsEnd: 2, position: 1 }),
    photo({ name: 'a1.jpeg', originalName: 'Château.jpg', position: 2, takenAt: '2026-01-01T00:00:00Z' }),
    photo({ name: 'broken.heic', state: 'rejected', position: 4 }),
  ]

  test('comes in the order of the project unless said otherwise', () => {
    expect(names(shownPhotos(photos, everyPhoto))).toEqual(['b2.jpeg', 'a1.jpeg', 'b10.jpeg', 'broken.heic'])
  })

  test('sorts names as people count, and dates with the undated ones last', () => {
    expect(names(shownPhotos(photos, { ...everyPhoto, sort: 'name' })).slice(0, 3)).toEqual([
      'a1.jpeg',
      'b2.jpeg',
      'b10.jpeg',
    ])
    expect(names(shownPhotos(photos, { ...everyPhoto, sort: 'taken' })).slice(0, 2)).toEqual(['a1.jpeg', 'b10.jpeg'])
  })

  test('sorts the newest arrivals first', () => {
    expect(names(shownPhotos(photos, { ...everyPhoto, sort: 'added' }))[0]).toBe('broken.heic')
  })

  test('filters by what the photos are used for, and a refused file is not an unused photo', () => {
    expect(names(shownPhotos(photos, { ...everyPhoto, show: 'unused' }))).toEqual(['a1.jpeg'])
    expect(names(shownPhotos(photos, { ...everyPhoto, show: 'used' }))).toEqual(['b2.jpeg', 'b10.jpeg'])
    expect(countsOf(photos)).toEqual({ all: 4, unused: 1, used: 2, start: 1, end: 1, failed: 1 })
  })

  test('finds names without their accents, the original name too', () => {
    expect(names(shownPhotos(photos, { ...everyPhoto, search: ' chateau ' }))).toEqual(['a1.jpeg'])
    expect(names(shownPhotos(photos, { ...everyPhoto, search: 'B1' }))).toEqual(['b10.jpeg'])
  })

  test('keeps to one folder', () => {
    const two = [photo({ folder: 'Day 10' }), photo({ folder: 'Day 2' }), photo({ folder: 'Day 2' })]
    expect(foldersOf(two)).toEqual([
      { name: 'Day 2', count: 2 },
      { name: 'Day 10', count: 1 },
    ])
    expect(shownPhotos(two, { ...everyPhoto, folder: 'Day 2' })).toHaveLength(2)
    expect(foldersOf(photos)).toEqual([])
  })
})

test('only a finished picture can be a frame', () => {
  expect(isFrame(photo({}))).toBe(true)
  expect(isFrame(photo({ kind: 'video' }))).toBe(false)
  expect(isFrame(photo({ state: 'processing' }))).toBe(false)
  expect(isFrame(undefined)).toBe(false)
})

test('tiles take the shape that most photos have', () => {
  const upright = { width: 1080, height: 1920 }
  expect(tileAspect([photo(upright), photo(upright), photo({})])).toBe(9 / 16)
  expect(tileAspect([photo({ width: null, height: null })])).toBe(3 / 2)
})

test('a photo of another shape is shown whole instead of cut', () => {
  expect(isCutOff({ width: 4000, height: 3000 }, 3 / 2)).toBe(false)
  expect(isCutOff({ width: 1080, height: 1920 }, 3 / 2)).toBe(true)
  expect(isCutOff({ width: null, height: null }, 3 / 2)).toBe(false)
})

describe('rows that were read again', () => {
  const photos = [photo({ position: 1 }), photo({ position: 2 }), photo({ position: 3 })]
  const [first, second, third] = photos as [Photo, Photo, Photo]

  test('replace the old ones, move to their new place and let new ones in', () => {
    const added = photo({ position: 2.5 })
    const merged = mergePhotos(photos, [{ ...first, position: 9 }, added], new Set())
    expect(merged.map(({ id }) => id)).toEqual([second.id, added.id, third.id, first.id])
  })

  test('that are gone leave', () => {
    expect(mergePhotos(photos, [], new Set([second.id]))).toEqual([first, third])
  })

  test('untouched rows stay the same objects, so that their tiles need no new drawing', () => {
    expect(mergePhotos(photos, [{ ...second }], new Set())[0]).toBe(first)
  })
})
