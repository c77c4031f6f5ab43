import type { Combination, Resolution, VideoModel } from '@greenroom/contract/models.ts'
import type { RequestProblem, VideoRequest } from '../video-maker.ts'
import { frameProblems, tableProblems } from '../video-request.ts'

/** USD per scene, SDR: docs.agents.lumalabs.ai/guides/pricing ("rates may change"). The end frame and the loop are free. */
const pricesFrom = '2026-11-21'
const prices: { resolution: Resolution; five: number; ten: number }[] = [
  { resolution: '360p', five: 0.06, ten: 0.18 },
  { resolution: '540p', five: 0.15, ten: 0.45 },
  { resolution: '720p', five: 0.3, ten: 0.9 },
  { resolution: '1080p', five: 1.2, ten: 3.6 },
]
/** Pictures: guides/videos/generation. */
const limits = { maxBytes: 50_000_000, maxSide: 8000 }

const row = (
  durationSeconds: number,
  resolution: Resolution,
  usd: number,
  more: { loop?: true; endFrame?: true } = {},
): Combination => ({
  durationSeconds,
  resolution,
  loop: more.loop ?? false,
  endFrame: more.endFrame ?? false,
  priceMicroUsd: Math.round(usd * 1_000_000),
})

export const lumaModels: VideoModel[] = [
  {
    provider: 'luma',
    model: 'ray-3.2',
    label: 'Luma Ray 3.2',
    ai: true,
    ratios: ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9'],
    // Left out because the API refuses it: a loop of 10 s, and a loop with an end frame.
    combinations: prices.flatMap(({ resolution, five, ten }) => [
      row(5, resolution, five),
      row(5, resolution, five, { endFrame: true }),
      row(5, resolution, five, { loop: true }),
      row(10, resolution, ten),
      row(10, resolution, ten, { endFrame: true }),
    ]),
    promptMinLength: 1,
    promptMaxLength: 6000,
    pricesFrom,
    unavailable: null,
  },
]

export const lumaProblems = (request: VideoRequest): RequestProblem[] => [
  ...tableProblems('luma', lumaModels, request),
  ...frameProblems('luma', 'Luma', request, limits),
]
