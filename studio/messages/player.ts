import { defineRoom } from '#lib/messages.ts'
import { en } from './en/player.ts'

/** What the controls of the player are called. */
export const player = defineRoom(en, async () => (await import('./nl/player.ts')).nl)
