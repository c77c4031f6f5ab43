import type { VideoModel } from '@greenroom/contract/models.ts'
import type { Photo } from '@greenroom/contract/photos.ts'
import type { ShotType } from '@greenroom/contract/shots.ts'
import { describe, expect, test } from 'vitest'
import { compose, emptyDraft, swapped, withFrame, withoutLost, type Supplies } from './composed.ts'

const model: VideoModel = {
  provider: 'local',
  model: 'plain',
  label: 'Plain',
  ai: false,
  ratios: ['16:9', '9:16'],
  combinations: [{ durationSeconds: 5, resolution: '720p', loop: false, endFrame: false, priceMicroUsd: 0 }],
  promptMinLength: 0,
  promptMaxLength: 100,
  pricesFrom: null,
  unavailable: null,
}
const both: VideoModel = {
  ...model,
  model: 'both',
  combinations: [
    ...model.combinations,
    { durationSeconds: 5, resolution: '720p', loop: false, endFrame: true, priceMicroUsd: 500_000 },
  ],
}
const shot = (id: string): ShotType => ({
  id,
  name: id,
  promptTemplate: '{subject}',
  isDefault: true,
  key: 1,
  motion: 'static',
  position: 0,
})
const photos: Record<string, Pick<Photo, 'id' | 'width' | 'height'>> = {
  a: { id: 'a', width: 1080, height: 1920 },
  b: { id: 'b', width: 3000, height: 2000 },
}
const supplies: Supplies = {
  models: [model, both],
  shotTypes: [shot('wide'), shot('close')],
  photo: (id) => photos[id] as Photo | undefined,
  preferredModel: null,
  preferredShotTypeId: null,
}

describe('a draft', () => {
  test('without a start photo is not ready, but already has a price', () => {
    expect(compose(emptyDraft, supplies)).toMatchObject({ missing: 'start', priceMicroUsd: 0 })
  })

  test('takes the ratio of its start photo, the preferred shot type and the price of its frames', () => {
    const draft = {
      ...emptyDraft,
      startFileId: 'a',
      endFileId: 'b',
      wishes: { ...emptyDraft.wishes, model: 'local/both' },
    }
    const composed = compose(draft, { ...supplies, preferredShotTypeId: 'close' })
    expect(composed).toMatchObject({ missing: null, priceMicroUsd: 500_000, options: { ratio: '9:16', model: 'both' } })
    expect(composed.shot?.id).toBe('close')
  })

  test('with an end photo says so when the model cannot end at one, instead of dropping it', () => {
    const draft = { ...emptyDraft, startFileId: 'a', endFileId: 'b' }
    expect(compose(draft, supplies)).toMatchObject({ missing: 'endFrame', end: { id: 'b' } })
  })

  test('needs a model and a shot type', () => {
    expect(compose(emptyDraft, { ...supplies, models: [] }).missing).toBe('model')
    expect(compose(emptyDraft, { ...supplies, shotTypes: [] }).missing).toBe('shot')
  })
})

describe('frames', () => {
  const pair = { ...emptyDraft, startFileId: 'a', endFileId: 'b' }

  test('are never the same photo twice', () => {
    expect(withFrame(pair, 'start', 'b')).toMatchObject({ startFileId: 'b', endFileId: null })
    expect(withFrame(pair, 'end', 'a')).toMatchObject({ startFileId: null, endFileId: 'a' })
  })

  test('swap only when there are two', () => {
    expect(swapped(pair)).toMatchObject({ startFileId: 'b', endFileId: 'a' })
    const single = { ...pair, endFileId: null }
    expect(swapped(single)).toBe(single)
  })

  test('that were deleted leave the draft', () => {
    expect(withoutLost(pair, (id) => id === 'b')).toMatchObject({ startFileId: null, endFileId: 'b' })
    expect(withoutLost(pair, () => true)).toBe(pair)
  })
})
