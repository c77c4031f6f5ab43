import { defineRoom } from '#lib/messages.ts'
import { en } from './en/settings.ts'

export const settings = defineRoom(en, async () => (await import('./nl/settings.ts')).nl)
