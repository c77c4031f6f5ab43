import type { Uppy, UppyFile } from '@uppy/core'
import type { PickedFile } from './dropped-files.ts'
import type { KeptFile } from './kept-files.rules.ts'
import { clientIdOf, folderOf, LARGE_BYTES, type Sending } from './upload.rules.ts'

/** What travels with a file through the uploader. `clientId` is the studio's name for it in announcements. */
export interface FileMeta extends Record<string, unknown> {
  clientId?: string
  relativePath?: string | null
  fileId?: string
  bucketName?: string
  objectName?: string
  contentType?: string
  cacheControl?: string
  metadata?: string
}
export type UploadFile = UppyFile<FileMeta, Record<string, unknown>>
export type Uploader = Uppy<FileMeta, Record<string, unknown>>

export const isOver = (file: UploadFile): boolean => file.progress.uploadComplete === true

/** All of its bytes are in the house: nothing is sent. */
export const arrivedBefore = (file: UploadFile): Partial<UploadFile> =>
  ({
    progress: {
      ...file.progress,
      uploadStarted: Date.now(),
      uploadComplete: true,
      complete: true,
      percentage: 100,
      bytesUploaded: file.size ?? 0,
    },
  }) as Partial<UploadFile>

export interface Place {
  readonly clientId: string
  readonly fileId: string
  readonly bucket: string
  readonly objectName: string
  /** All of its bytes are there already. */
  readonly arrived: boolean
}

/** A file that knows where the house wants it. */
export const placed = (file: UploadFile, batchId: string, place: Place): Partial<UploadFile> => {
  const { fileId, bucket: bucketName, objectName } = place
  const contentType = file.type === '' ? 'application/octet-stream' : file.type
  const metadata = JSON.stringify({ fileId, batchId })
  return {
    meta: { ...file.meta, fileId, bucketName, objectName, contentType, cacheControl: '3600', metadata },
    ...((file.size ?? 0) < LARGE_BYTES ? {} : { tus: { ...file.tus, uploadDataDuringCreation: false } }),
  }
}

export const sendingOf = (file: UploadFile): Sending => ({
  bytes: file.size ?? 0,
  sent: typeof file.progress.bytesUploaded === 'number' ? file.progress.bytesUploaded : 0,
  state: isOver(file)
    ? 'done'
    : file.error
      ? 'failed'
      : file.isPaused === true
        ? 'paused'
        : file.progress.uploadStarted
          ? 'sending'
          : 'waiting',
})

/** What makes a file the same one when it is picked again. */
export const identityOf = (file: UploadFile) => ({
  path: file.meta.relativePath ?? file.name,
  bytes: file.size ?? 0,
  modified: file.data instanceof File ? file.data.lastModified : 0,
})

export const clientIdIn = (file: UploadFile): string => file.meta.clientId ?? clientIdOf(identityOf(file))

/** A file as it is written down by the browser, and announced to the house. */
export const rowOf = (batchId: string, file: UploadFile): KeptFile => ({
  batchId,
  clientId: clientIdIn(file),
  name: file.name,
  type: file.type,
  bytes: file.size ?? 0,
  path: file.meta.relativePath ?? null,
  modified: identityOf(file).modified,
  arrived: false,
  address: null,
})

/** What the house is told of a file before its bytes travel. */
export const announcementOf = ({ clientId, name, type, bytes, path, modified }: KeptFile) => ({
  clientId,
  name: name.slice(0, 500),
  folder: folderOf(path).slice(0, 1000),
  bytes,
  mime: type.slice(0, 200),
  modifiedAt: modified === 0 ? null : new Date(modified).toISOString(),
})

/** A file with the bytes that an earlier page kept of it. */
export const descriptorOfKept = ({ name, type, path, modified }: KeptFile, data: Blob) =>
  descriptorOf({
    // Some browsers give back less than what they were given to keep.
    file: data instanceof File ? data : new File([data], name, { type, lastModified: modified }),
    path,
  })

export const descriptorOf = ({ file, path }: PickedFile) => ({
  source: 'drop',
  name: file.name,
  type: file.type,
  data: file,
  // Uppy tells files of the same name in two folders apart by this.
  meta: path === null ? {} : { relativePath: path },
})
