import { defineRoom } from '#lib/messages.ts'
import { en } from './en/projects.ts'

/** The list of projects and the desk of one project. */
export const projects = defineRoom(en, async () => (await import('./nl/projects.ts')).nl)
