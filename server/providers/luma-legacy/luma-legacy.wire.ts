import * as z from 'zod'

/** The Dream Machine API's answers (lumalabs/lumaai-api openapi.yaml v1.1.0). Extra fields are let be. */
export const created = z.object({ id: z.string().min(1) })

export const generation = z.object({
  id: z.string(),
  state: z.string(),
  failure_reason: z.string().nullish(),
  assets: z.object({ video: z.string().nullish() }).nullish(),
})
export type LegacyGeneration = z.infer<typeof generation>

/** A callback is a Generation too; all that is believed is which job it speaks of, and its id must look like one. */
export const callback = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) })

export interface CreateLegacyBody {
  model: string
  generation_type: 'video'
  prompt: string
  aspect_ratio: string
  duration: '5s' | '9s'
  resolution: string
  loop: boolean
  keyframes: { frame0: { type: 'image'; url: string }; frame1?: { type: 'image'; url: string } }
  callback_url?: string
}
