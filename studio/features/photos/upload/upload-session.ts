import { Uppy } from '@uppy/core'
import GoldenRetriever from '@uppy/golden-retriever'
import Tus from '@uppy/tus'
import type { House } from '@greenroom/contract/house.ts'
import { ApiProblem, call } from '#lib/api.ts'
import type { Store } from '#lib/store.ts'
import { refreshPhotos } from '../photos.api.ts'
import type { PickedFile } from './dropped-files.ts'
import { announceFiles } from './upload-announce.ts'
import {
  descriptorOf,
  identityOf,
  isOver,
  restarted,
  sendingOf,
  type FileMeta,
  type UploadFile,
  type Uploader,
} from './upload-file.ts'
import {
  bytesWouldBeLost,
  clientIdOf,
  FILES_KEPT,
  isLitter,
  keepable,
  makeSpeedometer,
  timeLeft,
  totalsOf,
} from './upload.rules.ts'
import { transport } from './upload-transport.ts'
import { isUploading, nothingUploading, rememberBatch, type OpenBatch, type UploadState } from './uploads.ts'

export interface UploadSession {
  readonly uppy: Uploader
  readonly batch: OpenBatch
  readonly add: (files: readonly PickedFile[]) => void
  readonly pause: () => void
  readonly resume: () => void
  readonly retry: () => void
  /** Names what arrived and drops the rest. */
  readonly finish: () => Promise<void>
  readonly isClosing: () => boolean
  /** Forgets the session without a word to the house. */
  readonly dispose: () => void
}

interface SessionTools {
  readonly projectId: string
  readonly batch: OpenBatch
  /** The batch was begun before this page was opened. */
  readonly resumes: boolean
  readonly house: House
  readonly state: Store<UploadState>
  readonly locale: { strings: Record<string, string | Record<string, string>> }
  /** The batch is closed and this session at its end. */
  readonly onOver: () => void
}

/**
 * One batch of files on its way: announced, sent (tus), closed. It lives beside the pages, so that it goes on while one
 * looks at something else, and its files are kept by the browser, so that it goes on after a reload.
 */
