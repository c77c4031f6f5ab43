import { defineRoom } from '#lib/messages.ts'
import { en } from './en/dashboard.ts'

export const dashboard = defineRoom(en, async () => (await import('./nl/dashboard.ts')).nl)
