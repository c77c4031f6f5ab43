import { defineRoom } from '#lib/messages.ts'
import { en } from './en/scenarios.ts'

/** The shelf of scenarios, and what one reads before a call. */
export const scenarios = defineRoom(en, async () => (await import('./nl/scenarios.ts')).nl)
