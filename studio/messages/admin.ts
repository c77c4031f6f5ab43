import { defineRoom } from '#lib/messages.ts'
import { en } from './en/admin.ts'

export const admin = defineRoom(en, async () => (await import('./nl/admin.ts')).nl)
