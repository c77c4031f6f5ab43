import { defineRoom } from '#lib/messages.ts'
import { en } from './en/slideshows.ts'

/** Sessions, their slides, captions and looks, and the slideshows made of them. */
export const slideshows = defineRoom(en, async () => (await import('./nl/slideshows.ts')).nl)
