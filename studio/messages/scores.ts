import { defineRoom } from '#lib/messages.ts'
import { en } from './en/scores.ts'

/** What became of a call: score, replay, notes, and the list of all calls. */
export const scores = defineRoom(en, async () => (await import('./nl/scores.ts')).nl)
