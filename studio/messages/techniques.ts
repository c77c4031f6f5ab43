import { defineRoom } from '#lib/messages.ts'
import { en } from './en/techniques.ts'

/** The catalogue of techniques, and a workspace's own wording of them. */
export const techniques = defineRoom(en, async () => (await import('./nl/techniques.ts')).nl)
