import * as contract from '@greenroom/contract/photos.ts'
import { personOf, route, type RawRoute, type Route } from '#kernel/http/route.ts'
import { sendObject } from '#kernel/http/send-object.ts'
import type { Uploads } from '#kernel/storage/uploads.ts'
import type { Tools } from '#kernel/tools.ts'
import * as photos from './photos.ts'
import * as uploading from './photos.uploads.ts'

export const photoRoutes = (tools: Tools, uploads: Uploads): Route[] => [
  route(contract.listPhotos, ({ actor, params, query }) => photos.listPhotos(tools, actor, params.projectId, query)),
  route(contract.getPhoto, ({ actor, params }) => photos.getPhoto(tools, actor, params.fileId)),
  route(contract.openUpload, ({ actor, params, body }) => uploading.openUpload(tools, actor, params.projectId, body)),
  route(contract.closeUpload, async ({ actor, params }) => ({
    changed: await uploading.closeUpload(tools, uploads, actor, params.batchId),
  })),
  route(contract.cancelUpload, async ({ actor, params }) => {
    await uploading.cancelUpload(tools, uploads, actor, params)
    return {}
  }),
  route(contract.deletePhotos, async ({ actor, body }) => ({
    changed: await photos.deletePhotos(tools, actor, body.ids),
  })),
  route(contract.restorePhotos, async ({ actor, body }) => ({
    changed: await photos.restorePhotos(tools, actor, body.ids),
  })),
  route(contract.movePhotos, async ({ actor, params, body }) => ({
    changed: await photos.movePhotos(tools, actor, params.projectId, body),
  })),
  route(contract.keepExisting, ({ actor, params }) => photos.keepExisting(tools, actor, params.fileId)),
]

/** Pictures, for the media cookie too, because an <img> sends no header. */
export const photoRawRoutes = (tools: Tools): RawRoute[] => [
  {
    method: 'GET',
    path: contract.photoPath(
      ':fileId{[0-9a-f-]{36}}',
      ':variant{small|medium|large|original}' as contract.PhotoVariant,
    ),
    access: 'approved',
    cookie: true,
    answer: async (c, actor) => {
      const variant = contract.photoVariant.parse(c.req.param('variant'))
      const picture = await photos.pictureOf(tools, personOf(actor), c.req.param('fileId') ?? '', variant)
      return await sendObject(c, tools.storage, { ...picture, cacheControl: 'private, max-age=3600' })
    },
  },
]
