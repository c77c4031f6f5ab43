import type { Combination, Ratio, Resolution, VideoModel } from '@greenroom/contract/models.ts'
import type { TakeOptions } from '@greenroom/contract/scenes.ts'

/** What a person asked for; null = as it comes. Wishes outlive a model that cannot fulfil them. */
export interface Wishes {
  /** `provider/model`. */
  readonly model: string | null
  readonly durationSeconds: number | null
  readonly resolution: Resolution | null
  readonly loop: boolean
  /** Null = the shape of the start photo. */
  readonly ratio: Ratio | null
}

export const noWishes: Wishes = { model: null, durationSeconds: null, resolution: null, loop: false, ratio: null }

/** The part of the wishes that was changed last wins over the others. */
export type Field = 'durationSeconds' | 'resolution' | 'loop'

export const modelKey = (model: Pick<VideoModel, 'provider' | 'model'>): string => `${model.provider}/${model.model}`

/** The wished model, else the preferred one, else the first that can be used now. */
export function pickModel(
  models: readonly VideoModel[],
  wished: string | null,
  preferred: string | null,
): VideoModel | undefined {
  const usable = (key: string | null): VideoModel | undefined =>
    models.find((model) => modelKey(model) === key && model.unavailable === null)
  return usable(wished) ?? usable(preferred) ?? models.find(({ unavailable }) => unavailable === null)
}

/** Makes scenes that end at a given photo. */
export const takesEndFrame = (model: VideoModel): boolean => model.combinations.some(({ endFrame }) => endFrame)

/** What can be had at all with the frames as they are. */
const possible = (model: VideoModel, endFrame: boolean): readonly Combination[] =>
  model.combinations.filter((one) => one.endFrame === endFrame)

const resolutions: readonly Resolution[] = ['360p', '540p', '720p', '1080p', '4k']
const usual = { durationSeconds: 5, resolution: '720p' as Resolution }

/**
 * The allowed combination nearest to the wishes; undefined when the model cannot work with these frames at all. What
 * was changed last is kept, the rest gives way: first the loop, then the resolution, then the length.
 */
export function settle(
  model: VideoModel,
  wishes: Wishes,
  endFrame: boolean,
  changed: Field | null = null,
): Combination | undefined {
  const wanted = { ...usual, ...withoutNulls(wishes) }
  const weight = (field: Field, usualWeight: number): number => (changed === field ? 10_000 : usualWeight)
  const cost = (one: Combination): number =>
    Math.abs(one.durationSeconds - wanted.durationSeconds) * weight('durationSeconds', 100) +
    Math.abs(resolutions.indexOf(one.resolution) - resolutions.indexOf(wanted.resolution)) * weight('resolution', 10) +
    (one.loop === wanted.loop ? 0 : weight('loop', 1))
  const [first, ...others] = possible(model, endFrame)
  // At equal distance the cheaper one.
  return others.reduce<Combination | undefined>((best, one) => {
    if (best === undefined) return one
    const difference = cost(one) - cost(best)
    return difference < 0 || (difference === 0 && one.priceMicroUsd < best.priceMicroUsd) ? one : best
  }, first)
}

const withoutNulls = ({ durationSeconds, resolution, loop }: Wishes) => ({
  ...(durationSeconds === null ? {} : { durationSeconds }),
  ...(resolution === null ? {} : { resolution }),
  loop,
})

export interface Choice<T> {
  readonly value: T
  /** Goes together with the other choices as they are; otherwise choosing it changes one of them. */
  readonly fits: boolean
}

export interface Choices {
  readonly durations: readonly Choice<number>[]
  readonly resolutions: readonly Choice<Resolution>[]
  /** Whether the loop switch can be moved at all, and without changing the rest. */
  readonly loop: { readonly possible: boolean; readonly fits: boolean }
  readonly ratios: readonly Ratio[]
}

/** Everything that can be chosen from where one is; what no combination allows is not in it. */
export function choicesOf(model: VideoModel, endFrame: boolean, now: Combination): Choices {
  const all = possible(model, endFrame)
  const fitting = (changed: Partial<Combination>): boolean => {
    const wanted = { ...now, ...changed }
    return all.some(
      (one) =>
        one.durationSeconds === wanted.durationSeconds &&
        one.resolution === wanted.resolution &&
        one.loop === wanted.loop,
    )
  }
  const durations = unique(all.map(({ durationSeconds }) => durationSeconds)).sort((one, other) => one - other)
  const sizes = resolutions.filter((resolution) => all.some((one) => one.resolution === resolution))
  return {
    durations: durations.map((value) => ({ value, fits: fitting({ durationSeconds: value }) })),
    resolutions: sizes.map((value) => ({ value, fits: fitting({ resolution: value }) })),
    loop: { possible: all.some((one) => one.loop !== now.loop), fits: fitting({ loop: !now.loop }) },
    ratios: model.ratios,
  }
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]

/** Width divided by height. */
export const aspectOf = (ratio: Ratio): number => {
  const [width = 1, height = 1] = ratio.split(':').map(Number)
  return width / height
}

/** The ratio nearest to a shape: what the wished one is, else that of the start photo, else the first. */
export function settleRatio(
  ratios: readonly Ratio[],
  wished: Ratio | null,
  start: { width: number | null; height: number | null } | undefined,
): Ratio {
  const [first = '16:9'] = ratios
  if (wished !== null && ratios.includes(wished)) return wished
  const aspect = wished === null ? shapeOf(start) : aspectOf(wished)
  if (aspect === null) return first
  const distance = (ratio: Ratio): number => Math.abs(Math.log(aspectOf(ratio) / aspect))
  return ratios.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best), first)
}

const shapeOf = (photo: { width: number | null; height: number | null } | undefined): number | null =>
  photo === undefined || !photo.width || !photo.height ? null : photo.width / photo.height

/** The wishes after a choice: what gave way is remembered as it now is, so that a later choice starts from there. */
export function choose(
  model: VideoModel,
  wishes: Wishes,
  endFrame: boolean,
  field: Field,
  value: Combination[Field],
): Wishes {
  const wanted = { ...wishes, [field]: value }
  const settled = settle(model, wanted, endFrame, field)
  if (settled === undefined) return wanted
  const { durationSeconds, resolution, loop } = settled
  return { ...wanted, durationSeconds, resolution, loop }
}

export const optionsOf = (model: VideoModel, settled: Combination, ratio: Ratio): TakeOptions => ({
  provider: model.provider,
  model: model.model,
  durationSeconds: settled.durationSeconds,
  resolution: settled.resolution,
  ratio,
  loop: settled.loop,
})

/** The wishes that lead to the options of an earlier take. */
export const wishesOf = (options: TakeOptions): Wishes => ({
  model: modelKey(options),
  durationSeconds: options.durationSeconds,
  resolution: options.resolution,
  loop: options.loop,
  ratio: options.ratio,
})
