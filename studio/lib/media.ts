import type { PhotoVariant } from '@greenroom/contract/photos.ts'
import type { VersionVariant } from '@greenroom/contract/scenes.ts'

// Addresses of media. They are read with the cookie of this browser, because an <img> cannot send a token.

/** `small` 320, `medium` 800, `large` 1600 pixels wide as WebP, `original` byte for byte. */
export const photoUrl = (fileId: string, variant: PhotoVariant): string => `/media/photos/${fileId}/${variant}`
/** The clip of a take, or its still. */
export const versionUrl = (versionId: string, variant: VersionVariant): string =>
  `/media/versions/${versionId}/${variant}`
export const exportUrl = (exportId: string): string => `/media/exports/${exportId}`
