import { defineRoom } from '#lib/messages.ts'
import { en } from './en/calendar.ts'

/** Planned and past slideshows by day. */
export const calendar = defineRoom(en, async () => (await import('./nl/calendar.ts')).nl)
