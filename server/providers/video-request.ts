import type { KnownField } from '@greenroom/contract/fields.ts'
import type { Combination, VideoModel } from '@greenroom/contract/models.ts'
import type { Frame, RequestProblem, VideoRequest } from './video-maker.ts'

/** What the table is asked: a combination without its price. */
type Choice = Omit<Combination, 'priceMicroUsd'>

const choiceOf = ({ durationSeconds, resolution, loop, endFrame }: VideoRequest): Choice => ({
  durationSeconds,
  resolution,
  loop,
  endFrame: endFrame !== null,
})
const same = (one: Choice, other: Choice): boolean =>
  one.durationSeconds === other.durationSeconds &&
  one.resolution === other.resolution &&
  one.loop === other.loop &&
  one.endFrame === other.endFrame

/** The table's row for a request, with its price, or null when the model does not allow it. */
export const combinationOf = (models: readonly VideoModel[], request: VideoRequest): Combination | null =>
  models
    .find(({ model }) => model === request.model)
    ?.combinations.find((combination) => same(choiceOf(request), combination)) ?? null

/** What a maker's own table says against a request. `maker` begins the codes, e.g. `luma` → `luma.ratio`. */
export const tableProblems = (
  maker: string,
  models: readonly VideoModel[],
  request: VideoRequest,
): RequestProblem[] => {
  const model = models.find((one) => one.model === request.model)
  if (model === undefined) {
    const labels = models.map(({ label }) => label).join(', ')
    return [
      {
        input: 'options',
        code: `${maker}.model`,
        message: `There is no model "${request.model}". Choose ${labels}.`,
        said: { code: 'makers.model', values: { name: request.model, choices: labels } },
      },
    ]
  }
  return [
    ...promptProblems(maker, model, request.prompt),
    ...ratioProblems(maker, model, request),
    ...choiceProblems(maker, model, request),
  ]
}

const promptProblems = (
  maker: string,
  { label, promptMinLength, promptMaxLength }: VideoModel,
  prompt: string,
): RequestProblem[] => {
  // Vendors count characters, not UTF-16 halves.
  const length = Array.from(prompt).length
  const over = length - promptMaxLength
  if (length < promptMinLength)
    return [
      {
        input: 'prompt',
        code: `${maker}.prompt_short`,
        message: `The prompt has ${count(length)}; ${label} needs at least ${promptMinLength}. Say what should happen.`,
        said: { code: 'makers.prompt_short', values: { model: label, length, least: promptMinLength } },
      },
    ]
  if (length > promptMaxLength)
    return [
      {
        input: 'prompt',
        code: `${maker}.prompt_long`,
        message: `The prompt has ${count(length)}; ${label} takes at most ${promptMaxLength}. Shorten it by ${over}.`,
        said: { code: 'makers.prompt_long', values: { model: label, length, most: promptMaxLength, over } },
      },
    ]
  return []
}
const count = (length: number): string => (length === 1 ? '1 character' : `${length} characters`)

const ratioProblems = (maker: string, { label, ratios }: VideoModel, { ratio }: VideoRequest): RequestProblem[] =>
  ratios.includes(ratio)
    ? []
    : [
        {
          input: 'options',
          code: `${maker}.ratio`,
          message: `${label} does not make ${ratio}. Choose ${either(ratios)}.`,
          said: { code: 'makers.ratio', values: { model: label, ratio, choices: ratios.join(', ') } },
        },
      ]

type MakersField = Extract<
  KnownField,
  { code: `makers.${'duration' | 'resolution' | 'combination' | 'loop_with_end_frame'}` }
>

