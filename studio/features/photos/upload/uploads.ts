import { makeStore, useStore, type Store } from '#lib/store.ts'
import { remember, remembered } from '#lib/remembered.ts'
import type { UploadOrder } from '@greenroom/contract/photos.ts'
import type { Totals } from './upload.rules.ts'

// What the rest of the studio may know of uploads without loading the uploader.

/** A file that the house did not accept, and why: in English by name. */
export interface RefusedFile {
  readonly name: string
  readonly code: string
  readonly sentence: string
}

export interface UploadState {
  /** `stuck` = something needs a person: files failed, or the batch could not be announced or closed. */
  readonly phase: 'idle' | 'announcing' | 'sending' | 'finishing' | 'done' | 'stuck'
  readonly totals: Totals
  /** Bytes a second; null = not known yet. */
  readonly speed: number | null
  readonly secondsLeft: number | null
  readonly paused: boolean
  readonly offline: boolean
  readonly refused: readonly RefusedFile[]
  /** Files of an upload that was cut off, which this browser could not keep: they wait to be picked again. */
  readonly lost: number
  /** They lay in a folder. */
  readonly lostInFolder: boolean
  /** An upload that was cut off goes on. */
  readonly restored: boolean
  /** Photos of the last batch, once it is done. */
  readonly arrived: number
  readonly trouble: unknown
}

export const nothingUploading: UploadState = {
  phase: 'idle',
  totals: { files: 0, done: 0, failed: 0, paused: 0, bytes: 0, sent: 0 },
  speed: null,
  secondsLeft: null,
  paused: false,
  offline: false,
  refused: [],
  lost: 0,
  lostInFolder: false,
  restored: false,
  arrived: 0,
  trouble: null,
}

const states = new Map<string, Store<UploadState>>()

export function uploadState(projectId: string): Store<UploadState> {
  const store = states.get(projectId) ?? makeStore(nothingUploading)
  states.set(projectId, store)
  return store
}

export const useUpload = (projectId: string): UploadState => useStore(uploadState(projectId))

export const isUploading = ({ phase }: UploadState): boolean => phase !== 'idle' && phase !== 'done'

/** A batch that was begun and not closed: after a reload it goes on. */
export interface OpenBatch {
  readonly batchId: string
  readonly order: UploadOrder
  /** So many files, of which this browser keeps no copies: after a reload they have to be picked again. */
  readonly unkept?: number
}

const keyOf = (projectId: string): string => `upload.${projectId}`

export function rememberBatch(projectId: string, batch: OpenBatch): void {
  const others = rememberedBatches(projectId).filter(({ batchId }) => batchId !== batch.batchId)
  remember(keyOf(projectId), JSON.stringify([...others, batch]))
}

export function forgetBatch(projectId: string, batchId: string): void {
  const others = rememberedBatches(projectId).filter((batch) => batch.batchId !== batchId)
  remember(keyOf(projectId), others.length === 0 ? null : JSON.stringify(others))
}

/** The oldest first. Several when a project was open in several tabs. */
export function rememberedBatches(projectId: string): OpenBatch[] {
  try {
    const kept: unknown = JSON.parse(remembered(keyOf(projectId)) ?? '[]')
    return Array.isArray(kept) ? kept.flatMap(batchIn) : []
  } catch {
    return []
  }
}

function batchIn(kept: Partial<OpenBatch> | null): OpenBatch[] {
  if (typeof kept?.batchId !== 'string') return []
  const order = kept.order === 'taken' ? 'taken' : 'name'
  return [{ batchId: kept.batchId, order, ...(typeof kept.unkept === 'number' ? { unkept: kept.unkept } : {}) }]
}
