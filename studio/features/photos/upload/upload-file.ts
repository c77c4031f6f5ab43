import type { Uppy, UppyFile } from '@uppy/core'
import type { PickedFile } from './dropped-files.ts'
import { clientIdOf, folderOf, type Sending } from './upload.rules.ts'

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

/** A file as it is before it is sent; what was sent of it stays sent. */
export const restarted = (file: UploadFile, uploadStarted: number | null): Partial<UploadFile> =>
  ({ isPaused: false, error: null, progress: { ...file.progress, uploadStarted } }) as Partial<UploadFile>

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

/** What the house is told of a file before its bytes travel. */
export const announcementOf = (file: UploadFile) => ({
  clientId: file.meta.clientId ?? clientIdOf(identityOf(file)),
  name: file.name.slice(0, 500),
  folder: folderOf(file.meta.relativePath).slice(0, 1000),
  bytes: file.size ?? 0,
  mime: file.type.slice(0, 200),
  modifiedAt: file.data instanceof File ? new Date(file.data.lastModified).toISOString() : null,
})

export const descriptorOf = ({ file, path }: PickedFile) => ({
  source: 'drop',
  name: file.name,
  type: file.type,
  data: file,
  // Uppy tells files of the same name in two folders apart by this.
  meta: path === null ? {} : { relativePath: path },
})
