import { defineRoom } from '#lib/messages.ts'
import { en } from './en/shots.ts'

/** Shot types and their templates. */
export const shots = defineRoom(en, async () => (await import('./nl/shots.ts')).nl)
