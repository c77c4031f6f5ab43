import * as z from 'zod'
import type { Refusal } from './world.ts'

const imageRef = z.union([
  z.strictObject({ url: z.url({ protocol: /^https?$/ }) }),
  z.strictObject({ data: z.base64(), media_type: z.string() }),
  z.strictObject({ generation_id: z.string() }),
  z.strictObject({ file_id: z.string() }),
])
export type ImageRef = z.infer<typeof imageRef>

/** POST /v1/generations, type `video` (luma-agents SDK 0.5.0 types; docs.agents.lumalabs.ai guides/videos/generation). */
export const createVideo = z.strictObject({
  model: z.string(),
  type: z.literal('video'),
  prompt: z.string().min(1).max(6000),
  aspect_ratio: z.enum(['9:16', '3:4', '1:1', '4:3', '16:9', '21:9']).optional(),
  user_id: z.string().optional(),
  video: z
    .strictObject({
      resolution: z.enum(['360p', '540p', '720p', '1080p']).default('720p'),
      duration: z.enum(['5s', '10s']).default('5s'),
      start_frame: imageRef.optional(),
      end_frame: imageRef.optional(),
      keyframes: z.array(imageRef).min(1).max(64).optional(),
      keyframe_indexes: z.array(z.int().nonnegative()).optional(),
      loop: z.boolean().default(false),
      hdr: z.boolean().default(false),
      exr_export: z.boolean().default(false),
    })
    .prefault({}),
})
export type CreateVideo = z.infer<typeof createVideo>

/** Rules 1 to 6 of the video guide; the wording of the real answers is not documented. Null when all are kept. */
export const combinationProblem = ({ video }: CreateVideo): string | null => {
  const long = video.duration === '10s'
  const { start_frame: start, end_frame: end, keyframes, keyframe_indexes: indexes } = video
  if (long && (start !== undefined || end !== undefined || video.loop || video.hdr))
    return 'video.duration: 10s is not supported with start_frame, end_frame, loop or hdr'
  if (keyframes !== undefined && (start !== undefined || end !== undefined || video.loop))
    return 'video.keyframes: cannot be combined with start_frame, end_frame or loop'
  if ((keyframes === undefined) !== (indexes === undefined) || keyframes?.length !== indexes?.length)
    return 'video.keyframe_indexes: must have one index for each keyframe'
  if (indexes !== undefined && new Set(indexes).size !== indexes.length) return 'video.keyframe_indexes: must be unique'
  if (indexes?.some((index) => index > (long ? 240 : 120)) === true)
    return `video.keyframe_indexes: must lie between 0 and ${long ? 240 : 120}`
  if (video.loop && (video.hdr || end !== undefined)) return 'video.loop: cannot be combined with hdr or end_frame'
  if (video.hdr && video.resolution !== '720p' && video.resolution !== '1080p') return 'video.hdr: needs 720p or 1080p'
  if (video.exr_export && !video.hdr) return 'video.exr_export: needs hdr'
  return extendProblem(video)
}

const extendProblem = (video: CreateVideo['video']): string | null => {
  const isGeneration = (ref: ImageRef | undefined): boolean => ref !== undefined && 'generation_id' in ref
  if (video.keyframes?.some(isGeneration) === true) return 'video.keyframes: a generation cannot be a keyframe'
  const forward = isGeneration(video.start_frame)
  const backward = isGeneration(video.end_frame)
  if (!forward && !backward) return null
  if (video.start_frame !== undefined && video.end_frame !== undefined)
    return 'video: a prior generation cannot be combined with another keyframe'
  if (video.hdr || video.resolution === '360p') return 'video: extending needs SDR and at least 540p'
  return video.loop && backward ? 'video.loop: only forward extension can loop' : null
}

/** The pictures of a request in the order of the film, each with the name the vendor uses in its messages. */
export const pictureRefs = ({ video }: CreateVideo): { name: string; ref: ImageRef }[] => [
  ...(video.start_frame === undefined ? [] : [{ name: 'video.start_frame', ref: video.start_frame }]),
  ...(video.end_frame === undefined ? [] : [{ name: 'video.end_frame', ref: video.end_frame }]),
  ...(video.keyframes ?? [])
    .map((ref, place) => ({ name: `video.keyframes[${place}]`, ref, index: video.keyframe_indexes?.[place] ?? 0 }))
    .sort((one, other) => one.index - other.index)
    .map(({ name, ref }) => ({ name, ref })),
]

/** USD, guides/pricing as read on 2026-11-21. */
const sdr5 = { '360p': 0.06, '540p': 0.15, '720p': 0.3, '1080p': 1.2 }
export const priceMicroUsd = ({ video }: CreateVideo): number => {
  const plain = sdr5[video.resolution] * (video.duration === '10s' ? 3 : 1)
  const factor = video.exr_export ? 3 : video.hdr ? 2 : 1
  return Math.round(plain * factor * 1_000_000)
}

/** What a key is refused with, wherever it is shown: the magic keys of the contract server. */
export const keyRefusal = (authorization: string | undefined): Refusal | null => {
  const key = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? ''
  if (key === 'luma-api-revoked') return { status: 401, detail: 'API key has been revoked' }
  if (key === 'luma-api-suspended') return { status: 403, detail: 'Account is suspended' }
  return key.startsWith('luma-api-') ? null : { status: 401, detail: 'Missing or invalid API key' }
}

/** The key whose account is empty: it may read, but starts nothing. */
export const emptyAccountKey = 'luma-api-broke'
