import type { Combination, VideoModel } from '@greenroom/contract/models.ts'
import type { Photo } from '@greenroom/contract/photos.ts'
import type { SceneVersion, TakeOptions } from '@greenroom/contract/scenes.ts'
import type { ShotType } from '@greenroom/contract/shots.ts'
import { noWishes, optionsOf, pickModel, settle, settleRatio, wishesOf, type Wishes } from './choices.ts'

/** What a person has put together so far. */
export interface Draft {
  readonly startFileId: string | null
  readonly endFileId: string | null
  /** Null = the usual one. */
  readonly shotTypeId: string | null
  readonly notes: string
  /** The person's own text; null = as the shot type's template makes it. */
  readonly prompt: string | null
  readonly wishes: Wishes
}

export const emptyDraft: Draft = {
  startFileId: null,
  endFileId: null,
  shotTypeId: null,
  notes: '',
  prompt: null,
  wishes: noWishes,
}

/** What is known about the house and the project when a draft is looked at. */
export interface Supplies {
  readonly models: readonly VideoModel[]
  readonly shotTypes: readonly ShotType[]
  readonly photo: (id: string) => Photo | undefined
  readonly preferredModel: string | null
  readonly preferredShotTypeId: string | null
}

/** A draft with everything decided that can be. */
export interface Composed {
  readonly start: Photo | undefined
  readonly end: Photo | undefined
  readonly shot: ShotType | undefined
  readonly model: VideoModel | undefined
  /** Undefined when the model cannot work with these frames. */
  readonly settled: Combination | undefined
  readonly options: TakeOptions | undefined
  /** For one scene. */
  readonly priceMicroUsd: number | undefined
  /** The first thing in the way of generating; null = ready. */
  readonly missing: 'start' | 'model' | 'endFrame' | 'shot' | null
}

export function compose(draft: Draft, supplies: Supplies): Composed {
  const { models, shotTypes, photo } = supplies
  const start = draft.startFileId === null ? undefined : photo(draft.startFileId)
  const end = draft.endFileId === null ? undefined : photo(draft.endFileId)
  const shot =
    shotTypes.find(({ id }) => id === draft.shotTypeId) ??
    shotTypes.find(({ id }) => id === supplies.preferredShotTypeId) ??
    shotTypes[0]
  const model = pickModel(models, draft.wishes.model, supplies.preferredModel)
  const settled = model && settle(model, draft.wishes, end !== undefined)
  const options = model && settled && optionsOf(model, settled, settleRatio(model.ratios, draft.wishes.ratio, start))
  const missing =
    model === undefined
      ? 'model'
      : shot === undefined
        ? 'shot'
        : settled === undefined
          ? 'endFrame'
          : start === undefined
            ? 'start'
            : null
  return { start, end, shot, model, settled, options, priceMicroUsd: settled?.priceMicroUsd, missing }
}

/** The same with other frames: what a batch of pairs, or of single photos, costs for each scene. */
export const composeFor = (draft: Draft, supplies: Supplies, endFrame: boolean): Combination | undefined => {
  const model = pickModel(supplies.models, draft.wishes.model, supplies.preferredModel)
  return model && settle(model, draft.wishes, endFrame)
}

/** The frames after a photo is set; start and end are never the same photo by accident. */
export function withFrame(draft: Draft, slot: 'start' | 'end', fileId: string | null): Draft {
  if (slot === 'start')
    return { ...draft, startFileId: fileId, endFileId: draft.endFileId === fileId ? null : draft.endFileId }
  // The end of a scene that starts at the same photo: that scene needs another start.
  const startFileId = fileId !== null && draft.startFileId === fileId ? null : draft.startFileId
  return { ...draft, endFileId: fileId, startFileId }
}

export const swapped = (draft: Draft): Draft =>
  draft.endFileId === null ? draft : { ...draft, startFileId: draft.endFileId, endFileId: draft.startFileId }

/** A draft that would make the same take again. */
export const draftOf = (take: SceneVersion): Draft => ({
  startFileId: take.startFileId,
  endFileId: take.endFileId,
  shotTypeId: take.shotTypeId,
  notes: take.notes,
  // The same take again means the same words, also when the template has changed since.
  prompt: take.prompt,
  wishes: wishesOf(take.options),
})

/** Without photos that are gone. */
export function withoutLost(draft: Draft, exists: (id: string) => boolean): Draft {
  const startFileId = draft.startFileId !== null && exists(draft.startFileId) ? draft.startFileId : null
  const endFileId = draft.endFileId !== null && exists(draft.endFileId) ? draft.endFileId : null
  return startFileId === draft.startFileId && endFileId === draft.endFileId
    ? draft
    : { ...draft, startFileId, endFileId }
}
