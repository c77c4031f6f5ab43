import type { House } from '@greenroom/contract/house.ts'
import type { UploadOrder } from '@greenroom/contract/photos.ts'
import { currentVisitor, followVisitor } from '#lib/session.ts'
import { makeStore, type Store } from '#lib/store.ts'
import { whenFree } from './batch-claim.ts'
import type { PickedFile } from './dropped-files.ts'
import { openSession, type UploadSession } from './upload-session.ts'
import type { UploaderLocale } from './uploader.ts'
import { nothingUploading, rememberedBatches, uploadState } from './uploads.ts'

export interface SessionWishes {
  readonly house: House
  readonly order: UploadOrder
  readonly locale: UploaderLocale
}

const sessions = new Map<string, Store<UploadSession>>()
// Nothing goes on in the name of somebody who left.
followVisitor(() => {
  if (currentVisitor().state !== 'signed-out') return
  for (const [projectId, store] of sessions) {
    store.get().dispose()
    uploadState(projectId).set(nothingUploading)
  }
  sessions.clear()
})
/** Batches that another tab of this browser is sending. */
const elsewhere = new Set<string>()

/** The batch of a project that files are added to: the one that is open, also from before a reload, else a new one. */
export function sessionOf(projectId: string, wishes: SessionWishes): Store<UploadSession> {
  const known = sessions.get(projectId)
  if (known !== undefined) {
    if (known.get().isUntouched() && known.get().batch.order !== wishes.order) begin(projectId, wishes, known)
    return known
  }
  return begin(projectId, wishes, null)
}

function begin(projectId: string, wishes: SessionWishes, into: Store<UploadSession> | null): Store<UploadSession> {
  into?.get().dispose()
  const kept = rememberedBatches(projectId).find(({ batchId }) => !elsewhere.has(batchId))
  const batch = kept ?? { batchId: crypto.randomUUID(), order: wishes.order }
  const session = openSession({
    projectId,
    batch,
    resumes: kept !== undefined,
    house: wishes.house,
    state: uploadState(projectId),
    locale: wishes.locale,
    onOver: () => void begin(projectId, wishes, store),
    onElsewhere: () => {
      elsewhere.add(batch.batchId)
      begin(projectId, wishes, store)
      // When that tab is closed, the batch goes on here.
      void whenFree(batch.batchId).then(() => {
        elsewhere.delete(batch.batchId)
        if (store.get().isUntouched() && rememberedBatches(projectId).length > 0) begin(projectId, wishes, store)
      })
    },
  })
  const store = into ?? makeStore(session)
  store.set(session)
  sessions.set(projectId, store)
  return store
}

/** Adds files to the open batch. One that is just being closed takes none: they begin the next one. */
export async function addFiles(store: Store<UploadSession>, files: readonly PickedFile[]): Promise<void> {
  for (let session: UploadSession | null = null; session !== store.get();) {
    session = store.get()
    await session.ready
  }
  if (store.get().isClosing()) await store.get().finish()
  store.get().add(files)
}