const choiceProblems = (
  maker: string,
  { label, combinations }: VideoModel,
  request: VideoRequest,
): RequestProblem[] => {
  const choice = choiceOf(request)
  if (combinations.some((row) => same(choice, row))) return []
  const refuse = (said: MakersField, message: string): RequestProblem[] => [
    {
      input: said.code === 'makers.loop_with_end_frame' ? 'end' : 'options',
      code: said.code.replace('makers', maker),
      message: `${label} ${message}`,
      said,
    },
  ]
  const { durationSeconds, resolution, loop, endFrame } = choice
  const durations = unique(combinations.map((row) => row.durationSeconds))
  const resolutions = unique(combinations.map((row) => row.resolution))
  if (!durations.includes(durationSeconds))
    return refuse(
      {
        code: 'makers.duration',
        values: { model: label, seconds: durationSeconds, choices: durations.join(', ') },
      },
      `does not make scenes of ${durationSeconds} seconds. Choose ${either(durations)} seconds.`,
    )
  if (!resolutions.includes(resolution))
    return refuse(
      { code: 'makers.resolution', values: { model: label, resolution, choices: resolutions.join(', ') } },
      `does not make ${resolution}. Choose ${either(resolutions)}.`,
    )
  const parts = [
    `${durationSeconds} seconds`,
    resolution,
    ...(loop ? ['a loop'] : []),
    ...(endFrame ? ['an end frame'] : []),
  ]
  const message = `cannot combine ${parts.join(', ')}. ${sentence(fixes(choice, combinations))}`
  const code = loop && endFrame ? 'makers.loop_with_end_frame' : 'makers.combination'
  return refuse({ code, values: { model: label } }, message)
}

/** The single changes that would make the choice an allowed one. */
const fixes = (choice: Choice, rows: readonly Combination[]): string[] => {
  const listed = (changed: Partial<Choice>): boolean => rows.some((row) => same({ ...choice, ...changed }, row))
  const durations = unique(rows.map((row) => row.durationSeconds)).filter((durationSeconds) =>
    listed({ durationSeconds }),
  )
  const resolutions = unique(rows.map((row) => row.resolution)).filter((resolution) => listed({ resolution }))
  return [
    ...(listed({ loop: !choice.loop }) ? [`turn the loop ${choice.loop ? 'off' : 'on'}`] : []),
    ...(listed({ endFrame: !choice.endFrame })
      ? [choice.endFrame ? 'remove the end frame' : 'choose an end frame']
      : []),
    ...(durations.length > 0 ? [`choose ${either(durations)} seconds`] : []),
    ...(resolutions.length > 0 ? [`choose ${either(resolutions)}`] : []),
  ]
}

const sentence = (parts: string[]): string => {
  const joined = parts.length === 0 ? 'change more than one of them' : parts.join(', or ')
  return `${joined.charAt(0).toUpperCase()}${joined.slice(1)}.`
}
const unique = <Value>(values: Value[]): Value[] => [...new Set(values)]
const either = (values: readonly (string | number)[]): string =>
  values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`

/** What a vendor's limits say against the pictures of a request. */
export const frameProblems = (
  maker: string,
  label: string,
  request: VideoRequest,
  limits: { maxBytes: number; maxSide: number },
): RequestProblem[] => {
  const problemsOf = (input: 'start' | 'end', { bytes, width, height }: Frame): RequestProblem[] => {
    if (bytes > limits.maxBytes)
      return [
        {
          input,
          code: `${maker}.frame_bytes`,
          message: `The ${input} frame has ${megabytes(bytes)}; ${label} takes at most ${megabytes(limits.maxBytes)}. Choose a smaller photo.`,
          said: {
            code: 'makers.frame_bytes',
            values: {
              model: label,
              megabytes: Math.ceil(bytes / 1_000_000),
              most: Math.ceil(limits.maxBytes / 1_000_000),
            },
          },
        },
      ]
    if (Math.max(width, height) > limits.maxSide)
      return [
        {
          input,
          code: `${maker}.frame_side`,
          message: `The ${input} frame is ${width} × ${height} pixels; ${label} takes at most ${limits.maxSide} a side. Choose a smaller photo.`,
          said: { code: 'makers.frame_side', values: { model: label, width, height, most: limits.maxSide } },
        },
      ]
    return []
  }
  return [
    ...problemsOf('start', request.startFrame),
    ...(request.endFrame === null ? [] : problemsOf('end', request.endFrame)),
  ]
}
const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`
