import { useEffect, useMemo, useState } from 'react'
import { useMe } from '#features/shell/gate.tsx'
import { byId } from '#features/photos/photo-acts.ts'
import { usePhotos } from '#features/photos/photos.api.ts'
import { useShotTypes } from '#features/shots/shots.api.ts'
import { shotChips } from '#features/shots/shots.rules.ts'
import { useModels, usePromptPreview, type TakeRequest } from '../scenes.api.ts'
import { compose, type Composed, type Draft, type Supplies } from './composed.ts'

const none: never[] = []

/** Everything a draft is judged by; `ready` once models and shot types are known. */
export function useSupplies(projectId: string) {
  const { preferences } = useMe()
  const models = useModels()
  const shots = useShotTypes()
  const photos = usePhotos(projectId).data?.photos
  const photoById = useMemo(() => byId(photos ?? none), [photos])
  const shotTypes = useMemo(() => shotChips(shots.data?.shotTypes ?? none), [shots.data])
  const supplies: Supplies = useMemo(
    () => ({
      models: models.data?.models ?? none,
      shotTypes,
      photo: (id) => photoById.get(id),
      preferredModel: preferences.defaultModel,
      preferredShotTypeId: preferences.defaultShotTypeId,
    }),
    [models.data, shotTypes, photoById, preferences.defaultModel, preferences.defaultShotTypeId],
  )
  return {
    supplies,
    ready: models.data !== undefined && shots.data !== undefined,
    trouble: models.error ?? shots.error,
  }
}

/** The draft with everything decided, the prompt as it would be sent, and what the house has against it. */
export function useComposer(projectId: string, draft: Draft, supplies: Supplies) {
  const composed = useMemo(() => compose(draft, supplies), [draft, supplies])
  const request = useMemo(() => requestOf(draft, composed), [draft, composed])
  const settled = useSettled(request, 350)
  const preview = usePromptPreview(projectId, settled)
  // While somebody types, the answer belongs to an earlier text.
  const current = settled === request && !preview.isPlaceholderData
  const problems = request === null ? none : (preview.data?.problems ?? none)
  return { composed, request, preview, current, problems }
}

function requestOf(draft: Draft, composed: Composed): TakeRequest | null {
  const { start, end, shot, options } = composed
  if (start === undefined || shot === undefined || options === undefined) return null
  return {
    shotTypeId: shot.id,
    notes: draft.notes.trim(),
    startFileId: start.id,
    endFileId: end?.id ?? null,
    options,
    ...(draft.prompt === null ? {} : { prompt: draft.prompt.trim() }),
  }
}

/** The value, once it has not changed for a while; a first or empty one at once. */
function useSettled<T>(value: T | null, milliseconds: number): T | null {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === null ? 0 : milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}
