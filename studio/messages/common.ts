import { defineRoom } from '#lib/messages.ts'
import { en } from './en/common.ts'

/** Words that every room uses. */
export const common = defineRoom(en, async () => (await import('./nl/common.ts')).nl)
