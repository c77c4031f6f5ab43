import * as z from 'zod'
import { encoder } from './encoder.ts'

const cameraMove = z.enum([
  'push-in',
  'pull-out',
  'pan-left',
  'pan-right',
  'tilt-up',
  'tilt-down',
  'drift',
  'handheld',
  'static',
])

/** One scene to make from one or two pictures. */
export const sceneToRender = z.strictObject({
  /** JPEG, PNG or WebP, upright. */
  startPath: z.string(),
  endPath: z.string().nullable(),
  move: cameraMove,
  durationSeconds: z.number().positive().max(60),
  fps: z.number().int().positive().max(60),
  width: z.number().int().positive().multipleOf(2),
  height: z.number().int().positive().multipleOf(2),
  loop: z.boolean(),
  /** Whether things move from their place in the first picture to their place in the second; else they are only cross-faded. */
  morph: z.boolean(),
  crf: z.number(),
  outputPath: z.string(),
  encoder,
  timeoutMs: z.number(),
})
export type SceneToRender = z.infer<typeof sceneToRender>
