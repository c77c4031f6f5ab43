import type { Scene, SceneVersion } from '@greenroom/contract/scenes.ts'
import { describe, expect, test } from 'vitest'
import {
  clipOf,
  pairToCompare,
  sceneCounts,
  shownScenes,
  takeStateOf,
  withProgress,
  withScenes,
} from './scenes.rules.ts'

const take = (given: Partial<SceneVersion> = {}): SceneVersion => ({
  id: `take-${given.version ?? 1}`,
  version: 1,
  status: 'ready',
  generationState: 'ready',
  progress: null,
  trouble: null,
  options: { provider: 'local', model: 'm', durationSeconds: 5, resolution: '720p', ratio: '16:9', loop: false },
  shotTypeId: null,
  shotTypeName: 'Wide',
  notes: '',
  prompt: 'A wide shot',
  startFileId: 'a',
  endFileId: null,
  disclosure: '',
  ai: false,
  priceEstimateMicroUsd: 0,
  priceChargedMicroUsd: 0,
  durationSeconds: 5,
  width: 1280,
  height: 720,
  bytes: 1,
  sha256: null,
  createdAt: '2026-11-21T08:00:00Z',
  readyAt: null,
  ...given,
})
const scene = (id: string, position: number, given: Partial<Scene> = {}): Scene => ({
  id,
  projectId: 'p',
  ordinal: position,
  position,
  status: 'ready',
  stale: false,
  startFileId: 'a',
  endFileId: null,
  pinnedVersion: 1,
  pinnedVersionId: 'take-1',
  shown: { shotTypeName: 'Wide', disclosure: '', ai: false },
  newest: take(),
  versionCount: 1,
  createdAt: '2026-11-21T08:00:00Z',
  updatedAt: '2026-11-21T08:00:00Z',
  ...given,
})
const processing = take({ status: 'processing', generationState: 'running', progress: 0.4 })

test('an unknown outcome is told apart from one that is being made and one that failed', () => {
  expect(takeStateOf(take({ status: 'processing', generationState: 'unknown' }))).toBe('unknown')
  expect(takeStateOf(take({ status: 'error', generationState: 'unknown' }))).toBe('unknown')
  expect(takeStateOf(take({ status: 'error', generationState: 'canceled' }))).toBe('canceled')
  expect(takeStateOf(take({ status: 'error', generationState: 'failed' }))).toBe('error')
})

describe('filters', () => {
  const scenes = [
    scene('b', 2, { newest: processing, pinnedVersionId: null }),
    scene('a', 1),
    scene('c', 3, { newest: take({ status: 'error', generationState: 'failed', version: 2 }) }),
    scene('d', 4, {
      newest: take({ status: 'processing', generationState: 'unknown' }),
      pinnedVersionId: null,
      stale: true,
    }),
  ]
  const ids = (filter: Parameters<typeof shownScenes>[1]): string =>
    shownScenes(scenes, filter)
      .map(({ id }) => id)
      .join('')

  test('keep the order of the grid', () => expect(ids('all')).toBe('abcd'))
  test('a scene with a chosen take is ready even when a newer take failed', () => {
    expect(ids('ready')).toBe('ac')
    expect(ids('error')).toBe('c')
  })
  test('an unknown outcome is listed by itself', () => {
    expect(ids('running')).toBe('b')
    expect(ids('unknown')).toBe('d')
    expect(sceneCounts(scenes)).toEqual({ all: 4, running: 1, ready: 2, error: 1, unknown: 1, stale: 1 })
  })
})

test('answers of the house come into the list in their place, once', () => {
  const list = [scene('a', 1), scene('c', 3)]
  const merged = withScenes(list, [scene('b', 2), scene('c', 3, { versionCount: 2 })])
  expect(merged.map(({ id, versionCount }) => `${id}${versionCount}`)).toEqual(['a1', 'b1', 'c2'])
})

describe('progress', () => {
  const list = [scene('a', 1, { newest: processing }), scene('b', 2)]

  test('moves on without touching other scenes', () => {
    const next = withProgress(list, 'a', 1, 0.6)
    expect(next[0]?.newest.progress).toBe(0.6)
    expect(next[1]).toBe(list[1])
  })

  test('never runs backwards, and means nothing for another or a finished take', () => {
    expect(withProgress(list, 'a', 1, 0.2)[0]).toBe(list[0])
    expect(withProgress(list, 'a', 2, 0.9)[0]).toBe(list[0])
    expect(withProgress(list, 'b', 1, 0.9)[1]).toBe(list[1])
  })
})

test('a card plays the chosen take, and nothing while there is none', () => {
  expect(clipOf(scene('a', 1, { newest: processing, pinnedVersionId: 'take-7' }))).toBe('take-7')
  expect(clipOf(scene('a', 1, { newest: processing, pinnedVersionId: null }))).toBeNull()
})

test('the two newest playable takes are compared, the older one on the left', () => {
  const versions = [
    take({ version: 4, status: 'error', generationState: 'failed' }),
    take({ version: 3 }),
    take({ version: 2 }),
    take({ version: 1 }),
  ]
  expect(pairToCompare(versions)).toEqual([2, 3])
  expect(pairToCompare(versions.slice(3))).toBeNull()
})
