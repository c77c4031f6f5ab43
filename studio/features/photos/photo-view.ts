import { useDeferredValue, useMemo } from 'react'
import type { Photo } from '@greenroom/contract/photos.ts'
import { oneOf, useAddress } from '#features/projects/url.ts'
import {
  countsOf,
  foldersOf,
  photoFilters,
  photoSorts,
  shownPhotos,
  tileAspect,
  type PhotoView,
} from './photos.rules.ts'

/** What is shown of the photos, kept in the address so that it can be reloaded and shared. */
export function usePhotoView(photos: readonly Photo[]) {
  const [address, patch] = useAddress()
  const view: PhotoView = useMemo(
    () => ({
      sort: oneOf(address, 'sort', photoSorts),
      show: oneOf(address, 'photos', photoFilters),
      folder: address.get('folder'),
      search: address.get('search') ?? '',
    }),
    [address],
  )
  // Typing stays quick with 10,000 photos: the grid follows as fast as it can.
  const wanted = useDeferredValue(view)
  const shown = useMemo(() => shownPhotos(photos, wanted), [photos, wanted])
  const order = useMemo(() => shown.map(({ id }) => id), [shown])
  const counts = useMemo(() => countsOf(photos), [photos])
  const folders = useMemo(() => foldersOf(photos), [photos])
  const aspect = useMemo(() => tileAspect(photos), [photos])

  const change = (changes: Partial<PhotoView>): void =>
    patch({
      ...(changes.sort === undefined ? {} : { sort: changes.sort === 'order' ? null : changes.sort }),
      ...(changes.show === undefined ? {} : { photos: changes.show === 'all' ? null : changes.show }),
      // A folder without a name is a folder too, so only `null` means all of them.
      ...(changes.folder === undefined ? {} : { folder: changes.folder }),
      ...(changes.search === undefined ? {} : { search: changes.search }),
    })
  const clear = (): void => patch({ photos: null, folder: null, search: null })
  return { view, change, clear, shown, order, counts, folders, aspect }
}
