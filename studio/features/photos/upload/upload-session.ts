import Tus from '@uppy/tus'
import type { House } from '@greenroom/contract/house.ts'
import { ApiProblem, call } from '#lib/api.ts'
import type { Store } from '#lib/store.ts'
import { refreshPhotos } from '../photos.api.ts'
import { claimBatch } from './batch-claim.ts'
import type { PickedFile } from './dropped-files.ts'
import { openKeeper } from './kept-files.ts'
import { makeEarlier, type Earlier } from './kept-files.rules.ts'
import { announceFiles, placesOf } from './upload-announce.ts'
import {
  clientIdIn,
  descriptorOf,
  descriptorOfKept,
  isOver,
  rowOf,
  type UploadFile,
  type Uploader,
} from './upload-file.ts'
import { makeMeasure } from './upload-measure.ts'
import { LARGE_BYTES } from './upload.rules.ts'
import { transport } from './upload-transport.ts'
import { followWindow } from './follow-window.ts'
import { makeUploader, type UploaderLocale } from './uploader.ts'
import {
  forgetBatch,
  isUploading,
  nothingUploading,
  rememberBatch,
  type OpenBatch,
  type UploadState,
} from './uploads.ts'

export interface UploadSession {
  readonly uppy: Uploader
  readonly batch: OpenBatch
  /** Resolves when it is known what an earlier page has kept of the batch. */
  readonly ready: Promise<void>
  readonly add: (files: readonly PickedFile[]) => void
  readonly pause: () => void
  readonly resume: () => void
  readonly retry: () => void
  /** Names what arrived and drops the rest. */
  readonly finish: () => Promise<void>
  readonly isClosing: () => boolean
  /** Nothing is in it: how the photos will be numbered can still be chosen. */
  readonly isUntouched: () => boolean
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
  readonly locale: UploaderLocale
  /** The batch is closed and this session at its end. */
  readonly onOver: () => void
  /** Another tab is sending the batch. */
  readonly onElsewhere: () => void
}

/**
 * One batch of files on its way: announced, sent (tus), closed. It lives beside the pages, so that it goes on while one
 * looks at something else, and its files are kept by the browser, so that it goes on after a reload.
 */
