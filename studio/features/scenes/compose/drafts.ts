import { makeStore, useStore, type Store } from '#lib/store.ts'
import { remember, remembered } from '#lib/remembered.ts'
import { noWishes, type Wishes } from './choices.ts'
import { emptyDraft, type Draft } from './composed.ts'

/** What was put together stays while one looks at a scene or another page; the settings also for the next project. */
const drafts = new Map<string, Store<Draft>>()

export function draftStore(projectId: string): Store<Draft> {
  const known = drafts.get(projectId)
  if (known !== undefined) return known
  const store = makeStore<Draft>({ ...emptyDraft, ...usualSettings() })
  store.subscribe(() => {
    const { wishes, shotTypeId } = store.get()
    // The ratio follows each project's own photos.
    remember('compose', JSON.stringify({ wishes: { ...wishes, ratio: null }, shotTypeId }))
  })
  drafts.set(projectId, store)
  return store
}

export const useDraft = (projectId: string): Draft => useStore(draftStore(projectId))

export function changeDraft(projectId: string, change: (draft: Draft) => Draft): void {
  const store = draftStore(projectId)
  store.set(change(store.get()))
}

function usualSettings(): Pick<Draft, 'wishes' | 'shotTypeId'> {
  try {
    const kept = JSON.parse(remembered('compose') ?? '{}') as Partial<Pick<Draft, 'wishes' | 'shotTypeId'>>
    return { wishes: { ...noWishes, ...(kept.wishes as Partial<Wishes>) }, shotTypeId: kept.shotTypeId ?? null }
  } catch {
    return { wishes: noWishes, shotTypeId: null }
  }
}
