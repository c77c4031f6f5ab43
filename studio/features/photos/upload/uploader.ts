import { Uppy, type State } from '@uppy/core'
import type { Earlier } from './kept-files.rules.ts'
import { identityOf, type FileMeta, type UploadFile, type Uploader } from './upload-file.ts'
import { clientIdOf, isLitter } from './upload.rules.ts'

/** The uploader's own texts. */
export interface UploaderLocale {
  readonly strings: Record<string, string | Record<string, string>>
}

/** So many files are looked at in one go: the uploader copies the list of those it looks at for each of them. */
const TOGETHER = 100
/** Every file tells of itself several times, and every time all of them are counted and drawn. */
const CALM_MS = 150

/** An uploader for one batch, that gives every file the studio's own name, takes none twice, and takes many at once. */
export function makeUploader(batchId: string, locale: UploaderLocale, earlier: () => Earlier): Uploader {
  // The id is the batch's, so that the uploader's names of files are never those of another batch.
  const id = `upload-${batchId}`
  const nameFile = (file: UploadFile): UploadFile | false => {
    if (isLitter(file.name)) return false
    const identity = identityOf(file)
    const own = clientIdOf(identity)
    const known = earlier().recognise(identity, own)
    // The folder was dropped once more: what has arrived is not sent twice.
    if (known !== null && earlier().hasArrived(known.clientId)) return false
    return { ...file, meta: { ...file.meta, clientId: known?.clientId ?? own } }
  }
  const uppy: Uploader = new Uppy<FileMeta, Record<string, unknown>>({
    id,
    allowMultipleUploadBatches: true,
    locale: locale as never,
    store: calmStore(),
    onBeforeFileAdded: (file, files) => (files[file.id] === undefined ? nameFile(file) : false),
  })
  // The time that the uploader takes for a file grows with the files that it has: two thousand held the page for half a
  // second, ten thousand would hold it for ten. So an empty one looks at them, some at a time.
  uppy.addFiles = (descriptors) => {
    const known = uppy.getState().files
    const added: Record<string, UploadFile> = {}
    const taker = new Uppy<FileMeta, Record<string, unknown>>({
      id,
      onBeforeFileAdded: (file, files) =>
        [known, added, files].some((some) => some[file.id] !== undefined) ? false : nameFile(file),
    })
    for (let first = 0; first < descriptors.length; first += TOGETHER) {
      taker.addFiles(descriptors.slice(first, first + TOGETHER))
      Object.assign(added, taker.getState().files)
      taker.clear()
    }
    taker.destroy()
    const files = Object.values(added)
    uppy.setState({ files: { ...uppy.getState().files, ...added } })
    for (const file of files) uppy.emit('file-added', file)
    uppy.emit('files-added', files)
  }
  return uppy
}

/** The uploader's state, always the newest for whoever asks; those who follow it are told some times a second. */
function calmStore() {
  type Whole = State<FileMeta, Record<string, unknown>>
  type Listener = (before: Whole, now: Whole, patch?: Partial<Whole>) => void
  const listeners = new Set<Listener>()
  let state = {} as Whole
  let told = state
  let later: ReturnType<typeof setTimeout> | null = null
  const tell = (): void => {
    later = null
    const before = told
    told = state
    for (const listener of listeners) listener(before, state)
  }
  return {
    getState: () => state,
    setState: (patch?: Partial<Whole>) => {
      state = { ...state, ...patch }
      later ??= setTimeout(tell, CALM_MS)
    },
    subscribe: (listener: Listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
