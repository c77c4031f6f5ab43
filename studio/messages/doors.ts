import { defineRoom } from '#lib/messages.ts'
import { en } from './en/doors.ts'

/** The pages outside the shell: signing in and up, confirming, waiting, approving. */
export const doors = defineRoom(en, async () => (await import('./nl/doors.ts')).nl)
