import type { FileState, Photo } from '@greenroom/contract/photos.ts'
import type { NoticeText } from '#lib/notice-text.ts'
import type { photos } from '#messages/photos.ts'

/** States of a photo that is not there yet; each has a word in `coming`. */
export type Coming = Exclude<FileState, 'ready' | 'rejected'>
export const isComing = (state: FileState): state is Coming => state !== 'ready' && state !== 'rejected'

type Words = (typeof photos)['en']

/** What a screen reader says of a tile: name, kind, state, what it is used for. */
export const spokenName =
  (words: Words, reason: NoticeText['reason'], frames: { startFileId: string | null; endFileId: string | null }) =>
  (photo: Photo): string =>
    [
      photo.name,
      photo.kind === 'video' ? words.video : '',
      isComing(photo.state) ? words.coming[photo.state] : '',
      photo.state === 'rejected'
        ? [words.refused, photo.rejection === null ? '' : reason(photo.rejection)]
            .filter((part) => part !== '')
            .join(': ')
        : '',
      photo.id === frames.startFileId ? words.isStart : '',
      photo.id === frames.endFileId ? words.isEnd : '',
      photo.duplicateOf === null ? '' : words.duplicate,
      photo.usedAsStart + photo.usedAsEnd > 0 ? words.used(photo.usedAsStart + photo.usedAsEnd) : '',
    ]
      .filter((part) => part !== '')
      .join(', ')

/** Why a photo cannot be a frame; null when it can. */
export function whyNoFrame(photo: Photo | undefined, words: Words): string | null {
  if (photo === undefined || isComing(photo.state)) return words.notFrameYet
  if (photo.state === 'rejected') return words.notFrameRefused
  return photo.kind === 'video' ? words.notFrameVideo : null
}