export function openSession(tools: SessionTools): UploadSession {
  const { projectId, batch, house, state } = tools
  const { batchId } = batch
  const claim = claimBatch(batchId)
  const keeper = openKeeper(batchId)
  let earlier: Earlier = makeEarlier([], () => true)
  let restoring = tools.resumes
  let closing: Promise<void> | null = null
  let quiet = false
  let isDisposed = false

  const uppy = makeUploader(batchId, tools.locale, () => earlier)

  const update = (patch: Partial<UploadState>): void => state.set({ ...state.get(), ...patch })
  const measure = makeMeasure({ uppy, state, earlier: () => earlier, onMeasured: () => closeIfOver() })
  const patchFiles = (patches: Record<string, Partial<UploadFile>>): void => {
    if (Object.keys(patches).length > 0) uppy.patchFilesState(patches as never)
  }

  const announce = async (fileIds: readonly string[]): Promise<void> => {
    update({ phase: 'announcing', trouble: null, arrived: 0 })
    const files = fileIds.flatMap((id) => uppy.getFile(id) ?? [])
    const byClient = new Map(files.map((file) => [clientIdIn(file), file]))
    const keeps = await keeper.works
    rememberBatch(projectId, keeps ? { batchId, order: batch.order } : { ...batch, unkept: uppy.getFiles().length })
    // Of those that are lost some may have arrived without a word: the house knows.
    const rows = [...files.map((file) => rowOf(batchId, file)), ...earlier.lostFiles()]
    const { places, refused } = await announceFiles(projectId, batch, rows)
    for (const { arrived, clientId } of places) {
      if (!arrived) continue
      keeper.arrived(clientId)
      earlier.cameAfterAll(clientId)
    }
    patchFiles(placesOf(places, byClient, batchId))
    update({ phase: 'sending', refused: [...state.get().refused, ...refused] })
    if (refused.length > 0)
      dropRefused(
        refused.map(({ clientId }) => clientId),
        byClient,
      )
    measure.now()
  }
  const dropRefused = (clientIds: readonly string[], files: ReadonlyMap<string, UploadFile>): void => {
    keeper.forget(clientIds)
    for (const clientId of clientIds) earlier.found(clientId)
    const known = clientIds.flatMap((clientId) => files.get(clientId)?.id ?? [])
    silently(() => uppy.removeFiles(known))
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
    if (closing !== null || restoring || phase === 'announcing' || phase === 'idle') return
    if (files.some((file) => !isOver(file) && !file.error)) return
    if (files.some((file) => file.error) || earlier.lost().files > 0) return update({ phase: 'stuck' })
    void finish()
  }

  const finish = (): Promise<void> => {
    closing ??= close().finally(() => {
      closing = null
    })
    return closing
  }
  const close = async (): Promise<void> => {
    const arrived = earlier.arrived().files + uppy.getFiles().filter(isOver).length
    update({ phase: 'finishing', trouble: null })
    try {
      await call('POST /api/uploads/:batchId/close', { params: { batchId } })
    } catch (reason) {
      // A batch that the house does not know (any more) needs no closing.
      if (!(reason instanceof ApiProblem && reason.status === 404)) return update({ phase: 'stuck', trouble: reason })
    }
    forgetBatch(projectId, batchId)
    void keeper.end()
    dispose()
    state.set({ ...nothingUploading, refused: state.get().refused, phase: arrived > 0 ? 'done' : 'idle', arrived })
    refreshPhotos(projectId)
    tools.onOver()
  }

  const cancelled = (file: UploadFile): void => {
    if (quiet || isOver(file)) return
    keeper.forget([clientIdIn(file)])
    const { fileId } = file.meta
    if (fileId !== undefined) {
      // The house drops what never arrives when the batch is closed: a call that fails here costs nothing.
      call('DELETE /api/uploads/:batchId/files/:fileId', { params: { batchId, fileId } }).catch(() => undefined)
    }
    measure.soon()
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

  const added = (files: readonly UploadFile[]): void => {
    if (files.length === 0) return
    const patches: Record<string, Partial<UploadFile>> = {}
    for (const file of files) {
      const clientId = clientIdIn(file)
      const uploadUrl = earlier.addressOf(clientId)
      // A file whose bytes are here again goes on where it was.
      if (uploadUrl !== null) patches[file.id] = { tus: { uploadUrl } }
      earlier.found(clientId)
    }
    patchFiles(patches)
    keeper.keep(
      files.flatMap((file) => (file.data instanceof Blob ? { row: rowOf(batchId, file), data: file.data } : [])),
    )
    if (!restoring) void start()
  }

  const restore = async (): Promise<void> => {
    if (!(await claim.isOurs)) return isDisposed ? undefined : tools.onElsewhere()
    const { files, bytes } = await keeper.restore()
    if (isDisposed) return
    earlier = makeEarlier(files, (clientId) => bytes.has(clientId))
    const waiting = files.filter(({ arrived }) => !arrived)
    if (files.length === 0 && batch.unkept !== undefined) {
      update({ phase: 'stuck', lost: batch.unkept, lostInFolder: true })
    } else if (waiting.length === 0) {
      // Everything that this browser knows of is there; it only was not told.
      void finish()
    } else {
      update({ restored: true, phase: 'announcing' })
      uppy.addFiles(
        waiting.flatMap((file) => {
          const data = bytes.get(file.clientId)
          return data === undefined ? [] : descriptorOfKept(file, data)
        }),
      )
      measure.now()
      void start()
    }
    restoring = false
  }

  uppy.addPreProcessor(announce)
  uppy
    .use(
      Tus,
      transport(house, (fileId) => uppy.getFile(fileId)?.isPaused === true),
    )
    .on('files-added', added)
    .on('upload-progress', (file) => {
      if (file !== undefined) noteAddress(file)
      measure.soon()
    })
    .on('upload-success', (file) => {
      if (file !== undefined) keeper.arrived(clientIdIn(file))
      measure.soon()
    })
    .on('upload-error', measure.soon)
    .on('upload-retry', () => update({ phase: 'sending', trouble: null }))
    .on('retry-all', () => update({ phase: 'sending', trouble: null }))
    .on('upload-pause', measure.soon)
    .on('file-removed', (file) => cancelled(file))
    .on('complete', () => {
      measure.now()
      closeIfOver()
    })
    .on('cancel-all', cancelledAll)
  const noteAddress = (file: UploadFile): void => {
    const address = file.tus?.uploadUrl
    if (typeof address === 'string' && (file.size ?? 0) >= LARGE_BYTES) keeper.sentTo(clientIdIn(file), address)
  }
  const stopFollowing = followWindow({
    wouldLose: () => isUploading(state.get()) && keeper.unkept() > 0,
    onLine: (online) => update({ offline: !online }),
  })

  const dispose = (): void => {
    if (isDisposed) return
    isDisposed = true
    measure.stop()
    keeper.stop()
    claim.release()
    stopFollowing()
    silently(() => uppy.destroy())
  }
  return {
    uppy,
    batch,
    ready: tools.resumes ? restore() : Promise.resolve(),
    add: (files) => uppy.addFiles(files.map(descriptorOf)),
    pause: () => {
      uppy.pauseAll()
      measure.now()
    },
    resume: () => {
      uppy.resumeAll()
      measure.now()
    },
    retry: () => {
      if (uppy.getFiles().some((file) => file.error)) void uppy.retryAll()
      else if (uppy.getFiles().every(isOver) && earlier.lost().files === 0) void finish()
      else void start()
    },
    finish,
    isClosing: () => closing !== null,
    isUntouched: () => !restoring && closing === null && uppy.getFiles().length === 0 && earlier.lost().files === 0,
    dispose,
  }
}
