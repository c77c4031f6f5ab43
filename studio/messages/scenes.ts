import { defineRoom } from '#lib/messages.ts'
import { en } from './en/scenes.ts'

/** Composing scenes, the scene grid, one scene with its takes, comparing. */
export const scenes = defineRoom(en, async () => (await import('./nl/scenes.ts')).nl)
