import { defineRoom } from '#lib/messages.ts'
import { en } from './en/shell.ts'

/** The frame around every page: rail, jobs, person, palette, help. */
export const shell = defineRoom(en, async () => (await import('./nl/shell.ts')).nl)
