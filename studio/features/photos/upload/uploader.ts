import { Uppy } from '@uppy/core'
import type { Earlier } from './kept-files.rules.ts'
import { identityOf, type FileMeta, type Uploader } from './upload-file.ts'
import { clientIdOf, isLitter } from './upload.rules.ts'

/** The uploader's own texts. */
export interface UploaderLocale {
  readonly strings: Record<string, string | Record<string, string>>
}

/** An uploader for one batch, that gives every file the studio's own name and takes none twice. */
export const makeUploader = (batchId: string, locale: UploaderLocale, earlier: () => Earlier): Uploader =>
  new Uppy<FileMeta, Record<string, unknown>>({
    // The id is the batch's, so that the uploader's names of files are never those of another batch.
    id: `upload-${batchId}`,
    allowMultipleUploadBatches: true,
    locale: locale as never,
    onBeforeFileAdded: (file, files) => {
      if (isLitter(file.name) || files[file.id] !== undefined) return false
      const identity = identityOf(file)
      const own = clientIdOf(identity)
      const known = earlier().recognise(identity, own)
      // The folder was dropped once more: what has arrived is not sent twice.
      if (known !== null && earlier().hasArrived(known.clientId)) return false
      return { ...file, meta: { ...file.meta, clientId: known?.clientId ?? own } }
    },
  })
