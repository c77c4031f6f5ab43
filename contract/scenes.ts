import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { providerId, ratio, resolution } from './models.ts'
import { changed, ids, instant, microUsd, nothing, uuid } from './shapes.ts'

export const sceneStatus = z.enum(['queued', 'processing', 'ready', 'error'])
export type SceneStatus = z.infer<typeof sceneStatus>
/** The ledger's states (data.md); `unknown` waits for a human and is never resent by itself. */
export const generationState = z.enum(['reserved', 'submitted', 'unknown', 'running', 'ready', 'failed', 'canceled'])
export type GenerationState = z.infer<typeof generationState>

/** Why a take failed, in words, and what can be done. The studio has a message for every code. */
export const sceneTrouble = z.strictObject({
  code: z.string(),
  sentence: z.string(),
  input: z.enum(['prompt', 'start', 'end', 'options']).nullable(),
  retryable: z.boolean(),
  charged: z.enum(['no', 'refunded', 'yes', 'unknown']),
})
export type SceneTrouble = z.infer<typeof sceneTrouble>

export const takeOptions = z.strictObject({
  provider: providerId,
  model: z.string().min(1).max(100),
  durationSeconds: z.number().int().min(1).max(60),
  resolution,
  ratio,
  loop: z.boolean().default(false),
})
export type TakeOptions = z.infer<typeof takeOptions>

export const sceneVersion = z.strictObject({
  id: uuid,
  version: z.number().int(),
  status: sceneStatus,
  generationState,
  /** 0 to 1 while it is being made and the maker tells; null otherwise. */
  progress: z.number().nullable(),
  trouble: sceneTrouble.nullable(),
  options: takeOptions,
  shotTypeId: uuid.nullable(),
  shotTypeName: z.string(),
  notes: z.string(),
  prompt: z.string(),
  startFileId: uuid,
  endFileId: uuid.nullable(),
  /** E.g. "Luma Ray 3.2" or "Local preview renderer, not AI". */
  disclosure: z.string(),
  ai: z.boolean(),
  priceEstimateMicroUsd: microUsd,
  /** Null until known. */
  priceChargedMicroUsd: microUsd.nullable(),
  durationSeconds: z.number().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  sha256: z.string().nullable(),
  createdAt: instant,
  readyAt: instant.nullable(),
})
export type SceneVersion = z.infer<typeof sceneVersion>

export const scene = z.strictObject({
  id: uuid,
  projectId: uuid,
  ordinal: z.number().int(),
  position: z.number(),
  /** Of the newest take while it is being made; else of the pinned one. */
  status: sceneStatus,
  stale: z.boolean(),
  startFileId: uuid,
  endFileId: uuid.nullable(),
  /** The chosen take; null until the first one is ready. */
  pinnedVersion: z.number().int().nullable(),
  pinnedVersionId: uuid.nullable(),
  /** Of the take that a card shows: the pinned one; the newest while none is pinned. */
  shown: sceneVersion.pick({ shotTypeName: true, disclosure: true, ai: true }),
  /** The newest take, whatever became of it. */
  newest: sceneVersion,
  versionCount: z.number().int(),
  createdAt: instant,
  updatedAt: instant,
})
export type Scene = z.infer<typeof scene>

const projectParams = z.strictObject({ projectId: uuid })
const sceneParams = z.strictObject({ sceneId: uuid })
const notes = z.string().trim().max(2000)
/** The text as it will be sent; left out, it is made from the shot type's template. */
const prompt = z.string().trim().max(6000)
/** Made by the studio for one click; the same key never makes a second take. */
const idempotencyKey = z.string().min(8).max(100)

