import type * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { openUpload } from './photos.ts'
import { uuid } from './shapes.ts'
import { runNow } from './slideshow-groups.ts'
import { addSessionItems } from './slideshow-sessions.ts'

/** The names of the original brief, over the same verbs as the addresses of sessions. */

const withSession = <S extends z.core.$ZodLooseShape>(body: z.ZodObject<S, z.core.$strict> | undefined) => {
  if (body === undefined) throw new Error('An alias stands for an endpoint with a body')
  return body.extend({ sessionId: uuid })
}

export const uploadSourceImages = endpoint({
  method: 'POST',
  path: '/api/upload-source-images',
  summary:
    'Announce pictures and clips for a session: the same as announcing a batch of uploads for its project, which is made when there is none',
  access: 'approved',
  body: withSession(openUpload.body),
  reply: openUpload.reply.extend({ projectId: uuid }),
  status: 201,
})
export const selectImages = endpoint({
  method: 'POST',
  path: '/api/select-images',
  summary: 'Put media into a session: the same as adding items to it',
  access: 'approved',
  body: withSession(addSessionItems.body),
  reply: addSessionItems.reply,
  status: 201,
})
export const createVideo = endpoint({
  method: 'POST',
  path: '/api/create-video',
  summary: 'Make a slideshow of a session now: the same as running it by hand',
  access: 'approved',
  body: withSession(runNow.body),
  reply: runNow.reply,
  status: 202,
})
