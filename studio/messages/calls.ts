import { defineRoom } from '#lib/messages.ts'
import { en } from './en/calls.ts'

/** Beginning a call, the call itself, and reading it through. */
export const calls = defineRoom(en, async () => (await import('./nl/calls.ts')).nl)
