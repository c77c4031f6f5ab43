import * as z from 'zod'

/** The Agents API's answers (luma-agents SDK types 0.5.0). Extra fields are let be; only what we act on is asked for. */

/** All that a create must tell: without an id nobody can ask for the job, whatever else the answer says. */
export const created = z.object({ id: z.string().min(1) })

export const generation = z.object({
  id: z.string(),
  state: z.string(),
  output: z.array(z.object({ type: z.string(), url: z.string().nullish() })).nullish(),
  failure_reason: z.string().nullish(),
  failure_code: z.string().nullish(),
})
export type Generation = z.infer<typeof generation>

export const presigned = z.object({
  id: z.string().min(1),
  upload: z.object({ url: z.url(), method: z.literal('PUT'), headers: z.record(z.string(), z.string()).default({}) }),
})
export const storedFile = z.object({ id: z.string(), state: z.string() })

/** One picture of a create body: exactly one way to give it. */
export type ImageRef = { url: string } | { data: string; media_type: string } | { file_id: string }

export interface CreateVideoBody {
  model: 'ray-3.2'
  type: 'video'
  prompt: string
  aspect_ratio: string
  user_id: string
  video: {
    resolution: string
    duration: '5s' | '10s'
  } & ({ keyframes: ImageRef[]; keyframe_indexes: number[] } | { start_frame: ImageRef; loop: true })
}
