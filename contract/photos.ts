import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { changed, ids, instant, nothing, uuid } from './shapes.ts'

/** `making` = the house itself draws it: nothing is sent by anybody. */
export const fileState = z.enum(['uploading', 'making', 'processing', 'ready', 'rejected'])
export type FileState = z.infer<typeof fileState>

/** A photo or clip of the library. Lists hold it compactly: 10,000 of them travel in one answer. */
export const photo = z.strictObject({
  id: uuid,
  projectId: uuid.nullable(),
  folder: z.string(),
  /** The name given by the project, e.g. `summer-house12.jpeg`; the original name until the upload is settled. */
  name: z.string(),
  originalName: z.string(),
  number: z.number().int().nullable(),
  kind: z.enum(['image', 'video']),
  mime: z.string(),
  bytes: z.number().int(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  durationSeconds: z.number().nullable(),
  /** Base64 thumbhash, shown before the first picture arrives. */
  thumbhash: z.string().nullable(),
  takenAt: instant.nullable(),
  uploadedAt: instant,
  state: fileState,
  /** Why it was refused: stable code and sentence. */
  rejection: z.strictObject({ code: z.string(), sentence: z.string() }).nullable(),
  /** The same bytes are in this project already: the one that was here first. */
  duplicateOf: uuid.nullable(),
  usedAsStart: z.number().int(),
  usedAsEnd: z.number().int(),
  /** Order in the grid; smaller comes first. */
  position: z.number(),
})
export type Photo = z.infer<typeof photo>

const projectParams = z.strictObject({ projectId: uuid })
const fileParams = z.strictObject({ fileId: uuid })

export const listPhotos = endpoint({
  method: 'GET',
  path: '/api/projects/:projectId/photos',
  summary: 'Photos and clips of a project in grid order, up to 1,000 an answer',
  access: 'approved',
  params: projectParams,
  query: z.strictObject({
    after: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(1000),
  }),
  reply: z.strictObject({ photos: z.array(photo), next: z.string().nullable() }),
})
export const getPhoto = endpoint({
  method: 'GET',
  path: '/api/photos/:fileId',
  summary: 'One photo or clip',
  access: 'approved',
  params: fileParams,
  reply: photo,
})
export const uploadOrder = z.enum(['name', 'taken'])
export type UploadOrder = z.infer<typeof uploadOrder>

/** Announce files before their bytes travel, so that they can be ordered, named without gaps, and resumed after a reload. */
export const openUpload = endpoint({
  method: 'POST',
  path: '/api/projects/:projectId/uploads',
  summary: 'Announce a batch of files; answers where each one is to be sent (tus)',
  access: 'approved',
  params: projectParams,
  body: z.strictObject({
    /** The studio's own id of this batch: announcing it twice answers the same rows. */
    batchId: uuid,
    order: uploadOrder,
    files: z
      .array(
        z.strictObject({
          clientId: z.string().min(1).max(300),
          name: z.string().min(1).max(500),
          folder: z.string().max(1000).default(''),
          bytes: z.number().int().nonnegative(),
          mime: z.string().max(200).default(''),
          modifiedAt: instant.nullable().default(null),
        }),
      )
      .min(1)
      .max(10_000),
  }),
  reply: z.strictObject({
    batchId: uuid,
    files: z.array(
      z.strictObject({
        clientId: z.string(),
        fileId: uuid,
        bucket: z.string(),
        objectName: z.string(),
        /** All of its bytes are here: an upload that was cut off sends them no second time. */
        arrived: z.boolean(),
      }),
    ),
    /** Files refused before a byte was sent (too big, type never accepted, quota), each with its sentence. */
    refused: z.array(z.strictObject({ clientId: z.string(), code: z.string(), sentence: z.string() })),
  }),
  status: 201,
})
export const closeUpload = endpoint({
  method: 'POST',
  path: '/api/uploads/:batchId/close',
  summary: 'Say that no more bytes of this batch will come: what did arrive is named, the rest is dropped',
  access: 'approved',
  params: z.strictObject({ batchId: uuid }),
  body: nothing,
  reply: changed,
})
export const cancelUpload = endpoint({
  method: 'DELETE',
  path: '/api/uploads/:batchId/files/:fileId',
  summary: 'Drop one file of a batch that is still uploading',
  access: 'approved',
  params: z.strictObject({ batchId: uuid, fileId: uuid }),
  reply: nothing,
})
export const deletePhotos = endpoint({
  method: 'POST',
  path: '/api/photos/delete',
  summary: 'Delete photos; can be undone for 10 s. Scenes made from them stay',
  access: 'approved',
  body: ids,
  reply: changed,
})
export const restorePhotos = endpoint({
  method: 'POST',
  path: '/api/photos/restore',
  summary: 'Undo a deletion within 10 s',
  access: 'approved',
  body: ids,
  reply: changed,
})
export const movePhotos = endpoint({
  method: 'POST',
  path: '/api/projects/:projectId/photos/move',
  summary: 'Put photos, in the order given, before another one (null = at the end)',
  access: 'approved',
  params: projectParams,
  body: z.strictObject({ ids: z.array(uuid).min(1).max(10_000), before: uuid.nullable() }),
  reply: changed,
})
export const keepExisting = endpoint({
  method: 'POST',
  path: '/api/photos/:fileId/use-existing',
  summary: 'For an exact duplicate: drop this one and use the one that was here first',
  access: 'approved',
  params: fileParams,
  body: nothing,
  reply: photo,
})

/** Where pictures are read (cookie or bearer): `small` 320, `medium` 800, `large` 1600 WebP, `original` byte for byte. */
export const photoVariant = z.enum(['small', 'medium', 'large', 'original'])
export type PhotoVariant = z.infer<typeof photoVariant>
export const photoPath = (fileId: string, variant: PhotoVariant): string => `/media/photos/${fileId}/${variant}`
