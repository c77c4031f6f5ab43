import { defineRoom } from '#lib/messages.ts'
import { en } from './en/basics.ts'

/** Words that every room uses. */
export const basics = defineRoom(en, async () => (await import('./nl/basics.ts')).nl)
