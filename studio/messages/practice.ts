import { defineRoom } from '#lib/messages.ts'
import { en } from './en/practice.ts'

export const practice = defineRoom(en, async () => (await import('./nl/practice.ts')).nl)
