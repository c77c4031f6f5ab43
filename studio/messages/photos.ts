import { defineRoom } from '#lib/messages.ts'
import { en } from './en/photos.ts'

/** The photos of a project: grid, lightbox, upload. */
export const photos = defineRoom(en, async () => (await import('./nl/photos.ts')).nl)
