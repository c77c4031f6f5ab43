import { defineRoom } from '#lib/messages.ts'
import { en } from './en/builder.ts'

/** The builder of scenarios. */
export const builder = defineRoom(en, async () => (await import('./nl/builder.ts')).nl)
