import type { VideoModel } from '@greenroom/contract/models.ts'
import { describe, expect, it } from 'vitest'
import { checkDelay } from './pace.ts'
import type { Frame, VideoRequest } from './video-maker.ts'
import { combinationOf, frameProblems, tableProblems } from './video-request.ts'

const row = (
  durationSeconds: number,
  resolution: '540p' | '720p',
  more: { loop?: boolean; endFrame?: boolean } = {},
) => ({
  durationSeconds,
  resolution,
  loop: false,
  endFrame: false,
  priceMicroUsd: durationSeconds,
  ...more,
})
const model: VideoModel = {
  provider: 'local',
  model: 'one',
  label: 'Maker One',
  ai: false,
  ratios: ['16:9', '1:1', '9:16'],
  combinations: [
    row(5, '540p'),
    row(5, '540p', { loop: true }),
    row(5, '540p', { endFrame: true }),
    row(10, '540p'),
    row(10, '720p'),
  ],
  promptMinLength: 3,
  promptMaxLength: 10,
  pricesFrom: null,
  unavailable: null,
}
const frame: Frame = {
  sha256: 'a',
  mime: 'image/png',
  bytes: 10,
  width: 10,
  height: 10,
  read: async () => Buffer.alloc(0),
  signedUrl: async () => null,
}
const request = (change: Partial<VideoRequest> = {}): VideoRequest => ({
  model: 'one',
  prompt: 'A hall',
  durationSeconds: 5,
  resolution: '540p',
  ratio: '16:9',
  loop: false,
  startFrame: frame,
  endFrame: null,
  motion: 'static',
  userRef: 'u',
  ...change,
})
const said = (change: Partial<VideoRequest>) =>
  tableProblems('maker', [model], request(change)).map(({ code, message, input }) => [code, input, message])

describe('what a table says against a request', () => {
  it('is nothing when it lists it, and the row has the price', () => {
    expect(said({})).toEqual([])
    expect(combinationOf([model], request({ durationSeconds: 10, resolution: '720p' }))?.priceMicroUsd).toBe(10)
    expect(combinationOf([model], request({ resolution: '720p' }))).toBeNull()
    expect(combinationOf([model], request({ model: 'two' }))).toBeNull()
  })

  it.each<[Partial<VideoRequest>, string, string, string]>([
    [{ model: 'two' }, 'maker.model', 'options', 'There is no model "two". Choose Maker One.'],
    [
      { prompt: 'A' },
      'maker.prompt_short',
      'prompt',
      'The prompt has 1 character; Maker One needs at least 3. Say what should happen.',
    ],
    [
      { prompt: 'A hall so long' },
      'maker.prompt_long',
      'prompt',
      'The prompt has 14 characters; Maker One takes at most 10. Shorten it by 4.',
    ],
    [{ ratio: '21:9' }, 'maker.ratio', 'options', 'Maker One does not make 21:9. Choose 16:9, 1:1 or 9:16.'],
    [
      { durationSeconds: 9 },
      'maker.duration',
      'options',
      'Maker One does not make scenes of 9 seconds. Choose 5 or 10 seconds.',
    ],
    [{ resolution: '4k' }, 'maker.resolution', 'options', 'Maker One does not make 4k. Choose 540p or 720p.'],
    [
      { resolution: '720p' },
      'maker.combination',
      'options',
      'Maker One cannot combine 5 seconds, 720p. Choose 10 seconds, or choose 540p.',
    ],
    [
      { durationSeconds: 10, loop: true },
      'maker.combination',
      'options',
      'Maker One cannot combine 10 seconds, 540p, a loop. Turn the loop off, or choose 5 seconds.',
    ],
    [
      { loop: true, endFrame: frame },
      'maker.loop_with_end_frame',
      'end',
      'Maker One cannot combine 5 seconds, 540p, a loop, an end frame. Turn the loop off, or remove the end frame.',
    ],
    [
      { resolution: '720p', loop: true },
      'maker.combination',
      'options',
      'Maker One cannot combine 5 seconds, 720p, a loop. Choose 540p.',
    ],
    [
      { durationSeconds: 10, resolution: '720p', loop: true, endFrame: frame },
      'maker.loop_with_end_frame',
      'end',
      'Maker One cannot combine 10 seconds, 720p, a loop, an end frame. Change more than one of them.',
    ],
  ])('%o', (change, code, input, message) => {
    expect(said(change)).toEqual([[code, input, message]])
  })

  it('counts characters as people do, not UTF-16 halves', () => {
    expect(said({ prompt: '🎬'.repeat(10) })).toEqual([])
    expect(said({ prompt: '🎬'.repeat(11) })).toHaveLength(1)
  })

  it('names every problem at once', () => {
    expect(said({ prompt: '', ratio: '21:9', durationSeconds: 9 }).map(([code]) => code)).toEqual([
      'maker.prompt_short',
      'maker.ratio',
      'maker.duration',
    ])
  })
})

it('says which picture is too heavy or too wide', () => {
  const limits = { maxBytes: 50_000_000, maxSide: 8000 }
  const of = (change: Partial<VideoRequest>) => frameProblems('maker', 'Maker One', request(change), limits)
  expect(of({ endFrame: { ...frame, bytes: 50_000_000, height: 8000 } })).toEqual([])
  expect(of({ startFrame: { ...frame, bytes: 50_000_001 }, endFrame: { ...frame, height: 8001 } })).toEqual([
    {
      input: 'start',
      code: 'maker.frame_bytes',
      message: 'The start frame has 51 MB; Maker One takes at most 50 MB. Choose a smaller photo.',
      said: { code: 'makers.frame_bytes', values: { model: 'Maker One', megabytes: 51, most: 50 } },
    },
    {
      input: 'end',
      code: 'maker.frame_side',
      message: 'The end frame is 10 × 8001 pixels; Maker One takes at most 8000 a side. Choose a smaller photo.',
      said: { code: 'makers.frame_side', values: { model: 'Maker One', width: 10, height: 8001, most: 8000 } },
    },
  ])
})

it('looks late first, then often, then a little less often', () => {
  const pace = { firstMs: 30_000, nextMs: 2000, maxMs: 5000 }
  expect([0, 1, 2, 3, 4, 5000].map((attempt) => checkDelay(pace, attempt))).toEqual([
    30_000, 2000, 3000, 4500, 5000, 5000,
  ])
})
