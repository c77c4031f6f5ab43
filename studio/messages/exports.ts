import { defineRoom } from '#lib/messages.ts'
import { en } from './en/exports.ts'

/** Exporting scenes as one ZIP. */
export const exports = defineRoom(en, async () => (await import('./nl/exports.ts')).nl)
