import { defineRoom } from '#lib/messages.ts'
import { en } from './en/posts.ts'

/** Connected accounts, the post form, approving and what became of posts. */
export const posts = defineRoom(en, async () => (await import('./nl/posts.ts')).nl)