export const listScenes = endpoint({
  method: 'GET',
  path: '/api/projects/:projectId/scenes',
  summary: 'Scenes of a project in grid order, each with its newest take',
  access: 'approved',
  params: projectParams,
  reply: z.strictObject({ scenes: z.array(scene) }),
})
export const getScene = endpoint({
  method: 'GET',
  path: '/api/scenes/:sceneId',
  summary: 'One scene with all its takes, newest first',
  access: 'approved',
  params: sceneParams,
  reply: z.strictObject({ scene, versions: z.array(sceneVersion) }),
})
export const previewPrompt = endpoint({
  method: 'POST',
  path: '/api/projects/:projectId/prompt-preview',
  summary: 'The prompt as it would be sent, what is wrong with the request, and the price; nothing is paid',
  access: 'approved',
  params: projectParams,
  body: z.strictObject({
    shotTypeId: uuid,
    notes: notes.default(''),
    startFileId: uuid,
    endFileId: uuid.nullable().default(null),
    options: takeOptions,
    prompt: prompt.optional(),
  }),
  reply: z.strictObject({
    prompt: z.string(),
    priceMicroUsd: microUsd,
    problems: z.array(
      z.strictObject({ input: z.enum(['prompt', 'start', 'end', 'options']), code: z.string(), sentence: z.string() }),
    ),
  }),
})
export const requestScenes = endpoint({
  method: 'POST',
  path: '/api/projects/:projectId/scenes',
  summary: 'Make scenes: one for each pair given, all with the same settings, all or none',
  access: 'approved',
  params: projectParams,
  body: z.strictObject({
    idempotencyKey,
    pairs: z
      .array(z.strictObject({ startFileId: uuid, endFileId: uuid.nullable().default(null) }))
      .min(1)
      .max(200),
    shotTypeId: uuid,
    notes: notes.default(''),
    prompt: prompt.optional(),
    options: takeOptions,
    /** The total price the person saw; refused when it has changed. */
    agreedPriceMicroUsd: microUsd,
  }),
  reply: z.strictObject({ scenes: z.array(scene) }),
  status: 201,
})
export const regenerateScene = endpoint({
  method: 'POST',
  path: '/api/scenes/:sceneId/versions',
  summary: 'Make one more take; what is left out is as in the newest take. Earlier takes are kept',
  access: 'approved',
  params: sceneParams,
  body: z.strictObject({
    idempotencyKey,
    shotTypeId: uuid.optional(),
    notes: notes.optional(),
    prompt: prompt.optional(),
    startFileId: uuid.optional(),
    endFileId: uuid.nullable().optional(),
    options: takeOptions.optional(),
    agreedPriceMicroUsd: microUsd,
  }),
  reply: scene,
  status: 201,
})
export const pinVersion = endpoint({
  method: 'POST',
  path: '/api/scenes/:sceneId/pin',
  summary: 'Choose the take that counts; only a ready one can be chosen',
  access: 'approved',
  params: sceneParams,
  body: z.strictObject({ version: z.number().int().positive() }),
  reply: scene,
})
export const moveScenes = endpoint({
  method: 'POST',
  path: '/api/projects/:projectId/scenes/move',
  summary: 'Put scenes, in the order given, before another one (null = at the end)',
  access: 'approved',
  params: projectParams,
  body: z.strictObject({ ids: z.array(uuid).min(1).max(1000), before: uuid.nullable() }),
  reply: changed,
})
export const deleteScenes = endpoint({
  method: 'POST',
  path: '/api/scenes/delete',
  summary: 'Delete scenes; can be undone for 10 s. A take that finishes later is kept with its scene',
  access: 'approved',
  body: ids,
  reply: changed,
})
export const restoreScenes = endpoint({
  method: 'POST',
  path: '/api/scenes/restore',
  summary: 'Undo a deletion within 10 s',
  access: 'approved',
  body: ids,
  reply: changed,
})
export const cancelTake = endpoint({
  method: 'POST',
  path: '/api/scenes/:sceneId/versions/:version/cancel',
  summary: 'Stop a take that has not been sent to its maker yet, or a local render; nothing is charged',
  access: 'approved',
  params: z.strictObject({ sceneId: uuid, version: z.coerce.number().int().positive() }),
  body: nothing,
  reply: scene,
})

/** One paid call of the ledger, for the admin's page of unknown outcomes. */
export const generation = z.strictObject({
  id: uuid,
  state: generationState,
  provider: providerId,
  model: z.string(),
  requestHash: z.string(),
  providerJobId: z.string().nullable(),
  priceEstimateMicroUsd: microUsd,
  reason: z.string().nullable(),
  ownerEmail: z.string(),
  projectName: z.string(),
  sceneId: uuid,
  ordinal: z.number().int(),
  version: z.number().int(),
  createdAt: instant,
  submittedAt: instant.nullable(),
})
export type Generation = z.infer<typeof generation>
export const listGenerations = endpoint({
  method: 'GET',
  path: '/api/admin/generations',
  summary: 'Paid calls, newest first; by default those whose outcome is unknown',
  access: 'admin',
  query: z.strictObject({ state: generationState.default('unknown') }),
  reply: z.strictObject({ generations: z.array(generation) }),
})
export const resolveGeneration = endpoint({
  method: 'POST',
  path: '/api/admin/generations/:generationId/resolve',
  summary: 'Settle an unknown outcome after looking at the vendor’s own pages',
  access: 'admin',
  params: z.strictObject({ generationId: uuid }),
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('found'), providerJobId: z.string().trim().min(1).max(200) }),
    z.strictObject({ decision: z.literal('not-taken') }),
  ]),
  reply: generation,
})

export const versionVariant = z.enum(['video', 'poster'])
export type VersionVariant = z.infer<typeof versionVariant>
export const versionPath = (versionId: string, variant: VersionVariant): string =>
  `/media/versions/${versionId}/${variant}`
