import * as z from 'zod'
import type { Refusal } from './world.ts'

const keyframe = z.union([
  z.strictObject({ type: z.literal('image'), url: z.url({ protocol: /^https?$/ }) }),
  z.strictObject({ type: z.literal('generation'), id: z.string() }),
])
export type LegacyKeyframe = z.infer<typeof keyframe>

/** POST /generations/video (lumalabs/lumaai-api openapi.yaml v1.1.0, `lumaai` 1.19.1 types). */
export const createLegacyVideo = z.strictObject({
  model: z.enum(['ray-2', 'ray-flash-2']),
  prompt: z.string().optional(),
  aspect_ratio: z.enum(['1:1', '16:9', '9:16', '4:3', '3:4', '21:9', '9:21']).default('16:9'),
  duration: z.enum(['5s', '9s']).default('5s'),
  resolution: z.enum(['540p', '720p', '1080p', '4k']).default('720p'),
  loop: z.boolean().default(false),
  keyframes: z.strictObject({ frame0: keyframe.optional(), frame1: keyframe.optional() }).optional(),
  concepts: z.array(z.strictObject({ key: z.string() })).optional(),
  callback_url: z.url().optional(),
  generation_type: z.literal('video').optional(),
})
export type CreateLegacyVideo = z.infer<typeof createLegacyVideo>

/** The synchronous messages of docs.lumalabs.ai/docs/errors. Null when all is well. */
export const legacyProblem = ({ prompt, loop, keyframes }: CreateLegacyVideo): string | null => {
  const { frame0, frame1 } = keyframes ?? {}
  const hasImage = frame0?.type === 'image' || frame1?.type === 'image'
  if (prompt === undefined && !hasImage) return 'Prompt is required'
  if (prompt !== undefined && prompt.length < 3) return 'Prompt is too short, minimum length is 3 characters'
  if (prompt !== undefined && prompt.length > 5000) return 'Prompt is too long, maximum length is 5000 characters'
  if (keyframes !== undefined && frame0 === undefined && frame1 === undefined) return 'No keyframes provided'
  if (!loop || frame1 === undefined) return null
  if (frame0 === undefined)
    return frame1.type === 'image' ? 'Loop is not supported for end frame' : 'Loop is not supported for extend reverse'
  if (frame0.type === 'image' && frame1.type === 'image') return 'Loop is not supported for keyframes'
  if (frame0.type === 'image') return 'Loop is not supported for interpolate image to video'
  return frame1.type === 'image'
    ? 'Loop is not supported for interpolate video to image'
    : 'Loop is not supported for interpolate between two videos'
}

/**
 * USD for a megapixel of film at 24 frames a second: 0.0064 and 0.0022, worked out from the table that Comfy published on
 * 2025-10-28 (ray-2: 540p 5 s 0.40, 720p 5 s 0.71, 4k 9 s 11.47; ray-flash-2: 4k 5 s 2.19). Luma's own page is not known.
 */
const perMegapixel = { 'ray-2': 0.0064, 'ray-flash-2': 0.0022 }
const megapixels = { '540p': 0.5184, '720p': 0.9216, '1080p': 2.0736, '4k': 8.2944 }
export const legacyPriceMicroUsd = ({ model, resolution, duration }: CreateLegacyVideo): number =>
  Math.round(perMegapixel[model] * megapixels[resolution] * 24 * Number.parseInt(duration, 10) * 100) * 10_000

export const legacyKeyRefusal = (authorization: string | undefined): Refusal | null => {
  const key = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? ''
  // Keys of the Agents platform get this from the older host.
  if (key === '' || key.startsWith('luma-api-')) return { status: 403, detail: 'Not authenticated' }
  if (key === 'luma-suspended') return { status: 403, detail: 'Account is suspended' }
  return key.startsWith('luma-') && key !== 'luma-revoked'
    ? null
    : { status: 401, detail: 'Invalid API key is provided' }
}
/** The key without credits; which status the real host gives is not documented. */
export const emptyLegacyKey = 'luma-broke'
