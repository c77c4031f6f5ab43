import type { Combination, Resolution, VideoModel } from '@greenroom/contract/models.ts'
import type { RequestProblem, VideoRequest } from '../video-maker.ts'
import { frameProblems, tableProblems } from '../video-request.ts'

/**
 * AN ESTIMATE. Luma's own price per megapixel of film for these models is not published where it could be read; these rates
 * give, to the cent, every figure of the table that Comfy published for its Luma nodes on 2025-10-28 (ray-2: 540p 5 s 0.40,
 * 720p 5 s 0.71, 1080p 9 s 2.87, 4k 9 s 11.47; ray-flash-2: 4k 5 s 2.19).
 */
const pricesFrom = '2025-10-28'
const usdPerMegapixel = { 'ray-2': 0.0064, 'ray-flash-2': 0.0022 }
const framesPerSecond = 24
/** Of 16:9, at which the table is priced; other ratios have about as many. */
const megapixels: [Resolution, number][] = [
  ['540p', 0.5184],
  ['720p', 0.9216],
  ['1080p', 2.0736],
  ['4k', 8.2944],
]
/** Not documented for this API; the limits of the current one are the best guess, and a wrong guess costs nothing. */
const frameLimits = { maxBytes: 50_000_000, maxSide: 8000 }

const cents = (usd: number): number => Math.round(usd * 100) * 10_000

const combinations = (perMegapixel: number): Combination[] =>
  megapixels.flatMap(([resolution, size]) =>
    [5, 9].flatMap((durationSeconds) => {
      const priceMicroUsd = cents(perMegapixel * size * framesPerSecond * durationSeconds)
      const plain = { durationSeconds, resolution, loop: false, endFrame: false, priceMicroUsd }
      // "Loop is not supported for keyframes" (docs.lumalabs.ai/docs/errors): no row has both.
      return [plain, { ...plain, endFrame: true }, { ...plain, loop: true }]
    }),
  )

const model = (name: 'ray-2' | 'ray-flash-2', label: string): VideoModel => ({
  provider: 'luma-legacy',
  model: name,
  label,
  ai: true,
  ratios: ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21'],
  combinations: combinations(usdPerMegapixel[name]),
  promptMinLength: 3,
  promptMaxLength: 5000,
  pricesFrom,
  unavailable: null,
})

export const legacyModels: VideoModel[] = [model('ray-2', 'Luma Ray 2'), model('ray-flash-2', 'Luma Ray Flash 2')]

export const needsPublicAddress = {
  message:
    'Luma’s older interface can only read pictures from a public address, and this house has none. ' +
    'Set SITE_URL to a public https address, or use Luma Ray 3.2.',
  code: 'makers.needs_public_address',
} as const

export const legacyProblems = (request: VideoRequest): RequestProblem[] => [
  ...tableProblems('luma-legacy', legacyModels, request),
  ...frameProblems('luma-legacy', 'Luma', request, frameLimits),
]