export function openSession(tools: SessionTools): UploadSession {
  const { projectId, batch, house, state } = tools
  const speedometer = makeSpeedometer()
  let closing: Promise<void> | null = null
  let quiet = false

  // The id is the batch's, so that what a browser kept of another batch is never mixed with it.
  const uppy: Uploader = new Uppy<FileMeta, Record<string, unknown>>({
    id: `upload-${batch.batchId}`,
    allowMultipleUploadBatches: true,
    locale: tools.locale as never,
    onBeforeFileAdded: (file, files) => {
      if (isLitter(file.name)) return false
      const known = files[file.id]
      if (known !== undefined && !known.isGhost) return false
      return { ...file, meta: { ...file.meta, clientId: known?.meta.clientId ?? clientIdOf(identityOf(file)) } }
    },
  })

  const update = (patch: Partial<UploadState>): void => state.set({ ...state.get(), ...patch })
  const ghosts = (): UploadFile[] => uppy.getFiles().filter((file) => file.isGhost && !isOver(file))

  const measure = (): void => {
    const totals = totalsOf(uppy.getFiles().map(sendingOf))
    const speed = speedometer(Date.now(), totals.sent)
    const left = totals.files - totals.done - totals.failed
    update({
      totals,
      speed,
      secondsLeft: timeLeft(totals, speed),
      paused: left > 0 && totals.paused >= left,
      lost: ghosts().length,
    })
  }
  const keeper = () => uppy.getPlugin('GoldenRetriever')
  const keeps = (): boolean => keeper() !== undefined

  // Ten thousand files tell of themselves many times a second; people read four times a second.
  let measuring: ReturnType<typeof setTimeout> | null = null
  const measureSoon = (): void => {
    measuring ??= setTimeout(() => {
      measuring = null
      measure()
      closeIfOver()
    }, 250)
  }

  const announce = async (fileIds: readonly string[]): Promise<void> => {
    update({ phase: 'announcing', trouble: null, arrived: 0 })
    rememberBatch(projectId, keeps() ? batch : { ...batch, unkept: uppy.getFiles().length })
    const files = fileIds.flatMap((id) => uppy.getFile(id) ?? [])
    const refused = await announceFiles(uppy, projectId, batch, files)
    update({ phase: 'sending', refused: [...state.get().refused, ...refused] })
    if (refused.length > 0) silently(() => uppy.removeFiles(refused.map(({ id }) => id)))
    measure()
  }
  /** Files taken out by the studio itself are not files that a person cancelled. */
  const silently = (act: () => void): void => {
    quiet = true
    try {
      act()
    } finally {
      quiet = false
    }
  }

  const start = async (): Promise<void> => {
    try {
      await uppy.upload()
    } catch (reason) {
      // What fails on its way is told by its file; here it is the announcement.
      if (state.get().phase === 'announcing') update({ phase: 'stuck', trouble: reason })
    }
  }

  const closeIfOver = (): void => {
    const files = uppy.getFiles()
    const { phase } = state.get()
    if (closing !== null || phase === 'announcing' || phase === 'idle') return
    if (files.some((file) => !isOver(file) && !file.error)) return
    if (files.some((file) => file.error)) return update({ phase: 'stuck' })
    void finish()
  }

  const finish = (): Promise<void> => {
    closing ??= close().finally(() => {
      closing = null
    })
    return closing
  }
  const close = async (): Promise<void> => {
    const arrived = uppy.getFiles().filter(isOver).length
    update({ phase: 'finishing', trouble: null })
    try {
      await call('POST /api/uploads/:batchId/close', { params: { batchId: batch.batchId } })
    } catch (reason) {
      // A batch that the house does not know (any more) needs no closing.
      if (!(reason instanceof ApiProblem && reason.status === 404)) return update({ phase: 'stuck', trouble: reason })
    }
    rememberBatch(projectId, null)
    dispose()
    state.set({ ...nothingUploading, refused: state.get().refused, phase: arrived > 0 ? 'done' : 'idle', arrived })
    refreshPhotos(projectId)
    tools.onOver()
  }

  const cancelled = (file: UploadFile): void => {
    if (quiet || isOver(file)) return
    const { fileId } = file.meta
    if (fileId !== undefined) {
      // The house drops what never arrives when the batch is closed: a call that fails here costs nothing.
      call('DELETE /api/uploads/:batchId/files/:fileId', { params: { batchId: batch.batchId, fileId } }).catch(
        () => undefined,
      )
    }
    measureSoon()
    if (isUploading(state.get())) queueMicrotask(closeIfOver)
  }

  /** "Cancel" in the uploader's own bar: one word to the house instead of one for each file. */
  const cancelledAll = (): void => {
    if (quiet) return
    quiet = true
    queueMicrotask(() => {
      quiet = false
      void finish()
    })
  }

  let answered = false
  const restored = (): void => {
    answered = true
    const waiting = uppy.getFiles().filter((file) => !isOver(file))
    // Everything that came before the reload is there; it only was not told.
    if (waiting.length === 0) return void finish()
    // Files without their bytes wait to be picked again; the others go on at once, from where they were.
    uppy.setState({ currentUploads: {}, recoveredState: null })
    uppy.patchFilesState(
      Object.fromEntries(waiting.map((file) => [file.id, restarted(file, file.isGhost ? Date.now() : null)])) as never,
    )
    update({ restored: true, phase: 'sending' })
    measure()
    void start()
  }

  const leaving = (event: BeforeUnloadEvent): void => {
    const browserKeeps = keeps() && typeof indexedDB !== 'undefined'
    if (isUploading(state.get()) && bytesWouldBeLost(uppy.getFiles().map(sendingOf), browserKeeps))
      event.preventDefault()
  }
  const isOnline = (): void => update({ offline: false })
  const isOffline = (): void => update({ offline: true })

  uppy.addPreProcessor(announce)
  uppy
    .use(Tus, transport(house))
    .on('files-added', (files) => {
      // A file that was picked again goes on where it was.
      const again = files.filter((file) => file.progress.uploadStarted)
      uppy.patchFilesState(Object.fromEntries(again.map((file) => [file.id, restarted(file, null)])) as never)
      const plugin = keeper()
      if (plugin !== undefined && uppy.getFiles().length > FILES_KEPT) uppy.removePlugin(plugin)
      void start()
    })
    .on('upload-progress', measureSoon)
    .on('upload-success', measureSoon)
    .on('upload-error', measureSoon)
    .on('upload-retry', () => update({ phase: 'sending', trouble: null }))
    .on('retry-all', () => update({ phase: 'sending', trouble: null }))
    .on('upload-pause', measureSoon)
    .on('file-removed', (file) => cancelled(file))
    .on('complete', () => {
      measure()
      closeIfOver()
    })
    .on('cancel-all', cancelledAll)
    .on('restored', restored)
  if (batch.unkept === undefined) {
    uppy.use(GoldenRetriever, {
      expires: 24 * 3600 * 1000,
      indexedDB: { maxFileSize: keepable.fileBytes, maxTotalSize: keepable.totalBytes } as never,
    })
  } else if (tools.resumes) update({ phase: 'stuck', lost: batch.unkept })
  addEventListener('beforeunload', leaving)
  addEventListener('online', isOnline)
  addEventListener('offline', isOffline)

  // A browser that kept nothing of the batch says nothing either: what arrived is named then.
  if (tools.resumes && keeps()) setTimeout(() => !answered && uppy.getFiles().length === 0 && void finish(), 4000)

  const dispose = (): void => {
    if (measuring !== null) clearTimeout(measuring)
    removeEventListener('beforeunload', leaving)
    removeEventListener('online', isOnline)
    removeEventListener('offline', isOffline)
    silently(() => uppy.destroy())
  }
  return {
    uppy,
    batch,
    add: (files) => uppy.addFiles(files.map(descriptorOf)),
    pause: () => {
      uppy.pauseAll()
      measure()
    },
    resume: () => {
      uppy.resumeAll()
      measure()
    },
    retry: () => {
      if (uppy.getFiles().some((file) => file.error)) void uppy.retryAll()
      else if (uppy.getFiles().every(isOver)) void finish()
      else void start()
    },
    finish,
    isClosing: () => closing !== null,
    dispose,
  }
}
