import type { RawRoute } from '../http/route.ts'
import { sendObject } from '../http/send-object.ts'
import type { SignedLinks } from './signed-links.ts'
import type { Storage } from './storage.ts'

/** Where signed links lead: the object itself, never a redirect, for whoever holds the link. */
export const signedRoute = (links: SignedLinks, storage: Storage): RawRoute => ({
  method: 'GET',
  path: '/signed/:token/:bucket/:key{.+}',
  access: 'public',
  answer: async (c) => {
    const object = links.open(c.req.param('token') ?? '', c.req.param('bucket') ?? '', c.req.param('key') ?? '')
    return await sendObject(c, storage, {
      ...object,
      fileName: object.key.split('/').at(-1) ?? 'file',
      cacheControl: 'private, max-age=300',
    })
  },
})
