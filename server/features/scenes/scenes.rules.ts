import { createHash } from 'node:crypto'
import type { Combination, VideoModel } from '@greenroom/contract/models.ts'
import type { GenerationState, SceneStatus, SceneTrouble, TakeOptions } from '@greenroom/contract/scenes.ts'
import type { Motion } from '@greenroom/contract/shots.ts'
import { englishTroubles, troubleSentence } from '@greenroom/contract/take-troubles.ts'

/** What `scene_versions.render_meta` holds: everything needed to send, show, export and repeat a take. */
export interface TakeMeta {
  provider: TakeOptions['provider']
  model: string
  disclosure: string
  ai: boolean
  prompt: string
  notes: string
  options: TakeOptions
  shotType: { id: string; name: string; motion: Motion }
  start: FrameMeta
  end: FrameMeta | null
  priceEstimateMicroUsd: number
}
export interface FrameMeta {
  fileId: string
  name: string
  /** Of the original, hex. */
  sha256: string
  /** Storage key of the picture that is sent: oriented, without GPS. It is drawn when the take starts. */
  key: string
}

/** The combination that was asked for, or null when the model does not allow it. Pure. */
export const chosenCombination = (
  model: VideoModel,
  options: TakeOptions,
  hasEndFrame: boolean,
): Combination | null => {
  if (!model.ratios.includes(options.ratio)) return null
  return (
    model.combinations.find(
      (combination) =>
        combination.durationSeconds === options.durationSeconds &&
        combination.resolution === options.resolution &&
        combination.loop === options.loop &&
        combination.endFrame === hasEndFrame,
    ) ?? null
  )
}

/**
 * The ledger's key: SHA-256 (hex) over the request and the bytes of its frames. Two requests with the same hash ask for the
 * same thing; each still is its own row, because a second take may be wanted.
 */
export const requestHash = (meta: Pick<TakeMeta, 'prompt' | 'options' | 'start' | 'end'>): string => {
  const { provider, model, durationSeconds, resolution, ratio, loop } = meta.options
  const parts = [
    provider,
    model,
    meta.prompt,
    durationSeconds,
    resolution,
    ratio,
    loop,
    meta.start.sha256,
    meta.end?.sha256 ?? null,
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

const statusOfState: Record<GenerationState, SceneStatus> = {
  reserved: 'queued',
  submitted: 'queued',
  running: 'processing',
  ready: 'ready',
  failed: 'error',
  canceled: 'error',
  // Shown as trouble that a human must settle; the ledger state travels beside it.
  unknown: 'error',
}
export const takeStatus = (state: GenerationState): SceneStatus => statusOfState[state]

/** What the ledger keeps of a failure; the vendor's own words are in `vendorCode` and are not shown. */
export interface LedgerFailure {
  vendorCode: string
  kind: string
  input: SceneTrouble['input']
  retryable: boolean
  charged: SceneTrouble['charged']
}

const sentenceFor = (code: string, input: SceneTrouble['input']): string =>
  troubleSentence({ code, input }, englishTroubles) ?? 'This take failed.'

/** A failure in words, with whether trying again makes sense. Null while nothing is wrong. Pure. */
export const troubleOf = (state: GenerationState, failure: LedgerFailure | null): SceneTrouble | null => {
  if (state === 'unknown') {
    return {
      code: 'generations.unknown',
      sentence: sentenceFor('generations.unknown', null),
      input: null,
      retryable: false,
      charged: 'unknown',
    }
  }
  if (state === 'canceled') {
    return {
      code: 'generations.canceled',
      sentence: sentenceFor('generations.canceled', null),
      input: null,
      retryable: true,
      charged: 'no',
    }
  }
  if (state !== 'failed') return null
  const { kind, input, retryable, charged } = failure ?? {
    kind: 'failed',
    input: null,
    retryable: true,
    charged: 'unknown' as const,
  }
  const code = `generations.${kind}`
  return {
    code,
    sentence: sentenceFor(code, input),
    input,
    retryable,
    charged,
  }
}

/** Where a take lies in bucket `media`; made from ids only, so that doing it twice writes the same place. */
export const takeKeys = (userId: string, projectId: string, sceneId: string, versionId: string) => {
  const base = `${userId}/scenes/${projectId}/${sceneId}/${versionId}`
  return { video: `${base}.mp4`, poster: `${base}.jpg` }
}

/** How long to wait before asking again after the maker could not be asked: 2 s, doubling to 60 s. */
export const troubleDelayMs = (attempt: number): number => Math.min(60_000, 2000 * 2 ** Math.min(attempt, 10))

/** A take that its maker has had for longer than a day will not come: the slowest vendor gives up after an hour, and a day allows for its outages. */
export const patienceMs = 24 * 3600 * 1000

const missingGraceMs = 10 * 60_000

/**
 * Whether a failure told by a check ends the take. A key that is refused may be mended, and a job that is not found may only
 * be new to that server: both are asked again, the first for as long as there is patience, the second for ten minutes. Pure.
 */
export const isFinal = (failure: { kind: string }, msSinceAccepted: number): boolean => {
  if (failure.kind === 'auth') return false
  return failure.kind !== 'expired' || msSinceAccepted > missingGraceMs
}
