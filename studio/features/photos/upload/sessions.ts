import type { House } from '@greenroom/contract/house.ts'
import type { UploadOrder } from '@greenroom/contract/photos.ts'
import { makeStore, type Store } from '#lib/store.ts'
import type { PickedFile } from './dropped-files.ts'
import { openSession, type UploadSession } from './upload-session.ts'
import { rememberedBatch, uploadState } from './uploads.ts'

export interface SessionWishes {
  readonly house: House
  readonly order: UploadOrder
  readonly locale: { strings: Record<string, string | Record<string, string>> }
}

const sessions = new Map<string, Store<UploadSession>>()

/** The batch of a project that files are added to: the one that is open, also from before a reload, else a new one. */
export function sessionOf(projectId: string, wishes: SessionWishes): Store<UploadSession> {
  const known = sessions.get(projectId)
  if (known !== undefined) {
    if (isUntouched(known.get()) && known.get().batch.order !== wishes.order) begin(projectId, wishes, known)
    return known
  }
  return begin(projectId, wishes, null)
}

/** How the photos will be numbered can be chosen until the first file of a batch is added. */
export const isUntouched = ({ uppy, isClosing }: UploadSession): boolean => uppy.getFiles().length === 0 && !isClosing()

function begin(projectId: string, wishes: SessionWishes, into: Store<UploadSession> | null): Store<UploadSession> {
  into?.get().dispose()
  const kept = rememberedBatch(projectId)
  const session = openSession({
    projectId,
    batch: kept ?? { batchId: crypto.randomUUID(), order: wishes.order },
    resumes: kept !== null,
    house: wishes.house,
    state: uploadState(projectId),
    locale: wishes.locale,
    onOver: () => begin(projectId, wishes, store),
  })
  const store = into ?? makeStore(session)
  store.set(session)
  sessions.set(projectId, store)
  return store
}

/** Adds files to the open batch. One that is just being closed takes none: they begin the next one. */
export async function addFiles(store: Store<UploadSession>, files: readonly PickedFile[]): Promise<void> {
  if (store.get().isClosing()) await store.get().finish()
  store.get().add(files)
}
