import { defineRoom } from '#lib/messages.ts'
import { en } from './en/workspaces.ts'

/** People who practise together, and the way in by an invitation. */
export const workspaces = defineRoom(en, async () => (await import('./nl/workspaces.ts')).nl)
