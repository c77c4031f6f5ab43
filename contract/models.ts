import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { told } from './problem.ts'

export const ratio = z.enum(['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21'])
export type Ratio = z.infer<typeof ratio>

export const resolution = z.enum(['360p', '540p', '720p', '1080p', '4k'])
export type Resolution = z.infer<typeof resolution>

/** Who listens to recordings, speaks for a customer, or lends it a face, besides this machine and the browser. */
export const listenerId = z.enum(['openai', 'local'])
export const speakerId = z.enum(['openai'])
export const faceId = z.enum(['liveavatar'])

export const providerId = z.enum(['local', 'luma', 'luma-legacy'])
export type ProviderId = z.infer<typeof providerId>

/** One allowed combination of choices with its price; what is not listed cannot be chosen. */
export const combination = z.strictObject({
  durationSeconds: z.number().int(),
  resolution,
  loop: z.boolean(),
  endFrame: z.boolean(),
  /** Estimated price in micro-dollars (1 USD = 1,000,000); 0 for local makers. */
  priceMicroUsd: z.number().int().nonnegative(),
})
export type Combination = z.infer<typeof combination>

export const videoModel = z.strictObject({
  provider: providerId,
  model: z.string(),
  label: z.string(),
  /** False for makers without AI; the studio says so wherever their work is shown. */
  ai: z.boolean(),
  ratios: z.array(ratio),
  combinations: z.array(combination),
  promptMinLength: z.number().int(),
  promptMaxLength: z.number().int(),
  /** The day the prices were read from the provider's page, ISO date; null when free. */
  pricesFrom: z.string().nullable(),
  /** Present when the model cannot be used now, with the sentence that says why. */
  unavailable: told.nullable(),
})
export type VideoModel = z.infer<typeof videoModel>

export const listModels = endpoint({
  method: 'GET',
  path: '/api/models',
  summary: 'Video models that can be chosen now, with every allowed combination and its price',
  access: 'approved',
  reply: z.strictObject({ models: z.array(videoModel) }),
})
