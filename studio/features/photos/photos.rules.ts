import type { Photo } from '@greenroom/contract/photos.ts'
import { byPosition } from '#features/projects/board/reorder.ts'
import { plain } from '#features/projects/plain-text.ts'

export const photoSorts = ['order', 'name', 'taken', 'added'] as const
export type PhotoSort = (typeof photoSorts)[number]
export const photoFilters = ['all', 'unused', 'used', 'start', 'end', 'failed'] as const
export type PhotoFilter = (typeof photoFilters)[number]

/** What a person wants to see of a project's photos. */
export interface PhotoView {
  readonly sort: PhotoSort
  readonly show: PhotoFilter
  /** Null = all folders. */
  readonly folder: string | null
  readonly search: string
}

export const everyPhoto: PhotoView = { sort: 'order', show: 'all', folder: null, search: '' }

const isUsed = (photo: Photo): boolean => photo.usedAsStart > 0 || photo.usedAsEnd > 0

function fits(photo: Photo, filter: PhotoFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'unused':
      return photo.state !== 'rejected' && !isUsed(photo)
    case 'used':
      return isUsed(photo)
    case 'start':
      return photo.usedAsStart > 0
    case 'end':
      return photo.usedAsEnd > 0
    case 'failed':
      return photo.state === 'rejected'
  }
}

// "photo2" before "photo10"; the same in both languages.
const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

const comparisons: Readonly<Record<PhotoSort, (one: Photo, other: Photo) => number>> = {
  order: byPosition,
  name: (one, other) => natural.compare(one.name, other.name) || byPosition(one, other),
  // Photos without a date come last.
  taken: (one, other) => compareTexts(one.takenAt ?? '~', other.takenAt ?? '~') || byPosition(one, other),
  added: (one, other) => compareTexts(other.uploadedAt, one.uploadedAt) || byPosition(one, other),
}
const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const searched = new WeakMap<Photo, string>()

/** What a search looks at, made once for every row: people type faster than 10,000 names are folded. */
function searchText(photo: Photo): string {
  const known = searched.get(photo) ?? `${plain(photo.name)}\n${plain(photo.originalName)}`
  searched.set(photo, known)
  return known
}

/** The photos to show, in order. */
export function shownPhotos(photos: readonly Photo[], view: PhotoView): Photo[] {
  const wanted = plain(view.search.trim())
  const found = photos.filter(
    (photo) =>
      fits(photo, view.show) &&
      (view.folder === null || photo.folder === view.folder) &&
      (wanted === '' || searchText(photo).includes(wanted)),
  )
  return found.sort(comparisons[view.sort])
}

export const countsOf = (photos: readonly Photo[]): Record<PhotoFilter, number> =>
  Object.fromEntries(
    photoFilters.map((filter) => [filter, photos.reduce((sum, photo) => sum + (fits(photo, filter) ? 1 : 0), 0)]),
  ) as Record<PhotoFilter, number>

export interface Folder {
  readonly name: string
  readonly count: number
}

/** Every folder with how many photos lie in it; empty when all of them lie in the same one. */
export function foldersOf(photos: readonly Photo[]): Folder[] {
  const counts = new Map<string, number>()
  for (const { folder } of photos) counts.set(folder, (counts.get(folder) ?? 0) + 1)
  if (counts.size < 2) return []
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((one, other) => natural.compare(one.name, other.name))
}

/** Can be a frame of a scene. */
export const isFrame = (photo: Photo | undefined): photo is Photo => photo?.state === 'ready' && photo.kind === 'image'

const shapes = [16 / 9, 3 / 2, 4 / 3, 1, 3 / 4, 2 / 3, 9 / 16]

/** The shape of a board's tiles: that of most photos in it, so that few of them are cropped. */
export function tileAspect(photos: readonly Photo[]): number {
  const votes = new Map<number, number>()
  for (const { width, height } of photos) {
    if (width === null || height === null || width === 0 || height === 0) continue
    const shape = nearest(width / height)
    votes.set(shape, (votes.get(shape) ?? 0) + 1)
  }
  const [best] = [...votes].sort(([, one], [, other]) => other - one)
  return best?.[0] ?? 3 / 2
}

const nearest = (aspect: number): number =>
  shapes.reduce((best, shape) =>
    Math.abs(Math.log(shape / aspect)) < Math.abs(Math.log(best / aspect)) ? shape : best,
  )

/** Filling the tile would cut off more than a quarter of the photo: show all of it instead. */
export function isCutOff(photo: { width: number | null; height: number | null }, aspect: number): boolean {
  if (photo.width === null || photo.height === null || photo.height === 0) return false
  const own = photo.width / photo.height
  return Math.min(own, aspect) / Math.max(own, aspect) < 0.75
}

/** The list with the rows that were read again put in, and those that are gone taken out. */
export function mergePhotos(photos: readonly Photo[], changed: readonly Photo[], gone: ReadonlySet<string>): Photo[] {
  const byId = new Map(changed.map((photo) => [photo.id, photo]))
  const kept = photos.flatMap((photo) => {
    const fresh = byId.get(photo.id)
    byId.delete(photo.id)
    return gone.has(photo.id) ? [] : [fresh ?? photo]
  })
  return [...kept, ...byId.values()].sort(byPosition)
}
