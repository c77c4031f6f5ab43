import type { Photo } from '@greenroom/contract/photos.ts'
import type { photos } from '#messages/photos.ts'

type Words = (typeof photos)['en']

/** What a screen reader says of a tile: name, kind, state, what it is used for. */
export const spokenName =
  (words: Words, frames: { startFileId: string | null; endFileId: string | null }) =>
  (photo: Photo): string =>
    [
      photo.name,
      photo.kind === 'video' ? words.video : '',
      photo.state === 'uploading' ? words.uploading : photo.state === 'processing' ? words.processing : '',
      photo.state === 'rejected' ? `${words.refused}: ${photo.rejection?.sentence ?? ''}` : '',
      photo.id === frames.startFileId ? words.isStart : '',
      photo.id === frames.endFileId ? words.isEnd : '',
      photo.duplicateOf === null ? '' : words.duplicate,
      photo.usedAsStart + photo.usedAsEnd > 0 ? words.used(photo.usedAsStart + photo.usedAsEnd) : '',
    ]
      .filter((part) => part !== '')
      .join(', ')

/** Why a photo cannot be a frame; null when it can. */
export function whyNoFrame(photo: Photo | undefined, words: Words): string | null {
  if (photo === undefined || photo.state === 'uploading' || photo.state === 'processing') return words.notFrameYet
  if (photo.state === 'rejected') return words.notFrameRefused
  return photo.kind === 'video' ? words.notFrameVideo : null
}
